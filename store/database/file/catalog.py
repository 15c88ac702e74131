"""What a version of the journal holds: its tables, how many documents, which ids were used."""

from __future__ import annotations

from typing import NamedTuple

from store.database.file.lines import DocId

# Ids from 1 up to here lie in an array; others, which TinyDB allows, in a list.
SMALL = 1 << 27


def is_small(doc_id: DocId) -> bool:
    """Does the id have a place in the array?"""
    return isinstance(doc_id, int) and 0 < doc_id < SMALL


class Table(NamedTuple):
    """One table as a commit line describes it."""

    part: int
    documents: int = 0
    highest: int = 0
    others: int = 0

    @property
    def is_gapless(self) -> bool:
        """Are the ids exactly 1 to `highest`?"""
        return self.documents == self.highest and not self.others

    def with_put(self, doc_id: DocId, *, is_new: bool) -> Table:
        highest = max(self.highest, doc_id) if isinstance(doc_id, int) else self.highest
        others = self.others or int(not is_small(doc_id))
        return Table(self.part, self.documents + is_new, highest, others)

    def with_delete(self, doc_id: DocId, *, was_there: bool) -> Table:
        """The id counts as used even when the line that put the document is gone."""
        highest = max(self.highest, doc_id) if isinstance(doc_id, int) else self.highest
        return Table(self.part, self.documents - was_there, highest, self.others)


class Catalog:
    """All tables; changed in place by whoever writes or replays, copied by whoever keeps it."""

    def __init__(self, parts: int = 0, tables: dict[str, Table] | None = None) -> None:
        self.parts = parts
        self.tables = tables if tables is not None else {}

    def copy(self) -> Catalog:
        return Catalog(self.parts, dict(self.tables))

    def create(self, name: str) -> Table:
        """The table of this name, new with a part of its own when there is none."""
        table = self.tables.get(name)
        if table is None:
            table = self.tables[name] = Table(self.parts)
            self.parts += 1
        return table

    def drop(self, name: str) -> None:
        self.tables.pop(name, None)
