"""Unpacks archives within limits. Nothing is written to the disk: a member is a name and a stream.

The sizes that an archive states are not trusted; unpacked bytes are counted.
"""

from __future__ import annotations

import io
import lzma
import re
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

from store.intake.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    ARCHIVE_RATIO,
    FILE_BYTES,
    RATIO_BYTES,
    InputRejected,
)
from store.intake.opened import Opened

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, NotImplementedError,
    RuntimeError, ValueError, EOFError, OSError,
)  # fmt: skip
"""What the standard library raises for archives that it cannot unpack."""


class Readable(Protocol):
    """Anything from which bytes can be read."""

    def read(self, size: int, /) -> bytes: ...


class Budget:
    """The number of bytes that an archive may still unpack to, over all members."""

    def __init__(self) -> None:
        self.left = ARCHIVE_BYTES

    def use(self, size: int) -> None:
        """Use `size` bytes of the budget.

        Raises:
            InputRejected: The archive unpacks to more than the limit.
        """
        self.left -= size
        if self.left < 0:
            raise InputRejected(
                f"it unpacks to more than {ARCHIVE_BYTES:,} bytes, which is the limit"
            )


class Metered(io.RawIOBase):
    """Counts the bytes unpacked from `packed` bytes, and rejects damaged data."""

    def __init__(self, stream: Readable, packed: int, budget: Budget) -> None:
        self._stream = stream
        self._allowed = max(RATIO_BYTES, packed * ARCHIVE_RATIO)
        self._budget = budget
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        try:
            piece = self._stream.read(len(room))
        except DAMAGE as error:
            raise InputRejected(f"it cannot be unpacked: {error}"[:300]) from error
        self._given += len(piece)
        self._budget.use(len(piece))
        if self._given > self._allowed:
            raise InputRejected(f"it unpacks to more than {ARCHIVE_RATIO} times its size: a bomb")
        room[: len(piece)] = piece
        return len(piece)


def open_zip(opened: Opened) -> zipfile.ZipFile:
    """Open a zip.

    Raises:
        InputRejected: It is not a zip, or has too many members.
    """
    stream = opened.stream if opened.seekable else io.BytesIO(opened.whole())
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise InputRejected(f"the zip cannot be read: {error}"[:300]) from error
    if len(archive.namelist()) > ARCHIVE_MEMBERS:
        raise InputRejected(f"it has more than {ARCHIVE_MEMBERS:,} members, which is the limit")
    return archive


def member_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read one member.

    Raises:
        InputRejected: It breaks a limit or is damaged.
    """
    info = archive.getinfo(name)
    try:
        with archive.open(info) as stream:
            data = io.BufferedReader(Metered(stream, info.compress_size, Budget())).read(
                FILE_BYTES + 1
            )
    except DAMAGE as error:
        raise InputRejected(f"{name} in it cannot be unpacked: {error}"[:300]) from error
    if len(data) > FILE_BYTES:
        raise InputRejected(f"{name} in it has more than {FILE_BYTES:,} bytes, which is the limit")
    return data


class MemberNames:
    """Checks the names of an archive's members.

    Nothing is written to the disk, so a name like `../x` is harmless. It is rejected anyway,
    because its author meant harm.
    """

    def __init__(self) -> None:
        self._folded: set[str] = set()

    def why_refused(self, name: str) -> str | None:
        """Return the reason to reject the member of this name, or None."""
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
            return "its name leads out of the archive"
        folded = str(path).casefold()
        if folded in self._folded:
            return "another member has the same name"
        self._folded.add(folded)
        return None


def member(
    opened: Opened,
    name: str,
    stream: Readable,
    packed: int,
    budget: Budget,
    layers: tuple[str, ...],
    suffix: str | None = None,
) -> Opened:
    """Return a member of an archive as an input, unpacked while it is read. `suffix` is its own
    file suffix, if `name` does not have it.
    """
    metered = io.BufferedReader(Metered(stream, packed, budget))
    return Opened(name, metered, layers=layers, in_folder=opened.in_folder, suffix=suffix)
