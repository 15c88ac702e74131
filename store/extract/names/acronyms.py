"""Acronyms and what they stand for: "Shanghai Cooperation Organization (SCO)", either order."""

from __future__ import annotations

import re

from store.extract.names.draft import Draft, Name

_ACRONYM = re.compile(r"^[A-Z][A-Za-z]{0,3}[A-Z&.]{1,7}s?$")
_SMALL = frozenset("of the and for in on to de la del des du et der die und al".split())
_LEGAL = frozenset("Inc Corp Co Ltd PLC AG SA NV".split())
"""Legal forms that an acronym leaves out."""
_LONGEST = 12
"""Words that a full name may have before its acronym."""


def define_acronyms(draft: Draft) -> None:
    """Add the acronym that stands in brackets after a full name, and mend the full name's
    beginning by its letters: "State Board of Antiquities and Heritage (SBAH)"."""
    words = draft.words
    for index in range(1, len(words) - 2):
        if (
            words[index] in ("(", "[")
            and words[index + 2] in (")", "]", ",", ";")
            and _ACRONYM.match(words[index + 1])
        ):
            _define(draft, index, words[index + 1])
        elif words[index] == "<" and words[index + 2] == ">":
            _ticker(draft, index)
        elif words[index] == "(" and words[index - 1].isupper():
            _define_before(draft, index, words[index - 1])


def _ticker(draft: Draft, bracket: int) -> None:
    """ "Hanson Trust PLC <HAN>": what the exchange calls the company; alone it is no name."""
    company = next((n for n in draft.names if n.end == bracket and n.type == "ORG"), None)
    ticker = next((n for n in draft.names if n.start == bracket + 1), None)
    if ticker is None or not ticker.text.isupper() or ticker.end != bracket + 2:
        return
    if company is None:
        draft.names.remove(ticker)
    else:
        ticker.type, ticker.short_for, ticker.sure = "ORG", company, True


def _define_before(draft: Draft, bracket: int, short: str) -> None:
    """The full name stands in the brackets: "PFRC (Pacific Fisheries Research Council)"."""
    closing = draft.words[bracket : bracket + _LONGEST]
    end = bracket + closing.index(")") if ")" in closing else bracket
    if end <= bracket + 2 or not stands_for(short, draft.text(bracket + 1, end)):
        return
    draft.names = [n for n in draft.names if n.end < bracket or n.start >= end]
    full = Name(bracket + 1, end, "ORG", draft.text(bracket + 1, end), sure=True)
    draft.add([full, Name(bracket - 1, bracket, "ORG", short, sure=True)])
    draft.acronyms[short] = full.text


def _define(draft: Draft, bracket: int, short: str) -> None:
    full = next((name for name in draft.names if name.end == bracket), None)
    start = _start_of(draft.words, bracket, short)
    if start is None and (full is None or not stands_for(short, full.text)):
        return
    if start is not None:
        full = _full_name(draft, full, start, bracket)
    if full is None:
        return
    inside = next((n for n in draft.names if n.start <= bracket + 1 < n.end), None)
    if inside is None:
        inside = Name(bracket + 1, bracket + 2, full.type, short)
        draft.add([inside])
    elif inside.end > bracket + 2:
        return
    inside.type, inside.known, inside.sure = full.type, full.known, True
    draft.acronyms[short] = full.text


def _full_name(draft: Draft, full: Name | None, start: int, end: int) -> Name | None:
    """The name of exactly these words: grown, cut or made."""
    inside = [n for n in draft.names if n.start < end and n.end > start and n is not full]
    if full is None or full.start != start:
        draft.names = [n for n in draft.names if n not in inside or n.start < start]
        if any(n.start < start < n.end for n in inside):
            return full
        if full is None:
            full = Name(start, end, "ORG", draft.text(start, end))
            draft.add([full])
        else:
            draft.reset(full, start, end)
            full.known = None
    if full.type in ("PERSON", "GPE", "NORP", "WORK", "PRODUCT", "LOC") and not full.sure:
        full.type = "ORG"
    return full


def _start_of(words: list[str], end: int, short: str) -> int | None:
    """Where the words before `end` begin that spell the acronym with their initials."""
    letters = [letter for letter in short if letter.isupper()]
    at = end - 1
    while at > 0 and words[at].strip(".") in _LEGAL:
        at -= 1
    while letters and at >= max(0, end - _LONGEST):
        word = words[at]
        if word[:1].isupper() and word[0] == letters[-1]:
            letters.pop()
        elif word[:1].isupper() or not (word in _SMALL or word in "-'’&" or word in ("'s", "’s")):
            return None
        at -= 1
    return at + 1 if not letters and end - at > 2 else None


def stands_for(short: str, full: str) -> bool:
    """The letters are the initials of the words, small words left out or in."""
    letters = short.replace(".", "").replace("&", "").upper()
    words = [word for word in re.split(r"[\s\-/]+", full) if word[:1].isalpha()]
    if len(words) < 2:
        return False
    everything = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return letters in (everything, capitals)


def is_acronym(name: Name) -> bool:
    return name.type == "ORG" and name.text.replace(".", "").isupper() and len(name.text) < 9
