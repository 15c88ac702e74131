"""The lines of the log: a correction is an act with its author, time and reason.

Acts are plain data; `entity_acts.py` and `event_acts.py` say what each does to a reading. A line is
never changed or deleted: an undo is a line too, which names the lines that it undoes.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct

from store.corrections.targets import ArticleRef, EntityRef, EventRef, MarkTarget, SpanRef
from store.reading import EntityType, Precision, Status

Scope = Literal["everywhere", "article", "mention"]
type At = tuple[ArticleRef | SpanRef, ...]
"""Where an act on an entity holds: nowhere in particular (everywhere), articles, or mentions."""


class WrittenDate(Struct, frozen=True):
    """A date as it was typed, and the days that it means."""

    from_: str | None = msgspec.field(default=None, name="from")
    """First day, in ISO 8601. None for "before …" and for an undated event."""
    to: str | None = None
    precision: Precision | None = None
    written: str = ""


class Act(Struct, frozen=True, tag_field="kind", omit_defaults=True):
    """The base of all acts."""


# Acts on entities.


class Merge(Act, frozen=True, tag="merge"):
    """`key` is another name of `into`."""

    key: str
    into: EntityRef
    at: At = ()
    called: str = ""
    """How lists showed the entity, for the log."""


class Split(Act, frozen=True, tag="split"):
    """These mentions of `key`, or those in these articles, are of `into`."""

    key: str
    into: EntityRef
    at: At
    called: str = ""
    """How lists showed the entity, for the log."""


class Retype(Act, frozen=True, tag="retype"):
    """`key` is of another type. In single articles or mentions it is another thing, `into`."""

    key: str
    type: EntityType
    at: At = ()
    into: EntityRef | None = None
    called: str = ""
    """How lists showed the entity, for the log."""


class Rename(Act, frozen=True, tag="rename"):
    """The name under which lists show an entity."""

    key: str
    name: str
    called: str = ""
    """How lists showed the entity, for the log."""


class Hide(Act, frozen=True, tag="hide"):
    """`key` is no entity, at least not here."""

    key: str
    at: At = ()
    called: str = ""
    """How lists showed the entity, for the log."""


class Distinct(Act, frozen=True, tag="distinct"):
    """Two entities are not the same. It changes nothing, and stops suggestions to merge them."""

    key: str
    other: str
    called: str = ""
    other_called: str = ""
    """How lists showed the two, for the log."""


class AddMention(Act, frozen=True, tag="mention"):
    """These words name an entity."""

    span: SpanRef
    entity: EntityRef


class AddOffice(Act, frozen=True, tag="office"):
    """A person holds an office, possibly of a body. `span` is the evidence."""

    person: EntityRef
    office: str
    of: EntityRef | None
    span: SpanRef


class AddRelation(Act, frozen=True, tag="relation"):
    subject: EntityRef
    predicate: str
    object: EntityRef
    span: SpanRef


# Acts on events.

type Events = tuple[EventRef, ...]


class HideEvents(Act, frozen=True, tag="hide_event"):
    events: Events


class SetDate(Act, frozen=True, tag="date"):
    """When events happened. With `words` ("on Thursday"), all events that the same words date in
    these articles too."""

    events: Events
    date: WrittenDate
    words: str | None = None


class SetParticipants(Act, frozen=True, tag="participants"):
    events: Events
    actors: tuple[EntityRef, ...]
    recipients: tuple[EntityRef, ...]
    according_to: tuple[EntityRef, ...] | None = None
    """None keeps the sources."""


class Reverse(Act, frozen=True, tag="direction"):
    """Actors and recipients change places."""

    events: Events


class SetPlace(Act, frozen=True, tag="place"):
    events: Events
    place: EntityRef | None


class SetType(Act, frozen=True, tag="type"):
    events: Events
    type: str
    mode: str | None = None


class SetLabel(Act, frozen=True, tag="label"):
    events: Events
    label: str


class SetStatus(Act, frozen=True, tag="status"):
    events: Events
    status: Status


class SplitEvents(Act, frozen=True, tag="split_event"):
    """These events leave their row of the timeline and form a row of their own."""

    events: Events


class JoinEvents(Act, frozen=True, tag="join_event"):
    """These events are one, on this date."""

    events: Events
    date: WrittenDate


class AddEvent(Act, frozen=True, tag="event"):
    """An event that the machine did not find, stated by the words of `span`."""

    span: SpanRef
    type: str
    label: str
    actors: tuple[EntityRef, ...] = ()
    recipients: tuple[EntityRef, ...] = ()
    place: EntityRef | None = None
    date: WrittenDate = WrittenDate()
    status: Status = "asserted"
    mode: str | None = None


# Acts on articles.


class MovedDate(Struct, frozen=True):
    """A time expression or event whose days follow from the article's own date."""

    start: int
    end: int
    words: str
    """The time expression, or the trigger of the event."""
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: Precision | None = None
    is_event: bool = False


