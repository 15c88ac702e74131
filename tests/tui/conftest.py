"""A small store, made once, copied for each test that may write to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.mending_room import fill_mending
from tests.tui.newsroom import fill, fill_with_copies


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("newsroom") / "store")


@pytest.fixture
def newsroom_store(small_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_store, tmp_path / "store"))


@pytest.fixture
def mending_store(tmp_path: Path) -> Path:
    return fill_mending(tmp_path / "store")


@pytest.fixture
def store_with_copies(tmp_path: Path) -> Path:
    return fill_with_copies(tmp_path / "store")
