"""What can go wrong with a store, each with what to do about it."""

from __future__ import annotations

from store.trouble import Trouble


class StoreError(Trouble):
    """Something is wrong with the store.

    Nothing that was committed before is lost by any of these errors.
    """


class StoreMissing(StoreError, FileNotFoundError):
    """There is no store in the folder, and none was to be made."""


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
