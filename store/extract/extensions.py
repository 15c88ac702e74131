"""The data that components store on a spaCy `Doc`, and functions that look it up.

The functions import spaCy, the module does not: `dateline when` resolves an expression without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from store.reading import (
    DateBasis,
    EntityType,
    MentionKind,
    Modality,
    Precision,
    Standing,
    Status,
    TimeBasis,
    TimeType,
    is_name,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What components store on a `Doc`. Positions are token indices until `assemble` maps them to the
# source.


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
    """A time expression.

    `span` is the TIMEX3 extent in tokens. `chars` is the same extent in code points of the `Doc`'s
    text; it is more precise where a token holds more than the time.
    """

    span: Tokens
    chars: tuple[int, int]
    type: TimeType
    value: str
    mod: str | None = None
    start: date | None = None
    """The first calendar day, with the preposition taken into account; None if open."""
    end: date | None = None
    """The last calendar day, inclusive; None if open."""
    precision: Precision | None = None
    basis: TimeBasis | None = None
    rule: str = ""
    """The name of the rule that found it, for `dateline when`."""
    rules: tuple[str, ...] = ()
    """The ids of the rules that made it, if rules are traced."""


@dataclass(slots=True)
class FoundMention:
    span: Tokens
    kind: MentionKind
    chars: tuple[int, int] | None = None
    """Code points of the `Doc`'s text, if a token holds more than the name ("Moscow-led")."""


@dataclass(slots=True, eq=False)
class FoundEntity:
    """An entity of this article. Compared by identity, because components hold references to it."""

    key: str
    name: str
    type: EntityType
    mentions: list[FoundMention] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    confidence: float = 1.0
    """How likely it is one thing with its whole name and the right type, 0 to 1."""
    iso: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    """The name of the country of a place."""
    is_owned: bool = False
    """Whether it has no name but that of its owner: "Ann Lee's campaign"."""

    @property
    def is_named(self) -> bool:
        """Whether the entity has a name; False for "protesters" or "a court"."""
        return is_name(self.key)


def nominal_key(doc: Doc, words: str) -> str:
    """Return the key of an entity without a name, which holds for this article alone."""
    article = doc._.article
    name = article.id if article is not None else doc.text
    scope = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"nominal/{scope}/{words}"


@dataclass(slots=True)
class FoundRole:
    person: FoundEntity
    role: str
    of: FoundEntity | None
    span: Tokens
    standing: Standing | None = None
    since: str | None = None
    until: str | None = None
    words: Tokens | None = None
    """The words of the office; None if they say of what."""
    confidence: float = 1.0
    """How likely it is right: its holder, its title and its body, 0 to 1."""


@dataclass(slots=True)
class FoundRelation:
    subject: FoundEntity
    predicate: str
    object: FoundEntity | None
    span: Tokens
    object_text: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class FoundStatement:
    source: FoundEntity | None
    source_span: Tokens | None
    cue: Tokens
    content: Tokens | None
    kind: str = "indirect"
    pieces: tuple[Tokens, ...] = ()
    """The parts of the content, if the cue or the source stands between them."""


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A quotation, including its quotation marks, and the statement that it belongs to.

    The statement is None where the article names no speaker.
    """

    span: Tokens
    statement: FoundStatement | None


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
    status: Status | None = None
    according_to: list[FoundEntity] = field(default_factory=list)
    salience: float = 0.0
    confidence: float = 1.0


def token_range(thing: object) -> Tokens | None:
    """Return the tokens of a `Token`, a `Span`, a range or an object with a `span`, else None."""
    from spacy.tokens import Span, Token

    if isinstance(thing, Token):
        return Tokens(thing.i, thing.i + 1)
    if isinstance(thing, Span):
        return Tokens(thing.start, thing.end)
    found = getattr(thing, "span", thing)
    return found if isinstance(found, Tokens) else None


def entity_at(doc: Doc, index: int) -> FoundEntity | None:
    """Return the entity whose shortest mention covers this token, if there is one."""
    best: tuple[int, FoundEntity] | None = None
    for entity in doc._.entities:
        for mention in entity.mentions:
            if index in mention.span and (best is None or len(mention.span) < best[0]):
                best = (len(mention.span), entity)
    return best[1] if best else None


def entities_by_token(doc: Doc) -> dict[int, FoundEntity]:
    """Map each token of a mention to its entity, as `entity_at` would; faster for many tokens."""
    best: dict[int, tuple[int, FoundEntity]] = {}
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            length = len(mention.span)
            for index in range(mention.span.start, mention.span.end):
                if index not in best or length < best[index][0]:
                    best[index] = (length, entity)
    return {index: entity for index, (_, entity) in best.items()}


def register() -> None:
    """Register the `Doc` extensions. Calling it again has no effect."""
    from spacy.tokens import Doc

    found = ("times", "entities", "roles", "relations", "statements", "quotations", "events")
    for name in (*found, "bare_roles"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in ("article", "repaired", "date_order", "narrative", "without"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


# Search a `Doc` for words through spaCy's arrays, which is faster than asking each token.


def where(doc: Doc, attribute: str, words: frozenset[str]) -> list[int]:
    """Return the indices of tokens whose LOWER, LEMMA, ORTH or POS is one of `words`, in order."""
    hashes = _hashes(words)
    return [index for index, key in enumerate(_column(doc, attribute)) if key in hashes]


def spaces(doc: Doc) -> list[int]:
    """Return the indices of the white space tokens."""
    return [index for index, is_space in enumerate(_column(doc, "IS_SPACE")) if is_space]


def token_at(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last token that overlaps these characters of `doc.text`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


def merged(*places: Iterable[int]) -> list[int]:
    """Return the token indices of several searches in order, without duplicates."""
    return sorted({index for some in places for index in some})


def _column(doc: Doc, attribute: str) -> list[int]:
    if not len(doc):
        return []
    column: list[int] = doc.to_array([attribute]).reshape(-1).astype("uint64").tolist()
    return column


@cache
def _hashes(words: frozenset[str]) -> frozenset[int]:
    from spacy.strings import StringStore

    strings = StringStore()
    return frozenset(int(strings[word]) for word in words)


_CONDITIONS = frozenset({"if", "unless", "whether", "until"})
_WISHING = frozenset({"xcomp", "advcl"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_SHORT_WOULD = frozenset({"'d", "’d"})


def states(verb: Token, past: bool) -> bool:
    """Whether a clause states a present fact: not negated, modal, wished or conditional.

    The simple past counts only if `past` is set.
    """
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in _NEGATIONS:
            return False
        if child.dep_ == "aux" and child.tag_ in {"MD", "TO"}:
            return False
        if child.lower_ in _SHORT_WOULD and verb.tag_ == "VB":
            return False
        if child.dep_ == "mark" and child.lower_ in _CONDITIONS:
            return False
        if child.dep_ in {"aux", "auxpass"} and child.lower_ in {"was", "were", "did", "had"}:
            return past
    if verb.tag_ == "VBD" and not past:
        return False
    return not (verb.tag_ == "VB" and verb.dep_ in _WISHING)
