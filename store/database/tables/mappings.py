"""A version of the journal in the shape that TinyDB's own code asks for: mappings."""

from __future__ import annotations

import sys
from collections.abc import Callable, ItemsView, Iterator, Mapping, MutableMapping
from typing import Any

from store.database.file.lines import DocId, encoded
from store.database.journal.transaction import Transaction
from store.database.journal.version import Document, Version

# How many documents are kept in case the updater still changes them.
_IN_HAND = 1024


def id_from(key: object) -> DocId:
    """The id that a key of TinyDB's means: its storages turn whole numbers into strings."""
    if isinstance(key, int):
        return key
    text = str(key)
    if len(text) < 20 and text.removeprefix("-").isdigit() and str(int(text)) == text:
        return int(text)
    return text


class LazyTable(Mapping[str, Document]):
    """A table as `Storage.read` gives it: ids are strings, documents are decoded when asked for."""

    def __init__(self, version: Version, name: str) -> None:
        self.version = version
        self.name = name

    def __getitem__(self, key: str) -> Document:
        document = self.version.get(self.name, id_from(key))
        if document is None:
            raise KeyError(key)
        return document

    def items(self) -> ItemsView[str, Document]:
        """Ids and documents, decoded as they are reached."""
        return _Items(self)

    def __contains__(self, key: object) -> bool:
        return self.version.has(self.name, id_from(key))

    def __iter__(self) -> Iterator[str]:
        return map(str, self.version.ids(self.name))

    def __len__(self) -> int:
        return self.version.count(self.name)


class _Items(ItemsView[str, Document]):
    """The items of a table, by a scan and not by one look-up after another."""

    _mapping: LazyTable

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        table = self._mapping
        for doc_id, document in table.version.documents(table.name):
            yield str(doc_id), document


class ChangingTable(MutableMapping[Any, Document]):
    """A table as an updater sees it, inside a transaction.

    Updaters change the documents that they are given in place. So each one is kept until nobody
    else holds it and others have been asked for, and is written then if it is not what it was:
    updating a million documents keeps a thousand of them in memory.
    """

    def __init__(self, transaction: Transaction, name: str, id_class: Callable[[Any], Any]) -> None:
        self._transaction = transaction
        self._name = name
        self._id_class = id_class
        self._in_hand: dict[DocId, tuple[Document, bytes]] = {}
        self._room = _IN_HAND

    def __getitem__(self, key: Any) -> Document:
        doc_id = id_from(key)
        held = self._in_hand.get(doc_id)
        if held is not None:
            return held[0]
        raw = self._transaction.raw(self._name, doc_id)
        document = self._transaction.get(self._name, doc_id)
        if raw is None or document is None:
            raise KeyError(key)
        if len(self._in_hand) >= self._room:
            self._put_down()
        self._in_hand[doc_id] = (document, raw)
        return document

    def __setitem__(self, key: Any, document: Document) -> None:
        doc_id = id_from(key)
        self._in_hand.pop(doc_id, None)
        self._transaction.put(self._name, doc_id, document)

    def __delitem__(self, key: Any) -> None:
        doc_id = id_from(key)
        if doc_id not in self:
            raise KeyError(key)
        self._in_hand.pop(doc_id, None)
        self._transaction.delete(self._name, doc_id)

    def __contains__(self, key: object) -> bool:
        return self._transaction.has(self._name, id_from(key))

    def __iter__(self) -> Iterator[Any]:
        return map(self._id_class, self._transaction.ids(self._name))

    def __len__(self) -> int:
        return self._transaction.count(self._name)

    def clear(self) -> None:
        """Empty the table; ids begin anew."""
        self._in_hand.clear()
        self._transaction.drop(self._name)
        self._transaction.create(self._name)

    def finish(self) -> None:
        """Write what was changed and not yet written, and make the table if there was none."""
        self._transaction.create(self._name)
        for doc_id, (document, raw) in self._in_hand.items():
            self._write_if_changed(doc_id, document, raw)
        self._in_hand.clear()

    def _put_down(self) -> None:
        kept = {}
        for doc_id, held in self._in_hand.items():
            document, raw = held
            if sys.getrefcount(document) <= _OWN_REFERENCES:
                self._write_if_changed(doc_id, document, raw)
            else:
                kept[doc_id] = held
        self._in_hand = kept
        self._room = max(_IN_HAND, 2 * len(kept))

    def _write_if_changed(self, doc_id: DocId, document: Document, raw: bytes) -> None:
        if encoded(document) != raw:
            self._transaction.put(self._name, doc_id, document)


def _own_references() -> int:
    """What `sys.getrefcount` says, in this Python, of a document that only `_in_hand` holds."""
    for held in {0: (dict[str, Any](), b"")}.values():
        document, _ = held
        return sys.getrefcount(document)
    return 0


_OWN_REFERENCES = _own_references()
