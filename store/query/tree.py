"""A query as a tree of conditions. Leaves hold what was typed; nothing is looked up here.

A leaf is about an article (its words, source, dates), about what an article mentions and who
takes part in an event (`Named`, `Entity`), or about one event (`EventType`, `Mode`, `Happened`,
`State`). `store.views.Filter` says what that means for articles and for events.
"""

from __future__ import annotations

import msgspec

from store.errors import UserError


class Text(msgspec.Struct, frozen=True):
    """Words in title or text, side by side and in order where there are several."""

    words: str
    prefix: bool = False
    """The last word may go on: `minis*`."""
    fuzzy: bool = False
    """Each word may be misspelt: `lukashenk~`."""


class Named(msgspec.Struct, frozen=True):
    """A person, body or place by any of its names."""

    name: str
    kinds: tuple[str, ...]
    """Entity types; empty for any."""
    fuzzy: bool = False


class EntityKey(msgspec.Struct, frozen=True):
    key: str


class Numbered(msgspec.Struct, frozen=True):
    """One article, by its number."""

    number: int


class FromSource(msgspec.Struct, frozen=True):
    """A source by words of its name, or by its whole name as it is written (`exact`)."""

    name: str
    exact: bool = False


class Language(msgspec.Struct, frozen=True):
    code: str


class Published(msgspec.Struct, frozen=True):
    """Days as ISO dates, both included; None where there is no end on that side."""

    low: str | None
    high: str | None


class EventType(msgspec.Struct, frozen=True):
    type: str


class Mode(msgspec.Struct, frozen=True):
    mode: str


class Happened(msgspec.Struct, frozen=True):
    """Days as ISO dates, both included; None where there is no end on that side."""

    low: str | None
    high: str | None


class InState(msgspec.Struct, frozen=True):
    """`undated`, a modality (`asserted claimed planned hypothetical negated`), or `no month`:
    in no month of the timeline; so too for `day week year decade`."""

    state: str


class IsCopy(msgspec.Struct, frozen=True):
    """An article that says again what another one says, whole or in part (a copy, an excerpt),
    or that one with something new in it (an update)."""

    update: bool = False


class And(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    part: Node


type EventLeaf = EventType | Mode | Happened | InState
type EntityLeaf = Named | EntityKey
type ArticleLeaf = Text | Numbered | FromSource | Language | Published | IsCopy
type Leaf = EventLeaf | EntityLeaf | ArticleLeaf
type Node = Leaf | And | Or | Not

EVENT_LEAVES = (EventType, Mode, Happened, InState)
ENTITY_LEAVES = (Named, EntityKey)


def has(node: Node, kinds: tuple[type, ...]) -> bool:
    """Whether a node of one of these kinds stands anywhere in the tree."""
    if isinstance(node, kinds):
        return True
    match node:
        case And(parts) | Or(parts):
            return any(has(part, kinds) for part in parts)
        case Not(part):
            return has(part, kinds)
        case _:
            return False


# A query that cannot be read, and where it breaks.


class QueryError(UserError):
    """`message` is a plain sentence; `position` counts code points from the query's start."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"The query breaks at character {position + 1}: {message}", status=2)
        self.message = message
        self.position = position
