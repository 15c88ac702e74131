"""Corrections in words: one line each, for the log, the status line and the dialogs."""

from __future__ import annotations

from collections.abc import Sequence

from store.corrections.records import (
    ARTICLE_ACTS,
    EVENT_ACTS,
    MARK_ACTS,
    AddEvent,
    AddMention,
    AddOffice,
    AddRelation,
    AnyAct,
    ArticleAct,
    Check,
    Correction,
    Distinct,
    EntityAct,
    EventAct,
    Hide,
    HideEvents,
    JoinEvents,
    MarkAct,
    Merge,
    Note,
    PlacedAct,
    Rename,
    Retype,
    Reverse,
    SetDate,
    SetLabel,
    SetParticipants,
    SetPlace,
    SetPublished,
    SetSource,
    SetStatus,
    SetTitle,
    SetType,
    Split,
    SplitEvents,
    Star,
    Tag,
    Undo,
    WrittenDate,
)
from store.corrections.targets import ArticleRef, EntityRef, EventRef, MarkTarget
from store.date_words import format_date

_CUT = 60


def line_of(act: AnyAct) -> str:
    """Return what an act did, in the past tense: "merged Lukashenka into Alexander Lukashenko"."""
    if isinstance(act, Undo):
        return f"undid {_count(act.of, 'correction')}"
    if isinstance(act, EVENT_ACTS):
        return _line_of_events(act, _rows(act.events))
    if isinstance(act, ARTICLE_ACTS):
        return _line_of_article(act)
    if isinstance(act, MARK_ACTS):
        return _line_of_mark(act, _marked(act.target))
    if isinstance(act, AddMention | AddOffice | AddRelation | AddEvent):
        return _line_of_placed(act)
    return _line_of_entity(act, _called(act))


def _line_of_entity(act: EntityAct | Distinct, called: str) -> str:
    match act:
        case Merge(into=into):
            return f"merged {called} into {into.name}"
        case Split(into=into, at=at):
            return f"split {into.name} ({into.type}) from {called} at {_count(at, 'place')}"
        case Retype(type=type_):
            return f"made {called} a {type_}"
        case Rename(name=name):
            return f"renamed {called} to {name}"
        case Hide():
            return f"hid {called}"
        case Distinct(other=other, other_called=shown):
            return f"kept {called} and {(shown or _words_of(other))} apart"


def _line_of_placed(act: PlacedAct) -> str:
    match act:
        case AddMention(span, entity):
            return f"added “{_cut(span.words)}” as {entity.name} ({entity.type})"
        case AddOffice(person, office, of):
            return f"added the office {office}{f' of {of.name}' if of else ''} of {person.name}"
        case AddRelation(subject, predicate, object_):
            return f"added {subject.name} {predicate} {object_.name}"
        case AddEvent(label=label):
            return f"added the event “{_cut(label)}”"


def _line_of_events(act: EventAct, rows: str) -> str:
    match act:
        case SetDate(date=date):
            return f"dated {rows} {said(date)}"
        case SetPlace(place=place):
            return f"placed {rows} {f'in {place.name}' if place else 'nowhere'}"
        case SetType(type=type_, mode=mode):
            return f"made {rows} {type_}{f' ({mode})' if mode else ''}"
        case SetLabel(label=label):
            return f"labelled {rows} “{_cut(label)}”"
        case SetStatus(status=status):
            return f"made {rows} {status}"
        case SetParticipants():
            return f"changed who took part in {rows}: {_participants(act)}"
        case _:
            return _DONE_TO_ROWS[type(act)].format(rows)


_DONE_TO_ROWS: dict[type[EventAct], str] = {
    HideEvents: "hid {}",
    Reverse: "turned {} around",
    SplitEvents: "took {} out of its row",
    JoinEvents: "joined {}",
}
"""What the acts did to rows that say no more than the rows."""


def _participants(act: SetParticipants) -> str:
    """Return who, to whom and by whose word: "Ann Lee to Bo Falk, said by Kim Roe"."""
    who, whom, sources = (
        ", ".join(ref.name for ref in refs)
        for refs in (act.actors, act.recipients, act.according_to or ())
    )
    words = f"{who or 'nobody'} to {whom}" if whom else who or "nobody"
    return f"{words}, said by {sources}" if sources else words


def _line_of_article(act: ArticleAct) -> str:
    match act:
        case SetPublished(published=published, moved=moved):
            moves = f", which moved {_count(moved, 'date')}" if moved else ""
            return f"dated the article {published or 'undated'}{moves}"
        case SetSource(source=source):
            return f"made {source or 'nobody'} the source of the article"
        case SetTitle(title=title):
            return f"titled the article “{_cut(title)}”"


def _line_of_mark(act: MarkAct, marked: str) -> str:
    match act:
        case Check(on=on):
            return f"{'checked' if on else 'unchecked'} {marked}"
        case Star(on=on):
            return f"{'starred' if on else 'unstarred'} {marked}"
        case Tag(tag=tag, on=on):
            return f"{'tagged' if on else 'untagged'} {marked} {tag}"
        case Note(text=text):
            return f"noted on {marked}: “{_cut(text)}”" if text else f"removed the note on {marked}"


def line_of_batch(records: Sequence[Correction]) -> str:
    """Return one line for corrections that were made together."""
    line = line_of(records[0].act)
    return line if len(records) == 1 else f"{line}, and {len(records) - 1} more"


def said(date: WrittenDate) -> str:
    """Return a date as it was typed, or as lists show it."""
    if date.written and date.written != "?":
        return date.written
    return format_date(date.from_, date.to, date.precision)


def _called(act: Merge | Split | Retype | Rename | Hide | Distinct) -> str:
    """Return how lists showed an entity, or the words of its key where the log does not say."""
    return act.called or _words_of(act.key)


def _words_of(key: str) -> str:
    """Return the words of a key: `person/xi jinping` is "xi jinping"."""
    return key.partition("@")[0].rpartition("/")[2]


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _CUT else words[: _CUT - 1] + "…"


def _count(things: Sequence[object], what: str) -> str:
    return f"{len(things)} {what}{'' if len(things) == 1 else 's'}"


def _rows(events: Sequence[EventRef]) -> str:
    if not events:
        return "no event"
    label = f"“{_cut(events[0].label)}”"
    return label if len(events) == 1 else f"{label} ({len(events)} reports)"


def _marked(target: MarkTarget) -> str:
    match target:
        case EntityRef(name=name):
            return name
        case ArticleRef(article=article):
            return f"the article {article[:12]}"
        case _:
            return _rows(target)
