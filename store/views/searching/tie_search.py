"""Search by a relation to another: "bill clinton's wife", "trumps daughter", "wife of dukakis"."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from store.asset_files import shipped_rows
from store.identity.folding import fold

_LONGEST = 100
_ENTITIES = 8
"""How many entities of a name are tried: "clinton" is Hillary, Bill and Chelsea Clinton."""
_SAID = {"widow": "wife", "widower": "husband"}
"""What a relation tells of whom people type: that somebody has died is not in it."""
_SURE = 1_000
"""Articles that a first name of the gender weighs: "Tracy" is a mother or a father."""
_SIDES = {"subject": (("subject", "object"),), "object": (("object", "subject"),)}
_EITHER = (*_SIDES["subject"], *_SIDES["object"])
_TIED = """
    SELECT {asked}, name, count(DISTINCT article) AS told
    FROM relations JOIN entities ON entities.id = {asked}
    WHERE {named} = ? AND predicate = ? AND total > 0 GROUP BY {asked}"""
_NAME = "SELECT name FROM entities WHERE id = ?"


class AskedTie(NamedTuple):
    """What a word asks for: a side of a relation, and the gender of who is on it."""

    predicate: str
    side: str
    gender: str


def search_ties(
    connection: sqlite3.Connection, typed: str, named: Callable[[str], Sequence[int]]
) -> dict[int, str]:
    """Return who has the typed relation to the typed entity, most told first.

    The values tell of the relation: "wife of Bill Clinton". `named` returns the entities of a
    name, best first. The first that has such a relation is meant.
    """
    for name, word in _asked(typed):
        for entity in named(name)[:_ENTITIES]:
            found = _tied(connection, entity, word)
            if found:
                (whole,) = connection.execute(_NAME, (entity,)).fetchone()
                return dict.fromkeys(found, f"{_SAID.get(word, word)} of {whole}")
    return {}


def _tied(connection: sqlite3.Connection, entity: int, word: str) -> list[int]:
    told: Counter[int] = Counter()
    names: dict[int, str] = {}
    for tie in _ties()[word]:
        for asked, named in _SIDES.get(tie.side, _EITHER):
            sql = _TIED.format(asked=asked, named=named)
            for other, name, times in connection.execute(sql, (entity, tie.predicate)):
                if other != entity and _may_be(name, tie.gender):
                    told[other] += times + (_SURE if _is(name, tie.gender) else 0)
                    names[other] = name
    for short in [other for other in told if " " not in names[other]]:
        wholes = [other for other in told if names[other].startswith(f"{names[short]} ")]
        if wholes:
            told[wholes[0]] += told.pop(short)
    return [other for other, _ in told.most_common()]


def _may_be(name: str, gender: str) -> bool:
    """Whether a first name is not one of the other gender."""
    return gender == "-" or _gender(name) in {gender, None}


def _is(name: str, gender: str) -> bool:
    """Whether a first name is one of this gender, and not of both."""
    return _gender(name) == gender


def is_given_name(word: str) -> bool:
    """Whether a word is a first name of a table."""
    return fold(word) in _genders()


def _gender(name: str) -> str | None:
    return _genders().get(fold(name.partition(" ")[0]))


def _asked(typed: str) -> Iterator[tuple[str, str]]:
    """Yield each name and word that may be meant: "dukakis wife" and "clintons wife" have both."""
    text = " ".join(typed[:_LONGEST].casefold().replace("’", "'").split()).removeprefix("the ")
    for word in _ties():
        if text.startswith(f"{word} of "):
            yield text.removeprefix(f"{word} of "), word
        elif text.endswith(f" {word}"):
            owner = text.removesuffix(f" {word}")
            bare = owner.removesuffix("'s").removesuffix("'")
            yield bare, word
            if bare == owner and owner.endswith("s"):
                yield owner[:-1], word


@cache
def _ties() -> dict[str, list[AskedTie]]:
    """Return the ties of each word, the longest words first: "ex wife" before "wife"."""
    ties: dict[str, list[AskedTie]] = {}
    rows = shipped_rows("codebook", "ties.tsv")[1:]
    for word, *tie in sorted(rows, key=lambda row: -len(row[0])):
        ties.setdefault(word, []).append(AskedTie(*tie))
    return ties


@cache
def _genders() -> dict[str, str]:
    rows = shipped_rows("codebook", "genders.tsv")
    return {fold(name): gender for name, part, gender in rows if part == "given"}
