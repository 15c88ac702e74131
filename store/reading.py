"""The data model: an article, and what the extractor reads from it, as typed values and JSON.

This is the contract between the extractor and everything else. Offsets are half-open ranges of
Unicode code points in `text`, which is the article exactly as it came in.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import Any, Literal, NamedTuple

import msgspec

PublishedFrom = Literal["given", "meta", "dateline", "text", "file"]
PublishedDoubt = Literal["ambiguous", "future", "absurd", "unreadable"]
DateOrder = Literal["mdy", "dmy"]
"""The order of a numeric date: month first, or day first."""
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["time", "day", "week", "month", "quarter", "year", "decade", "century"]
TimeBasis = Literal["published", "text", "self"]
EntityType = Literal[
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK", "PRODUCT", "LAW"
]
MentionKind = Literal["name", "acronym", "demonym", "metonym", "nominal", "pronoun"]
Standing = Literal["former", "acting", "elect"]
"""Whether an office is held no more, for the time being, or not yet."""
DateBasis = Literal["stated", "inherited", "as_of"]
Modality = Literal["asserted", "claimed", "planned", "hypothetical", "negated"]
Status = Literal[
    "asserted", "claimed", "planned", "conditional", "hypothetical", "negated", "habitual",
    "wished", "asked", "joke", "fiction",
]  # fmt: skip


class Span(NamedTuple):
    """A half-open range of code points, `[start, end]` in JSON."""

    start: int
    end: int


def is_name(key: str) -> bool:
    """Return whether an entity's key is that of a named thing."""
    return not key.startswith("nominal/")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every part of a reading: immutable, with named fields, and plain JSON."""


class ArticleFields(Fact, frozen=True, kw_only=True):
    """The text and metadata that an article and its reading share."""

    id: str
    """The caller's id, or the SHA-256 of `text` in UTF-8, in hexadecimal."""
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    """ISO 8601: a day, or a time with its UTC offset."""
    published_from: PublishedFrom | None = None
    published_doubt: PublishedDoubt | None = None
    """Why the article's own date was rejected. `published` is null in that case."""
    text: str
    furniture: tuple[Span, ...] = ()
    """Spans of `text` that are not part of the article. For an `Article`, only those that repeat on
    other articles of its site.
    """

    def shared_fields(self) -> dict[str, Any]:
        """Return these fields by name."""
        return {name: getattr(self, name) for name in ArticleFields.__struct_fields__}


class Article(ArticleFields, frozen=True, kw_only=True):
    """An article as it came in, before extraction."""

    modified: str | None = None
    """When the publisher last changed it, in ISO 8601, if the page or feed says so."""
    author: str | None = None
    origin: str | None = None
    """The file or link that it came from, for citations and for the import report."""
    known_by: tuple[str, ...] = ()
    """The ids and link of the feed item that it came from, by which the item is recognised when the
    feed lists it again. Empty if it did not come from a feed.
    """


Rules = tuple[str, ...] | msgspec.UnsetType
"""The ids of the rules that made a fact, in the order in which they did; only where they were
asked for (`dateline read --explain`)."""


class TimeExpression(Fact, frozen=True, kw_only=True):
    """A TIMEX3 time expression with the calendar days that it denotes."""

    start: int
    end: int
    type: TimeType
    value: str
    mod: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: Precision | None = None
    basis: TimeBasis | None = None
    rules: Rules = msgspec.UNSET


class Mention(Fact, frozen=True, kw_only=True):
    """One place in the text that refers to an entity."""

    start: int
    end: int
    kind: MentionKind


class Entity(Fact, frozen=True, kw_only=True):
    """One thing in the world, with all its mentions in this article."""

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
    """The country's name, for a place that is located."""
    confidence: float | None = None
    """0 to 1: how likely it is one thing with its whole name and the right type, by a model fitted
    on judged names. Null for words without a name, and in readings of earlier versions."""
    rules: Rules = msgspec.UNSET

    @property
    def is_named(self) -> bool:
        """Return False for a participant without a name: "protesters", "a court"."""
        return is_name(self.key)


