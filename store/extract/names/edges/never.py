"""What is never a name: numbers, days, months, page furniture, words in lower case."""

from __future__ import annotations

import re

from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import CALENDAR, HONORIFICS, NEVER
from store.extract.names.words.head_words import LEGAL

_COMMON = frozenset("Party Army Police Government Company Group Union Board Court State".split())
_NUMBERED = re.compile(
    r"(?:Group|Game|Phase|Round|Set|Stage|Week|Level|Tier|Table|Figure|Page|Part|Item|Lot|Room|Gate"
    r"|Series|Class|Grade|Division|Pool|Heat|Lane|Day|Year|Step|Question) "
    r"(?:[A-H]|[IVX]+|\d+|One|Two|Three|Four|Five)",
)
"""One of a row of things: "Group B", "Game 2", "Phase III"."""
_RATING = re.compile(r"(?:AAA|BBB|[AB]aa?|Caa)(?:[-+]?[1-3]?|-?(?:plus|minus))")
"""What rating agencies give: "BBB", "Baa-2"."""
_MONEY = frozenset(
    "dlr dlrs dollar dollars euro euros ecu ecus yen mark marks pound pounds peso pesos rand "
    "crowns crown franc francs stg pct percent".split()
)
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
    if _is_one_of_a_row(name) or _is_money(words):
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


def _is_one_of_a_row(name: Name) -> bool:
    rated = len(name.text) > 2 and name.type != "PERSON" and _RATING.fullmatch(name.text)
    return bool(_NUMBERED.fullmatch(name.text) or rated)


def _is_money(words: list[str]) -> bool:
    """ "U.S. Dollar", "N.Z. Dlrs", "43.50 Ecus": a currency or a sum."""
    is_money = len(words) < 4 and words[-1].casefold() in _MONEY
    first = words[0].replace(".", "").replace("/", "").replace(",", "")
    return is_money and (len(words) > 1 and (first.isupper() or first.isdigit()))


def _is_nothing(word: str) -> bool:
    bare = word.strip(".,:;()[]'\"’“”").casefold()
    return not bare or bare in CALENDAR or bare in NEVER or not any(c.isalpha() for c in bare)
