"""How much is taken from a stranger, and the words for what is too much."""

from __future__ import annotations

FILE_BYTES = 20_000_000
"""The largest file that is read whole, and the largest message, line or page of a stream."""
TEXT_POINTS = 2_000_000
"""The longest text of one article, in code points."""
ARCHIVE_MEMBERS = 10_000
ARCHIVE_BYTES = 1_000_000_000
"""What an archive may unpack to, in all."""
ARCHIVE_RATIO = 100
"""How many times its size an archive's member may unpack to."""
RATIO_BYTES = 1_000_000
"""So much may be unpacked before the ratio counts: a small text of one letter is no bomb."""
ARTICLE_SECONDS = 30
"""How long one article may take, to take in and then again to read."""
PART_SECONDS = 10
"""How long one component may take for one article, or for one piece of a very long one. Like
all limits of time of the processor's time, not of the clock's."""
ARTICLE_MEMORY = 1_000_000_000
"""Bytes that a process may take for one article beyond what it has when it starts."""


class InputRejected(Exception):
    """An input that gives no article; the message is the reason, for a person to read."""


class UnsupportedFormat(InputRejected):
    """An input that is no text of any kind. In a folder it is passed over."""


def check_file_size(size: int) -> None:
    """Raises `Refused` for a file that is too large or empty."""
    if size == 0:
        raise InputRejected("the file is empty")
    if size > FILE_BYTES:
        raise InputRejected(f"the file has more than {FILE_BYTES:,} bytes, which is the limit")


def check_text(text: str) -> None:
    """Raises `Refused` for a text with nothing to read, or with too much."""
    if not text.strip():
        raise InputRejected("there is no text in it")
    if len(text) > TEXT_POINTS:
        raise InputRejected(f"the text has {len(text):,} characters; the limit is {TEXT_POINTS:,}")