class Role(Fact, frozen=True, kw_only=True):
    """A person (entity id) holds an office, possibly of a body (entity id)."""

    person: str
    role: str
    """The office, without words that say when or how it is held."""
    of: str | None
    standing: Standing | None = None
    """Null if the office is held, as far as the text says."""
    since: str | None = None
    """ISO 8601, as precise as the text says: a year, a month or a day."""
    until: str | None = None
    start: int
    end: int
    confidence: float | None = None
    """0 to 1: how likely person, title and body are what the article says, by a model fitted on
    judged offices. Null in readings of earlier versions."""

    @property
    def full(self) -> str:
        """The office as people write it: "former President", "President-elect"."""
        return with_standing(self.role, self.standing)


def with_standing(role: str, standing: Standing | None) -> str:
    """Return an office with its standing: "former President", "President-elect"."""
    if standing is None:
        return role
    return f"{role}-elect" if standing == "elect" else f"{standing} {role}"


class Relation(Fact, frozen=True, kw_only=True):
    """A relation between two entities. The object is an entity id or literal words."""

    subject: str
    predicate: str
    object: str | None
    object_text: str | None = None
    since: str | None = None
    """ISO 8601, as precise as the text says: a year, a month or a day."""
    until: str | None = None
    start: int
    end: int


class Evidence(Fact, frozen=True, kw_only=True):
    """The span of text that states an event. `verb` is the span of its trigger."""

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
    """A finer distinction than `modality`: a condition, a wish, an order or purpose, a question, a
    habit, a joke or comparison, a plot. Null in readings of older versions.
    """
    according_to: tuple[str, ...] = ()
    salience: float = 0.0
    """0 to 1: how much a reader of the timeline would miss this event."""
    confidence: float | None = None
    """0 to 1: how likely the event is right, by a model fitted on judged rows. None in readings of
    earlier versions."""
    evidence: tuple[Evidence, ...] = ()
    rules: Rules = msgspec.UNSET


class Statement(Fact, frozen=True, kw_only=True):
    """Who said what. `source` is null if the source is not a known entity. `source_span` still
    marks its words.
    """

    source: str | None
    source_span: Span | None
    cue: Span
    content: Span | None
    kind: str = "indirect"
    """`speech`, `belief`, `intention`, `stance` (approval or disapproval of the content), `finding`
    (of a study, a document, a court) or `performative` ("conveyed her thanks").
    """


class ExtractorVersion(Fact, frozen=True, kw_only=True):
    name: str
    version: str
    model: str


class Reading(ArticleFields, frozen=True, kw_only=True):
    """Everything that was extracted from one article."""

    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    extractor: ExtractorVersion
    partial: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    """The parts that could not be extracted ("events", "names", …), each with the reason. Left out
    of the JSON of a complete reading.
    """

    def sentence(self, start: int, end: int) -> Span:
        """Return the range of the sentence in which these words begin, at least the words."""
        at = bisect_right(self.sentences, start, key=itemgetter(0)) - 1
        if at < 0 or start >= self.sentences[at].end:
            return Span(start, end)
        return Span(self.sentences[at].start, max(end, self.sentences[at].end))

    @property
    def missing(self) -> str | None:
        """Return what is missing and why, as `missing_parts` formats it, or None."""
        return missing_parts(self.partial) if self.partial else None


def missing_parts(partial: dict[str, str]) -> str:
    """Format the missing parts for people: "events (it took more than 10 seconds)"."""
    return ", ".join(f"{part} ({why})" for part, why in partial.items())


class Unreadable(Fact, frozen=True, kw_only=True):
    """An article that could not be read, and why."""

    id: str
    reason: str


def to_document(fact: Fact) -> dict[str, Any]:
    """Convert to the plain dictionary that TinyDB stores and `json` can write."""
    document: dict[str, Any] = msgspec.to_builtins(fact)
    return document


def to_json(fact: Fact) -> str:
    """Format as one line of JSON, with non-ASCII characters unescaped."""
    return msgspec.json.encode(fact).decode()


def reading_from(document: dict[str, Any]) -> Reading:
    """Convert a document to a reading.

    Raises:
        msgspec.ValidationError: The document is not a reading. The message names the field.
    """
    return msgspec.convert(document, Reading)


def article_from(document: dict[str, Any]) -> Article:
    """Convert a document to an article.

    Raises:
        msgspec.ValidationError: The document is not an article. The message names the field.
    """
    return msgspec.convert(document, Article)
