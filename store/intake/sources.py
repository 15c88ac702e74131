"""Expands the command line's paths to a list of inputs, without opening them.

Folders are walked in the order of their names. Anything but a plain file is listed with a reason
and never opened: a FIFO would block, and a device could do worse.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.intake.answers import Answer
from store.intake.limits import InputRejected
from store.intake.links import is_link
from store.intake.opened import Opened
from store.reading import Article

STANDARD_INPUT = "-"
_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")
_UNFETCHED = "a link: `dateline add` fetches it"
_SYMBOLIC_LINK = "a symbolic link, not followed in a folder; add it by its own name to read it"

_KINDS = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """An input: the path of a file, a link, or `-`."""

    name: str
    refused: str | None = None
    """Why it cannot be opened."""
    in_folder: bool = False
    """It was found in a folder, not named. If it is not an article, that is not a failure."""
    passed_over: bool = False
    """It is not an article and was not named, so refusing it is not a failure."""
    is_link: bool = False
    """It is rejected until it has been fetched."""
    answer: Answer | None = None
    """The answer of its link."""
    full: bool = True
    """For a feed: whether items that are only summaries are read from their pages."""
    item: Article | None = None
    """The feed item whose page this is."""
    feed: str | None = None
    """The name of that feed."""
    is_final: bool = False
    """Retrying is of no use."""


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield every input that these paths name, in order and without duplicates."""
    seen: set[str] = set()
    for path in paths:
        for source in _expand(path):
            if source.name not in seen:
                seen.add(source.name)
                yield source


def opened(source: Source) -> Opened:
    """Open the file.

    Raises:
        InputRejected: It cannot be opened.
    """
    if source.refused:
        raise InputRejected(source.refused)
    try:
        # O_NONBLOCK: a file that became a FIFO since it was listed must not block the import.
        descriptor = os.open(source.name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        return Opened(shown(source.name), os.fdopen(descriptor, "rb"), in_folder=source.in_folder)
    except OSError as error:
        raise InputRejected(_reason(error)) from error


def shown(name: str) -> str:
    r"""Return a file name as text. Bytes that are not UTF-8 are written as `\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def named(shown_name: str) -> str:
    """Return the file name for its displayed form. This is the inverse of `shown`."""
    with suppress(OSError, ValueError):  # a name may be longer than file names can be
        if Path(shown_name).exists():
            return shown_name
    return _BYTE.sub(lambda byte: chr(0xDC00 + int(byte[1], 16)), shown_name)


def stamp(source: Source) -> str:
    """Return a stamp that changes with the input: name, size and modification time of a file, link
    and digest of what was fetched.
    """
    name = shown(source.name)
    if source.answer is not None:
        return f"{name} {hashlib.blake2b(source.answer.body, digest_size=16).hexdigest()}"
    try:
        status = Path(source.name).stat()
    except OSError:
        return name
    return f"{name} {status.st_size} {status.st_mtime_ns}"


def _expand(path: str) -> Iterator[Source]:
    if path == STANDARD_INPUT:
        yield Source(path)
        return
    if is_link(path):
        yield Source(path, _UNFETCHED, is_link=True)
        return
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        yield Source(path, _reason(error))
        return
    except ValueError:
        yield Source(path, "this is no file's name: it holds a NUL")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    else:
        yield Source(path, _not_a_file(mode))


def _walk(folder: str) -> Iterator[Source]:
    """Yield the files below a folder. Symbolic links are listed, not followed: they may lead out of
    the folder that was named, or around in it.
    """
    failures: list[Source] = []

    def failed(error: OSError) -> None:
        failures.append(Source(os.fsdecode(error.filename), _reason(error)))

    for root, folders, files in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in sorted([*files, *links]):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if path.is_symlink():
                yield Source(str(path), _SYMBOLIC_LINK, in_folder=True, passed_over=True)
                continue
            try:
                yield Source(str(path), _not_a_file(path.stat().st_mode), in_folder=True)
            except OSError as error:
                yield Source(str(path), _reason(error))
    yield from failures


def _not_a_file(mode: int) -> str | None:
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            return f"this is {kind}, not a file"
    return None


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]
