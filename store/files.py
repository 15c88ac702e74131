"""Opens, creates and replaces files safely in folders that other accounts can write to.

In a shared store every member of the group can put a symbolic link, a FIFO or a folder in the place
of a file. Therefore no link is followed in the place of a file, and a folder that is a link is
entered only if the link belongs to us or to root. Files are opened relative to their folder, only
regular files of the right owner are opened, and new files are created with `O_EXCL`.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.errors import UserError
from store.sharing import file_mode, folder_mode

_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHECKED_FOLDERS = 3
"""Files of a store lie at most two folders deep, so only the last folders of a path are checked."""
_TRIES = 20
_LINKS = 8
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_NO_MORE = {errno.ELOOP, errno.ENOTDIR, errno.ENXIO, errno.EISDIR}


class UnsafeFile(UserError, OSError):
    """The path holds something other than a regular file of the right owner."""

    def __init__(self, path: Path, what: str, hint: str = "") -> None:
        hint = hint or "Only regular files are opened there. Find who put it there, and remove it."
        super().__init__(f"{path} is {what}.", hint)
        self.errno = errno.ELOOP
        self.strerror = f"it is {what}"
        self.filename = str(path)

    def __str__(self) -> str:
        return f"{self.title} {self.hint}"


def open_file(
    path: Path,
    *,
    write: bool = False,
    create: bool = False,
    append: bool = False,
    mode: int | None = None,
) -> int:
    """Open the regular file at `path` and return its descriptor.

    With `create`, a missing file is created with `mode`, or with the mode of files in its folder.

    Raises:
        UnsafeFile: The path holds something other than a regular file. Opening never blocks.
        OSError: The file cannot be opened.
    """
    flags = (os.O_RDWR if write else os.O_RDONLY) | (os.O_APPEND if append else 0)
    with _naming(path), _entered(path.parent) as folder:
        for _ in range(_TRIES):
            try:
                return _opened(path, folder, flags)
            except FileNotFoundError:
                if not create:
                    raise
            with suppress(FileExistsError):
                return _made(path, folder, flags, mode)
    raise UnsafeFile(path, "changing all the time")


def new_file(path: Path, *, mode: int | None = None) -> int:
    """Create an empty file at `path`, replacing a file or link there, and return its descriptor.

    An existing file that cannot be removed (of another member, in a sticky folder) is truncated
    instead. The mode is `mode`, or that of new files in the folder.

    Raises:
        UnsafeFile: The path holds something that cannot be replaced safely.
        OSError: The file cannot be created.
    """
    with _naming(path), _entered(path.parent) as folder:
        for _ in range(_TRIES):
            with suppress(FileExistsError):
                return _made(path, folder, os.O_RDWR, mode)
            try:
                os.unlink(path.name, dir_fd=folder)
            except FileNotFoundError:
                continue
            except OSError:
                descriptor = _opened(path, folder, os.O_RDWR)
                os.ftruncate(descriptor, 0)
                return descriptor
    raise UnsafeFile(path, "changing all the time")


def replace_file(new: Path, path: Path) -> None:
    """Move the file `new` to `path`, in the same folder, atomically.

    A link at `path` is replaced, not followed.

    Raises:
        UnsafeFile: The path holds a folder.
        OSError: The file cannot be moved.
    """
    with _naming(path), _entered(path.parent) as folder:
        try:
            os.replace(new.name, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        except IsADirectoryError as error:
            raise UnsafeFile(path, "a folder") from error


def remove_file(path: Path) -> None:
    """Remove the file or link at `path`, if there is one.

    Raises:
        OSError: The file cannot be removed.
    """
    with suppress(FileNotFoundError), _naming(path), _entered(path.parent) as folder:
        os.unlink(path.name, dir_fd=folder)


def make_folder(path: Path) -> None:
    """Create a folder inside an existing folder, unless it exists.

    Raises:
        UnsafeFile: The path holds something other than a folder.
        OSError: The folder cannot be created.
    """
    with _naming(path), _entered(path.parent) as folder:
        try:
            os.mkdir(path.name, folder_mode(path.parent), dir_fd=folder)
        except FileExistsError:
            os.close(_step(path, folder))


def read_file(path: Path, limit: int) -> bytes:
    """Return the content of a file that the user named. The user's own links are followed.

    Raises:
        UnsafeFile: The path does not lead to a regular file.
        UserError: The file is larger than `limit` bytes.
        OSError: The file cannot be read.
    """
    for _ in range(_LINKS):
        try:
            descriptor = open_file(path)
        except UnsafeFile:
            target = _own_link(path)
            if target is None:
                raise
            path = target
            continue
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise UserError(f"{path} is larger than {limit:,} bytes.", "Name another file.")
        return content
    raise UnsafeFile(path, "a link to a link to a link")


def write_new(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a whole file and sync it to the disk. A later rename puts it in its final place.

    Raises:
        UnsafeFile: The path holds something that cannot be replaced safely.
        OSError: The file cannot be written.
    """
    with os.fdopen(new_file(path, mode=mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def check_file(path: Path) -> None:
    """Check that a library may open `path` by name: it is a regular file, or nothing is there.

    Raises:
        UnsafeFile: The path holds something else.
        OSError: The path cannot be examined.
    """
    with suppress(FileNotFoundError), _naming(path), _entered(path.parent) as folder:
        _check(path, os.stat(path.name, dir_fd=folder, follow_symlinks=False), folder)


def named_file(path: Path) -> Path:
    """Resolve the links of a path that the user gave.

    Links of the user and of root are followed, except those in /proc, which lead to open files
    without a name.

    Raises:
        UnsafeFile: A link belongs to another account.
        OSError: The path cannot be examined.
    """
    for _ in range(_LINKS):
        target = None if path.is_relative_to("/proc") else _own_link(path)
        if target is None:
            return path
        path = target
    raise UnsafeFile(path, "a link to a link to a link")


@contextmanager
def _entered(folder: Path) -> Iterator[int]:
    """Open a folder, one path component at a time, and yield its descriptor."""
    folder = folder.absolute()
    parts = folder.parts[-_CHECKED_FOLDERS:] if len(folder.parts) > _CHECKED_FOLDERS else ()
    at = Path(*folder.parts[: -len(parts)]) if parts else folder
    descriptor = os.open(at, _FOLDER)
    try:
        for part in parts:
            at /= part
            above, descriptor = descriptor, _step(at, descriptor)
            os.close(above)
        yield descriptor
    finally:
        os.close(descriptor)


def _step(path: Path, above: int) -> int:
    """Open the folder at `path`, whose parent is open as `above`, and return its descriptor."""
    try:
        return os.open(path.name, _FOLDER | os.O_NOFOLLOW, dir_fd=above)
    except OSError as error:
        if error.errno not in _NO_MORE:
            raise
    status = os.stat(path.name, dir_fd=above, follow_symlinks=False)
    if not stat.S_ISLNK(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if not _is_ours(status):
        raise UnsafeFile(path, "a symbolic link of another account")
    target = os.readlink(path.name, dir_fd=above)
    again = os.stat(path.name, dir_fd=above, follow_symlinks=False)
    if (status.st_ino, status.st_ctime_ns) != (again.st_ino, again.st_ctime_ns):
        raise UnsafeFile(path, "changing all the time")
    return os.open(target, _FOLDER, dir_fd=above)


def _opened(path: Path, folder: int, flags: int) -> int:
    _check(path, os.stat(path.name, dir_fd=folder, follow_symlinks=False), folder, flags)
    try:
        descriptor = os.open(path.name, flags | _FILE, dir_fd=folder)
    except OSError as error:
        if error.errno in _NO_MORE:
            raise UnsafeFile(path, "not a regular file") from error
        raise
    try:
        _check(path, os.fstat(descriptor), folder, flags)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _made(path: Path, folder: int, flags: int, mode: int | None = None) -> int:
    mode = file_mode(path.parent) if mode is None else mode
    return os.open(path.name, flags | os.O_CREAT | os.O_EXCL | _FILE, mode, dir_fd=folder)


def _check(path: Path, status: os.stat_result, folder: int, flags: int = os.O_RDONLY) -> None:
    """Raise `UnsafeFile` unless the file is regular and cannot have been planted by others."""
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise UnsafeFile(path, name)
    around = os.fstat(folder)
    is_groups = around.st_mode & stat.S_ISGID and status.st_gid == around.st_gid
    if not (_is_ours(status) or status.st_uid == around.st_uid or is_groups):
        raise UnsafeFile(path, f"a file of another account (number {status.st_uid})")
    if status.st_mode & stat.S_IWOTH and not around.st_mode & stat.S_IWOTH:
        raise UnsafeFile(path, "open to everybody for writing", f"`chmod o-w {path}` closes it.")
    is_shared = around.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    if flags & os.O_RDWR and is_shared and status.st_nlink > 1:
        raise UnsafeFile(path, "a file with another name elsewhere (a hard link)")


def _is_ours(status: os.stat_result) -> bool:
    return status.st_uid in {0, os.geteuid()}


def _own_link(path: Path) -> Path | None:
    """Return the target of a link at `path` that belongs to us or to root, or None for no link."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISLNK(status.st_mode):
        return None
    if not _is_ours(status):
        raise UnsafeFile(path, "a symbolic link of another account")
    return path.parent / path.readlink()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Put the whole path into errors, in place of the name within an open folder."""
    try:
        yield
    except UnsafeFile:
        raise
    except OSError as error:
        error.filename = str(path)
        raise
