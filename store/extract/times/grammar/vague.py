"""Times without a calendar: "now", "recently", "in the past", "the future"."""

from __future__ import annotations

from store.extract.times.meaning import Match, constant
from store.extract.times.pieces import Pieces

_SINGLE = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF", "recently": "PAST_REF", "formerly": "PAST_REF",
    "lately": "PAST_REF", "previously": "PAST_REF", "future": "FUTURE_REF",
    "recent": "PAST_REF", "current": "PRESENT_REF",
}  # fmt: skip
WORDS = frozenset(_SINGLE) | {"past", "time", "moment", "days", "present"}


def vague(p: Pieces, i: int) -> Match | None:
    """One word that points back, ahead, or at now."""
    value = _SINGLE.get(p.words[i])
    return Match(i, i + 1, "DATE", "vague " + p.words[i], constant(value)) if value else None


def the_past(p: Pieces, i: int) -> Match | None:
    """ "past" as a noun: "in the past", "the recent past", and no period behind it."""
    before = p.words[i - 1] if i else ""
    if before not in {"the", "recent", "distant"} or p.words[i + 1].isalpha():
        after = p.words[i + 1]
        if before not in {"the", "recent", "distant"} or after not in {
            "and",
            "but",
            "to",
            "is",
            "was",
            "has",
        }:
            return None
    return Match(i, i + 1, "DATE", "the past", constant("PAST_REF"))
