"""The rows of `assets/codebook/relations.tsv`, which explains its columns, and a user's own rows.

The environment variable `DATELINE_RELATIONS` lists the user's own tables, separated as in `PATH`.
The config setting `relations` sets it, so that worker processes inherit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from store.asset_files import shipped
from store.errors import UserError
from store.files import read_file
from store.reading import EntityType

ANYTHING = "*"
OWN = "DATELINE_RELATIONS"
"""The environment variable with the user's own tables."""
_BYTES = 1_000_000
_COLUMNS = 8
_PARTS = ("verb", "noun", "hyphen")
_TYPES = frozenset({*get_args(EntityType), "COUNTRY", "TOWN", ANYTHING})
_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")
_HEADING = "predicate"


class RelationsError(UserError):
    """A table of relations cannot be read; the message names its line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way to state a relation. If set, `beside` stands before the noun or after the verb."""

    predicate: str
    beside: str | None
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_types: frozenset[str]
    object_types: frozenset[str]
    past: bool


@dataclass(frozen=True, slots=True)
class Relational:
    """The rows by lemma."""

    verbs: dict[str, list[Row]]
    nouns: dict[str, list[Row]]
    hyphens: dict[str, list[Row]]


@cache
def relational() -> Relational:
    """Return the shipped rows and the user's own, read once.

    Raises:
        RelationsError: a user's table cannot be read.
    """
    parts: dict[str, dict[str, list[Row]]] = {part: {} for part in _PARTS}
    for path in (shipped("codebook", "relations.tsv"), *_own_tables()):
        for part, lemma, row in _rows(path):
            parts[part].setdefault(lemma, []).append(row)
    return Relational(parts["verb"], parts["noun"], parts["hyphen"])


def _own_tables() -> list[Path]:
    return [Path(name) for name in os.environ.get(OWN, "").split(os.pathsep) if name]


def _rows(path: Path) -> Iterator[tuple[str, str, Row]]:
    """Yield the rows of a table, each with its part of speech and lemma."""
    try:
        lines = read_file(path, _BYTES).decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RelationsError(f"{path}: the table cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith(("#", f"{_HEADING}\t")):
            yield from _row(line.split("\t"), f"{path}, line {number}")


def _row(cells: list[str], where: str) -> Iterator[tuple[str, str, Row]]:
    if len(cells) != _COLUMNS:
        raise RelationsError(
            f"{where}: a row has {_COLUMNS} columns with tabs between them, not {len(cells)}"
        )
    predicate, part, words, doer, obj, subject_types, object_types, past = cells
    types = frozenset(subject_types.split("|")), frozenset(object_types.split("|"))
    _check(_WORD.fullmatch(predicate), f"{where}: {predicate!r} is no predicate like `owner_of`")
    _check(part in _PARTS, f"{where}: {part!r} is not {', '.join(_PARTS)}")
    _check(past in {"yes", "no"}, f"{where}: the last column is yes or no, not {past!r}")
    unknown = sorted((types[0] | types[1]) - _TYPES)
    _check(not unknown, f"{where}: {', '.join(unknown)} is no type of entities")
    for word in words.split("|"):
        first, _, last = word.rpartition(" ")
        beside, lemma = (last, first) if part == "verb" and first else (first, last)
        row = Row(
            predicate,
            beside or None,
            tuple(doer.split("|")),
            tuple(obj.split("|")),
            *types,
            past == "yes",
        )
        yield part, lemma, row


def _check(holds: object, message: str) -> None:
    if not holds:
        raise RelationsError(message)
