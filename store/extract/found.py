"""What the components leave on a spaCy `Doc` for one another, before offsets go home.

Each component reads what those before it found and sets one extension of its own:

    doc._.article    Article         set by the reader
    doc._.repaired   Repaired        joints: the text that the Doc was made of, and the way home
    doc._.date_order "dmy", "mdy"    how 03/04/2024 is meant; None, and either may be
    doc._.times      list[FoundTime]        times
    doc._.entities   list[FoundEntity]      names (and `references` adds to their mentions)
    doc._.roles, doc._.relations            roles
    doc._.statements list[FoundStatement]   statements
    doc._.events     list[FoundEvent]       events

Positions here are token indices into the Doc, half-open; `assemble` turns them into code
points of the source text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from store.reading import (
    DateBasis,
    EntityType,
    MentionKind,
    Modality,
    Precision,
    TimeBasis,
    TimeType,
    is_name,
)


@dataclass(frozen=True, slots=True, order=True)
class Tokens:
    """A half-open range of token indices."""

    start: int
    end: int

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Tokens) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(slots=True)
class FoundTime:
    """A time expression. `span` is the TIMEX3 extent in tokens; `chars`, in code points
    of the Doc's text, is the same extent, finer where a token holds more than the time."""

    span: Tokens
    chars: tuple[int, int]
    type: TimeType
    value: str
    mod: str | None = None
    start: date | None = None
    """First calendar day meant, the preposition included; None where open."""
    end: date | None = None
    """Last calendar day meant, inclusive."""
    precision: Precision | None = None
    basis: TimeBasis | None = None
    rule: str = ""
    """Name of the rule that fired, for `dateline when`."""


@dataclass(slots=True)
class FoundMention:
    span: Tokens
    kind: MentionKind
    chars: tuple[int, int] | None = None
    """Code points of the Doc's text where a token holds more than the name ("Moscow-led")."""


@dataclass(slots=True, eq=False)
class FoundEntity:
    """One thing in this article. Compared by identity: components hold references."""

    key: str
    name: str
    type: EntityType
    mentions: list[FoundMention] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    iso: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    """For a located place: its country's name."""

    @property
    def is_named(self) -> bool:
        """False for a participant that has no name: "protesters", "a court"."""
        return is_name(self.key)


@dataclass(slots=True)
class FoundRole:
    person: FoundEntity
    role: str
    of: FoundEntity | None
    span: Tokens


@dataclass(slots=True)
class FoundRelation:
    subject: FoundEntity
    predicate: str
    object: FoundEntity | None
    span: Tokens
    object_text: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class FoundStatement:
    source: FoundEntity | None
    source_span: Tokens | None
    cue: Tokens
    content: Tokens | None
    kind: str = "indirect"
    pieces: tuple[Tokens, ...] = ()
    """The parts of the content, where the cue or the source stands between them."""


@dataclass(slots=True)
class FoundEvidence:
    span: Tokens
    verb: Tokens


@dataclass(slots=True)
class FoundEvent:
    type: str
    label: str
    evidence: list[FoundEvidence]
    mode: str | None = None
    actors: list[FoundEntity] = field(default_factory=list)
    recipients: list[FoundEntity] = field(default_factory=list)
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    date_basis: DateBasis | None = None
    place: FoundEntity | None = None
    modality: Modality = "asserted"
    according_to: list[FoundEntity] = field(default_factory=list)
    salience: float = 0.0


def entity_at(doc: Doc, index: int) -> FoundEntity | None:
    """The entity whose shortest mention covers this token, if any."""
    best: tuple[int, FoundEntity] | None = None
    for entity in doc._.entities:
        for mention in entity.mentions:
            if index in mention.span and (best is None or len(mention.span) < best[0]):
                best = (len(mention.span), entity)
    return best[1] if best else None


def entities_by_token(doc: Doc) -> dict[int, FoundEntity]:
    """For each token in a mention, the entity that `entity_at` gives; quicker for many."""
    best: dict[int, tuple[int, FoundEntity]] = {}
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            length = len(mention.span)
            for index in range(mention.span.start, mention.span.end):
                if index not in best or length < best[index][0]:
                    best[index] = (length, entity)
    return {index: entity for index, (_, entity) in best.items()}


def register() -> None:
    """Declare the extensions; safe to call again."""
    for name in ("times", "entities", "roles", "relations", "statements", "events"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in ("article", "repaired", "date_order"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
