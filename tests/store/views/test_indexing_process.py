"""A process of its own indexes a large store, and the dashboard stays small."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.database import Store
from store.reading import Article
from store.views import Filter, Views
from store.views.indexing.index_file import locked_file

pytestmark = pytest.mark.slow

MANY = 150
COMMAND = [sys.executable, "-P", "-m", "store.views.indexing.process"]
DASHBOARD = """
import asyncio, sys
from pathlib import Path
from store import Filter
from tui.view_model.store_thread import StoreThread

async def main():
    thread = StoreThread(Path(sys.argv[1]))
    more = True
    while more:
        changed, more = await thread.update_index()
        if not changed:
            await asyncio.sleep(0.05)
    counts = await thread.ask(lambda views: views.counts(Filter()).articles)
    await thread.close()
    print(counts, "store.views.indexing.articles" in sys.modules)

asyncio.run(main())
"""


def filled(folder: Path, articles: int) -> Path:
    with Store.open(folder, create=True) as store, store.transaction():
        for number in range(articles):
            text = f"Report {number}: the harbour of Arvik was closed for {number} days."
            store.put(Article(id=str(number), text=text), None, {"outcome": "new"})
    return folder


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return filled(tmp_path / "store", MANY)


@pytest.mark.parametrize(("articles", "is_indexed_here"), [(MANY, False), (5, True)])
def test_a_dashboard_does_not_index_much_itself(
    tmp_path: Path, articles: int, is_indexed_here: bool
) -> None:
    folder = filled(tmp_path / "store", articles)
    command = [sys.executable, "-c", DASHBOARD, str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split() == [f"({articles},", f"{articles})", str(is_indexed_here)]


def test_what_a_process_did_is_shown_and_goes_on_here_after_its_end(large: Path) -> None:
    with Store.open(large) as store:
        views = Views.open(store)
        process = views.index_elsewhere()
        assert process is not None
        process.stop()
        assert process.has_failed and not process.is_running
        views.follow()
        views.update()
        assert views.counts(Filter()).articles == (MANY, MANY)
        views.prepare_search()
        assert views.index_elsewhere() is None
        views.close()


def test_it_shows_what_another_process_indexed_and_indexes_nothing(large: Path) -> None:
    with Store.open(large) as store, Store.open(large) as other:
        views, theirs = Views.open(store), Views.open(other)
        assert not views.follow()
        assert views.counts(Filter()).articles == (0, 0)
        theirs.update()
        assert views.follow()
        assert views.counts(Filter()).articles == (MANY, MANY)
        views.close()
        theirs.close()


INDEXED_MEANWHILE = """
import subprocess, sys
from pathlib import Path
from store import Filter, Store, Views

with Store.open(Path(sys.argv[1])) as store:
    views = Views.open(store)
    subprocess.run([sys.executable, "-m", "store.views.indexing.process", sys.argv[1]], check=True)
    changed = views.update()
    articles, _ = views.counts(Filter()).articles
    print(changed, articles, "store.views.indexing.articles" in sys.modules)
"""


def test_what_was_indexed_meanwhile_is_not_indexed_again(large: Path) -> None:
    command = [sys.executable, "-c", INDEXED_MEANWHILE, str(large)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read().split() == [b"True", str(MANY).encode(), b"False"]


def test_words_that_nobody_indexed_are_much_too(large: Path) -> None:
    with Store.open(large) as store:
        views = Views.open(store)
        views.update()
        process = views.index_elsewhere()
        assert process is not None
        while process.is_running:
            time.sleep(0.05)
        assert not process.has_failed and not views.prepare_search()
        assert views.index_elsewhere() is None
        views.close()


def test_no_second_process_is_started_while_one_indexes(large: Path) -> None:
    with Store.open(large) as store:
        views = Views.open(store)
        with locked_file(large / "views" / "index.lock", wait=False) as mine:
            assert mine
            assert views.index_elsewhere() is None
        views.close()


def test_the_process_ends_with_the_one_that_began_it(large: Path) -> None:
    with subprocess.Popen([*COMMAND, str(large)], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) in (0, 1)


def test_a_store_that_only_others_may_write_is_indexed_here(large: Path) -> None:
    with Store.open(large, readonly=True) as store:
        views = Views.open(store)
        assert views.index_elsewhere() is None
        views.close()
