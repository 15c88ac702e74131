"""The search language in rows, for `dateline help search`, the man page and the search box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyntaxHelp:
    written: str
    """An example that can be typed."""
    means: str


SYNTAX = (
    SyntaxHelp("grain talks", "both words, in title or text; accents and case do not matter"),
    SyntaxHelp('"grain talks"', "these words side by side"),
    SyntaxHelp("talks -grain", "without that word; - also stands before a field or a bracket"),
    SyntaxHelp("grain OR wheat", "either; binds less than words side by side"),
    SyntaxHelp("(grain OR wheat) talks", "brackets"),
    SyntaxHelp("minis*", "words that begin so"),
    SyntaxHelp("lukashenka~", "misspelt by a letter, or two in a long word"),
    SyntaxHelp('who:"Ann Lee"', "a field; in quotation marks where the value has a space"),
    SyntaxHelp("event:2024-07-04..08", "days; also 2024, 2024-07, 2024-W27, 2024-Q3, 1990s"),
    SyntaxHelp("pub:>=2024-07", "from then on; also > <= <, 2024-07.. and ..2024-07"),
)
