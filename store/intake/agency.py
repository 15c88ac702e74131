"""The agency or paper that a text names in its own dateline: "MINSK, July 9 (Reuters) -"."""

from __future__ import annotations

import re

HEAD = 1500
"""Code points at the top of a text in which its dateline may stand."""

_LONGEST = 160
_DATELINE = re.compile(
    r"[A-Z][^()\n]{2,80}\((?P<agency>[^()\n]{2,40})\)[ ]*(?:--|[-–—])[ ]",
)
_PARAGRAPH = re.compile(r"(?:\A|\n)[ \t\r]*")


def agency(text: str) -> str | None:
    """The name in brackets of a dateline whose place is in capitals, or None."""
    for start in _PARAGRAPH.finditer(text, 0, HEAD):
        found = _DATELINE.match(text, start.end(), start.end() + _LONGEST)
        if found and _in_capitals(found[0]):
            return found["agency"].strip()
    return None


def _in_capitals(dateline: str) -> bool:
    place = re.match(r"[^\W\d_]+", dateline)
    return bool(place and len(place[0]) > 2 and place[0].isupper())
