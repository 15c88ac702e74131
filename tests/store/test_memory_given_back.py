"""Freed memory goes back to the system where the C library can do that."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.memory import give_back

_STATUS = Path("/proc/self/statm")


@pytest.mark.skipif(not _STATUS.exists(), reason="needs /proc")
def test_freed_memory_goes_back() -> None:
    kept = []
    freed = []
    for _ in range(40_000):  # small pieces between others that stay, as after a search
        freed.append(bytes(2_000))
        kept.append(bytes(600))
    freed.clear()
    before = _resident()
    give_back()
    assert _resident() <= before
    assert len(kept) == 40_000


def _resident() -> int:
    return int(_STATUS.read_text().split()[1])
