"""What became of characters on their way: read in a wrong encoding, escaped once too often.

Intake puts it right where it makes a text itself (of a page, a feed); a text that came as
it is stays so, and the extractor puts a copy of it right.
"""

from __future__ import annotations

import html
import re

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphens and blanks of no width: they say where a line may break, and are no letters."""

_BYTES = {
    bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)
}
"""Windows-1252 as browsers read it: bytes without a meaning are control characters."""
_BEYOND = "".join(re.escape(each) for each, byte in _BYTES.items() if byte < 0xC0)
MISREAD_STARTS = re.compile("[ÂÃâðÐÑ]")
# Only what no language writes: "CAFÉ»" would be UTF-8 for something too.
MISREAD = re.compile(
    f"[ÂÃ][{_BEYOND}]|â[{_BEYOND}]{{2}}|ð[{_BEYOND}]{{3}}|(?:[ÐÑ][{_BEYOND}]){{3,}}"
)
"""A run of characters that are the bytes of UTF-8 read as Windows-1252."""
ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE
)
"""A character of HTML by its name or number, its own ampersand escaped once or more."""


def as_utf_8(misread: str) -> str:
    """What a run that `MISREAD` found is as UTF-8; itself where it is no UTF-8."""
    try:
        return bytes(_BYTES[each] for each in misread).decode("utf-8")
    except UnicodeDecodeError:
        return misread


def unescaped(entity: str) -> str:
    """The character that an `ENTITY` means; itself where it means none."""
    while "&" in entity and (once := html.unescape(entity)) != entity:
        entity = once
    return entity
