"""The list of entities: those of the filter, then the most mentioned in the selection first."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from store.views.filtering.selection import Selection
from store.views.lists.id_lists import ids_of, mention_totals
from store.views.lists.marking import MarkTables
from store.views.lists.rows import EntityRow

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.views.filtering.gathering import Top

ORDERS = {"mentions": "total DESC, id", "name": "name COLLATE NOCASE, name, id"}
_FIRST = 500
"""Rows up to this one are found without sorting the whole list."""
_MANY = 4_000
"""With this many articles, counting their mentions is slow."""
_WALKED = 10_000
"""So many entities are found in the order of the names of all, instead of being sorted."""
_FIRST_PAGE = 100
"""Rows that are searched for an entity before the whole list is sorted."""
_BEFORE = """
    SELECT (SELECT count(*) FROM entities WHERE total > ?1 AND sure >= ?3)
         + (SELECT count(*) FROM entities WHERE total = ?1 AND id < ?2 AND sure >= ?3)"""
_OF_TYPE = "SELECT id FROM entities WHERE type = ?"
_EVERY_TYPE = """
    WITH RECURSIVE found (type) AS (
        SELECT min(type) FROM entities
        UNION ALL SELECT (SELECT min(type) FROM entities WHERE entities.type > found.type)
        FROM found WHERE type IS NOT NULL)
    SELECT type FROM found WHERE type IS NOT NULL"""
"""Each is looked up in the index; `DISTINCT` would read all entities."""
_UNSURE = "SELECT id FROM entities WHERE total > 0 AND sure = 0"
_BY_NAME = "SELECT id FROM entities INDEXED BY entities_name ORDER BY name COLLATE NOCASE, name, id"
_ROW = "SELECT key, name, type, total FROM entities WHERE id = ?"


class EntityList:
    """The list of entities of a selection.

    Without `unsure`, entities are left out whose name no article's reading trusts, unless the
    filter names them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._marks = MarkTables(connection)
        self._types: dict[str, BitMap] = {}
        """The entities of each type that was asked for."""

    def count(self, selection: Selection, *, unsure: bool = True) -> int:
        """Count the entities of the wanted types that the selected articles mention."""
        if not selection.everything:
            return len(self._shown(selection, (), unsure=unsure))
        if selection.kinds is not None or selection.barred_kinds:
            return len(self._in_order(selection, (), "mentions", unsure=unsure))
        (count,) = self._connection.execute(
            "SELECT value FROM meta WHERE name = ?", ("entities" if unsure else "sure entities",)
        ).fetchone() or (0,)
        return int(count)

    def page(
        self,
        selection: Selection,
        offset: int,
        limit: int,
        order: str,
        types: Collection[str],
        *,
        unsure: bool = True,
    ) -> list[EntityRow]:
        """Return a page of rows.

        Raises:
            KeyError: `order` is not one of ORDERS.
        """
        if selection.everything:
            query, values = self._all(selection, types, order, unsure=unsure)
            found = self._connection.execute(f"{query} LIMIT ? OFFSET ?", (*values, limit, offset))
            return self.rows((number for (number,) in found), selection)
        end = offset + limit
        if (
            order == "mentions"
            and end <= _FIRST
            and self._place(order, types, unsure=unsure) not in selection.orders
        ):
            top = self._top(selection, types, end, unsure=unsure)[offset:]
            return [self._row(number, shown) for number, shown in top]
        in_order = self._in_order(selection, types, order, unsure=unsure)
        return self.rows(in_order[offset:end], selection)

    def mentions(self, selection: Selection) -> Mapping[int, int]:
        """Count the selected mentions of all entities of the selection, of the wanted types."""
        if not selection.everything:
            return self._counted(selection, (), unsure=True)
        wanted = self._wanted(selection, ())
        return mention_totals(self._connection, None if wanted is None else tuple(wanted))

    def rows(self, numbers: Iterable[int], selection: Selection) -> list[EntityRow]:
        """Return the rows of these entities, in this order."""
        if selection.everything:
            return [self._row(number, None) for number in numbers]
        listed = list(numbers)
        if selection.mentions_are_counted or len(listed) > _FIRST:
            return [self._row(number, selection.mentions.of(number)) for number in listed]
        shown, articles = self._frequent.shown, selection.articles
        return [self._row(number, shown(number, articles)) for number in listed]

    def _row(self, number: int, shown: int | None) -> EntityRow:
        """`shown` is the number of selected mentions, or None if all are selected."""
        key, name, type_, total = self._connection.execute(_ROW, (number,)).fetchone()
        marks = self._marks.of_entity(key)
        return EntityRow(key, name, type_, total if shown is None else shown, total, marks)

    def rank(
        self,
        selection: Selection,
        key: str,
        order: str,
        types: Collection[str],
        *,
        unsure: bool = True,
    ) -> int | None:
        """Return the index of the entity's row, from 0."""
        row = self._connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        place = self._place(order, types, unsure=unsure)
        if order == "mentions" and place not in selection.orders:
            if selection.everything and self._wanted(selection, types) is None:
                return self._rank_in_all(row[0], unsure=unsure)
            if not selection.everything:
                most = self._top(selection, types, _FIRST_PAGE, unsure=unsure)
                top = (number for number, _ in most)
                at = next((at for at, number in enumerate(top) if number == row[0]), None)
                if at is not None or not self._frequent.shown(row[0], selection.articles):
                    return at
        in_order = self._in_order(selection, types, order, unsure=unsure)
        return in_order.index(row[0]) if row[0] in in_order else None

    def _rank_in_all(self, number: int, *, unsure: bool) -> int | None:
        query = "SELECT total, sure FROM entities WHERE id = ?"
        total, sure = self._connection.execute(query, (number,)).fetchone()
        if not total or not (sure or unsure):
            return None
        (before,) = self._connection.execute(_BEFORE, (total, number, not unsure)).fetchone()
        return int(before)

    def _place(self, order: str, types: Collection[str], *, unsure: bool) -> tuple[str, ...]:
        return ("entities" if unsure else "sure entities", order, *sorted(types))

    def _in_order(
        self, selection: Selection, types: Collection[str], order: str, *, unsure: bool = True
    ) -> Sequence[int]:
        place = self._place(order, types, unsure=unsure)
        known = selection.orders.get(place)
        if known is None:
            if selection.everything:
                query, values = self._all(selection, types, order, unsure=unsure)
                known = array("I", ids_of(self._connection, query, values))
            else:
                found = self._shown_in_order(selection, types, order, unsure=unsure)
                known = array("I", found)
            selection.orders[place] = known
        return known

    def _all(
        self, selection: Selection, types: Collection[str], order: str, *, unsure: bool
    ) -> tuple[str, tuple[str, ...]]:
        wanted = self._wanted(selection, types)
        index = " INDEXED BY entities_name" if order == "name" else ""
        sure = "" if unsure else " AND sure > 0"
        query = f"SELECT id FROM entities{index} WHERE total > 0{sure}"
        if wanted is not None:
            query += f" AND type IN ({','.join('?' * len(wanted))})"
        return f"{query} ORDER BY {ORDERS[order]}", tuple(wanted or ())

    def _shown_in_order(
        self, selection: Selection, types: Collection[str], order: str, *, unsure: bool
    ) -> list[int]:
        if order == "name":
            return self._by_name(self._shown(selection, types, unsure=unsure))
        if order not in ORDERS:
            raise KeyError(order)
        mentions = self._counted(selection, types, unsure=unsure)
        ids = sorted(mentions)
        ids.sort(key=mentions.__getitem__, reverse=True)
        return self._led(ids, selection, mentions)

    def _by_name(self, shown: BitMap) -> list[int]:
        if len(shown) > _WALKED:
            return list(filter(shown.__contains__, ids_of(self._connection, _BY_NAME)))
        query = (
            "SELECT id FROM entities WHERE id IN (SELECT value FROM json_each(?))"
            f" ORDER BY {ORDERS['name']}"
        )
        return ids_of(self._connection, query, (json.dumps(list(shown)),))

    def _led(self, ids: list[int], selection: Selection, mentions: Mapping[int, int]) -> list[int]:
        """Return a list with the entities that the filter names at its top."""
        first = [number for number in selection.named if mentions.get(number)]
        return [*first, *(number for number in ids if number not in first)] if first else ids

    def _top(
        self, selection: Selection, types: Collection[str], count: int, *, unsure: bool
    ) -> list[tuple[int, int]]:
        """Return the first entities of the list, each with its selected mentions, without sorting
        all.

        With many articles, not all mentions are counted either. The result is cached in the
        selection.
        """
        place = self._place("mentions", types, unsure=unsure)
        known = selection.tops.get(place, [])
        if len(known) < count:
            fetched = count + len(selection.named)
            most = self._found_top(selection, types, fetched, unsure=unsure)
            mentions = dict(most)
            mentions.update(self._mentions_of_named(selection, types))
            led = self._led([number for number, _ in most], selection, mentions)
            known = selection.tops[place] = [(number, mentions[number]) for number in led]
        return known[:count]

    def _mentions_of_named(
        self, selection: Selection, types: Collection[str]
    ) -> Iterator[tuple[int, int]]:
        """Yield the entities that the filter names, if they are listed, with their selected
        mentions.
        """
        wanted = self._wanted(selection, types)
        for number in selection.named:
            if wanted is None or self._type(number) in wanted:
                yield number, self._frequent.shown(number, selection.articles)

    def _found_top(
        self, selection: Selection, types: Collection[str], count: int, *, unsure: bool
    ) -> list[tuple[int, int]]:
        if len(selection.articles) > _MANY and not selection.mentions_are_counted:
            query, values = self._all(selection, types, "mentions", unsure=unsure)
            found = self._frequent.of(
                selection.articles,
                self._connection.execute(query.replace("SELECT id", "SELECT id, total"), values),
                count,
            )
            if found is not None:
                return found
        mentions = self._counted(selection, types, unsure=unsure)
        least = min(sorted(mentions.values(), reverse=True)[:count], default=0)
        top = sorted(number for number, times in mentions.items() if times >= least)
        top.sort(key=mentions.__getitem__, reverse=True)
        return [(number, mentions[number]) for number in top[:count]]

    @cached_property
    def _frequent(self) -> Top:
        from store.views.filtering.gathering import Top

        return Top(self._connection)

    def _counted(
        self, selection: Selection, types: Collection[str], *, unsure: bool
    ) -> Mapping[int, int]:
        """Count the selected mentions of the entities of the wanted types."""
        if unsure and self._wanted(selection, types) is None:
            return dict(selection.mentions)
        shown = self._shown(selection, types, unsure=unsure)
        return {number: times for number, times in selection.mentions if number in shown}

    def _shown(self, selection: Selection, types: Collection[str], *, unsure: bool) -> BitMap:
        """Return the entities of the wanted types that the selected articles mention."""
        from pyroaring import BitMap

        found = selection.entities
        if not unsure:
            found = found - (self._unsure - BitMap(selection.named))
        wanted = self._wanted(selection, types)
        if wanted is None:
            return found
        return found & BitMap.union(BitMap(), *map(self._of_type, wanted))

    def _wanted(self, selection: Selection, types: Collection[str]) -> frozenset[str] | None:
        """Return the types to list, from the filter and the pane, or None for all."""
        if not types and selection.kinds is None and not selection.barred_kinds:
            return None
        wanted = (frozenset(types) or self._every_type) - selection.barred_kinds
        return wanted if selection.kinds is None else wanted & selection.kinds

    @cached_property
    def _unsure(self) -> BitMap:
        """The entities whose name no article's reading trusts."""
        return self._numbers(_UNSURE)

    def _of_type(self, type_: str) -> BitMap:
        if type_ not in self._types:
            self._types[type_] = self._numbers(_OF_TYPE, type_)
        return self._types[type_]

    def _numbers(self, query: str, *values: str) -> BitMap:
        from pyroaring import BitMap

        return BitMap(ids_of(self._connection, query, values))

    @cached_property
    def _every_type(self) -> frozenset[str]:
        return frozenset(type_ for (type_,) in self._connection.execute(_EVERY_TYPE))

    def _type(self, number: int) -> str:
        query = "SELECT type FROM entities WHERE id = ?"
        return str(self._connection.execute(query, (number,)).fetchone()[0])
