"""A text as the set of its runs of four words, and the few of them that stand for it."""

from __future__ import annotations

import re
from hashlib import blake2b

RUN = 4
_WORD = re.compile(r"\w+")
_RATES = ((200, 8), (1_000, 16))
"""Of so many runs, one in so many is picked; of more than the last, one in 32. Each rate
divides the next, so what a long text picks, a short one picks too."""
_LAST_RATE = 32


Run = tuple[str, ...]


def runs(text: str) -> frozenset[Run]:
    """All runs of four words; case and punctuation do not count."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def picked(found: frozenset[Run]) -> list[int]:
    """The hashes (63 bits) of the runs that stand for a text, in order."""
    rate = next((rate for size, rate in _RATES if len(found) <= size), _LAST_RATE)
    hashes = {hashed(" ".join(run)) for run in found}
    return sorted(each for each in hashes if each % rate == 0)


def hashed(run: str) -> int:
    """63 bits that stand for a string, the same in every process."""
    return int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()) >> 1
