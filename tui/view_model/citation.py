"""A citation: the quote, its source, and how the date is known."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.safe import one_line
from tui.view_model.dates import format_date

if TYPE_CHECKING:
    from store import Article, EventRow, Reading, Span, Views


_HOW_KNOWN = {
    "stated": "stated in the text",
    "inherited": "inherited from its context",
    "as_of": "known to hold on that day",
}


_SAYS_SOMETHING = 40
"""Characters."""


_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")
"""Characters with a meaning inside a line of Markdown."""


class CitedQuote(Struct, frozen=True):
    """A quote with everything that is needed to check it."""

    quote: str
    """Exactly `text[start:end]` of the stored article."""
    source: str | None
    title: str | None
    published: str | None
    where: str | None
    """The link, or the file it came from."""
    sha256: str
    """Of the stored text in UTF-8: the first twelve hex digits."""
    start: int
    end: int
    event: str | None
    """The date of the event and how it is known."""
    also_in: tuple[str, ...] = ()
    """The other sources of the same text."""


def make_citation(
    views: Views, number: int, event: EventRow | None, span: tuple[int, int] | None
) -> CitedQuote:
    """Return the citation of a span (code points), of an event's sentence, or of the beginning.

    Runs in the store thread.

    Raises:
        KeyError: when there is no such article.
    """
    article, reading = views.article(number), views.reading(number)
    if span is None and event is not None:
        rows = views.evidence(event.id, number)
        here = next((row for row in rows if row.number == number), None)
        span = (here.start, here.end) if here else None
    if span is None:
        first = _first_sentence(reading)
        span = (first.start, first.end) if first else (0, min(len(article.text), 300))
    return _citation(article, span, event, views.also_in(number))


def _first_sentence(reading: Reading | None) -> Span | None:
    """Return the first sentence that is longer than a dateline."""
    sentences = reading.sentences if reading else ()
    long = (each for each in sentences if each.end - each.start >= _SAYS_SOMETHING)
    return next(long, sentences[0] if sentences else None)


def _citation(
    article: Article, span: tuple[int, int], event: EventRow | None, also_in: tuple[str, ...]
) -> CitedQuote:
    start, end = _without_blanks(article.text, span)
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    return CitedQuote(
        quote=article.text[start:end],
        source=article.source,
        also_in=also_in,
        title=article.title,
        published=article.published,
        where=article.url or article.origin,
        sha256=digest[:12],
        start=start,
        end=end,
        event=_dated(event) if event else None,
    )


def _without_blanks(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span without blanks at its ends."""
    quote = text[slice(*span)]
    start = span[0] + len(quote) - len(quote.lstrip())
    return start, start + len(quote.strip())


def _dated(event: EventRow) -> str:
    date = format_date(event.from_, event.to, event.precision)
    how = _HOW_KNOWN.get(event.date_basis or "")
    claimed = "claimed" if event.modality == "claimed" else ""
    who = f"according to {', '.join(event.sources)}" if event.sources else ""
    return "; ".join(part for part in (f"{date}, {how}" if how else date, claimed, who) if part)


def as_text(citation: CitedQuote) -> str:
    """Return the citation as one line of text."""
    parts = [
        f"“{citation.quote}”",
        _by(citation),
        citation.where or "no link",
        f"sha256 {citation.sha256}, characters {citation.start}-{citation.end}",
    ]
    if citation.event:
        parts.append(f"event: {citation.event}")
    return _line(" | ".join(parts))


def as_markdown(citation: CitedQuote) -> str:
    """Return one line of Markdown with the text escaped; only http links become links."""
    by = _escaped(_by(citation))
    where = citation.where or "no link"
    if where.startswith(("http://", "https://")) and not re.search(r"[\s<>]", where):
        by = f"[{by}](<{where}>)"
    else:
        by = f"{by}, {_escaped(where)}"
    event = f"; event: {_escaped(citation.event)}" if citation.event else ""
    return _line(
        f"> “{_escaped(citation.quote)}” — {by} (sha256 `{citation.sha256}`, "
        f"characters {citation.start}–{citation.end}{event})"
    )


def _by(citation: CitedQuote) -> str:
    names = [part for part in (citation.source, citation.title) if part]
    also = f" (also in: {', '.join(citation.also_in)})" if citation.also_in else ""
    return ", ".join([*names, (citation.published or "undated")[:10]]) + also


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _line(text: str) -> str:
    return " ".join(one_line(text).split())
