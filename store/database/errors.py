"""The errors of a store, each with a hint."""

from __future__ import annotations

from pathlib import Path

from store.errors import UserError


class StoreError(UserError):
    """Something is wrong with the store. Committed data is never lost by raising these."""


class StoreMissing(StoreError, FileNotFoundError):
    """There is no store in the folder, and `create` was not requested."""

    @classmethod
    def at(cls, folder: Path) -> StoreMissing:
        """Return the error for a folder without a store."""
        return cls(f"There is no store in {folder}.", "Make one with `dateline add FILE…`.")

    @classmethod
    def disappeared(cls, folder: Path) -> StoreMissing:
        """Return the error for a store that disappeared after it was opened."""
        return cls(
            f"The store in {folder} has disappeared.",
            "Its folder was moved or deleted; everything committed is still in it.",
        )


class StoreBusy(StoreError):
    """Another process is writing and did not finish in time."""


class StoreReadOnly(StoreError, PermissionError):
    """The store cannot be written: its folder or file system is read-only for us."""

    @classmethod
    def of(cls, folder: Path) -> StoreReadOnly:
        """The error of whatever would write to the store in a folder."""
        return cls(f"{folder} may not be written to.", "Ask its owner for write permission.")


class StoreFull(StoreError, OSError):
    """The disk is full. The current write is undone; everything committed is kept."""


class StoreNewer(StoreError):
    """The store was written by a newer version of dateline."""


class DocumentUnreadable(StoreError, KeyError):
    """A committed document that dateline cannot use.

    Looking up a single document raises it, and callers may treat it as a `KeyError`. Iterating over
    a table skips the document and adds a note.
    """

    def __init__(self, table: str, doc_id: int | str, why: str) -> None:
        super().__init__(
            f"Document {str(doc_id)[:40]} of the table {table[:40]} cannot be read: {why}.",
            "`dateline store check` names all of them; the rest can be used.",
        )
        self.table = table
        self.doc_id = doc_id
        self.why = why

    def __str__(self) -> str:
        return f"{self.title} {self.hint}"


class StoreDamaged(StoreError):
    """Bytes in the middle of the journal are not what was committed.

    `offset` is the position of the damage in bytes from the beginning of the file.
    """

    def __init__(self, title: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(title, hint)
        self.offset = offset
