"""CSV tables of events, articles and entities, which a spreadsheet shows and does not run.

The table of events opens in a spreadsheet and in Timesketch, which needs `message`, `datetime` and
`timestamp_desc`. The time of an event that is not known to the day is the beginning of its period,
and `timestamp_desc` and `date` say what is known.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from store.exports.citing import web_link
from store.exports.records import Citation, EventRecord
from store.exports.rows import ExportRows
from store.safe_text import one_line

type Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LONGEST = 32_000
"""Characters of a cell. Spreadsheets cut at 32,767."""

_CITED = (
    "quote", "source", "published", "title", "link", "file", "sha256", "start", "end", "also_in",
)  # fmt: skip


def write_events(rows: ExportRows) -> Iterator[str]:
    """Yield the table of events. Of the evidence, the first piece has columns of its own."""
    head = (
        "message", "datetime", "timestamp_desc", "date", "precision", "from", "to", "date_basis",
        "type", "mode", "status", "according_to", "actors", "recipients", "place", "confidence",
        "salience", "unsure", "minor", "state", "voices", "sentences", *_CITED, "other_sources",
        "id",
    )  # fmt: skip
    return _table(head, (_event(event) for event in rows.events()))


def write_articles(rows: ExportRows) -> Iterator[str]:
    """Yield the table of articles and copies, without their texts."""
    head = (
        "number", "title", "source", "published", "published_from", "link", "file", "author",
        "language", "kind", "of", "state", "sha256", "id",
    )  # fmt: skip
    cells = (
        (
            each.number, each.title, each.source, each.published, each.published_from,
            web_link(each.url), each.origin, each.author, each.language, each.kind,
            article.number if each is not article else None, each.state, each.sha256, each.id,
        )
        for article in rows.articles()
        for each in (article, *article.copies)
    )  # fmt: skip
    return _table(head, cells)


def write_entities(rows: ExportRows) -> Iterator[str]:
    """Yield the table of entities."""
    head = (
        "name", "type", "mentions", "all_mentions", "aliases", "first", "last", "iso", "lat", "lon",
        "country", "state", "key",
    )  # fmt: skip
    cells = (
        (
            each.name, each.type, each.mentions, each.all, "; ".join(each.aliases), each.first,
            each.last, each.iso, each.lat, each.lon, each.country, each.state, each.key,
        )
        for each in rows.entities()
    )  # fmt: skip
    return _table(head, cells)


def _event(event: EventRecord) -> Sequence[Cell]:
    first = event.evidence[0] if event.evidence else None
    others = dict.fromkeys(
        f"{piece.source or 'no source'}, {(piece.published or 'undated')[:10]}"
        for piece in event.evidence[1:]
    )
    labels = [label for label in event.labels if label not in ("machine only", "checked", "edited")]
    day = event.from_ or event.to
    return (
        f"{event.label} [{'; '.join(labels)}]" if labels else event.label,
        f"{day[:10]}T00:00:00+00:00" if day else None,
        meaning_of_date(event),
        event.date,
        event.precision,
        event.from_,
        event.to,
        event.date_basis,
        event.type,
        event.mode,
        event.status or event.modality,
        "; ".join(event.according_to),
        "; ".join(event.actors),
        "; ".join(event.recipients),
        event.place,
        event.confidence,
        event.salience,
        "yes" if event.unsure else "no",
        "yes" if event.minor else "no",
        event.state,
        event.voices,
        event.sentences,
        *_cited(first),
        "; ".join(others),
        event.id,
    )


def meaning_of_date(event: EventRecord) -> str:
    """Return what the time of an event means, for Timesketch's `timestamp_desc`."""
    if not event.is_dated:
        return "undated"
    if event.is_bound:
        return f"{event.date} (only this end is known)"
    if event.is_one_day:
        return "on this day"
    return f"beginning of {event.date} (known to the {event.precision or 'period'})"


def _cited(piece: Citation | None) -> Sequence[Cell]:
    if piece is None:
        return (None,) * len(_CITED)
    return (
        piece.quote, piece.source, piece.published, piece.title, web_link(piece.url), piece.origin,
        piece.sha256, piece.start, piece.end, "; ".join(piece.also_in),
    )  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a table. Cells that are too long for a spreadsheet are cut."""
    yield csv_line(head)
    for cells in rows:
        yield csv_line(
            each[:_LONGEST] + "…" if isinstance(each, str) and len(each) > _LONGEST else each
            for each in cells
        )


def csv_line(cells: Iterable[Cell]) -> str:
    """Return a line as RFC 4180 defines it, with CR and LF.

    A text that begins like a formula gets an apostrophe before it, which spreadsheets take as the
    mark of a text. Numbers stay numbers. Line breaks in a cell become spaces.
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(_disarmed, cells))
    return line.getvalue()


def _disarmed(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = one_line(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
