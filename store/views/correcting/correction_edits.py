"""What people changed in a row: the machine's value, the new one, who and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from store.corrections.applying import Corrected
from store.corrections.records import (
    AddEvent,
    AnyAct,
    Correction,
    Hide,
    JoinEvents,
    Merge,
    Note,
    Rename,
    Retype,
    SetDate,
    SetPublished,
    SetSource,
    SetTitle,
    WrittenDate,
)
from store.corrections.targets import ArticleRef, EntityRef, EventRef, MarkTarget, event_ref
from store.corrections.wording import line_of, said
from store.reading import Event
from store.views.correcting.correction_targets import Targets


class RowEdit(Struct, frozen=True):
    """One correction of a row: the machine's value and the person's."""

    id: str
    kind: str
    field: str
    machine: str
    corrected: str
    by: str
    at: str
    reason: str | None = None


class Edits:
    """Finds the corrections of single rows."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._journal = targets.journal
        self._asking = targets.asking

    def note(self, target: MarkTarget) -> str:
        """Return the note on an article, entity or event, or the empty text."""
        texts = [each.act.text for each in self._about(target) if isinstance(each.act, Note)]
        return texts[-1] if texts else ""

    def edits(self, target: MarkTarget) -> tuple[RowEdit, ...]:
        """Return the corrections of an article, entity or event that hold, oldest first."""
        if isinstance(target, tuple):
            return tuple(self._event_edits(target))
        return tuple(self._edit(each, *self._values(each, target)) for each in self._about(target))

    def _about(self, target: MarkTarget) -> list[Correction]:
        if isinstance(target, EntityRef):
            return [*self._targets.log.about_key(target.key)]
        if isinstance(target, ArticleRef):
            kinds = (SetPublished, SetSource, SetTitle)
            return [
                each
                for each in self._targets.log.for_article(target.article, None)
                if isinstance(each.act, kinds) or getattr(each.act, "target", None) == target
            ]
        named = set(target)
        return [
            each
            for article in dict.fromkeys(ref.article for ref in target)
            for each in self._targets.log.for_article(article, None)
            if named & set(_events_of(each.act))
        ]

    def _values(self, correction: Correction, target: ArticleRef | EntityRef) -> tuple[str, str]:
        act = correction.act
        number = self._journal.number(target.article) if isinstance(target, ArticleRef) else None
        article = None if number is None else self._journal.machine.article(number)
        match act:
            case SetPublished():
                return (article.published if article else None) or "undated", act.published
            case SetSource():
                return (article.source if article else None) or "", act.source
            case SetTitle():
                return (article.title if article else None) or "", act.title
            case Rename():
                return self._read_as(act.key)[0], act.name
            case Retype():
                return self._read_as(act.key)[1], act.type
            case Merge():
                return act.key, act.into.key
            case Hide():
                return act.key, "hidden"
        return "", line_of(act)

    def _read_as(self, key: str) -> tuple[str, str]:
        """Return the name and type that the machine gave an entity."""
        with self._asking():
            row = self._targets.connection.execute(
                "SELECT coalesce((SELECT name FROM aliases WHERE entity = entities.id"
                " ORDER BY named DESC, mentions DESC, length(name), name LIMIT 1), name),"
                " read_type FROM entities WHERE key = ?",
                (key,),
            ).fetchone()
        return row or ("", "")

    def _event_edits(self, refs: tuple[EventRef, ...]) -> Iterator[RowEdit]:
        seen: set[str] = set()
        for article in dict.fromkeys(ref.article for ref in refs):
            number = self._journal.number(article)
            if number is None:
                continue
            corrected = self._journal.corrected(number)
            machine = self._journal.machine_reading(number)
            meant = {
                event.id: event
                for event in (machine.events if machine else ())
                if self._targets.event_ref(number, event.id) in refs
            }
            meant |= _added(corrected, refs)
            for id_, events in corrected.applied.items():
                event = next((meant[each] for each in events if each in meant), None)
                if event is not None and id_ not in seen and machine is not None:
                    seen.add(id_)
                    names = {e.id: e.name for e in machine.entities}
                    each = self._targets.log.every[id_]
                    yield self._edit(each, *_event_values(each.act, event, names))

    def _edit(self, correction: Correction, machine: str, corrected: str) -> RowEdit:
        kind = str(correction.act.__struct_config__.tag)
        return RowEdit(
            id=correction.id,
            kind=kind,
            field=kind,
            machine=machine,
            corrected=corrected,
            by=correction.by,
            at=correction.at,
            reason=correction.reason,
        )


def _events_of(act: AnyAct) -> tuple[EventRef, ...]:
    target = getattr(act, "target", ())
    events: tuple[EventRef, ...] = getattr(act, "events", ())
    return (*events, *(target if isinstance(target, tuple) else ()))


def _added(corrected: Corrected, refs: tuple[EventRef, ...]) -> dict[str, Event]:
    """Return the events of the article that people added and these references mean."""
    reading = corrected.reading
    return {
        event.id: event
        for event in (reading.events if reading else ())
        if event.id.startswith("m") and reading and event_ref(reading, event.id) in refs
    }


def _event_values(act: AnyAct, event: Event, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the machine's value of what an act sets, and the new one."""
    match act:
        case SetDate(date=date) | JoinEvents(date=date):
            return said(WrittenDate(event.from_, event.to, event.precision)), said(date)
        case AddEvent():
            return "", line_of(act)
    tag = str(act.__struct_config__.tag)
    who = ", ".join(names.get(each, each) for each in event.actors)
    whom = ", ".join(names.get(each, each) for each in event.recipients)
    machine = {
        "participants": f"{who} → {whom}",
        "direction": f"{who} → {whom}",
        "place": names.get(event.place or "", "nowhere"),
        "type": event.type,
        "label": event.label,
        "status": event.status or event.modality,
    }.get(tag, "")
    return machine, _said_of(act)


def _said_of(act: AnyAct) -> str:
    for name in ("label", "status", "type"):
        if isinstance(getattr(act, name, None), str):
            return str(getattr(act, name))
    place = getattr(act, "place", None)
    if isinstance(place, EntityRef):
        return place.name
    actors, recipients = getattr(act, "actors", ()), getattr(act, "recipients", ())
    if actors or recipients:
        return " → ".join(", ".join(ref.name for ref in refs) for refs in (actors, recipients))
    return line_of(act)
