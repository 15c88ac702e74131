"""Converts the terms of a filter to one tree of conditions."""

from __future__ import annotations

from collections.abc import Iterator

from store.query.days import days
from store.query.fields import COPIES, MARKS, STATES
from store.query.tree import (
    AddedFrom,
    And,
    EntityKey,
    EventType,
    FromSource,
    Happened,
    InState,
    InStory,
    Marked,
    Mode,
    Node,
    Not,
    Numbered,
    Or,
    Published,
    QueryError,
    Text,
)
from store.query.words import replace_surrogates
from store.views.filtering.filters import SEVERAL, Filter, Term


def factors(filter_: Filter) -> tuple[Node, ...]:
    """Return the conditions, all of which must hold.

    Raises:
        QueryError: The value of a term is invalid.
    """
    return tuple(part for term in filter_.terms for part in _factors(term))


def modes_of_queries(filter_: Filter) -> Iterator[tuple[str, str]]:
    """Yield each mode that a query of the filter asks for, with the query."""
    for term in filter_.terms:
        if term.field == "query" and "type" in term.value.lower():
            from store.query.modes import modes_in

            node = _node(term)
            yield from ((mode, term.value) for mode in modes_in(node))


def kinds(filter_: Filter) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return the entity types to list (None for all) and those not to list."""
    of_kind = [term for term in filter_.terms if term.field == "kind"]
    wanted = {term.value for term in of_kind if not term.exclude}
    barred = frozenset(term.value for term in of_kind if term.exclude)
    if not wanted:
        return None, barred
    return (frozenset(wanted) if len(wanted) == 1 else frozenset()), barred


def _factors(term: Term) -> tuple[Node, ...]:
    if term.field == "kind":
        return ()
    node = _node(term)
    if term.exclude:
        return (Not(node),)
    return node.parts if isinstance(node, And) else (node,)


def _node(term: Term) -> Node:  # noqa: C901, PLR0911, PLR0912 - one line for each field
    value = replace_surrogates(term.value)
    match term.field:
        case "entity":
            keys = [EntityKey(key) for key in value.split(SEVERAL)]
            return keys[0] if len(keys) == 1 else Or(tuple(keys))
        case "article":
            return _numbered(value)
        case "added":
            return AddedFrom(int(value) if value.isdecimal() else 0)
        case "source":
            return FromSource(value, exact=True)
        case "text":
            return Text(value)
        case "type":
            return EventType(value)
        case "mode":
            return Mode(value)
        case "pub":
            return Published(*days(value))
        case "date":
            return Happened(*days(value))
        case "is":
            return COPIES.get(value) or MARKS.get(value) or InState(_state(value))
        case "tag":
            return Marked("tag", value)
        case "story":
            return InStory(value)
        case "query":
            from store.query.parser import parse  # lark takes 50 ms to load

            return parse(value)
        case _:
            raise QueryError(f"“{term.field}” is not a filter field.", 0)


def _numbered(value: str) -> Node:
    """Return the condition for an article, or for any of several, separated by spaces."""
    numbers = [Numbered(int(each) if each.isdecimal() else -1) for each in value.split()]
    return numbers[0] if len(numbers) == 1 else Or(tuple(numbers))


def _state(value: str) -> str:
    state = STATES.get(value.replace(" ", "-"))
    if state is None:
        raise QueryError(f"“is:{value}” is not known.", 0)
    return state
