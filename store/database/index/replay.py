"""From the journal to places: what an index is made of, and what is missing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from store.database.file.catalog import Catalog
from store.database.file.commits import Mark, beginning, damaged, records
from store.database.file.journal_file import JournalFile
from store.database.file.lines import DocId, Record, read_put
from store.database.file.slots import is_live, place
from store.database.index.delta import Delta
from store.database.index.keys import tag_of

_STEP = 100_000


class Replayer:
    """Takes records in the order of the journal and keeps where each document lies."""

    def __init__(
        self,
        keys: dict[str, str],
        catalog: Catalog,
        known: Callable[[int, DocId], int] | None = None,
    ) -> None:
        """`known` tells the place of a document before, by part and id, for the counts to be
        right where `delta` does not hold everything.
        """
        self.keys = keys
        self.catalog = catalog.copy()
        self.delta = Delta()
        self._known = known

    def take(self, record: Record, line: bytes) -> None:
        """Take one record. Raises `KeyError` when it is of a table that was never made."""
        name = record.table
        if record.kind == "create":
            self.catalog.create(name)
        elif record.kind == "drop":
            self.catalog.drop(name)
        else:
            self._take_document(record, line)

    def where(self, part: int, doc_id: DocId) -> int:
        """The place of the last line about a document, 0 when there was none."""
        return self.delta.get(part, doc_id) or (self._known(part, doc_id) if self._known else 0)

    def _take_document(self, record: Record, line: bytes) -> None:
        name, doc_id = record.table, record.id
        table = self.catalog.tables[name]
        is_put = record.kind == "put"
        was_there = is_live(self.where(table.part, doc_id))
        where = place(record.offset, record.length, deleted=not is_put)
        self.delta.set(table.part, doc_id, where, table.highest + 1)
        if is_put:
            self.catalog.tables[name] = table.with_put(doc_id, is_new=not was_there)
            self._take_key(name, record, line)
        else:
            self.catalog.tables[name] = table.with_delete(doc_id, was_there=was_there)

    def _take_key(self, name: str, record: Record, line: bytes) -> None:
        field = self.keys.get(name)
        value = read_put(line).document.get(field) if field is not None else None
        if isinstance(value, str):
            self.delta.add_key(self.catalog.tables[name].part, tag_of(value), record.id)


def replay_steps(file: JournalFile, keys: dict[str, str], start: Mark, end: int) -> Iterator[Delta]:
    """The places of the lines after a commit, some 100,000 at a time.

    Raises `StoreDamaged`; nothing that was handed out is then to be believed.
    """
    replayer = Replayer(keys, start.catalog)
    taken = 0
    last = start
    for item in records(file, start, end):
        if isinstance(item, Mark):
            last = item
            replayer.catalog = item.catalog.copy()
            continue
        try:
            replayer.take(*item)
        except (KeyError, ValueError, TypeError) as error:
            raise damaged(file, last.end) from error
        taken += 1
        if taken % _STEP == 0:
            yield replayer.delta
            replayer.delta = Delta()
    yield replayer.delta


def replay(file: JournalFile, keys: dict[str, str], end: int, start: Mark | None = None) -> Delta:
    """The places of all lines after `start` (the beginning) up to `end`, in memory."""
    whole = Delta()
    for delta in replay_steps(file, keys, start or beginning(file), end):
        whole.merge(delta)
    return whole
