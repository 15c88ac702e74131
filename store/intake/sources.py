"""What a person names on the command line becomes a list of inputs, none of it opened yet.

A folder is walked in the order of its names. Everything in it that is not a plain file is
listed with its reason and never opened: a FIFO would hang, a device could do worse.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from store.intake.limits import FILE_BYTES, Refused, check_file_size

STANDARD_INPUT = "-"
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ""})
"""Names in a folder that are read as plain text; a file named by itself always is."""

_KINDS = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file's path, or `-`."""

    name: str
    refused: str | None = None
    """Why it cannot be opened."""
    passed_over: bool = False
    """It stands in a folder and its name says that it is no text; that is no failure."""


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Every input that these paths name, in order, each once."""
    seen: set[str] = set()
    for path in paths:
        for source in _expand(path):
            if source.name not in seen:
                seen.add(source.name)
                yield source


def read_bytes(source: Source, standard_input: BinaryIO) -> bytes:
    """The bytes of an input. Raises `Refused` with the reason when it cannot be had."""
    if source.refused:
        raise Refused(source.refused)
    if source.name == STANDARD_INPUT:
        data = standard_input.read(FILE_BYTES + 1)
        check_file_size(len(data))
        return data
    try:
        # O_NONBLOCK: what became a FIFO since it was listed must not hang the import.
        descriptor = os.open(source.name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            check_file_size(os.fstat(descriptor).st_size)
            return file.read(FILE_BYTES + 1)
    except OSError as error:
        raise Refused(_reason(error)) from error


def _expand(path: str) -> Iterator[Source]:
    if path == STANDARD_INPUT:
        yield Source(path)
        return
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        yield Source(path, _reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    else:
        yield Source(path, _not_a_file(mode))


def _walk(folder: str) -> Iterator[Source]:
    """Plain text files below a folder; links to folders are not followed, so no loop."""
    failures: list[Source] = []

    def failed(error: OSError) -> None:
        failures.append(Source(os.fsdecode(error.filename), _reason(error)))

    for root, folders, files in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if path.suffix.lower() not in SUFFIXES:
                yield Source(str(path), f"{path.suffix} is not read yet", passed_over=True)
                continue
            try:
                yield Source(str(path), _not_a_file(path.stat().st_mode))
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
