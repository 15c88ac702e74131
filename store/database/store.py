"""The store: articles, readings and import reports in a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from tinydb.table import Document

from store.database.decoding import (
    CopyRecord,
    check_import,
    converted,
    read_article,
    read_reading,
)
from store.database.errors import DocumentUnreadable, StoreError, StoreMissing, StoreReadOnly
from store.database.journal import Change
from store.database.losses import Loss, losses_file
from store.database.schema import article_documents, migrate, reading_document
from store.database.table import JournalDB
from store.files import remove_file
from store.reading import Article, Reading
from store.sharing import apply_group_umask
from store.which_store import JOURNAL

if TYPE_CHECKING:
    from store.database.backup import VerifiedCopy
    from store.database.checking import Checked
    from store.database.compaction import Compacted
    from store.database.repair import RepairedStore

_ONLY = 1
# Articles are indexed by the hash of their content.
KEYS = {"articles": "id"}


class Store:
    """A folder with the journal, its index and lock, and the views derived from it."""

    def __init__(self, folder: Path, db: JournalDB) -> None:
        """Use `Store.open` instead."""
        self.folder = folder
        self.db = db

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        create: bool = False,
        readonly: bool = False,
        timeout: float = 10.0,
        waiting: Callable[[str], None] | None = None,
    ) -> Store:
        """Open the store in `folder`. With `create`, a missing one is created and synced to the
        disk.

        A writer waits up to `timeout` seconds for another one, and calls `waiting` with a message
        after half a second.

        Raises:
            StoreMissing: There is no store.
            StoreNewer: A newer version of dateline wrote it.
            StoreDamaged: It is damaged.
            StoreBusy: Another process is writing.
            StoreError: The folder cannot be used.
        """
        path = folder / JOURNAL
        try:
            making = create and not readonly
            if making:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_there = making or _is_there(path)
        except OSError as error:
            raise StoreError(
                f"The folder {folder} cannot be used: {error.strerror}.",
                "Look at its permissions, or choose another with --store.",
            ) from error
        if not is_there:
            raise StoreMissing.at(folder)
        apply_group_umask(folder)
        mode = "r" if readonly else "r+"
        db = JournalDB(path, access_mode=mode, keys=KEYS, timeout=timeout, waiting=waiting)
        try:
            migrate(db)
        except BaseException:
            db.close()
            raise
        return cls(folder, db)

    @property
    def readonly(self) -> bool:
        """Whether the store is read-only. Also set if the folder permits no writing."""
        return self.db.journal.journal.readonly

    @property
    def note(self) -> str:
        """Messages for the user: why the store is read-only, what was dropped or repaired."""
        return "\n".join(self.db.journal.journal.notes)

    def check_exists(self) -> None:
        """Check that the journal's folder was not moved or deleted since it was opened.

        Raises:
            StoreMissing: It was.
        """
        if not self.db.journal.journal.path.exists():
            raise StoreMissing.disappeared(self.folder)

    def tell(self, note: str) -> None:
        """Add a line to `note`, once."""
        self.db.journal.journal.note(note)

    def version(self) -> int:
        """Return the number of the last commit. It is cheap enough to poll four times a second."""
        return self.db.journal.snapshot().revision

    def put(
        self, article: Article, reading: Reading | None, imported: Mapping[str, Any]
    ) -> int | None:
        """Commit an article with its text, its reading and its line of the import report.

        The commit is synced to the disk when this returns.

        Returns:
            The number of the article, or None if an article with the same id exists. Nothing is
                written in that case.
        """
        with self.transaction():
            if self.number(article.id) is not None:
                return None
            known, text = article_documents(article)
            number = self.db.journal.current_version().free_number("articles", "texts", "readings")
            self.db.table("articles").insert(Document(known, number))
            self.db.table("texts").insert(Document(text, number))
            if reading is not None:
                self.db.table("readings").insert(Document(reading_document(reading), number))
            self.record({**imported, "number": number})
        return number

    def put_reading(self, number: int, reading: Reading, imported: Mapping[str, Any]) -> None:
        """Commit a new reading of an article and a line of the import report, replacing the old
        reading. The commit is synced to the disk when this returns.
        """
        with self.transaction():
            self.replace_reading(number, reading)
            self.record({**imported, "number": number})

    def replace_reading(self, number: int, reading: Reading) -> None:
        """Commit a new reading of an article in place of the old one, and sync it to the disk."""
        self._replace("readings", Document(reading_document(reading), number))

    def record_only(self, table: str, document: Mapping[str, Any]) -> None:
        """Commit the only document of a table, in place of the one that is there."""
        self._replace(table, Document(dict(document), _ONLY))

    def _replace(self, table: str, document: Document) -> None:
        documents = self.db.table(table)
        with self.transaction():
            if documents.contains(doc_id=document.doc_id):
                documents.remove(doc_ids=[document.doc_id])
            documents.insert(document)

    def record(self, imported: Mapping[str, Any]) -> None:
        """Commit a line of the import report and sync it to the disk."""
        self.db.table("imports").insert({"at": now(), **imported})

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id (the hash of its content), or None."""
        found = self.db.journal.current_version().with_key("articles", "id", article_id)
        return found if isinstance(found, int) else None

    def article(self, number: int) -> Article:
        """Return an article with its text.

        Raises:
            KeyError: There is no such article.
            DocumentUnreadable: It cannot be read. This is a `KeyError` too.
        """
        try:
            known, text = self._raw("articles", number), self._raw("texts", number)
            if known is not None and text is not None:
                return read_article(number, known, text)
            if known is not None:
                raise DocumentUnreadable("articles", number, "its text is missing")
        except DocumentUnreadable as unreadable:
            self.skip_unreadable(unreadable)
            raise
        raise KeyError(number)

    def reading(self, number: int) -> Reading | None:
        """Return the reading of an article, or None if there is none.

        An unreadable one is noted and returned as None.
        """
        try:
            known, text = self._raw("readings", number), self._raw("texts", number)
            return read_reading(number, known, text) if known and text else None
        except DocumentUnreadable as unreadable:
            self.skip_unreadable(unreadable)
            return None

    def _raw(self, table: str, number: int) -> bytes | None:
        """Return the JSON of a document, or None.

        Raises:
            DocumentUnreadable: It cannot be read.
        """
        return self.db.journal.current_version().raw(table, number)

    def skip_unreadable(self, unreadable: DocumentUnreadable) -> None:
        """Add a line to `note` about a document that is skipped."""
        self.db.journal.journal.skip_unreadable(unreadable)

    def documents[T](self, table: str, type_: type[T]) -> Iterator[tuple[int, T]]:
        """Yield the ids and documents of a table, each as `type_`. Invalid ones are skipped and
        noted.
        """
        for doc_id, document in self.db.journal.current_version().documents(table):
            try:
                if isinstance(doc_id, int):
                    yield doc_id, converted(table, doc_id, document, type_)
            except DocumentUnreadable as unreadable:
                self.skip_unreadable(unreadable)

    def raw_documents(self, table: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the documents with an id above `after`, as the JSON in the journal. Unreadable ones
        are skipped and noted.
        """
        version = self.db.journal.current_version()
        ids = version.ids(table)
        for doc_id in ids[after:] if isinstance(ids, range) else ids:
            if isinstance(doc_id, int) and doc_id > after:
                try:
                    raw = version.raw(table, doc_id)
                except DocumentUnreadable as unreadable:
                    self.skip_unreadable(unreadable)
                    continue
                if raw is not None:
                    yield doc_id, raw

    def numbers(self) -> Sequence[int]:
        """Return the numbers of all articles, in the order in which they were added."""
        return cast("Sequence[int]", self.db.journal.current_version().ids("articles"))

    def changes(self, since: int) -> Iterator[Change]:
        """Yield the changes after version `since`, in order. 0 yields everything."""
        return self.db.journal.changes(since)

    def copy_record(self, doc_id: int) -> Mapping[str, Any] | None:
        """Return a document of the table `copies`: article `number` is a copy of article `of`.

        An unreadable one is noted and returned as None.
        """
        try:
            found = self.db.journal.current_version().get("copies", doc_id)
            if found is not None:
                converted("copies", doc_id, found, CopyRecord)
        except DocumentUnreadable as unreadable:
            self.skip_unreadable(unreadable)
            return None
        return found

    def imports(self) -> Iterator[dict[str, Any]]:
        """Yield the lines of the import report, oldest first."""
        for doc_id, document in self.documents("imports", dict[str, Any]):
            try:
                check_import(doc_id, document)
            except DocumentUnreadable as unreadable:
                self.skip_unreadable(unreadable)
            else:
                yield document

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything written inside the block one commit, synced to the disk at its end."""
        with self.db.journal.transaction():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[int]:
        """Make everything read inside the block come from one version, whose number is yielded."""
        with self.db.journal.fixed_version() as version:
            yield version.revision

    def compact(self) -> Compacted:
        """Remove overwritten lines from the journal, while others read and write it.

        The smaller journal is synced to the disk when this returns. On any error the store is
        unchanged.

        Raises:
            StoreBusy: Another process is compacting.
            StoreReadOnly: The journal may not be replaced.
            StoreFull: The disk is full.
        """
        from store.database.compaction import compact  # the dashboard does not need it

        return compact(self.db.journal.journal)

    @staticmethod
    def check(folder: Path, types: Mapping[str, type] | None = None) -> Checked:
        """Check the whole journal in `folder`, and list damage and unusable documents.

        `types` are the types of tables that other packages own. Nothing is changed.

        Raises:
            StoreMissing: There is no store.
            StoreNewer: A newer version of dateline wrote it.
        """
        from store.database.checking import check, unreadable_documents

        checked = check(folder / JOURNAL, KEYS)
        if checked.is_whole:
            with Store.open(folder, readonly=True) as store:
                version = store.db.journal.current_version()
                checked.unreadable.extend(unreadable_documents(version, types or {}))
        return checked

    def losses(self) -> list[Loss]:
        """Return what was lost and nobody has accepted, oldest first.

        Raises:
            StoreError: The file that lists it cannot be read.
        """
        return self.db.journal.journal.losses.open()

    def accept_losses(self) -> list[Loss]:
        """Accept what was lost, so that checks no longer report it, and return it.

        Raises:
            StoreReadOnly: The store is read-only.
            StoreBusy: Another process is writing.
            StoreError: The file that lists it cannot be read.
        """
        if self.readonly:
            raise StoreReadOnly.of(self.folder)
        journal = self.db.journal.journal
        with journal.lock():
            return journal.losses.accept()

    @staticmethod
    def repair(folder: Path, to: Path) -> RepairedStore:
        """Save what can be read of the store in `folder` into a new store in the folder `to`.

        The new store is synced to the disk when this returns. The old one is not changed.

        Raises:
            StoreMissing: There is no store in `folder`.
            StoreError: There is a store in `to`.
        """
        from store.database.repair import repair

        return repair(folder / JOURNAL, to / JOURNAL, KEYS)

    def backup(self, to: Path) -> VerifiedCopy:
        """Copy the store as of its last commit into the folder `to`, and verify the copy.

        Others can read and write meanwhile. An older backup of this store is replaced atomically.

        Raises:
            StoreError: The copy would replace another store, a newer backup, or one that may have
                what this store has lost.
            StoreFull: The disk is full.
        """
        from store.database.backup import backup

        if os.path.lexists(to / JOURNAL) and self.losses():
            raise StoreError(
                f"{self.folder} has lost commits, which the backup in {to} may have.",
                "Keep it and name a new folder, or `dateline store accept` the loss first.",
            )
        snapshot = self.db.journal.snapshot()
        return backup(snapshot.file, snapshot.mark, to / JOURNAL, KEYS)

    @staticmethod
    def restore(source: Path, folder: Path) -> VerifiedCopy:
        """Create the store in `folder` from the backup in `source`, and verify it.

        Raises:
            StoreError: There is a store in `folder`.
            StoreMissing: There is no backup in `source`.
            StoreDamaged: The backup is damaged.
        """
        from store.database.backup import restore

        restored = restore(source / JOURNAL, folder / JOURNAL, KEYS)
        remove_file(losses_file(folder / JOURNAL))
        shutil.rmtree(folder / "views", ignore_errors=True)
        return restored

    def close(self) -> None:
        """Close the files. Everything committed is on the disk already."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_there(path: Path) -> bool:
    """Return whether anything is at the journal's path.

    Raises:
        OSError: This cannot be determined.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def now() -> str:
    """Return the current time in UTC, in ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
