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


class StoreDamaged(StoreError):
    """Bytes in the middle of the journal are not what was committed.

    `offset` is where, in bytes from the beginning of the file.
    """

    def __init__(self, title: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(title, hint)
        self.offset = offset
