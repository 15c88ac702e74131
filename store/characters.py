"""Repair of damaged characters: text decoded with the wrong encoding, HTML escaped twice.

Intake repairs the texts that it builds itself, from web pages and feeds. A text that arrives
finished is stored unchanged, and the extractor repairs its own copy.
"""

from __future__ import annotations

import html
import re

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphens and zero-width spaces. They mark possible line breaks and are not letters."""

_BYTES = {
    bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)
}
"""Each character of Windows-1252, as browsers decode it, with its byte. Bytes without a character
become control characters.
"""
_BEYOND = "".join(re.escape(each) for each, byte in _BYTES.items() if byte < 0xC0)
MISREAD_STARTS = re.compile("[ÂÃâðÐÑ]")
# Only sequences that no language writes. "CAFÉ»" would be valid UTF-8 too.
MISREAD = re.compile(
    f"[ÂÃ][{_BEYOND}]|â[{_BEYOND}]{{2}}|ð[{_BEYOND}]{{3}}|(?:[ÐÑ][{_BEYOND}]){{3,}}"
)
"""Matches a run of characters that are bytes of UTF-8 decoded as Windows-1252."""
ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE
)
"""Matches an HTML character reference, by name or number, whose ampersand may be escaped again."""


def as_utf_8(misread: str) -> str:
    """Decode a run found by `MISREAD` as UTF-8. Return it unchanged if it is not valid UTF-8."""
    try:
        return bytes(_BYTES[each] for each in misread).decode("utf-8")
    except UnicodeDecodeError:
        return misread


def unescaped(entity: str) -> str:
    """Return the character that an `ENTITY` stands for, or the text itself if it stands for
    none.
    """
    while "&" in entity and (once := html.unescape(entity)) != entity:
        entity = once
    return entity
