"""TimelineJS: the JSON that Knight Lab's timeline reads.

A date has a month or a day only if that is known, and `display_date` says it as it is known.
TimelineJS shows words as HTML, so they are escaped.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from store.exports.citing import web_link
from store.exports.records import Citation, EventRecord
from store.exports.rows import ExportRows
from store.exports.wording import by, dated, heading, marks, summary, vouched, where
from store.safe_text import escaped, one_line

_NO_ID = re.compile(r"[^0-9A-Za-z]")
_TO_THE_DAY = frozenset({"day", "time", "week"})
_TO_THE_MONTH = frozenset({"month", "quarter"})


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the pieces of one JSON object. Undated events are left out."""
    title = {"text": {"headline": _html(heading(rows)), "text": _html(summary(rows.totals()))}}
    yield f'{{"scale": "human",\n"title": {_json(title)},\n"events": ['
    separator = "\n"
    for event in rows.events():
        if event.is_dated:
            yield separator + _json(_slide(event))
            separator = ",\n"
    yield "\n]}\n"


def _slide(event: EventRecord) -> dict[str, Any]:
    said = "; ".join(marks(event))
    quotes = "".join(map(_quoted, event.evidence))
    state = f"<p>Date: {_html(dated(event))}. {_html(vouched(event))}</p>"
    slide: dict[str, Any] = {
        "unique_id": "e" + _NO_ID.sub("-", event.id),
        "start_date": _date(event.from_ or event.to or "", event),
        "display_date": _html(f"{event.date}{f' ({said})' if said else ''}"),
        "group": _html(event.type),
        "text": {"headline": _html(event.label), "text": quotes + state},
    }
    if event.from_ and event.to and not event.is_one_day:
        slide["end_date"] = _date(event.to, event)
    return slide


def _date(day: str, event: EventRecord) -> dict[str, int]:
    """Return a date as precise as it is known. A range of days has days."""
    year, month, number = (int(part) for part in day[:10].split("-"))
    if event.precision in _TO_THE_MONTH:
        return {"year": year, "month": month}
    if event.precision in _TO_THE_DAY or event.precision is None:
        return {"year": year, "month": month, "day": number}
    return {"year": year}


def _quoted(piece: Citation) -> str:
    link = web_link(piece.url)
    said = _html(by(piece))
    named = f'<a href="{_html(link)}" rel="noopener noreferrer">{said}</a>' if link else said
    return f"<p>“{_html(piece.quote)}” {named} ({where(piece)})</p>"


def _html(text: str) -> str:
    return html.escape(one_line(text))


def _json(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))
