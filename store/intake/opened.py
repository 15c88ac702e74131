"""An open input: its name, its first bytes, its stream, and what the user says about it."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from store.intake.limits import FILE_BYTES, check_file_size
from store.reading import DateOrder

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# An open input: its name, its first bytes, and its stream.

HEAD = 65_536
"""How many bytes are examined to recognise a format."""


class Opened:
    """A stream of bytes with a name.

    `url`, `charset` and `fetched` (a day or time) are known for parts of a crawl or mail. `layers`
    are the kinds of containers around it, outermost first. `in_folder` means that it was found, not
    named by the user. `suffix` is the file suffix for a body from a host that declared its media
    type.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that is known of it
        self,
        name: str,
        stream: BinaryIO,
        *,
        url: str | None = None,
        charset: str | None = None,
        fetched: str | None = None,
        layers: tuple[str, ...] = (),
        in_folder: bool = False,
        suffix: str | None = None,
    ) -> None:
        self.name = name
        self.url = url
        self.charset = charset
        self.fetched = fetched
        self.layers = layers
        self.in_folder = in_folder
        self.suffix = PurePath(name).suffix.lower() if suffix is None else suffix
        self.head = full_read(stream, HEAD)
        if stream.seekable():
            stream.seek(0)
            self.stream = stream
        else:
            self.stream = io.BufferedReader(_Rejoined(self.head, stream))

    @property
    def was_named(self) -> bool:
        """Return whether the user named this input. It may be compressed, but not a member of an
        archive.
        """
        return not self.in_folder and self.layers in {(), ("gzip",)}

    @property
    def seekable(self) -> bool:
        return self.stream.seekable()

    def whole(self) -> bytes:
        """Return all bytes.

        Raises:
            InputRejected: It is empty or larger than a file may be.
        """
        data = full_read(self.stream, FILE_BYTES + 1)
        check_file_size(len(data))
        return data


class _Rejoined(io.RawIOBase):
    """The first bytes that were read from a pipe, followed by the rest of the pipe."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        piece = self._head[: len(room)] or self._rest.read(len(room))
        self._head = self._head[len(piece) :]
        room[: len(piece)] = piece
        return len(piece)


def full_read(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, or fewer at the end. A pipe returns its bytes in pieces."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


# What the user says about the inputs when they do not tell themselves.


class Hints(msgspec.Struct, frozen=True):
    """Hints of the user. `encoding` is for text that declares none. `mapping` maps field names in
    JSON or CSV to fields of an article. `date_order` is for numeric dates that nothing else settles
    (03/04/2024).
    """

    encoding: str | None = None
    mapping: dict[str, str] = {}
    date_order: DateOrder | None = None
