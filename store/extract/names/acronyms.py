"""Acronyms: "Shanghai Cooperation Organization (SCO)", in either order."""

from __future__ import annotations

import re

from store.extract.names.draft import Draft, Name

_ACRONYM = re.compile(r"^[A-Z][A-Z&.]{1,7}$")


def acronym_pairs(draft: Draft) -> dict[str, str]:
    """Acronym → the full name that the article defines it by."""
    by_end = {name.end: name for name in draft.names}
    by_start = {name.start: name for name in draft.names}
    pairs: dict[str, str] = {}
    for index, word in enumerate(draft.words):
        if word != "(" or index + 2 >= len(draft.words):
            continue
        before, inside = by_end.get(index), by_start.get(index + 1)
        if before is None or inside is None or draft.words[inside.end] != ")":
            continue
        for short, full in ((inside.text, before.text), (before.text, inside.text)):
            if _ACRONYM.match(short) and stands_for(short, full):
                pairs.setdefault(short, full)
    return pairs


def stands_for(short: str, full: str) -> bool:
    """The letters are the initials of the words, small words left out or in."""
    letters = short.replace(".", "").replace("&", "").upper()
    words = [word for word in re.split(r"[\s\-/]+", full) if word[:1].isalpha()]
    if len(words) < 2:
        return False
    everything = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return letters in (everything, capitals) or _spells(letters, words)


def _spells(letters: str, words: list[str]) -> bool:
    """Every letter in order, each word giving its first letter or being small."""
    at = 0
    for word in words:
        if at < len(letters) and word[0].upper() == letters[at]:
            at += 1
        elif word[0].isupper():
            return False
    return at == len(letters)


def is_acronym(name: Name) -> bool:
    return bool(_ACRONYM.match(name.text)) and name.type == "ORG"
