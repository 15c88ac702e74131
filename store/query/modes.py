"""The modes of events, such as `visit`, that the shipped tables know."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped_rows
from store.query.fields import EVENT_TYPES
from store.query.tree import And, Mode, Node, Not, Or, QueryError
from store.query.words import nearest

_COLUMNS = {"verbs.tsv": 2, "nouns.tsv": 2, "recasts.tsv": 6}
"""The column of the mode in each table of the codebook, counted from 0."""


@cache
def shipped_modes() -> frozenset[str]:
    """Return the modes of the shipped codebook."""
    return frozenset(
        cells[column]
        for name, column in _COLUMNS.items()
        for cells in shipped_rows("codebook", name)
        if len(cells) > column and cells[column].strip("*-")
    )


def modes_in(node: Node) -> frozenset[str]:
    """Return the modes that a query asks for."""
    match node:
        case And(parts) | Or(parts):
            return frozenset().union(*map(modes_in, parts))
        case Not(part):
            return modes_in(part)
        case Mode(mode):
            return frozenset({mode})
        case _:
            return frozenset()


def unknown_type(mode: str, query: str) -> QueryError:
    """Return the error for a `type:` that is neither a type nor a mode. `query` is the text."""
    known = sorted(map(str.lower, EVENT_TYPES))
    meant = nearest(mode, [*known, *sorted(shipped_modes())])
    hint = f"; did you mean “{meant}”?" if meant else "."
    position = max(query.lower().find(mode, query.lower().find("type:")), 0)
    return QueryError(
        f"There is no type “{mode[:40]}”{hint} The types are {', '.join(known)};"
        " modes such as visit, arrest or election are possible too.",
        position,
    )
