"""Text from outside, made safe to show or to export.

Textual writes control bytes in a widget's text straight to the terminal, and so does `less` with an
exported file. Everything that came from an article, a feed, a file name or a colleague passes
through here first.
"""

from __future__ import annotations

import json
import re

STAND_IN = "\N{REPLACEMENT CHARACTER}"
"""Replaces one unsafe code point by one visible cell, so that offsets stay valid."""

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f"  # C0 but tab and newline: ESC, BEL, CR, NUL ...
    "\x7f-\x9f"  # DEL and C1: the 8-bit CSI, OSC, DCS
    "\u2028\u2029"  # line and paragraph separator: they would break a row in two
    "\u202a-\u202e"  # bidi embedding and override
    "\u2066-\u2069"  # bidi isolate
    "\ud800-\udfff"  # lone surrogates: not UTF-8
    "\U000e0000-\U000e007f"  # tag characters: invisible text
    "]"
)
_BREAKS = str.maketrans("\n\t", "  ")


def safe(text: str) -> str:
    """Return `text` with every unsafe code point replaced by `STAND_IN`; its length is the same."""
    return _UNSAFE.sub(STAND_IN, text)


def escaped(json_text: str) -> str:
    """JSON with what is unsafe in it as escapes: JSON itself escapes ESC, and neither DEL, C1 nor
    bidi controls. Whoever decodes it gets the same values."""
    return _UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1], json_text)


def one_line(text: str) -> str:
    """As `safe`, with newlines and tabs as spaces: for a row, a title, a file name."""
    return safe(text).translate(_BREAKS)


LONGEST = 1_000
"""Code points of a message."""


def shortened(text: str) -> str:
    """Return `text` for a message, shortened in the middle."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
