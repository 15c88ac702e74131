"""A query as a tree of conditions. The leaves hold what was typed; nothing is looked up here.

A leaf is a condition on an article (its words, source, dates), on the entities that an article
mentions or that take part in an event (`Named`, `EntityKey`), on marks that any of them may have
(`Marked`), or on one event (`EventType`, `Mode`, `Happened`, `InState`, `Agent`).
`store.views.Filter` defines what it means for articles and for events.
"""

from __future__ import annotations

import msgspec

from store.errors import UserError


class Text(msgspec.Struct, frozen=True):
    """Words in the title or text, adjacent and in order."""

    words: str
    prefix: bool = False
    """The last word is a prefix: `minis*`."""
    fuzzy: bool = False
    """Each word may be misspelt: `lukashenk~`."""


PLACE_KINDS = ("GPE", "LOC", "FAC")
"""The entity types of places."""


class Named(msgspec.Struct, frozen=True):
    """A person, organisation or place, by any of its names. A country includes its cities."""

    name: str
    kinds: tuple[str, ...]
    """Entity types. Empty means any."""
    fuzzy: bool = False

    @property
    def is_place(self) -> bool:
        """Whether it is a place. Of an event it must then be the place, not an actor."""
        return self.kinds == PLACE_KINDS


class EntityKey(msgspec.Struct, frozen=True):
    key: str


class Numbered(msgspec.Struct, frozen=True):
    """One article, by its number."""

    number: int


class AddedFrom(msgspec.Struct, frozen=True):
    """Articles added since: those with this number or a higher one."""

    number: int


class FromSource(msgspec.Struct, frozen=True):
    """A source by words of its name, or by its exact name (`exact`)."""

    name: str
    exact: bool = False


class Language(msgspec.Struct, frozen=True):
    code: str


class Published(msgspec.Struct, frozen=True):
    """Article date: first and last day as ISO dates, None for an open end."""

    low: str | None
    high: str | None


class EventType(msgspec.Struct, frozen=True):
    type: str


class Mode(msgspec.Struct, frozen=True):
    mode: str


class Happened(msgspec.Struct, frozen=True):
    """Event date: first and last day as ISO dates, None for an open end."""

    low: str | None
    high: str | None


class InState(msgspec.Struct, frozen=True):
    """`undated`, a modality (`asserted claimed planned hypothetical negated`), `disputed` for the
    events of a row whose voices contradict each other, or `no month` for events in no month of the
    timeline, and likewise for `day week year decade`.
    """

    state: str


class Agent(msgspec.Struct, frozen=True):
    """Someone who does what the event says, or according to whom it is told."""

    name: str
    fuzzy: bool = False


class IsCopy(msgspec.Struct, frozen=True):
    """An article that repeats another, whole or in part (a copy, an excerpt) or with changes (an
    update).
    """

    update: bool = False


class InStory(msgspec.Struct, frozen=True):
    """The articles of a story, by its number; or of all stories with these words in the label; or
    those that are in no story (`none`).
    """

    story: str


class Marked(msgspec.Struct, frozen=True):
    """What people marked: `starred`, `checked`, `edited`, `noted`, `hidden`, or with a tag (`tag`
    and its name).
    """

    mark: str
    value: str = ""


class And(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    part: Node


type EventLeaf = EventType | Mode | Happened | InState | Agent
type EntityLeaf = Named | EntityKey | Marked
type ArticleLeaf = (
    Text | Numbered | AddedFrom | FromSource | Language | Published | IsCopy | InStory
)
type Leaf = EventLeaf | EntityLeaf | ArticleLeaf
type Node = Leaf | And | Or | Not

EVENT_LEAVES = (EventType, Mode, Happened, InState, Agent)
ENTITY_LEAVES = (Named, EntityKey, Marked)


def has(node: Node, kinds: tuple[type, ...]) -> bool:
    """Return whether the tree holds a node of one of these kinds."""
    if isinstance(node, kinds):
        return True
    match node:
        case And(parts) | Or(parts):
            return any(has(part, kinds) for part in parts)
        case Not(part):
            return has(part, kinds)
        case _:
            return False


class QueryError(UserError):
    """The query is invalid. `message` is a plain sentence; `position` is a code point offset."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"The query breaks at character {position + 1}: {message}", status=2)
        self.message = message
        self.position = position
