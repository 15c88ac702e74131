"""How much is taken from a stranger, and the words for what is too much."""

from __future__ import annotations

FILE_BYTES = 20_000_000
"""The largest file that is opened."""
TEXT_POINTS = 2_000_000
"""The longest text of one article, in code points."""


class Refused(Exception):
    """An input that gives no article; the message is the reason, for a person to read."""


def check_file_size(size: int) -> None:
    """Raises `Refused` for a file that is too large or empty."""
    if size == 0:
        raise Refused("the file is empty")
    if size > FILE_BYTES:
        raise Refused(f"the file has {size:,} bytes; the limit is {FILE_BYTES:,}")


def check_text(text: str) -> None:
    """Raises `Refused` for a text with nothing to read, or with too much."""
    if not text.strip():
        raise Refused("there is no text in it")
    if len(text) > TEXT_POINTS:
        raise Refused(f"the text has {len(text):,} characters; the limit is {TEXT_POINTS:,}")
