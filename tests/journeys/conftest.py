"""Stores for the journeys that need no extractor. They have no index, as after an import."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.conftest import small_store
from tests.tui.mending_room import fill_mending

__all__ = ["small_store"]


@pytest.fixture
def newsroom_store(small_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_store, tmp_path / "store"))


@pytest.fixture
def mending_store(tmp_path: Path) -> Path:
    return fill_mending(tmp_path / "store")
