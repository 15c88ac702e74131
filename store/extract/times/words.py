"""Resolve a time expression that stands alone, by the grammar and without a parse.

`dateline when` explains one, and a person types one into a dialog.
"""

from __future__ import annotations

from store.extract.extensions import FoundTime, Tokens
from store.extract.text_repair import repair
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    NotATime,
    Placed,
    found_time,
    resolved,
)
from store.extract.time_grammar.periods import day_of
from store.extract.time_grammar.tokens import TimeTokens, pieces_of
from store.extract.time_grammar.years import spelt
from store.extract.times.direction import direction_without_verb
from store.extract.times.ranges import bound
from store.extract.times.titles import expressions
from store.reading import DateOrder, Precision

_LONGEST = 60
"""How many code points a text has that may be an expression alone."""
_LEADING = frozenset(
    "on in at during for from of the since until till through thru by before after "
    "following".split()
)
_TRAILING = frozenset({".", "?", "!"})


def lone_times(
    text: str,
    published: str | None,
    date_order: DateOrder | None = None,
    *,
    past: bool = False,
) -> list[FoundTime] | None:
    """Return the time of a text that is an expression alone, or an empty list if it has none.

    Return None if it has more words than a preposition, or more than one expression.

    Args:
        text: the text.
        published: the day to count from (ISO 8601).
        date_order: how to read 03/04/2024.
        past: whether "Thursday" is the last one if no preposition points elsewhere.
    """
    if len(text) > _LONGEST or repair(text).text != text:
        return None
    pieces = pieces_of(text)
    found = list(expressions(pieces))
    if not found:
        return []
    if len(found) > 1 or not _covers(pieces, found[0]):
        return None
    context = _context(pieces, found[0], published, date_order, past=past)
    try:
        meaning = spelt(resolved(found[0], context))
    except NotATime:
        return []
    chars = pieces.starts[found[0].start], pieces.ends[found[0].end - 1]
    placed = Placed(found[0], found_time(found[0], meaning, Tokens(0, 1), chars), context.published)
    bound(pieces, [placed], context.published)
    return [placed.time]


def resolve_words(
    words: str, published: str | None
) -> tuple[str | None, str | None, Precision | None] | None:
    """Return first day, last day and precision of an expression, or None if it is none.

    It is resolved against `published` (ISO 8601), as of something past: "thursday" is the last
    one. The whole text must be the expression, but for a preposition and an article before it.
    """
    for found in lone_times(" ".join(words.split()), published, past=True) or ():
        ends = [None if day is None else day.isoformat() for day in (found.start, found.end)]
        return None if ends == [None, None] else (ends[0], ends[1], found.precision)
    return None


def _covers(p: TimeTokens, match: Match) -> bool:
    """Whether an expression is the whole text, but for words before it and a full stop."""
    before, behind = p.words[: match.start], p.words[match.end : p.count]
    return _LEADING.issuperset(before) and _TRAILING.issuperset(behind)


def _context(
    p: TimeTokens, match: Match, published: str | None, date_order: DateOrder | None, *, past: bool
) -> Context:
    """Return the context of an expression without a verb and without a time before it."""
    two, before = ["", "", *p.words][match.start : match.start + 2]
    direction = direction_without_verb((two, before), p.possessive(match.end))
    behind = past and direction is None
    return Context(
        published=day_of(published),
        direction="past" if behind else direction,
        firm=behind,
        begun=before == "since",
        on_day=False,
        date_order=date_order,
    )
