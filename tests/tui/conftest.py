"""Small stores, each made once with its index, and copied for each test that may write to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Store
from tests.bench.made_store import make_views
from tests.tui.mending_room import fill_mending
from tests.tui.newsroom import fill, fill_with_copies


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the newsroom, without an index."""
    return fill(tmp_path_factory.mktemp("newsroom") / "store")


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Path], Path]], Path]:
    """Return the store that a function fills, with its index. Do not write to it."""
    made: dict[Callable[[Path], Path], Path] = {}

    def once(filled: Callable[[Path], Path]) -> Path:
        if filled not in made:
            made[filled] = filled(tmp_path_factory.mktemp("indexed") / "store")
            with Store.open(made[filled]) as store:
                make_views(store)
        return made[filled]

    return once


@pytest.fixture
def newsroom_store(indexed: Callable[[Callable[[Path], Path]], Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed(fill), tmp_path / "store"))


@pytest.fixture
def mending_store(indexed: Callable[[Callable[[Path], Path]], Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed(fill_mending), tmp_path / "store"))


@pytest.fixture
def store_with_copies(indexed: Callable[[Callable[[Path], Path]], Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed(fill_with_copies), tmp_path / "store"))
