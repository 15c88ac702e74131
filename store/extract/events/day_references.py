"""Times that name no day: "in the evening", "that night", "the same day", "a day earlier"."""

from __future__ import annotations

from datetime import timedelta

from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

_WHICH = ("that", "same", "next", "following", "previous")
_CLOCK = frozenset({"clock", "part of a day", "overnight"})
"""Rules of times of day that name no day."""
_FAR = 3
"""How many sentences before a time of day the day may stand that it is of."""
_COUNTED = frozenset(
    {"day earlier", "day later", "day beside", "in the day"}
    | {f"{which} {what}" for which in _WHICH for what in ("day", "part")}
)
"""Rules of days that count from the last one told of: "that evening", "the next day"."""
_FARTHER = 4
"""Likewise before "that evening", "the same day" and "a day earlier"."""
_BESIDE = timedelta(days=2)
"""How far from the day that it counts from such a day may lie."""


@rule("events.far_from_day")
def is_far_from_day(parse: Parse, found: FoundTime) -> bool:
    """Whether a time that names no day was given that of a sentence far above.

    Other days may have been told of since then: "late in the evening" and "that evening" date
    nothing there.
    """
    if found.basis != "text" or found.start is None:
        return False
    counted = found.rule in _COUNTED
    if not counted and found.rule not in _CLOCK:
        return False
    sentence, apart = parse.sentence[found.span.start], _BESIDE if counted else timedelta()
    same = (
        sentence - parse.sentence[other.span.start]
        for other in parse.doc._.times or []
        if other.span.start < found.span.start
        and other.start is not None
        and other.precision in ("day", "time")
        and abs(other.start - found.start) <= apart
    )
    return min(same, default=0) > (_FARTHER if counted else _FAR)


@rule("events.without_day")
def is_without_day(parse: Parse, found: FoundTime) -> bool:
    """Whether a time names no day that the text knows, so that it was given that of the article.

    For example "The shift starts at 6 a.m." where no day is told, "the same day as the fair".
    """
    if found.rule == "same day":
        return parse.lower[found.span.end : found.span.end + 1] in (["as"], ["of"], ["that"])
    return found.rule == "clock" and found.basis == "published"
