"""The journal as a TinyDB storage, and a version of it as the mappings that TinyDB asks for."""

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
from store.database.snapshot import Snapshot, StoredDocument, Version
from store.database.transaction import Transaction

# A version of the journal in the shape that TinyDB's own code asks for: mappings.

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


class LazyTable(Mapping[str, StoredDocument]):
    """A table as `Storage.read` gives it: ids are strings, documents are decoded when asked for."""

    def __init__(self, version: Version, name: str) -> None:
        self.version = version
        self.name = name

    def __getitem__(self, key: str) -> StoredDocument:
        document = self.version.get(self.name, id_from(key))
        if document is None:
            raise KeyError(key)
        return document

    def items(self) -> ItemsView[str, StoredDocument]:
        """Ids and documents, decoded as they are reached."""
        return _Items(self)

    def __contains__(self, key: object) -> bool:
        return self.version.has(self.name, id_from(key))

    def __iter__(self) -> Iterator[str]:
        return map(str, self.version.ids(self.name))

    def __len__(self) -> int:
        return self.version.count(self.name)


class _Items(ItemsView[str, StoredDocument]):
    """The items of a table, by a scan and not by one look-up after another."""

    _mapping: LazyTable

    def __iter__(self) -> Iterator[tuple[str, StoredDocument]]:
        table = self._mapping
        for doc_id, document in table.version.documents(table.name):
            yield str(doc_id), document


class ChangingTable(MutableMapping[Any, StoredDocument]):
    """A table as an updater sees it, inside a transaction.

    Updaters change the documents that they are given in place. So each one is kept until nobody
    else holds it and others have been asked for, and is written then if it is not what it was:
    updating a million documents keeps a thousand of them in memory.
    """

    def __init__(self, transaction: Transaction, name: str, id_class: Callable[[Any], Any]) -> None:
        self._transaction = transaction
        self._name = name
        self._id_class = id_class
        self._in_hand: dict[DocId, tuple[StoredDocument, bytes]] = {}
        self._room = _IN_HAND

    def __getitem__(self, key: Any) -> StoredDocument:
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

    def __setitem__(self, key: Any, document: StoredDocument) -> None:
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

    def _write_if_changed(self, doc_id: DocId, document: StoredDocument, raw: bytes) -> None:
        if encoded(document) != raw:
            self._transaction.put(self._name, doc_id, document)


def _own_references() -> int:
    """What `sys.getrefcount` says, in this Python, of a document that only `_in_hand` holds."""
    for held in {0: (dict[str, Any](), b"")}.values():
        document, _ = held
        return sys.getrefcount(document)
    return 0


_OWN_REFERENCES = _own_references()


# The journal as a TinyDB storage, shared by any number of processes on one machine.

Tables = Mapping[str, Mapping[str, Any]]


class JournalStorage(Storage):
    """TinyDB's two doors, `read` and `write`, and the better ones that `JournalTable` uses.

    With a stock `Table` it works too, at the price of a whole table read at every write.
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
        """Open the journal at `path`, made when it is missing and the mode is for writing.

        `keys` names for a table the field by which its documents can be found without a scan.
        A writer waits `timeout` seconds for another, and tells `waiting` so. Raises
        `StoreMissing`, `StoreDamaged`, `StoreNewer` and `OSError`. A journal that was made is on
        the disk when this returns.
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
        """The open journal. Raises `ValueError` when it was closed."""
        if self._opened is None:
            raise ValueError("I/O operation on closed file.")
        return self._opened

    # TinyDB's own doors.

    def read(self) -> dict[str, Any] | None:
        """All tables, decoded as they are touched; None when nothing was ever written."""
        version = self.version_now()
        self._local.read = version
        if not version.catalog.tables:
            return None
        return {name: LazyTable(version, name) for name in version.catalog.tables}

    def write(self, data: Tables) -> None:
        """Make the tables what `data` says, as one commit of what differs from the last `read`.

        It is on the disk when this returns. What other processes wrote since is left alone,
        unless it is about the same documents.
        """
        base: Version = getattr(self._local, "read", None) or self.version_now()
        with self.transaction() as transaction:
            for name in base.catalog.tables:
                if name not in data:
                    transaction.drop(name)
            for name, table in data.items():
                if not isinstance(table, LazyTable):
                    _write_table(transaction, base, name, table)

    def close(self) -> None:
        """Let go of the files. Everything that was committed is on the disk already.

        The index is brought there too if nobody is writing, so that it outlives a crash of the
        machine.
        """
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    # The better ones.

    def snapshot(self) -> Snapshot:
        """The last commit, whoever made it. Costs a look at the file's size."""
        return self.journal.now()

    def version_now(self) -> Version:
        """What this thread reads: its transaction, the snapshot it holds, or the last commit."""
        current: Version | None = getattr(self._local, "current", None)
        return current if current is not None else self.snapshot()

    @contextmanager
    def held(self) -> Iterator[Version]:
        """Everything that this thread reads inside is of one version."""
        before: Version | None = getattr(self._local, "current", None)
        self._local.current = version = self.version_now()
        try:
            yield version
        finally:
            self._local.current = before

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything that this thread writes inside becomes one commit.

        It is on the disk when the block ends; when the block raises, or a block inside it did,
        nothing of it is there. Readers see all of it or nothing. Raises `StoreBusy`,
        `StoreReadOnly`, `StoreFull`, `StoreDamaged` and `OSError`.
        """
        current = getattr(self._local, "current", None)
        if isinstance(current, Transaction):
            with _joined(current):
                yield current
            return
        journal = self.journal
        if journal.readonly:
            raise StoreReadOnly(f"{journal.path} is open for reading only.", "Nothing was changed.")
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
        """What was put and deleted by the commits after number `since`, in their order.

        Ends with the commit that is the last one when it is called. A compaction leaves out what
        was overwritten since; the last word on every document is always there.
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
    """Write how a table differs from what it was in `base`."""
    transaction.create(name)
    given = {id_from(key): document for key, document in table.items()}
    for doc_id in base.ids(name):
        if doc_id not in given:
            transaction.delete(name, doc_id)
    for doc_id, document in given.items():
        old = base.get(name, doc_id)
        if old is None or encoded(old) != encoded(document):
            transaction.put(name, doc_id, document)
