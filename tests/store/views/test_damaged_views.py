"""Whatever of the views is damaged is noticed, reported in a line and rebuilt."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from store.files import UnsafeFile
from store.views import Filter, Term, Views
from store.views.indexing.checking import damaged_views
from store.views.indexing.index_file import ViewsDamaged
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

GRAIN = Filter((Term("text", "grain"),))


def cut(pattern: str) -> Callable[[Path], None]:
    """Cut the files of the views that fit to 10 bytes."""

    def damage(views: Path) -> None:
        found = [path for path in views.glob(pattern) if path.is_file()]
        assert found, pattern
        for path in found:
            os.truncate(path, 10)

    return damage


def overwrite(views: Path) -> None:
    """Random bytes behind the first pages of the index, which are read when it is opened."""
    path = views / "index.sqlite"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(size - 8192))


def replace_by_a_folder(views: Path) -> None:
    (views / "text-2" / "meta.json").unlink()
    (views / "text-2" / "meta.json").mkdir()


def remove_a_segment(views: Path) -> None:
    next(iter((views / "text-2").glob("*.idx"))).unlink()


def filled(journal: MemoryJournal) -> None:
    for number in range(1, 4):
        new = article(f"Grain number {number}.", "Grain")
        journal.put(number, new, reading(new, entity("e1", "gpe/BY", "Belarus")))
    assert asked(journal) == ((3, 3), 3, [])


def asked(journal: MemoryJournal) -> tuple[tuple[int, int], int, list[str]]:
    """How many articles are shown, how many hold a word, and what was said."""
    views = Views.open(journal)
    try:
        for attempt in range(2):
            try:
                views.update()
                found = views.counts(Filter()).articles, views.counts(GRAIN).articles[0]
                break
            except ViewsDamaged:
                assert attempt == 0
        return *found, list(views.notes)
    finally:
        views.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        cut("text-2/*"),
        cut("text-2/*.term"),
        cut("text-2/*.idx"),
        cut("text-2/*.store"),
        cut("text-2/meta.json"),
        cut("text-2/covers.json"),
        cut("index.sqlite"),
        overwrite,
        replace_by_a_folder,
        remove_a_segment,
    ],
)
def test_it_is_told_and_made_anew(journal: MemoryJournal, damage: Callable[[Path], None]) -> None:
    filled(journal)
    damage(journal.folder / "views")
    assert len(list(damaged_views(journal.folder))) == 1
    shown, found, said = asked(journal)
    assert (shown, found) == ((3, 3), 3)
    assert "rebuilt" in " ".join(said)
    assert list(damaged_views(journal.folder)) == []
    assert asked(journal) == ((3, 3), 3, [])


def test_a_full_disk_is_no_damage(journal: MemoryJournal) -> None:
    from store.views.searching.fulltext import is_damage

    assert not is_damage(ValueError("An IO error occurred: 'No space left (os error 28)'"))
    assert not is_damage(ValueError("Failed to acquire Lockfile: LockBusy"))
    assert not is_damage(OSError(28, "No space left on device"))
    assert is_damage(ValueError("Data corrupted: meta.json"))
    assert is_damage(UnsafeFile(Path("x"), "a FIFO"))


def test_a_store_without_views_has_none_that_are_damaged(journal: MemoryJournal) -> None:
    assert list(damaged_views(journal.folder)) == []
