"""A query as a tree of conditions. Leaves hold what was typed; nothing is looked up here.

A leaf is about an article (its words, source, dates), about what an article mentions and who
takes part in an event (`Named`, `Entity`), or about one event (`EventType`, `Mode`, `Happened`,
`State`). `store.views.Filter` says what that means for articles and for events.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words in title or text, side by side and in order where there are several."""

    words: str
    prefix: bool = False
    """The last word may go on: `minis*`."""
    fuzzy: bool = False
    """Each word may be misspelt: `lukashenk~`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, body or place by any of its names."""

    name: str
    kinds: tuple[str, ...]
    """Entity types; empty for any."""
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    key: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """One article, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source by words of its name, or by its whole name as it is written (`exact`)."""

    name: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    code: str


@dataclass(frozen=True, slots=True)
class Published:
    """Days as ISO dates, both included; None where there is no end on that side."""

    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class EventType:
    type: str


@dataclass(frozen=True, slots=True)
class Mode:
    mode: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Days as ISO dates, both included; None where there is no end on that side."""

    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class State:
    """`undated`, a modality (`asserted claimed planned hypothetical negated`), or `no month`:
    in no month of the timeline; so too for `day week year decade`."""

    state: str


@dataclass(frozen=True, slots=True)
class IsCopy:
    """An article that is a copy, an update or an excerpt of another one."""


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


type EventLeaf = EventType | Mode | Happened | State
type EntityLeaf = Named | Entity
type ArticleLeaf = Text | Numbered | Source | Language | Published | IsCopy
type Leaf = EventLeaf | EntityLeaf | ArticleLeaf
type Node = Leaf | And | Or | Not

EVENT_LEAVES = (EventType, Mode, Happened, State)
ENTITY_LEAVES = (Named, Entity)


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
