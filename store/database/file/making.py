"""Making an empty journal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from store.database.errors import StoreReadOnly
from store.database.file.lines import header_line
from store.database.file.lock import NO_WRITING, locked
from store.sharing import file_mode

_HEADER_START = b'{"journal":"dateline"'


def make_journal(
    path: Path, lock_path: Path, timeout: float, waiting: Callable[[str], None] | None
) -> None:
    """Make an empty journal where there is none; it is on the disk when this returns.

    A file of another kind is left as it is. Raises `StoreReadOnly` when the place may not be
    written to.
    """
    if not _needs_header(path):
        return
    try:
        with locked(lock_path, timeout=timeout, waiting=waiting):
            if _needs_header(path):
                _write_header(path)
    except OSError as error:
        if error.errno in NO_WRITING:
            raise StoreReadOnly(f"{path.parent} may not be written to.") from error
        raise


def _needs_header(path: Path) -> bool:
    """Is there no file, or one that a maker left before its first line was whole?"""
    try:
        with path.open("rb") as file:
            start = file.read(1 << 12)
    except FileNotFoundError:
        return True
    except PermissionError:
        return False  # who opens it says so
    return b"\n" not in start and start.startswith(_HEADER_START[: len(start)])


def _write_header(path: Path) -> None:
    """In one step: a reader finds no journal, or one with its first line."""
    part = path.with_name(f"{path.name}.making")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    descriptor = os.open(part, flags, file_mode(path.parent))
    with os.fdopen(descriptor, "wb") as file:
        file.write(header_line(os.urandom(16).hex(), 1))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
