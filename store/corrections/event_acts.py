"""What the acts on events do to the reading of one article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from store.corrections.draft import Draft, Mark
from store.corrections.records import (
    AddEvent,
    Correction,
    EventAct,
    HideEvents,
    JoinEvents,
    Reverse,
    SetDate,
    SetLabel,
    SetParticipants,
    SetPlace,
    SetStatus,
    SetType,
    SplitEvents,
    WrittenDate,
)
from store.corrections.targets import EntityRef, EventRef, Unplaced, find_event, find_words
from store.reading import Event, Evidence, Modality, Reading, Status, TimeExpression

_MODALITIES: dict[str, Modality] = {
    "asserted": "asserted",
    "claimed": "claimed",
    "planned": "planned",
    "negated": "negated",
    "habitual": "asserted",
}


def modality_of(status: Status) -> Modality:
    """Return the modality of a status: conditions, wishes, questions, jokes and fiction are
    hypothetical."""
    return _MODALITIES.get(status, "hypothetical")


def apply_to_events(draft: Draft, correction: Correction, act: EventAct, article: str) -> None:
    """Apply an act to those of its events that are in the article.

    Raises:
        Unplaced: None of them is found. An event that is not found does not keep the others from
            being corrected.
    """
    found, why = _found(draft, act.events, article)
    if isinstance(act, SetDate) and act.words is not None:
        found = list(dict.fromkeys((*found, *_dated_by(draft, act.words))))
    for event_id in found:
        _apply(draft, event_id, act, correction.id)
        if isinstance(act, SetDate | JoinEvents):
            draft.dated.add(event_id)
        draft.applied.setdefault(correction.id, []).append(event_id)
        if event_id in draft.events:
            draft.mark_event(event_id, Mark("edited"))
    if isinstance(act, SetDate) and act.words is not None:
        _move_times(draft, act.words, act.date)
    if why is not None:
        raise why


def _found(
    draft: Draft, refs: Iterable[EventRef], article: str
) -> tuple[list[str], Unplaced | None]:
    found: list[str] = []
    why: Unplaced | None = None
    for ref in refs:
        if ref.article == article:
            try:
                found.append(find_event(draft.text, draft.originals, ref))
            except Unplaced as unplaced:
                why = unplaced
    return found, why


def found_events(draft: Draft, refs: Iterable[EventRef], article: str) -> list[str]:
    """Return the ids of events, for marks.

    Raises:
        Unplaced: One of them is not found.
    """
    found, why = _found(draft, refs, article)
    if why is not None and not found:
        raise why
    return found


def _apply(draft: Draft, event_id: str, act: EventAct, record: str) -> None:
    match act:
        case HideEvents():
            draft.change_event(event_id)
            del draft.events[event_id]
            draft.article_marks.add(Mark("hidden"))
        case JoinEvents(date=date):
            draft.change_event(event_id, **dated(date))
            draft.groups[event_id] = f"joined {record}"
        case SplitEvents():
            draft.change_event(event_id)
            draft.groups[event_id] = f"split {record}"
        case Reverse():
            event = draft.events.get(event_id)
            if event is not None:
                draft.change_event(event_id, actors=event.recipients, recipients=event.actors)
        case _:
            draft.change_event(event_id, **_fields(draft, act))


def _fields(draft: Draft, act: EventAct) -> dict[str, Any]:
    match act:
        case SetDate(date=date):
            return dated(date)
        case SetParticipants(actors=actors, recipients=recipients, according_to=sources):
            fields = {"actors": _ids(draft, actors), "recipients": _ids(draft, recipients)}
            return fields if sources is None else fields | {"according_to": _ids(draft, sources)}
        case SetPlace(place=place):
            return {"place": None if place is None else draft.entity_for(place).id}
        case SetType(type=type_, mode=mode):
            return {"type": type_, "mode": mode}
        case SetLabel(label=label):
            return {"label": label}
        case SetStatus(status=status):
            return {"status": status, "modality": modality_of(status)}
    return {}


def _ids(draft: Draft, refs: tuple[EntityRef, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(draft.entity_for(ref).id for ref in refs))


def dated(date: WrittenDate) -> dict[str, Any]:
    """Return the fields of an event that happened on a date."""
    basis = "stated" if date.from_ or date.to else None
    return {
        "from_": date.from_,
        "to": date.to,
        "precision": date.precision if basis else None,
        "date_basis": basis,
    }


def add_event(draft: Draft, record: str, act: AddEvent) -> None:
    """Add an event that a person saw in the text.

    Raises:
        Unplaced: The article does not have its words.
    """
    span = find_words(draft.text, act.span)
    event = Event(
        id=f"m{record}",
        type=act.type,
        mode=act.mode,
        label=act.label,
        actors=_ids(draft, act.actors),
        recipients=_ids(draft, act.recipients),
        place=None if act.place is None else draft.entity_for(act.place).id,
        **dated(act.date),
        modality=modality_of(act.status),
        status=act.status,
        salience=1.0,
        confidence=1.0,
        evidence=(Evidence(start=span.start, end=span.end, verb=span),),
    )
    draft.events[event.id] = event
    draft.originals.append(event)
    draft.dated.add(event.id)
    draft.applied[record] = [event.id]
    draft.mark_event(event.id, Mark("edited"))


# "For the same words in this article."


def words_dating(reading: Reading, event: Event) -> TimeExpression | None:
    """Return the time expression in an event's sentences that has its days."""
    return _words_dating(reading.times, event)


def _words_dating(times: Iterable[TimeExpression], event: Event) -> TimeExpression | None:
    days = event.from_, event.to
    inside = (
        time for time in times for piece in event.evidence if piece.start <= time.start < piece.end
    )
    return next((t for t in inside if any(days) and (t.from_, t.to) == days), None)


def _same(words: str) -> str:
    return " ".join(words.casefold().split())


def _dated_by(draft: Draft, words: str) -> list[str]:
    """Return the events that the machine dated by these words."""
    found = []
    for event in draft.originals:
        time = _words_dating(draft.times, event)
        said = time is not None and _same(draft.text[time.start : time.end]) == _same(words)
        if said and event.id in draft.events:
            found.append(event.id)
    return found


def _move_times(draft: Draft, words: str, date: WrittenDate) -> None:
    draft.times = [
        replace(each, from_=date.from_, to=date.to, precision=date.precision)
        if _same(draft.text[each.start : each.end]) == _same(words)
        else each
        for each in draft.times
    ]
