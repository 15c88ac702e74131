"""Limits for untrusted inputs, and the errors of inputs that exceed them."""

from __future__ import annotations

FILE_BYTES = 20_000_000
"""The maximum bytes of a file that is read whole, and of a message, line or page in a stream."""
TEXT_POINTS = 2_000_000
"""The maximum text of one article, in code points."""
ARCHIVE_MEMBERS = 10_000
ARCHIVE_BYTES = 1_000_000_000
"""The maximum total bytes of an unpacked archive."""
ARCHIVE_RATIO = 100
"""The maximum ratio of a member's unpacked to its packed size."""
RATIO_BYTES = 1_000_000
"""The ratio counts only above so many bytes, since a small repetitive text is not a bomb."""
ARTICLE_SECONDS = 30
"""The maximum processor time of one article, in seconds, for intake and again for extraction."""
PART_SECONDS = 10
"""The maximum processor time of one component for one article, or for a part of a very long one, in
seconds. Time limits never count wall time.
"""
ARTICLE_MEMORY = 1_000_000_000
"""The maximum additional memory of a process for one article, in bytes."""


class InputRejected(Exception):
    """An input gives no article. The message is the reason, for the user."""


class UnsupportedFormat(InputRejected):
    """The input is not text of a supported kind. In a folder it is skipped."""


def check_file_size(size: int) -> None:
    """Check the size of a file in bytes.

    Raises:
        InputRejected: The file is too large or empty.
    """
    if size == 0:
        raise InputRejected("the file is empty")
    if size > FILE_BYTES:
        raise InputRejected(f"the file has more than {FILE_BYTES:,} bytes, which is the limit")


def check_text(text: str) -> None:
    """Check the text of an article.

    Raises:
        InputRejected: The text is empty or too long.
    """
    if not text.strip():
        raise InputRejected("there is no text in it")
    if len(text) > TEXT_POINTS:
        raise InputRejected(f"the text has {len(text):,} characters; the limit is {TEXT_POINTS:,}")
