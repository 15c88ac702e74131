"""What can go wrong with a store, each with what to do about it."""

from __future__ import annotations

from pathlib import Path

from store.errors import UserError


class StoreError(UserError):
    """Something is wrong with the store.

    Nothing that was committed before is lost by any of these errors.
    """


class StoreMissing(StoreError, FileNotFoundError):
    """There is no store in the folder, and none was to be made."""

    @classmethod
    def any_more(cls, folder: Path) -> StoreMissing:
        """It was there when it was opened."""
        return cls(
            f"The store in {folder} is not there any more.",
            "Was its folder moved or deleted? What was committed is in it.",
        )


class StoreBusy(StoreError):
    """Another process is writing and did not finish in time."""


class StoreReadOnly(StoreError, PermissionError):
    """The store may be looked at and not changed: its folder or file system permits no more."""


class StoreFull(StoreError, OSError):
    """The disk is full. What was being written is gone, what was committed is there."""


class StoreNewer(StoreError):
    """The store was written by a newer dateline than this one."""


class DocumentUnreadable(StoreError, KeyError):
    """A document that was committed as it is, and is none that dateline can use.

    Who asks for one document finds none, as for any `KeyError`; who goes through a table passes it
    over and tells it.
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

    `offset` is where, in bytes from the beginning of the file.
    """

    def __init__(self, title: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(title, hint)
        self.offset = offset
