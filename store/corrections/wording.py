"""Corrections in words: one line each, for the log, the status line and the dialogs."""

from __future__ import annotations

from collections.abc import Sequence

from store.corrections.records import (
    AddEvent,
    AddMention,
    AddOffice,
    AddRelation,
    AnyAct,
    Check,
    Correction,
    Distinct,
    Hide,
    HideEvents,
    JoinEvents,
    Merge,
    Note,
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

_CUT = 60


def line_of(act: AnyAct) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind
    """Return what an act did, in the past tense: "merged Lukashenka into Alexander Lukashenko"."""
    match act:
        case Merge(into=into):
            return f"merged {_called(act)} into {into.name}"
        case Split(into=into, at=at):
            return f"split {into.name} ({into.type}) from {_called(act)} at {_count(at, 'place')}"
        case Retype(type=type_):
            return f"made {_called(act)} a {type_}"
        case Rename(name=name):
            return f"renamed {_called(act)} to {name}"
        case Hide():
            return f"hid {_called(act)}"
        case Distinct(other=other, other_called=shown):
            return f"kept {_called(act)} and {(shown or _words_of(other))} apart"
        case AddMention(span, entity):
            return f"added “{_cut(span.words)}” as {entity.name} ({entity.type})"
        case AddOffice(person, office, of):
            return f"added the office {office}{f' of {of.name}' if of else ''} of {person.name}"
        case AddRelation(subject, predicate, object_):
            return f"added {subject.name} {predicate} {object_.name}"
        case HideEvents(events):
            return f"hid {_rows(events)}"
        case SetDate(events, date):
            return f"dated {_rows(events)} {said(date)}"
        case SetParticipants(events):
            return f"changed who took part in {_rows(events)}"
        case Reverse(events):
            return f"turned {_rows(events)} around"
        case SetPlace(events, place):
            return f"placed {_rows(events)} {f'in {place.name}' if place else 'nowhere'}"
        case SetType(events, type_, mode):
            return f"made {_rows(events)} {type_}{f' ({mode})' if mode else ''}"
        case SetLabel(events, label):
            return f"labelled {_rows(events)} “{_cut(label)}”"
        case SetStatus(events, status):
            return f"made {_rows(events)} {status}"
        case SplitEvents(events):
            return f"took {_rows(events)} out of its row"
        case JoinEvents(events):
            return f"joined {_rows(events)}"
        case AddEvent(label=label):
            return f"added the event “{_cut(label)}”"
        case SetPublished(published=published, moved=moved):
            moves = f", which moved {_count(moved, 'date')}" if moved else ""
            return f"dated the article {published or 'undated'}{moves}"
        case SetSource(source=source):
            return f"made {source or 'nobody'} the source of the article"
        case SetTitle(title=title):
            return f"titled the article “{_cut(title)}”"
        case Check(target, on):
            return f"{'checked' if on else 'unchecked'} {_marked(target)}"
        case Star(target, on):
            return f"{'starred' if on else 'unstarred'} {_marked(target)}"
        case Tag(target, tag, on):
            return f"{'tagged' if on else 'untagged'} {_marked(target)} {tag}"
        case Note(target, text):
            return (
                f"noted “{_cut(text)}” on {_marked(target)}"
                if text
                else (f"removed the note on {_marked(target)}")
            )
        case Undo(of):
            return f"undid {_count(of, 'correction')}"
    raise TypeError(act)


def line_of_batch(records: Sequence[Correction]) -> str:
    """Return one line for corrections that were made together."""
    line = line_of(records[0].act)
    return line if len(records) == 1 else f"{line}, and {len(records) - 1} more"


def said(date: WrittenDate) -> str:
    """Return a date as it was typed, or as its days."""
    if date.written and date.written != "?":
        return date.written
    if not date.from_ and not date.to:
        return "undated"
    return date.from_ if date.from_ == date.to and date.from_ else f"{date.from_}..{date.to}"


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
