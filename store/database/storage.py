"""The journal as a TinyDB storage."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, ItemsView, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from store.database.errors import StoreError, StoreReadOnly
from store.database.journal import Change, Follower, Journal
from store.database.lines import DocId, encoded
from store.database.snapshot import Snapshot
from store.database.transaction import Transaction
from store.database.version import StoredDocument, Version

# A version of the journal as the mappings that TinyDB expects.

# How many documents are kept in case the updater still changes them.
_MOST_PENDING = 1024


def id_from(key: object) -> DocId:
    """Return the id for a key of TinyDB, whose storages turn integers into strings."""
    if isinstance(key, int):
        return key
    text = str(key)
    if len(text) < 20 and text.removeprefix("-").isdigit() and str(int(text)) == text:
        return int(text)
    return text


class LazyTable(Mapping[str, StoredDocument]):
    """A table as `Storage.read` returns it: ids are strings, documents are decoded on access."""

    def __init__(self, version: Version, name: str) -> None:
        self.version = version
        self.name = name

    def __getitem__(self, key: str) -> StoredDocument:
        document = self.version.get(self.name, id_from(key))
        if document is None:
            raise KeyError(key)
        return document

    def items(self) -> ItemsView[str, StoredDocument]:
        """Return ids and documents, decoded as they are reached."""
        return _Items(self)

    def __contains__(self, key: object) -> bool:
        return self.version.has(self.name, id_from(key))

    def __iter__(self) -> Iterator[str]:
        return map(str, self.version.ids(self.name))

    def __len__(self) -> int:
        return self.version.count(self.name)


class _Items(ItemsView[str, StoredDocument]):
    """The items of a table, read by one scan."""

    _mapping: LazyTable

    def __iter__(self) -> Iterator[tuple[str, StoredDocument]]:
        table = self._mapping
        for doc_id, document in table.version.documents(table.name):
            yield str(doc_id), document


class ChangingTable(MutableMapping[Any, StoredDocument]):
    """A table inside a transaction, as TinyDB's updaters expect it.

    Updaters change documents in place. Each document is therefore kept until nobody else refers to
    it, and written then if it changed. Updating a million documents keeps a thousand of them in
    memory.
    """

    def __init__(self, transaction: Transaction, name: str, id_class: Callable[[Any], Any]) -> None:
        self._transaction = transaction
        self._name = name
        self._id_class = id_class
        self._pending_documents: dict[DocId, tuple[StoredDocument, bytes]] = {}
        self._room = _MOST_PENDING

    def __getitem__(self, key: Any) -> StoredDocument:
        doc_id = id_from(key)
        held = self._pending_documents.get(doc_id)
        if held is not None:
            return held[0]
        raw = self._transaction.raw(self._name, doc_id)
        document = self._transaction.get(self._name, doc_id)
        if raw is None or document is None:
            raise KeyError(key)
        if len(self._pending_documents) >= self._room:
            self._write_idle()
        self._pending_documents[doc_id] = (document, raw)
        return document

    def __setitem__(self, key: Any, document: StoredDocument) -> None:
        doc_id = id_from(key)
        self._pending_documents.pop(doc_id, None)
        self._transaction.put(self._name, doc_id, document)

    def __delitem__(self, key: Any) -> None:
        doc_id = id_from(key)
        if doc_id not in self:
            raise KeyError(key)
        self._pending_documents.pop(doc_id, None)
        self._transaction.delete(self._name, doc_id)

    def __contains__(self, key: object) -> bool:
        return self._transaction.has(self._name, id_from(key))

    def __iter__(self) -> Iterator[Any]:
        return map(self._id_class, self._transaction.ids(self._name))

    def __len__(self) -> int:
        return self._transaction.count(self._name)

    def clear(self) -> None:
        """Empty the table. Ids start again at 1."""
        self._pending_documents.clear()
        self._transaction.drop(self._name)
        self._transaction.create(self._name)

    def finish(self) -> None:
        """Write the changes that are still pending, and create the table if it is missing."""
        self._transaction.create(self._name)
        for doc_id, (document, raw) in self._pending_documents.items():
            self._write_if_changed(doc_id, document, raw)
        self._pending_documents.clear()

    def _write_idle(self) -> None:
        kept = {}
        for doc_id, held in self._pending_documents.items():
            document, raw = held
            if sys.getrefcount(document) <= _BASE_REFERENCES:
                self._write_if_changed(doc_id, document, raw)
            else:
                kept[doc_id] = held
        self._pending_documents = kept
        self._room = max(_MOST_PENDING, 2 * len(kept))

    def _write_if_changed(self, doc_id: DocId, document: StoredDocument, raw: bytes) -> None:
        if encoded(document) != raw:
            self._transaction.put(self._name, doc_id, document)


def _base_references() -> int:
    """Return `sys.getrefcount` of a document that only `_pending_documents` refers to."""
    for held in {0: (dict[str, Any](), b"")}.values():
        document, _ = held
        return sys.getrefcount(document)
    return 0


_BASE_REFERENCES = _base_references()


# The storage, which any number of processes on one machine can share.

Tables = Mapping[str, Mapping[str, Any]]


class JournalStorage(Storage):
    """TinyDB's `read` and `write`, and the faster methods that `JournalTable` uses.

    It works with TinyDB's own `Table` too, but then each write reads a whole table.
    """

    def __init__(
        self,
        path: str | Path,
        create_dirs: bool = False,
        access_mode: str = "r+",
        *,
        keys: Mapping[str, str] | None = None,
        timeout: float = 10.0,
        waiting: Callable[[str], None] | None = None,
    ) -> None:
        """Open the journal at `path`. A missing one is created if `access_mode` allows writing.

        `keys` names for a table the field by which its documents are indexed. A writer waits up to
        `timeout` seconds for another one, and calls `waiting` with a message. A new journal is
        synced to the disk when this returns.

        Raises:
            StoreMissing: There is no journal.
            StoreDamaged: It is damaged.
            StoreNewer: A newer version of dateline wrote it.
            OSError: It cannot be opened.
        """
        if create_dirs:
            Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._local = threading.local()
        self._writers = threading.RLock()
        self._follower = Follower()
        self._opened: Journal | None = Journal(
            Path(path),
            readonly=not any(sign in access_mode for sign in "+wa"),
            keys=dict(keys or {}),
            timeout=timeout,
            waiting=waiting,
        )

    @property
    def journal(self) -> Journal:
        """The open journal.

        Raises:
            ValueError: The storage is closed.
        """
        if self._opened is None:
            raise ValueError("I/O operation on closed file.")
        return self._opened

    # The interface of TinyDB's storages.

    def read(self) -> dict[str, Any] | None:
        """Return all tables, decoded on access, or None if nothing was ever written."""
        version = self.current_version()
        self._local.read = version
        if not version.catalog.tables:
            return None
        return {name: LazyTable(version, name) for name in version.catalog.tables}

    def write(self, data: Tables) -> None:
        """Replace the content of the store by `data`, as one commit of the differences to the last
        `read`.

        The commit is synced to the disk when this returns. Documents that other processes wrote
        since are kept, unless `data` changes the same ones.
        """
        base: Version = getattr(self._local, "read", None) or self.current_version()
        with self.transaction() as transaction:
            for name in base.catalog.tables:
                if name not in data:
                    transaction.drop(name)
            for name, table in data.items():
                if not isinstance(table, LazyTable):
                    _write_table(transaction, base, name, table)

    def close(self) -> None:
        """Close the files. Everything committed is on the disk already.

        The index is synced too if nobody is writing, so that it survives a crash of the machine.
        """
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    # The faster methods.

    def snapshot(self) -> Snapshot:
        """Return a snapshot of the last commit of any process. This checks the file's size."""
        return self.journal.now()

    def current_version(self) -> Version:
        """Return what this thread reads: its transaction, its held snapshot, or the last commit."""
        current: Version | None = getattr(self._local, "current", None)
        return current if current is not None else self.snapshot()

    @contextmanager
    def fixed_version(self) -> Iterator[Version]:
        """Make this thread read from one version inside the block."""
        before: Version | None = getattr(self._local, "current", None)
        self._local.current = version = self.current_version()
        try:
            yield version
        finally:
            self._local.current = before

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Make everything that this thread writes inside the block one commit.

        The commit is synced to the disk when the block ends. If the block raises, or a nested block
        did, nothing is written. Readers see all of it or nothing.

        Raises:
            StoreBusy: Another process is writing.
            StoreReadOnly: The store is read-only.
            StoreFull: The disk is full.
            StoreDamaged: The journal is damaged.
            OSError: The journal cannot be written.
        """
        current = getattr(self._local, "current", None)
        if isinstance(current, Transaction):
            with _joined(current):
                yield current
            return
        journal = self.journal
        if journal.readonly:
            raise StoreReadOnly.of(journal.path.parent)
        with self._writers, journal.lock():
            transaction = journal.begin()
            self._local.current = transaction
            try:
                yield transaction
                if transaction.failed:
                    raise StoreError("A step of the transaction failed, so nothing was written.")
                journal.finish(transaction)
            except BaseException:
                transaction.roll_back()
                raise
            finally:
                self._local.current = current

    def changes(self, since: int) -> Iterator[Change]:
        """Yield the puts and deletions of the commits after number `since`, in order.

        The last one is the commit that is current when this is called. A compaction drops changes
        that were overwritten later; the latest state of every document is always included.
        """
        return self._follower.changes(self.snapshot(), since)


@contextmanager
def _joined(transaction: Transaction) -> Iterator[None]:
    try:
        yield
    except BaseException:
        transaction.failed = True
        raise


def _write_table(
    transaction: Transaction, base: Version, name: str, table: Mapping[str, Any]
) -> None:
    """Write the differences of a table to its state in `base`."""
    transaction.create(name)
    given = {id_from(key): document for key, document in table.items()}
    for doc_id in base.ids(name):
        if doc_id not in given:
            transaction.delete(name, doc_id)
    for doc_id, document in given.items():
        old = base.get(name, doc_id)
        if old is None or encoded(old) != encoded(document):
            transaction.put(name, doc_id, document)
