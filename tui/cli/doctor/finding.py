"""What the doctor finds, one line for each thing that was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]
"""`note` works, with less than there could be; `wrong` does not work."""

Findings = Iterator["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state, what was seen, and how to mend it."""

    about: str
    state: State
    seen: str
    mend: str = ""


def size(number: int) -> str:
    """A number of bytes as a person reads it."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return f"{number} bytes"
