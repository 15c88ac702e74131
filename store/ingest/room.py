"""How many processes may read at once: the cores, and the memory that there is."""

from __future__ import annotations

import os
from contextlib import suppress

from store.memory import READER_MEMORY, available_memory
from store.trouble import Trouble

_NICE = 10
"""Whoever looks at the news on the same machine comes first."""
_MB = 1 << 20


def readers(wanted: int, memory: int | None = None) -> int:
    """As many processes of the `wanted` ones as the memory has room for, one at least.

    `memory` in bytes, or what is free when it is None. Raises `Trouble` where not even one
    would fit: the system would kill it, or somebody else, in the middle.
    """
    room = available_memory() if memory is None else memory
    if room is None:
        return wanted
    if room < READER_MEMORY:
        had = "is free" if memory is None else "was allowed"
        raise Trouble(
            f"Reading needs {READER_MEMORY // _MB} MB of memory, and {room // _MB} MB {had}.",
            "Nothing was begun. End something first; `--memory SIZE` overrides what is measured.",
        )
    return max(1, min(wanted, room // READER_MEMORY))


def step_back() -> None:
    """Let others go first: the processor by nice, and the disk with it, since the kernel
    derives the one from the other where ionice said nothing. What is nicer already stays."""
    with suppress(OSError):
        os.nice(max(0, _NICE - os.nice(0)))
