"""iCalendar (RFC 5545) of the events, made with the library icalendar.

An event that is known to a period is one all-day event over the whole period. What has one end only
and what is undated is a journal entry without a day, since a calendar would show a day that nobody
knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from store.exports.citing import web_link
from store.exports.records import Citation, EventRecord
from store.exports.rows import ExportRows
from store.exports.wording import by, dated, heading, marks, vouched, where
from store.safe_text import one_line

if TYPE_CHECKING:
    from icalendar import Component

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = date.max
_UNSETTLED = frozenset({"claimed", "planned", "hypothetical"})


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the calendar, an event or journal entry at a time. Lines end as RFC 5545 demands."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//dateline//export//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(heading(rows)))
    begin, _, end = calendar.to_ical().decode().partition("END:VCALENDAR")
    yield begin
    for event in rows.events():
        yield _component(event).to_ical().decode()
    yield f"END:VCALENDAR{end}"


def _component(event: EventRecord) -> Component:
    from icalendar import Event, Journal

    days = (event.from_[:10], event.to[:10]) if event.from_ and event.to else None
    component: Component = Event() if days else Journal()
    component.add("uid", _uid(event))
    component.add("dtstamp", _stamp(event))
    said = "; ".join(marks(event))
    when = "" if event.is_one_day else f"{event.date}: "
    component.add("summary", one_line(f"{when}{event.label}{f' ({said})' if said else ''}"))
    component.add("description", _description(event))
    component.add("categories", [event.type])
    if days:
        first, last = map(date.fromisoformat, days)
        component.add("dtstart", first)
        component.add("dtend", min(last, _LAST - timedelta(1)) + timedelta(1))
        component.add("transp", "TRANSPARENT")
        component.add("status", "TENTATIVE" if event.modality in _UNSETTLED else "CONFIRMED")
        if event.place:
            component.add("location", one_line(event.place))
    if link := next(filter(None, (web_link(each.url) for each in event.evidence)), None):
        component.add("url", one_line(link))
    return component


def _uid(event: EventRecord) -> str:
    """Return an id that is the same for the same event in every export of the same store."""
    parts = [event.id, event.type, event.label, *(each.sha256 for each in event.evidence[:1])]
    told = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"{hashlib.sha256(told).hexdigest()[:32]}@dateline"


def _stamp(event: EventRecord) -> datetime:
    """Return when the first article that is quoted was published: an export reads no clock."""
    published = event.evidence[0].published if event.evidence else None
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return _NEVER
    stamp = found if found.tzinfo else found.replace(tzinfo=UTC)
    return stamp.astimezone(UTC)


def _description(event: EventRecord) -> str:
    who = [
        f"{name}: {', '.join(people)}"
        for name, people in (("Who", event.actors), ("Whom", event.recipients))
        if people
    ]
    lines = [f"Date: {dated(event)}", *who, vouched(event), ""]
    lines += [_cited(piece) for piece in event.evidence]
    return "\n".join(map(one_line, lines))


def _cited(piece: Citation) -> str:
    link = web_link(piece.url) or piece.origin or "no link"
    return f"“{piece.quote}” {by(piece)}, {link} ({where(piece)})"
