"""What formats for people say of records: citations, offices and headings in plain words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec.structs import replace

from store.exports.records import Citation, EventRecord, RelationRecord, RoleRecord
from store.exports.rows import ExportRows, Totals

HOW_KNOWN = {
    "stated": "stated in the text",
    "inherited": "inherited from its context",
    "as_of": "known to hold on that day",
}
READ_BY = {
    "machine": "read by machine, checked by nobody",
    "checked": "checked by a person",
    "edited": "edited by a person",
}
"""What each state means."""


def heading(rows: ExportRows) -> str:
    """Return the title of an export."""
    return f"Timeline: {rows.request.query}" if rows.request.query else "Timeline"


def summary(totals: Totals) -> str:
    """Return a sentence with the number of records and of what is left out."""
    return summary_of_export(totals, ("articles", "entities", "events"))


def summary_of_export(totals: Totals, carried: Collection[str]) -> str:
    """Return the number of records of the kinds that a format carries, and how many events are left
    out.
    """
    counts = (
        ("articles", totals.articles, ("article", "articles")),
        ("entities", totals.entities, ("entity", "entities")),
        ("events", totals.events, ("event", "events")),
    )
    found = [_counted(count, *names) for kind, count, names in counts if kind in carried]
    found += [kind for kind in ("offices", "relations") if kind in carried and len(carried) < 3]
    is_short = totals.left_out and "events" in carried
    left = f"; {totals.left_out:,} minor or unsure left out" if is_short else ""
    return f"{', '.join(found)}{left}."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def by(piece: Citation) -> str:
    """Return the source, title and date of a citation."""
    names = [part for part in (piece.source, piece.title) if part]
    also = f" (also in: {', '.join(piece.also_in)})" if piece.also_in else ""
    return ", ".join([*names, (piece.published or "undated")[:10]]) + also


def where(piece: Citation) -> str:
    """Return the hash and range of a citation."""
    return f"sha256 {piece.sha256[:12]}, characters {piece.start}-{piece.end}"


def dated(event: EventRecord) -> str:
    """Return the date of an event and how it is known."""
    how = HOW_KNOWN.get(event.date_basis or "")
    return f"{event.date}, {how}" if how and event.is_dated else event.date


def vouched(event: EventRecord) -> str:
    """Return who read or checked an event, and how likely it is right."""
    sure = "" if event.confidence is None else f", confidence {event.confidence:.2f}"
    return f"{READ_BY[event.state].capitalize()}{sure}."


def marks(event: EventRecord) -> tuple[str, ...]:
    """Return the labels of an event without `machine only`, which such formats say once."""
    return tuple(label for label in event.labels if label != "machine only")


def offices(rows: ExportRows) -> Iterator[tuple[RoleRecord, int]]:
    """Yield each office once, by person, with the newest article that states it and the number of
    articles.
    """
    return _once(rows, rows.roles(), lambda role: (role.person, role.full.casefold(), role.of))


def relations(rows: ExportRows) -> Iterator[tuple[RelationRecord, int]]:
    """Yield each relation once, by subject, as `offices` does."""
    return _once(rows, rows.relations(), lambda each: (each.subject, each.predicate, each.object))


def _once[R: (RoleRecord, RelationRecord)](
    rows: ExportRows, records: Iterable[R], same: Callable[[R], tuple[str | None, ...]]
) -> Iterator[tuple[R, int]]:
    """Yield records that say the same once. Until then, they are kept without their quotes."""
    found: dict[tuple[str, ...], tuple[R, tuple[int, int, int], int]] = {}
    for record in records:
        piece = record.evidence[0]
        key = tuple(each or "" for each in same(record))
        if key in found:
            first, place, count = found[key]
            found[key] = first, place, count + 1
        else:
            bare = replace(record, evidence=())
            found[key] = bare, (piece.number, piece.start, piece.end), 1
    for key in sorted(found):
        record, place, count = found[key]
        yield replace(record, evidence=(rows.records.citation(*place),)), count


def predicate_words(predicate: str) -> str:
    """Return a predicate in words: `chair_of` is "chair of"."""
    return predicate.replace("_", " ")
