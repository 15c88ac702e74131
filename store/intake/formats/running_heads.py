"""Heads and feet that stand on every printed page, and sentences that go over the end of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_EDGE = 4
"""Lines at the top and at the bottom of a page in which they stand, one behind the other."""
_LONGEST = 120
_SHARE = 0.4
"""Of the pages that have the line: a head may stand on every other page."""
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(r"\W*(?:page\s*)?0(?:\s*(?:of|/)\s*0)?\W*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_SENTENCE_ENDS = (".", "!", "?", ":", '"', "”", "’", ")")


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages without the lines that others have at the same edge but for their numbers. The
    first keeps its own, which may name the paper and the day; numbers of pages go from all."""
    told = [page.strip().splitlines() for page in pages]
    edges = [[_known_as(line) for line in lines if line.strip()] for lines in told]
    counted = Counter(
        line for names in edges for line in {*names[:_EDGE], *names[-_EDGE:]} if _can_be_head(line)
    )
    fewest = max(2.0, _SHARE * len(pages))
    running = {line for line, count in counted.items() if count >= fewest}
    if not running:
        return list(pages)
    first, *others = told
    last = len(first) - _EDGE
    kept = [
        [line for n, line in enumerate(first) if _EDGE <= n < last or not _is_number(line, running)]
    ]
    kept += [_without(_without(lines, running)[::-1], running)[::-1] for lines in others]
    return ["\n".join(lines) for lines in kept]


def _without(lines: list[str], running: set[str]) -> list[str]:
    """The lines behind the running heads that they begin with."""
    heads = 0
    for number, line in enumerate(lines):
        if heads == _EDGE or (line.strip() and _known_as(line) not in running):
            return lines[number:]
        heads += bool(line.strip())
    return []


def _is_number(line: str, running: set[str]) -> bool:
    name = _known_as(line)
    return name in running and bool(_PAGE.fullmatch(name))


def _known_as(line: str) -> str:
    """The line with 0 for each number."""
    return _NUMBER.sub("0", " ".join(line[: 2 * _LONGEST].split()).casefold())


def _can_be_head(line: str) -> bool:
    """Words, or the number of a page; not a row of a table's numbers."""
    return len(line) <= _LONGEST and bool(_WORD.search(line) or _PAGE.fullmatch(line))


def stitched(pages: Sequence[str]) -> str:
    """The paragraphs of all pages; one that goes over the end of a page is one."""
    text = ""
    for page in filter(None, pages):
        goes_on = text and page[0].islower() and not text.endswith(_SENTENCE_ENDS)
        if goes_on and text.endswith("-") and text[-2:-1].islower():
            text = text[:-1] + page
        elif text:
            text += (" " if goes_on else "\n\n") + page
        else:
            text = page
    return text
