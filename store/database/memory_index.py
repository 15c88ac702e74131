"""The in-memory index: places of documents that the index on disk does not cover yet."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

from store.database.commits import Catalog, CommitPosition, beginning, damaged, is_small, records
from store.database.journal_file import JournalFile
from store.database.keys import tag_of
from store.database.lines import DocId, JournalRecord, longest, read_put
from store.database.slots import is_live, place

_GAP = 1 << 16


class MemoryIndexPart:
    """The places of one table. A run of new ids takes 8 bytes each; others lie in a dictionary."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.run = array("Q")
        self.rest: dict[DocId, int] = {}

    def get(self, doc_id: DocId) -> int:
        if isinstance(doc_id, int) and 0 <= doc_id - self.first < len(self.run):
            return self.run[doc_id - self.first] or self.rest.get(doc_id, 0)
        return self.rest.get(doc_id, 0)

    def set(self, doc_id: DocId, where: int) -> None:
        position = doc_id - self.first if isinstance(doc_id, int) and is_small(doc_id) else -1
        if not 0 <= position < len(self.run) + _GAP:
            self.rest[doc_id] = where
            return
        if position >= len(self.run):
            self.run.extend([0] * (position + 1 - len(self.run)))
        self.run[position] = where
        self.rest.pop(doc_id, None)

    def small(self) -> Iterator[int]:
        """Yield the small ids."""
        return (
            doc_id for doc_id, _ in self.items() if isinstance(doc_id, int) and is_small(doc_id)
        )

    def items(self) -> Iterator[tuple[DocId, int]]:
        for position, where in enumerate(self.run):
            if where:
                yield self.first + position, where
        yield from self.rest.items()


class MemoryIndex:
    """The places of documents by part and id, and the tags of their keys."""

    def __init__(self) -> None:
        self.parts: dict[int, MemoryIndexPart] = {}
        self.keys: dict[int, dict[int, list[DocId]]] = {}

    def get(self, part: int, doc_id: DocId) -> int:
        """Return the place of a document, or 0 if it is unknown."""
        known = self.parts.get(part)
        return known.get(doc_id) if known is not None else 0

    def set(self, part: int, doc_id: DocId, where: int, first: int) -> None:
        """Set the place of a document. `first` is the lowest new id when the part is first used."""
        known = self.parts.get(part)
        if known is None:
            known = self.parts[part] = MemoryIndexPart(first)
        known.set(doc_id, where)

    def add_key(self, part: int, tag: int, doc_id: DocId) -> None:
        self.keys.setdefault(part, {}).setdefault(tag, []).append(doc_id)

    def with_key(self, part: int, tag: int) -> list[DocId]:
        """Return the documents whose key has this tag, newest first."""
        return self.keys.get(part, {}).get(tag, [])[::-1]

    def merge(self, newer: MemoryIndex) -> None:
        """Add the places of a newer in-memory index."""
        for number, part in newer.parts.items():
            for doc_id, where in part.items():
                self.set(number, doc_id, where, part.first)
        for number, keys in newer.keys.items():
            for tag, doc_ids in keys.items():
                self.keys.setdefault(number, {}).setdefault(tag, []).extend(doc_ids)


# Replaying the journal to build an index.

_STEP = 100_000


class Replayer:
    """Applies records in journal order and remembers the place of each document."""

    def __init__(
        self,
        keys: dict[str, str],
        catalog: Catalog,
        known: Callable[[int, DocId], int] | None = None,
    ) -> None:
        """`known` returns the earlier place of a document, by part and id. It keeps the counts
        right when `memory_index` does not hold all documents.
        """
        self.keys = keys
        self.catalog = catalog.copy()
        self.memory_index = MemoryIndex()
        self._known = known

    def apply(self, record: JournalRecord, line: bytes) -> None:
        """Apply one record.

        Raises:
            KeyError: The record is of a table that was never created.
        """
        name = record.table
        if record.kind == "create":
            self.catalog.create(name)
        elif record.kind == "drop":
            self.catalog.drop(name)
        else:
            self._apply_document(record, line)

    def where(self, part: int, doc_id: DocId) -> int:
        """Return the place of the last line of a document, or 0."""
        return self.memory_index.get(part, doc_id) or (
            self._known(part, doc_id) if self._known else 0
        )

    def _apply_document(self, record: JournalRecord, line: bytes) -> None:
        name, doc_id = record.table, record.id
        table = self.catalog.tables[name]
        is_put = record.kind == "put"
        was_there = is_live(self.where(table.part, doc_id))
        where = place(record.offset, record.length, deleted=not is_put)
        self.memory_index.set(table.part, doc_id, where, table.highest + 1)
        if is_put:
            self.catalog.tables[name] = table.with_put(doc_id, is_new=not was_there)
            self._apply_key(name, record, line)
        else:
            self.catalog.tables[name] = table.with_delete(doc_id, was_there=was_there)

    def _apply_key(self, name: str, record: JournalRecord, line: bytes) -> None:
        field = self.keys.get(name)
        if field is None or len(line) > longest(name):
            return
        try:
            value = read_put(line).document.get(field)
        except ValueError:
            return  # looking up the document reports the error
        if isinstance(value, str):
            self.memory_index.add_key(self.catalog.tables[name].part, tag_of(value), record.id)


def replay_steps(
    file: JournalFile, keys: dict[str, str], start: CommitPosition, end: int
) -> Iterator[MemoryIndex]:
    """Yield the places of the lines after a commit, about 100,000 at a time.

    Raises:
        StoreDamaged: A commit fails verification. Discard what was yielded.
    """
    replayer = Replayer(keys, start.catalog)
    count = 0
    last = start
    for item in records(file, start, end):
        if isinstance(item, CommitPosition):
            last = item
            replayer.catalog = item.catalog.copy()
            continue
        try:
            replayer.apply(*item)
        except (KeyError, ValueError, TypeError) as error:
            raise damaged(file, last.end) from error
        count += 1
        if count % _STEP == 0:
            yield replayer.memory_index
            replayer.memory_index = MemoryIndex()
    yield replayer.memory_index


def replay(
    file: JournalFile, keys: dict[str, str], end: int, start: CommitPosition | None = None
) -> MemoryIndex:
    """Return the places of all lines from `start`, or the beginning, to `end`."""
    whole = MemoryIndex()
    for memory_index in replay_steps(file, keys, start or beginning(file), end):
        whole.merge(memory_index)
    return whole
