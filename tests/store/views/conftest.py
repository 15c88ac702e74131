from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.views.memory_journal import MemoryJournal


@pytest.fixture
def journal(tmp_path: Path) -> MemoryJournal:
    return MemoryJournal(tmp_path)
