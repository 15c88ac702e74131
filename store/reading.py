"""The facts: what the extractor says of one article, as JSON and as typed values.

This is the one contract between the extractor and everything else. Offsets are half-open
ranges of Unicode code points into `text`, which is the article exactly as it came in.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

PublishedFrom = Literal["given", "meta", "dateline", "text", "file"]
PublishedDoubt = Literal["ambiguous", "future", "absurd"]
DateOrder = Literal["mdy", "dmy"]
"""How a date in three numbers is written: month first, or day first."""
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["time", "day", "week", "month", "quarter", "year", "decade", "century"]
TimeBasis = Literal["published", "text", "self"]
EntityType = Literal[
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK", "PRODUCT", "LAW"
]
MentionKind = Literal["name", "acronym", "demonym", "metonym", "nominal", "pronoun"]
DateBasis = Literal["stated", "inherited", "as_of"]
Modality = Literal["asserted", "claimed", "planned", "hypothetical", "negated"]
Status = Literal[
    "asserted", "claimed", "planned", "conditional", "hypothetical", "negated", "habitual",
    "wished", "asked", "joke", "fiction",
]  # fmt: skip


class Span(NamedTuple):
    """A half-open range of code points; in JSON `[start, end]`."""

    start: int
    end: int


def is_name(key: str) -> bool:
    """Whether an entity's key is that of a thing with a name."""
    return not key.startswith("nominal/")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What every part of a reading is: immutable, named fields, plain JSON."""


class Described(Fact, frozen=True, kw_only=True):
    """An article's text and what is known of it: what an article and its reading share."""

    id: str
    """The caller's id, or the SHA-256 (hex) of `text` in UTF-8."""
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    """ISO 8601, a day or a time with its offset."""
    published_from: PublishedFrom | None = None
    published_doubt: PublishedDoubt | None = None
    """Why the article's own date was not believed; `published` is then null."""
    text: str
    furniture: tuple[Span, ...] = ()
    """Spans of `text` that are not the article. Of an `Article`: only those that its site's
    other articles have too."""

    def described(self) -> dict[str, Any]:
        """These fields by their names."""
        return {name: getattr(self, name) for name in Described.__struct_fields__}


class Article(Described, frozen=True, kw_only=True):
    """One article as it came in, before anything was read from it."""

    modified: str | None = None
    """When its publisher changed it last, ISO 8601, where the page or feed says so."""
    author: str | None = None
    origin: str | None = None
    """The file or link that it came from, for citing and for the import report."""
    known_by: tuple[str, ...] = ()
    """What the feed that it was an item of calls it, its link there included: the item is known
    by these when it comes again. Empty for what was no item of a feed."""


class TimeExpression(Fact, frozen=True, kw_only=True):
    """A TIMEX3 expression with the calendar days it means."""

    start: int
    end: int
    type: TimeType
    value: str
    mod: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: Precision | None = None
    basis: TimeBasis | None = None


class Mention(Fact, frozen=True, kw_only=True):
    start: int
    end: int
    kind: MentionKind


class Entity(Fact, frozen=True, kw_only=True):
    """One thing in the world, once, with all its mentions in this article."""

    id: str
    key: str
    """The same for the same thing in every article: `gpe/BY`, `person/xi jinping`."""
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    iso: str | None = None
    lat: float | None = None
    lon: float | None = None
    in_: str | None = msgspec.field(default=None, name="in")
    """For a located place: its country's name."""

    @property
    def is_named(self) -> bool:
        """False for a participant that has no name: "protesters", "a court"."""
        return is_name(self.key)


class Role(Fact, frozen=True, kw_only=True):
    """Who (`person`, an entity id) holds which office, of which body (an entity id)."""

    person: str
    role: str
    of: str | None
    start: int
    end: int


class Relation(Fact, frozen=True, kw_only=True):
    """What holds between two entities; the object is an entity id, or literal words."""

    subject: str
    predicate: str
    object: str | None
    object_text: str | None = None
    since: str | None = None
    until: str | None = None
    start: int
    end: int


class Evidence(Fact, frozen=True, kw_only=True):
    """The words that say so; `verb` is the word that carries the event."""

    start: int
    end: int
    verb: Span


class Event(Fact, frozen=True, kw_only=True):
    """Who did what to whom, when and where, according to whom. Ids are entity ids."""

    id: str
    type: str
    mode: str | None = None
    label: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: Precision | None = None
    date_basis: DateBasis | None = None
    place: str | None = None
    modality: Modality = "asserted"
    status: Status | None = None
    """What `modality` is too coarse for: a condition, a wish, an order or purpose, a question, a
    habit, a joke or comparison, a plot; null in a reading of an older version."""
    according_to: tuple[str, ...] = ()
    salience: float = 0.0
    """0 to 1: how much a reader of the timeline would miss this row."""
    evidence: tuple[Evidence, ...] = ()


class Statement(Fact, frozen=True, kw_only=True):
    """Who said what. `source` is null where nobody is named; `source_span` still tells."""

    source: str | None
    source_span: Span | None
    cue: Span
    content: Span | None
    kind: str = "indirect"
    """`speech`, `belief`, `intention`, `stance` (approval or disapproval of the content),
    `finding` (of a study, a document, a court) or `performative` ("conveyed her thanks")."""


class ExtractorVersion(Fact, frozen=True, kw_only=True):
    name: str
    version: str
    model: str


class Reading(Described, frozen=True, kw_only=True):
    """All that was read from one article."""

    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    extractor: ExtractorVersion
    partial: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    """Of an article that could only be read in part: what is missing ("events", "names", …) and
    why. Not in the JSON of a whole reading."""

    @property
    def missing(self) -> str | None:
        """What is missing and why, as `missing_parts` has it."""
        return missing_parts(self.partial) if self.partial else None


def missing_parts(partial: dict[str, str]) -> str:
    """For a person: "events (it took more than 10 seconds)"."""
    return ", ".join(f"{part} ({why})" for part, why in partial.items())


class Unreadable(Fact, frozen=True, kw_only=True):
    """An article that gave no reading, and why."""

    id: str
    reason: str


def to_document(fact: Fact) -> dict[str, Any]:
    """The plain dictionary that TinyDB keeps and `json` can write."""
    document: dict[str, Any] = msgspec.to_builtins(fact)
    return document


def to_json(fact: Fact) -> str:
    """One line of JSON, not escaped beyond what JSON asks for."""
    return msgspec.json.encode(fact).decode()


def reading_from(document: dict[str, Any]) -> Reading:
    """Raises `msgspec.ValidationError`, which names the field, when it is no reading."""
    return msgspec.convert(document, Reading)


def article_from(document: dict[str, Any]) -> Article:
    """Raises `msgspec.ValidationError`, which names the field, when it is no article."""
    return msgspec.convert(document, Article)
