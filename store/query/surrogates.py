"""Half a character: what a stranger's text may hold and no database or search engine takes."""

from __future__ import annotations

import re

_LONE = re.compile(r"[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether the text can be written as UTF-8."""
    return text.isascii() or _LONE.search(text) is None


def made_whole(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, and so of the same length."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
