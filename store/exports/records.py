"""The records of an export: articles, entities, events, offices, relations and mentions.

Every record that states a fact carries its citation, so that the recipient can check it without the
store. The JSON Schema of the JSON Lines is made from these classes. Offsets are code points.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from store.corrections.records import Correction
from store.reading import Standing, with_standing

VERSION = 1
"""The version of the records. It changes when a reader of older records would misread new ones."""
State = Literal["machine", "checked", "edited"]
"""Who answers for a record: only the machine; a person who checked it; a person who changed it."""

Part = Literal["actor", "recipient", "place", "source"]


class Record(Struct, frozen=True, kw_only=True, tag_field="record", tag=str.lower):
    """The base of every record. `record` is its kind."""


class Citation(Struct, frozen=True, kw_only=True):
    """The exact words of a source, and everything that is needed to find them again."""

    number: int
    """The article's number in the store."""
    article: str
    """The article's id."""
    title: str | None
    source: str | None
    published: str | None
    """ISO 8601: a day, or a time with its UTC offset."""
    url: str | None
    origin: str | None
    """The file or link that the article came from."""
    sha256: str
    """The hash of the article's text in UTF-8, 64 hexadecimal digits."""
    start: int
    end: int
    """The range of the quote in the article's text."""
    quote: str
    also_in: tuple[str, ...] = ()
    """Other sources of the same text: copies are one voice."""


class ExportRecord(Record, tag="export", frozen=True, kw_only=True):
    """The first record of an export."""

    format: Literal["dateline"] = "dateline"
    version: int = VERSION
    query: str = ""
    """What was asked for. Empty for the whole store."""
    every: bool = False
    """Whether minor and unsure events are included."""


class OriginalFields(Struct, frozen=True, kw_only=True):
    """What an article says of itself, where a person corrected it."""

    title: str | None
    source: str | None
    published: str | None
    published_from: str | None


class ArticleRecord(Record, tag="article", frozen=True, kw_only=True):
    """An article with its text."""

    number: int
    id: str
    kind: str | None = None
    """Its relation to the article that it stands under: `copy`, `update`, `excerpt`, or `same` for
    another source of the identical text.
    """
    title: str | None = None
    shown_title: str
    """The title, or the first sentence of an article without one."""
    source: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    """How the date is known: `given`, `meta`, `dateline`, `text` or `file`."""
    published_doubt: str | None = None
    modified: str | None = None
    language: str | None = None
    author: str | None = None
    origin: str | None = None
    sha256: str
    text: str
    state: State = "machine"
    """Edited if a person changed its title, source or date."""
    as_it_came: OriginalFields | None = None
    """Only of an edited article."""
    copies: tuple[ArticleRecord, ...] = ()
    """The selected copies, updates and excerpts of it, and other sources of the same text."""


class EntityRecord(Record, tag="entity", frozen=True, kw_only=True):
    """A person, an organization, a place or another named thing."""

    key: str
    """The same for the same thing in every article: `gpe/BY`, `person/xi jinping`."""
    name: str
    type: str
    mentions: int
    """Mentions in the exported articles."""
    all: int
    """Mentions in the store."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the name."""
    first: str | None = None
    """The publication dates of the first and the last article of the store that mention it."""
    last: str | None = None
    iso: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    """The name of the country of a place."""
    state: State = "machine"


class Participant(Struct, frozen=True):
    """Somebody or something that takes part in an event."""

    part: Part
    """A `source` is one that the event is attributed to."""
    key: str
    name: str
    type: str


