"""Explain time expressions: their days, and the rules behind them.

An expression alone ("through July 19") is resolved by the grammar, in a few milliseconds. Only a
text with other words needs the parse, so only then are spaCy and the model loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from store.extract.extensions import FoundTime
from store.extract.time_grammar.moments import EITHER_ORDER
from store.extract.times.impossible import impossible_dates, is_impossible
from store.extract.times.words import lone_times
from store.reading import Article, DateOrder, TimeExpression

if TYPE_CHECKING:
    from store.extract.pipeline import Extractor


@dataclass(frozen=True, slots=True)
class Explained:
    """An expression of a text, its days, and the rules that resolved them."""

    words: str
    time: TimeExpression
    rule: str
    """The rule that found it, followed by those that changed its days: "month day, through"."""
    two_ways: bool = False
    """Whether day and month may be swapped and only the article's own day decided."""


def no_days(text: str, found: Sequence[Explained]) -> list[str]:
    """Return the dates of a text that no calendar has ("2024-02-30"), in order, in its words."""
    spans = impossible_dates(text)
    spans += [
        (one.time.start, one.time.end)
        for one in found
        if is_impossible(one.time.value) and not _touches(one.time, spans)
    ]
    return [text[start:end] for start, end in sorted(spans)]


def without_no_days(text: str, found: Sequence[Explained]) -> list[Explained]:
    """Return the expressions that are not, and are not part of, a date that no calendar has."""
    spans = impossible_dates(text)
    return [
        one for one in found if not is_impossible(one.time.value) and not _touches(one.time, spans)
    ]


def _touches(time: TimeExpression, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < time.end and time.start < end for start, end in spans)


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
    alone = None if reader else lone_times(text, published, date_order)
    times = (
        [(_expression(time), time.rule) for time in alone]
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