class SetPublished(Act, frozen=True, tag="published"):
    """The article's own date, and the dates in it that move with it."""

    article: ArticleRef
    published: str
    moved: tuple[MovedDate, ...] = ()


class SetSource(Act, frozen=True, tag="source"):
    article: ArticleRef
    source: str


class SetTitle(Act, frozen=True, tag="title"):
    article: ArticleRef
    title: str


# Marks.


class Check(Act, frozen=True, tag="checked"):
    target: MarkTarget
    on: bool = True


class Star(Act, frozen=True, tag="star"):
    target: MarkTarget
    on: bool = True


class Tag(Act, frozen=True, tag="tag"):
    target: MarkTarget
    tag: str
    on: bool = True


class Note(Act, frozen=True, tag="note"):
    """A note. The empty text removes it."""

    target: MarkTarget
    text: str


class Undo(Act, frozen=True, tag="undo"):
    """The lines with these ids do not hold. To undo an undo is to redo."""

    of: tuple[str, ...]


type EntityAct = Merge | Split | Retype | Rename | Hide
type PlacedAct = AddMention | AddOffice | AddRelation | AddEvent
type EventAct = (
    HideEvents | SetDate | SetParticipants | Reverse | SetPlace | SetType | SetLabel | SetStatus
    | SplitEvents | JoinEvents
)  # fmt: skip
type ArticleAct = SetPublished | SetSource | SetTitle
type MarkAct = Check | Star | Tag | Note
type AnyAct = EntityAct | PlacedAct | EventAct | ArticleAct | MarkAct | Distinct | Undo

ENTITY_ACTS = (Merge, Split, Retype, Rename, Hide)
EVENT_ACTS = (
    HideEvents, SetDate, SetParticipants, Reverse, SetPlace, SetType, SetLabel, SetStatus,
    SplitEvents, JoinEvents,
)  # fmt: skip
ARTICLE_ACTS = (SetPublished, SetSource, SetTitle)
MARK_ACTS = (Check, Star, Tag, Note)


class Correction(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of the log."""

    id: str
    """16 hexadecimal digits, unique in all stores."""
    batch: str
    """The id of the first line of those that were recorded, and are undone, together."""
    at: str
    """When, in UTC, ISO 8601 with microseconds. The log is in the order of `at` and `id`."""
    by: str
    act: AnyAct
    reason: str | None = None
    over: tuple[str, ...] = ()
    """The lines about the same thing that held when this one was written. A line that
    contradicts another and does not know it is a conflict."""

    @property
    def order(self) -> tuple[str, str]:
        return self.at, self.id


def scope_of(act: AnyAct) -> Scope:
    """Return how far an act reaches."""
    at = getattr(act, "at", None)
    if isinstance(act, Rename | Distinct) or at == ():
        return "everywhere"
    if at is not None:
        return "article" if isinstance(at[0], ArticleRef) else "mention"
    if isinstance(getattr(act, "target", None), EntityRef):
        return "everywhere"
    if isinstance(act, ARTICLE_ACTS) or isinstance(getattr(act, "target", None), ArticleRef):
        return "article"
    if isinstance(act, SetDate) and act.words is not None:
        return "article"
    return "mention"


def articles_of(act: AnyAct) -> tuple[str, ...]:
    """Return the ids of the articles that an act names, in order."""
    refs: tuple[Any, ...] = (*getattr(act, "at", ()), *getattr(act, "events", ()))
    target = getattr(act, "target", ())
    refs += target if isinstance(target, tuple) else (target,)
    refs += (getattr(act, "span", None), getattr(act, "article", None))
    known = (ArticleRef, SpanRef, EventRef)
    return tuple(dict.fromkeys(ref.article for ref in refs if isinstance(ref, known)))


def key_of(act: AnyAct) -> str | None:
    """Return the key of an act that holds everywhere, or None."""
    if isinstance(act, MARK_ACTS):
        return act.target.key if isinstance(act.target, EntityRef) else None
    if isinstance(act, ENTITY_ACTS) and scope_of(act) == "everywhere":
        return act.key
    return None


def corrections_schema() -> dict[str, Any]:
    """Return the JSON schema of a line of the log, which is a line of an export too."""
    described = msgspec.json.schema(Correction)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A correction of dateline",
        **described,
    }
