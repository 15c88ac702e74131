"""Explain time expressions: their days, and the rules behind them.

An expression alone ("through July 19") is resolved by the grammar, in a few milliseconds. Only a
text with other words needs the parse, so only then are spaCy and the model loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

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
from store.extract.time_grammar.moments import EITHER_ORDER
from store.extract.time_grammar.periods import day_of
from store.extract.time_grammar.tokens import TimeTokens, pieces_of
from store.extract.time_grammar.years import spelt
from store.extract.times.direction import direction_without_verb
from store.extract.times.ranges import bound
from store.extract.times.titles import expressions
from store.reading import Article, DateOrder, TimeExpression

if TYPE_CHECKING:
    from store.extract.pipeline import Extractor

_LONGEST = 60
"""How many code points a text has that may be an expression alone."""
_LEADING = frozenset(
    "on in at during for from of the since until till through thru by before after "
    "following".split()
)
_TRAILING = frozenset({".", "?", "!"})


@dataclass(frozen=True, slots=True)
class Explained:
    """An expression of a text, its days, and the rules that resolved them."""

    words: str
    time: TimeExpression
    rule: str
    """The rule that found it, followed by those that changed its days: "month day, through"."""
    two_ways: bool = False
    """Whether day and month may be swapped and only the article's own day decided."""


def explain(
    text: str,
    published: str | None,
    model: str | None = None,
    reader: Extractor | None = None,
    date_order: DateOrder | None = None,
    narrative: bool | None = None,
) -> list[Explained]:
    """Return the time expressions of a text, read as an article published on `published`.

    Args:
        text: the text.
        published: the day of publication (ISO 8601). Without it, expressions that depend on it have
            a value but no days.
        model: the spaCy model to load if the text needs a parse and no reader is given, which takes
            a second or two; None is the standard one.
        reader: a loaded extractor, which parses the text.
        date_order: how to read 03/04/2024.
        narrative: whether dates are resolved against the last date in the text; None decides by the
            text.
    """
    alone = None if reader else _alone(text, published, date_order)
    times = (
        alone
        if alone is not None
        else _parsed(text, published, model, reader, date_order, narrative)
    )
    return [
        Explained(
            text[time.start : time.end],
            time,
            rule,
            two_ways=date_order is None and EITHER_ORDER in rule,
        )
        for time, rule in times
    ]


_Ruled = tuple[TimeExpression, str]


def _alone(text: str, published: str | None, date_order: DateOrder | None) -> list[_Ruled] | None:
    """Return the times of a text that is an expression alone or has none.

    Return None if it has more words than a preposition, or more than one expression.
    """
    if len(text) > _LONGEST or repair(text).text != text:
        return None
    pieces = pieces_of(text)
    found = list(expressions(pieces))
    if not found:
        return []
    if len(found) > 1 or not _covers(pieces, found[0]):
        return None
    context = _context(pieces, found[0], published, date_order)
    try:
        meaning = spelt(resolved(found[0], context))
    except NotATime:
        return []
    chars = pieces.starts[found[0].start], pieces.ends[found[0].end - 1]
    placed = Placed(found[0], found_time(found[0], meaning, Tokens(0, 1), chars), context.published)
    bound(pieces, [placed], context.published)
    return [(_expression(placed.time), placed.time.rule)]


def _covers(p: TimeTokens, match: Match) -> bool:
    """Whether an expression is the whole text, but for a preposition and a full stop."""
    before, behind = p.words[: match.start], p.words[match.end : p.count]
    return _LEADING.issuperset(before) and _TRAILING.issuperset(behind)


def _context(
    p: TimeTokens, match: Match, published: str | None, date_order: DateOrder | None
) -> Context:
    """Return the context of an expression without a verb and without a time before it."""
    two, before = ["", "", *p.words][match.start : match.start + 2]
    return Context(
        published=day_of(published),
        direction=direction_without_verb((two, before), p.possessive(match.end)),
        begun=before == "since",
        on_day=False,
        date_order=date_order,
    )


def _expression(found: FoundTime) -> TimeExpression:
    return TimeExpression(
        start=found.chars[0],
        end=found.chars[1],
        type=found.type,
        value=found.value,
        mod=found.mod,
        from_=found.start.isoformat() if found.start else None,
        to=found.end.isoformat() if found.end else None,
        precision=found.precision,
        basis=found.basis,
    )


def _parsed(
    text: str,
    published: str | None,
    model: str | None,
    reader: Extractor | None,
    date_order: DateOrder | None,
    narrative: bool | None,
) -> list[_Ruled]:
    """Return the times of a text, read by the pipeline."""
    from store.extract.assemble import assemble
    from store.extract.pipeline import AFTER_MODEL, DEFAULT_MODEL, Extractor

    reader = reader or Extractor(model or DEFAULT_MODEL)
    day = published or None
    article = Article(
        id=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        published=day,
        published_from="given" if day else None,
    )
    others = [name for name, _ in AFTER_MODEL if name != "dateline_times"]
    with reader.nlp.select_pipes(disable=others):
        document = reader.prepare(article)
        document._.date_order, document._.narrative = date_order, narrative
        document = reader.nlp(document)
    times = assemble(document, reader.extractor).times
    return [(time, found.rule) for time, found in zip(times, document._.times, strict=True)]
