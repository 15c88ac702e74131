"""An input that is open: its name, its first bytes, and the rest when it is asked for."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from store.intake.limits import FILE_BYTES, check_file_size

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 65_536
"""Bytes by which a format is recognised."""


class Opened:
    """A stream of bytes with a name; `url`, `charset` and `fetched` (a day or time) where
    what it came in (a crawl, a mail) knows them. `layers` are the kinds of
    container that it was in, outermost first; `in_folder` says that nobody named it, it
    was found. `suffix` is what its name would end in, where the host that sent it told the kind
    of content and the link does not."""

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
        """Did a person name this very input? It may be packed, but not one of many."""
        return not self.in_folder and self.layers in {(), ("gzip",)}

    @property
    def seekable(self) -> bool:
        return self.stream.seekable()

    def whole(self) -> bytes:
        """All of it. Raises `Refused` when it is empty or larger than a file may be."""
        data = full_read(self.stream, FILE_BYTES + 1)
        check_file_size(len(data))
        return data


class _Rejoined(io.RawIOBase):
    """The head that was read from a pipe, and then what is still in the pipe."""

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
    """`size` bytes, or fewer at the end; a pipe gives its bytes in pieces."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
