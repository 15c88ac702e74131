"""Tells damaged words from a full disk: tantivy says both by the same exception."""

from __future__ import annotations

import re

from store.files import UnsafeFile

_OF_THE_MACHINE = re.compile(
    r"os error (?:1|5|12|13|23|24|27|28|30|122)\b|LockBusy|Lockfile|No space left|Permission denied"
)
"""No leave, no room, no memory, too many open files, or another process at it."""


def is_damage(error: BaseException) -> bool:
    """Does the error mean that the files are not what was written to them?

    Tantivy raises `ValueError` for its own errors, and pyo3's `PanicException`, which cannot be
    imported, where a file ends too early.
    """
    if isinstance(error, UnsafeFile) or type(error).__name__ == "PanicException":
        return True
    return isinstance(error, ValueError) and not _OF_THE_MACHINE.search(str(error))
