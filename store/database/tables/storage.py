"""The journal as a TinyDB storage, shared by any number of processes on one machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from store.database.errors import StoreError, StoreReadOnly
from store.database.file.lines import encoded
from store.database.journal.change import Change
from store.database.journal.following import Follower
from store.database.journal.journal import Journal
from store.database.journal.snapshot import Snapshot
from store.database.journal.transaction import Transaction
from store.database.journal.version import Version
from store.database.tables.mappings import LazyTable, id_from

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
