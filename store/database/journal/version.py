"""Reading the documents of one version, whichever kind of version it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from store.database.file.catalog import Catalog
from store.database.file.lines import DocId, read_put
from store.database.file.slots import is_live
from store.database.index.keys import tag_of

Document = dict[str, Any]


class Version(ABC):
    """Documents by table and id, all of one version; decoded when they are asked for."""

    catalog: Catalog
    revision: int
    """The commit's number; negative while there is none."""

    @abstractmethod
    def where(self, name: str, doc_id: DocId) -> int:
        """The place of the line that holds for a document, 0 when there is none."""

    @abstractmethod
    def line(self, where: int) -> bytes:
        """The line at a place."""

    @abstractmethod
    def others(self, name: str) -> list[DocId]:
        """The ids outside the array that a table ever held, in the order in which they came."""

    @abstractmethod
    def small(self, name: str) -> Iterable[int]:
        """The small ids that a table ever held, ascending; those of deleted documents too."""

    @abstractmethod
    def candidates(self, name: str, tag: int) -> Iterator[DocId]:
        """The documents whose key may have this tag."""

    def count(self, name: str) -> int:
        """How many documents a table holds."""
        table = self.catalog.tables.get(name)
        return table.documents if table is not None else 0

    def has(self, name: str, doc_id: DocId) -> bool:
        return is_live(self.where(name, doc_id))

    def get(self, name: str, doc_id: DocId) -> Document | None:
        """The document, or None. Raises `StoreDamaged`."""
        where = self.where(name, doc_id)
        if not is_live(where):
            return None
        return read_put(self.line(where)).document

    def ids(self, name: str) -> Sequence[DocId]:
        """The ids of a table's documents: small numbers ascending, then the others."""
        table = self.catalog.tables.get(name)
        if table is None:
            return ()
        if table.is_gapless:
            return range(1, table.highest + 1)
        small: list[DocId] = [i for i in self.small(name) if self.has(name, i)]
        return (
            small + [i for i in self.others(name) if self.has(name, i)] if table.others else small
        )

    def documents(self, name: str) -> Iterator[tuple[DocId, Document]]:
        """A table's ids and documents, each decoded when it is reached."""
        for doc_id in self.ids(name):
            document = self.get(name, doc_id)
            if document is not None:
                yield doc_id, document

    def with_key(self, name: str, field: str, value: str) -> DocId | None:
        """The document whose key `field` has this value, or None."""
        for doc_id in self.candidates(name, tag_of(value)):
            document = self.get(name, doc_id)
            if document is not None and document.get(field) == value:
                return doc_id
        return None
