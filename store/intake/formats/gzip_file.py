"""gzip: the file in it, in any format. A .tar.gz is a tar, a .warc.gz a crawl."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from store.intake.hints import Hints
from store.intake.limits import FILE_BYTES, InputRejected
from store.intake.opened import Opened
from store.intake.packed import Budget, member

_SUFFIX = re.compile(r"\.t?gz$", re.IGNORECASE)


def drafts(opened: Opened, hints: Hints) -> Iterator[Opened]:  # noqa: ARG001 - a reader's signature
    """Yield the file, unpacked while it is read."""
    if set(opened.layers) - {"wacz"}:
        raise InputRejected("an archive in an archive is not opened")
    packed = _size(opened.stream)
    with gzip.GzipFile(fileobj=opened.stream) as stream:
        layers = (*opened.layers, "gzip")
        inner = PurePath(_SUFFIX.sub("", opened.name)).suffix.lower()
        yield member(opened, opened.name, stream, packed, Budget(), layers, inner)


def _size(stream: IO[bytes]) -> int:
    """Return the size of a file. For a pipe, whose size is unknown, return the maximum size."""
    if not stream.seekable():
        return FILE_BYTES
    end = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return end
