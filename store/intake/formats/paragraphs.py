"""Lines of a printed page become paragraphs: what was broken to fit the page is joined."""

from __future__ import annotations

import re

from store.intake.fragments import tidied

_END = re.compile(r"[.!?:;][\"”’»)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]$")
_FULL = 0.75
"""A line that is shorter than this part of the page's longest lines ended by itself."""


def joined(text: str) -> str:
    """Paragraphs, a blank line apart. A line ends one where it ends a sentence and is short,
    or where a blank line follows; a word that was divided is put together."""
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    width = lengths[int(0.9 * (len(lengths) - 1))]
    pieces: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        pieces.append(_with_join(line, after, width))
    return tidied("".join(pieces))


def _with_join(line: str, after: str, width: int) -> str:
    if not line or not after:
        return f"{line}\n\n"
    if _HYPHEN.search(line) and after[0].islower():
        return line[:-1]
    if after[0].islower():
        return f"{line} "
    short = len(line) < _FULL * width
    return f"{line}\n\n" if short or (_END.search(line) and len(line) < 0.9 * width) else f"{line} "
