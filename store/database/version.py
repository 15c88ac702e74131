"""The interface of committed and uncommitted versions of the store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from store.database.commits import SMALL, Catalog
from store.database.errors import DocumentUnreadable
from store.database.keys import tag_of
from store.database.lines import DocId, PutLine, document_part, longest, read_put, why_unreadable
from store.database.slots import is_live

StoredDocument = dict[str, Any]


class Version(ABC):
    """The documents of one version, by table and id. They are decoded on access."""

    catalog: Catalog
    revision: int
    """The number of the commit; negative for an uncommitted version."""

    @abstractmethod
    def where(self, name: str, doc_id: DocId) -> int:
        """Return the place of the current line of a document, or 0 if there is none."""

    @abstractmethod
    def line(self, where: int) -> bytes:
        """Return the line at a place."""

    @abstractmethod
    def others(self, name: str) -> list[DocId]:
        """Return the ids outside the array that a table ever had, in insertion order."""

    @abstractmethod
    def small(self, name: str) -> Iterable[int]:
        """Return the small ids that a table ever had, ascending, including deleted ones."""

    @abstractmethod
    def candidates(self, name: str, tag: int) -> Iterator[DocId]:
        """Yield the documents whose key may have this tag."""

    def count(self, name: str) -> int:
        """Return the number of documents in a table."""
        table = self.catalog.tables.get(name)
        return table.documents if table is not None else 0

    def has(self, name: str, doc_id: DocId) -> bool:
        """Return whether the document exists."""
        return is_live(self.where(name, doc_id))

    def get(self, name: str, doc_id: DocId) -> StoredDocument | None:
        """Return the document, or None.

        Raises:
            StoreDamaged: The journal is damaged.
            DocumentUnreadable: The document cannot be decoded.
        """
        where = self.where(name, doc_id)
        if not is_live(where):
            return None
        line = self.line(where)
        try:
            return decoded(line, name).document
        except ValueError as error:
            raise DocumentUnreadable(name, doc_id, why_unreadable(line, name)) from error

    def raw(self, name: str, doc_id: DocId) -> bytes | None:
        """Return the JSON of the document as it is in the file, or None. It raises what `get`
        raises.
        """
        where = self.where(name, doc_id)
        return document_part(self.line(where)) if is_live(where) else None

    def ids(self, name: str) -> Sequence[DocId]:
        """Return the ids of a table's documents: small integers ascending, then the others."""
        table = self.catalog.tables.get(name)
        if table is None:
            return ()
        if table.is_gapless:
            return range(1, table.highest + 1)
        small: list[DocId] = [i for i in self.small(name) if self.has(name, i)]
        return (
            small + [i for i in self.others(name) if self.has(name, i)] if table.others else small
        )

    def free_number(self, *names: str) -> int:
        """Return a small id that no document of these tables has: the next one, or, if one that is
        too large was given out, the next of those that are not."""
        tables = [self.catalog.tables.get(name) for name in names]
        highest = max((table.highest for table in tables if table is not None), default=0)
        if highest + 1 < SMALL:
            return max(highest, 0) + 1
        return max(chain.from_iterable(map(self.small, names)), default=0) + 1

    def documents(self, name: str) -> Iterator[tuple[DocId, StoredDocument]]:
        """Yield the ids and documents of a table, each decoded when it is reached. Unreadable ones
        are skipped and noted.
        """
        for doc_id in self.ids(name):
            document = self._get_or_skip(name, doc_id)
            if document is not None:
                yield doc_id, document

    @abstractmethod
    def skip_unreadable(self, unreadable: DocumentUnreadable) -> None:
        """Add a note that an unreadable document is skipped."""

    def _get_or_skip(self, name: str, doc_id: DocId) -> StoredDocument | None:
        try:
            return self.get(name, doc_id)
        except DocumentUnreadable as unreadable:
            self.skip_unreadable(unreadable)
            return None

    def with_key(self, name: str, field: str, value: str) -> DocId | None:
        """Return the document whose key `field` has this value, or None."""
        for doc_id in self.candidates(name, tag_of(value)):
            document = self._get_or_skip(name, doc_id)
            if document is not None and document.get(field) == value:
                return doc_id
        return None


def decoded(line: bytes, table: str) -> PutLine:
    """Decode the line of a document.

    Raises:
        ValueError: The line is too long or not a document.
    """
    if len(line) > longest(table):
        raise ValueError("the line is too long")
    return read_put(line)
