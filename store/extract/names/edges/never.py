"""What is never a name: numbers, days, months, page furniture, words in lower case."""

from __future__ import annotations

import re

from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import CALENDAR, HONORIFICS, NEVER
from store.extract.names.words.head_words import LEGAL

_COMMON = frozenset("Party Army Police Government Company Group Union Board Court State".split())
_CODE = re.compile(r"[A-FH-Z]-?\d{1,3}[A-Z]?|[A-Z]{2}-\d{1,3}")
"""Money supplies, roads, forms and visas: "M-1", "W-4", "EB-5"."""


def drop_never(draft: Draft) -> None:
    draft.names = [
        name
        for name in draft.names
        if not _never(name) and not _opens(draft, name) and not _is_era(draft, name)
    ]


def _opens(draft: Draft, name: Name) -> bool:
    """ "Party spokesman", "Army officers": a common noun that begins a sentence."""
    return name.text in _COMMON and bool(draft.doc[name.start].is_sent_start)


def _is_era(draft: Draft, name: Name) -> bool:
    """ "575 B.C." is no British Columbia."""
    before = draft.words[name.start - 1] if name.start else ""
    return name.text in ("B.C.", "BC", "A.D.", "AD") and before[:1].isdigit()


def _never(name: Name) -> bool:
    words = name.words()
    if not any(letter.isalpha() for letter in name.text):
        return True
    if all(word.strip(".").casefold() in LEGAL for word in words):
        return True
    if all(_is_nothing(word) for word in words) or _CODE.fullmatch(name.text):
        return True
    if all(word.rstrip(".").casefold() in HONORIFICS for word in words):
        return True
    return name.text.islower() and name.type in (
        "PERSON",
        "GPE",
        "LOC",
        "FAC",
        "ORG",
        "NORP",
        "PRODUCT",
        "WORK",
    )


def _is_nothing(word: str) -> bool:
    bare = word.strip(".,:;()[]'\"’“”").casefold()
    return not bare or bare in CALENDAR or bare in NEVER or not any(c.isalpha() for c in bare)
