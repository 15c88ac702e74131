"""Words that tell of a person whether "she" or "he" is said: first names, titles, nouns."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped

FEMALE, MALE = "female", "male"


@cache
def _words() -> dict[str, dict[str, str]]:
    parts: dict[str, dict[str, str]] = {"given": {}, "title": {}, "noun": {}}
    lines = shipped("codebook", "genders.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for word, part, gender in rows[1:]:
        parts[part][word] = gender
    return parts


def gender_of_title(word: str) -> str | None:
    """ "Ms", "Prince", in any case, with its full stop or without."""
    return _words()["title"].get(word.casefold().rstrip("."))


def gender_of_noun(word: str) -> str | None:
    """ "Actress", "husband"; None where the noun does not tell."""
    return _words()["noun"].get(word.casefold())


def gender_of_given(first: str) -> str | None:
    """Of a first name as it is written; None where both have it, or nobody that we know."""
    return _words()["given"].get(first)
