"""What is asked of one thing at a time: the words behind an event, a card, a line of the search
box. Apart from the rows of the lists, since the first picture needs none of it (2 ms)."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from store.views.rows import EntityRow, EventRow

HitKind = Literal["entity", "article", "event"]


class EvidenceRow(Struct, frozen=True):
    """The words that say so: code points into the article's text."""

    number: int
    article_id: str
    source: str | None
    published: str | None
    start: int
    end: int
    verb_start: int
    verb_end: int
    family: int = 0
    """The number of the original that the article belongs to: the voice."""
    also_in: tuple[str, ...] = ()
    """Other sources of this voice: they told it in a copy, or in the very same text."""


class RoleRow(Struct, frozen=True):
    """An office that a person holds, or (on the body's card) that somebody holds there."""

    person_key: str
    person: str
    role: str
    of_key: str | None
    of: str | None
    articles: int


class RelationRow(Struct, frozen=True):
    subject_key: str
    subject: str
    predicate: str
    object_key: str | None
    object: str | None
    """The other entity's name, or the words of the text where it is no entity."""
    articles: int


class Card(Struct, frozen=True):
    """Everything about one entity."""

    key: str
    name: str
    type: str
    aliases: tuple[tuple[str, int], ...]
    """How it is written, and how often, the commonest first."""
    first: str | None
    """Publication date of the first and the last article that mention it."""
    last: str | None
    roles: tuple[RoleRow, ...]
    relations: tuple[RelationRow, ...]
    with_whom: tuple[EntityRow, ...]
    """Who stands in the same sentences: `shown` is the number of those sentences."""
    articles: int
    events: int
    mentions: int


class Hit(Struct, frozen=True):
    """One line of the search box: an entity (`key`), an event (`event`) or an article; the last
    two with the `number` of the article to open."""

    kind: HitKind
    title: str
    key: str | None = None
    number: int | None = None
    id: str | None = None
    type: str | None = None
    """The entity's type."""
    note: str = ""
    """Why it is here: the other spelling that matched, the office, source and date."""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    """What matched, as code points of `snippet`."""
    total: int = 0
    """Mentions of the entity in the store."""
    event: EventRow | None = None
