"""Writing an export to a file: whole or not at all, and never over another file unasked."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from store.errors import UserError
from store.exports.formats import Format
from store.exports.rows import ExportRows
from store.files import UnsafeFile, named_file, new_file, remove_file, replace_file
from store.which_store import JOURNAL, store_id

_DEPTH = 2
"""The files of a store lie at most two folders deep in its own."""


class FileExists(UserError):
    """The file of an export is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already.", "--force replaces it; or name another file.")


def export_to_file(rows: ExportRows, form: Format, to: Path, *, replace: bool = False) -> None:
    """Write an export to the file `to` with mode 0600. A file that is there is replaced when the
    new one is complete; if the export stops, it stays as it was.

    Raises:
        FileExists: The file is there, and `replace` is false.
        UserError: The file cannot be written.
        QueryError: The filter of the request is invalid.
    """
    to = to.absolute()
    if not replace and to.is_file():
        raise FileExists(to)
    if form.needs_file:
        _check_regular(to, form)
        _replaced(to, lambda part: _written(rows, form, part))
    else:
        write_whole(to, form.pieces(rows))


def _check_regular(to: Path, form: Format) -> None:
    """Check that nothing but a regular file would be replaced: never a FIFO or a device.

    Raises:
        UserError: Something else is there.
    """
    to = named_file(to)
    if os.path.lexists(to) and not stat.S_ISREG(to.lstat().st_mode):
        raise UserError(f"{to} is not a regular file.", f"{form.name} needs one: name another.")


def _written(rows: ExportRows, form: Format, part: Path) -> None:
    """Write a file with mode 0600 from its first byte on, by a library that opens it itself."""
    os.close(new_file(part, mode=0o600))
    form.write_file(rows, part)


def write_whole(to: Path, pieces: Iterable[str]) -> None:
    """Write the file `to` atomically, with mode 0600. A pipe or device is written to directly.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        if stream := _opened_stream(named_file(to)):
            with stream:
                stream.writelines(pieces)
            return
    except UnsafeFile:
        raise
    except OSError as error:
        raise _unwritten(to, error) from error

    def fill(part: Path) -> None:
        with os.fdopen(new_file(part, mode=0o600), "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    _replaced(to, fill)


def _check_outside_store(to: Path) -> None:
    """Check that no file of a store would be replaced, which not even `replace` allows.

    Raises:
        UserError: `to` is the journal of a store, or is kept beside it (lock, indexes, views).
    """
    for above in (to, *to.parents[:_DEPTH]):
        kept = above.name.startswith(JOURNAL) or above.name == "views"
        if kept and store_id(above.parent) is not None:
            raise UserError(
                f"{to} belongs to the store in {above.parent}; nothing was written.",
                "Name another file.",
            )


def _replaced(to: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a new file beside `to`, and move it there when it is complete."""
    part = None
    try:
        to = named_file(to)
        _check_outside_store(to)
        part = to.with_name(f".{to.name}.{os.getpid()}.part")
        fill(part)
        replace_file(part, to)
    except UnsafeFile:
        raise
    except OSError as error:
        raise _unwritten(to, error) from error
    finally:
        if part is not None:
            with suppress(OSError):
                remove_file(part)


def _unwritten(to: Path, error: OSError) -> UserError:
    return UserError(f"{to} could not be written: {error.strerror or error}.")


def _opened_stream(to: Path) -> TextIO | None:
    """A pipe or terminal that is there, opened at once or not at all; None for a file. One that
    somebody else has put there is not written to."""

    is_open_already = to.is_relative_to("/proc")
    if not is_open_already:
        if not os.path.lexists(to) or to.is_file():
            return None
        if to.lstat().st_uid not in {0, os.geteuid()}:
            raise UnsafeFile(to, "no file, and another account's")
    flags = os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(to, flags if is_open_already else flags | os.O_NOFOLLOW)
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "w", encoding="utf-8")
