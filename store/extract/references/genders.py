"""Of whom "she" and "he" may be said: by form of address, first name or noun."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from store.asset_files import shipped
from store.extract.found import FoundEntity

FEMALE, MALE = "female", "male"
_PRONOUNS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), FEMALE),
    **dict.fromkeys(("he", "him", "his", "himself"), MALE),
}


@cache
def _words() -> dict[str, dict[str, str]]:
    parts: dict[str, dict[str, str]] = {"given": {}, "title": {}, "noun": {}}
    lines = shipped("codebook", "genders.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for word, part, gender in rows[1:]:
        parts[part][word] = gender
    return parts


def of_pronoun(pronoun: Token) -> str:
    """The gender that a personal pronoun asks for."""
    return _PRONOUNS[pronoun.lower_]


def of_noun(noun: Token) -> str | None:
    """ "Actress", "spokesman"; None where the noun does not tell."""
    return _words()["noun"].get(noun.lower_)


def of_person(doc: Doc, entity: FoundEntity) -> str | None:
    """What the article's own forms of address say, else the first name; None when neither."""
    titles, given = _words()["title"], _words()["given"]
    for mention in entity.mentions:
        if mention.kind == "name" and mention.span.start > 0:
            gender = titles.get(doc[mention.span.start - 1].lower_.rstrip("."))
            if gender is not None:
                return gender
    words = entity.name.split()
    return given.get(words[0]) if len(words) > 1 else None


class Genders:
    """The genders of an article's persons, learnt from its pronouns where names are silent."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._known: dict[int, str | None] = {}

    def may_be(self, entity: FoundEntity, gender: str) -> bool:
        """Nothing known speaks against it."""
        if id(entity) not in self._known:
            self._known[id(entity)] = of_person(self._doc, entity)
        return self._known[id(entity)] in (None, gender)

    def learn(self, entity: FoundEntity, gender: str) -> None:
        """A pronoun was said of this person."""
        self._known[id(entity)] = gender