class EventRecord(Record, tag="event", frozen=True, kw_only=True):
    """A row of the timeline: who did what to whom, when and where, according to whom."""

    id: str
    """`article number:event` of the first article that reports it."""
    type: str
    mode: str | None = None
    label: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    """The first day, ISO 8601. Null without `to` is undated; null with `to` is a bound: before."""
    to: str | None = None
    """The last day, inclusive. Null with `from` is a bound: since."""
    precision: str | None = None
    """`time`, `day`, `week`, `month`, `quarter`, `year`, `decade` or `century`."""
    date: str
    """The date in words, never more precise than it is known: `2024-07`, `before 2024-07-09`."""
    date_basis: str | None = None
    """`stated` in the text, `inherited` from its context, or `as_of`: known to hold on that day."""
    modality: str = "asserted"
    """`asserted`, `claimed`, `planned`, `hypothetical` or `negated`."""
    status: str | None = None
    """A finer distinction than `modality`: `conditional`, `habitual`, `wished`, `asked`, `joke`,
    `fiction`.
    """
    according_to: tuple[str, ...] = ()
    """The sources that it is attributed to. A claim has one."""
    salience: float = 0.0
    """0 to 1: how much a reader of the timeline would miss it."""
    confidence: float | None = None
    """0 to 1: how likely it is right."""
    minor: bool = False
    unsure: bool = False
    """The dashboard hides minor and unsure events unless it is asked for all."""
    state: State = "machine"
    voices: int = 1
    """Independent sources that report it. An original and its copies are one."""
    sentences: int = 1
    participants: tuple[Participant, ...] = ()
    evidence: tuple[Citation, ...] = ()

    @property
    def is_dated(self) -> bool:
        return bool(self.from_ or self.to)

    @property
    def is_bound(self) -> bool:
        """Whether only one end is known: "before 9 July", "since 2020"."""
        return bool(self.from_) != bool(self.to)

    @property
    def is_one_day(self) -> bool:
        """Whether it is known to the day, and begins and ends on that day."""
        return bool(self.from_) and (self.from_ or "")[:10] == (self.to or "")[:10]

    @property
    def labels(self) -> tuple[str, ...]:
        """What a reader must know about it: that it is a claim and whose, a plan, unsure, minor,
        edited or checked.
        """
        said = self.status if self.status not in (None, "asserted") else self.modality
        found = [] if said == "asserted" else [str(said)]
        if self.according_to:
            found.append(f"according to {', '.join(self.according_to)}")
        found += ["unsure"] if self.unsure else []
        found += ["minor"] if self.minor else []
        return (*found, "machine only" if self.state == "machine" else self.state)


class RoleRecord(Record, tag="role", frozen=True, kw_only=True):
    """A person holds an office, as one article says."""

    person_key: str
    person: str
    role: str
    """The office, without words that say when or how it is held."""
    standing: Standing | None = None
    """`former`, `acting` or `elect`; null if the office is held, as far as the article says."""
    of_key: str | None = None
    of: str | None = None
    """The body or country of the office."""
    confidence: float | None = None
    """0 to 1: how likely it is right. Null in readings of earlier versions."""
    unsure: bool = False
    """The dashboard hides unsure offices unless it is asked for all."""
    since: str | None = None
    """ISO 8601, as precise as the article says: a year, a month or a day."""
    until: str | None = None
    state: State = "machine"
    evidence: tuple[Citation, ...]

    @property
    def full(self) -> str:
        """The office as people write it: "former President"."""
        return with_standing(self.role, self.standing)


class RelationRecord(Record, tag="relation", frozen=True, kw_only=True):
    """A relation between two entities, as one article says."""

    subject_key: str
    subject: str
    predicate: str
    object_key: str | None = None
    """Null if the object is only words of the text."""
    object: str | None = None
    since: str | None = None
    until: str | None = None
    state: State = "machine"
    evidence: tuple[Citation, ...]


class MentionRecord(Record, tag="mention", frozen=True, kw_only=True):
    """One place in a text that names an entity."""

    key: str
    name: str
    type: str
    kind: str
    """`name`, `acronym`, `demonym`, `metonym`, `nominal` or `pronoun`."""
    sentence: tuple[int, int] | None = None
    """The range of the sentence around it."""
    state: State = "machine"
    evidence: tuple[Citation, ...]
    """One citation. Its quote is the mention itself."""


class CorrectionRecord(Record, tag="correction", frozen=True, kw_only=True):
    """A line of the log of corrections. `dateline corrections import` reads it."""

    correction: Correction


AnyRecord = (
    ExportRecord
    | ArticleRecord
    | EntityRecord
    | EventRecord
    | RoleRecord
    | RelationRecord
    | MentionRecord
    | CorrectionRecord
)
