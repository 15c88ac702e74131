"""Names for what was typed with more words than a name has, or as a domain."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from store.identity.folding import fold
from store.views.lists.rows import EntityRow
from store.views.searching.name_index import OF_A_NAME, NameIndex
from store.views.searching.nicknames import named_by
from store.views.searching.tie_search import is_given_name

type Rows = Callable[[int], EntityRow | None]

_LONGEST_EPITHET = 3
_LONGEST_NAME = 8
"""Words of a name that is typed with more than it has."""
_WELL_KNOWN = 20
"""Mentions of a person or group that may be meant by an epithet and a name."""
_KINDS = frozenset(
    "union company corporation group agency newspaper magazine paper network treaty accord pact"
    " team airline movement university school website app".split()
)
"""Nouns that say what an entity is: "teamsters union", "start treaty"."""
_OF_KINDS = frozenset({"ORG", "LAW", "PRODUCT", "EVENT"})
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<name>[a-z0-9-]{2,40})\.(?:com|org|net|co|gov|tv|co\.uk)/?", re.I
)
_JOINED = """
    SELECT folded FROM aliases JOIN entities ON entities.id = entity
    WHERE replace(folded, ' ', '') = ? AND total > 0 ORDER BY total DESC LIMIT 1"""


class OtherWords(NamedTuple):
    """Searches names for what nobody is called exactly."""

    connection: sqlite3.Connection
    names: NameIndex
    row: Rows
    """Returns the row of an entity, None if nothing mentions it."""

    def without_domain(self, typed: str) -> str:
        """Return the name for which a domain stands, or what was typed: "washingtonpost.com".

        A name that is written so stays: "Amazon.com".
        """
        domain = _DOMAIN.fullmatch(typed.strip())
        if domain is None or self.names.exact(typed):
            return typed
        letters = fold(domain["name"])
        known = named_by(letters)
        if known is not None or self.names.exact(letters):
            return known or letters
        joined = self.connection.execute(_JOINED, (letters,)).fetchone()
        return typed if joined is None else str(joined[0])

    def without_kind(self, typed: str) -> dict[int, str]:
        """Return the entity whose name stands before a noun for what it is: "teamsters union"."""
        name, _, kind = typed.strip().rpartition(" ")
        if kind.lower() not in _KINDS or self.names.exact(typed):
            return {}
        rows = ((number, self.row(number)) for number in self.names.exact(name))
        found = (number for number, row in rows if row is not None and row.type in _OF_KINDS)
        return {number: f"without {kind.lower()}" for number in list(found)[:1]}

    def behind_epithet(self, typed: str) -> dict[int, str]:
        """Return the well-known person or group whose name ends what was typed: "low energy jeb".

        What stands before it is no first name, which would make it somebody else, and no other
        name, which would be sought with it: "benghazi clinton".
        """
        words = typed.split()
        for at in range(1, min(len(words), _LONGEST_EPITHET + 1)):
            if is_given_name(words[at - 1]) or self.names.exact(" ".join(words[:at])):
                break
            name = " ".join(words[at:])
            for number in self.names.exact(name)[:1]:
                row = self.row(number)
                is_of_people = row is not None and row.type in {"PERSON", "NORP"}
                if is_of_people and row is not None and row.total >= _WELL_KNOWN:
                    return {number: f"known as {name}"}
        return {}

    def with_fewer_words(self, typed: str) -> dict[int, str]:
        """Return the person whose name has fewer words than were typed, the first among them.

        For example Boris Yeltsin for "boris nikolayevich yeltsin". The last words are left out
        only of a well-known name.
        """
        words = fold(typed).split()
        if not 2 < len(words) <= _LONGEST_NAME:
            return {}
        for last in reversed(range(1, len(words))):
            for each in self.names.search(f"{words[0]} {words[last]} ", OF_A_NAME):
                row = self.row(each.entity)
                if row is None or row.type != "PERSON":
                    continue
                named = fold(row.name).split()
                is_whole = named[0] == words[0] and named[-1] == words[last]
                if is_whole and (words[last] == words[-1] or row.total >= _WELL_KNOWN):
                    others = [word for word in words if word not in named]
                    return {each.entity: f"without {' '.join(others)}"}
        return {}
