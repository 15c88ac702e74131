"""Each reader gets damaged files for a moment; `make fuzz` gives it ten minutes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.hostile.fuzz_readers import SEEDS, fuzz

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_give_an_article_or_a_reason(name: str, tmp_path: Path) -> None:
    outcomes, broken = fuzz(name, 2, tmp_path, random.Random(5))  # noqa: S311
    assert outcomes["files"]
    assert not broken, list(tmp_path.iterdir())
