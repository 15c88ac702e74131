"""Memory goes back to the system: what was freed, remembered, or mapped and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import Store
from store.views import Views
from store.views.remembered import forget, give_back, remembered
from tests.store.database.test_store import a_reading, an_article

_STATUS = Path("/proc/self/statm")
_MAPS = Path("/proc/self/smaps")


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


def test_forgotten_results_are_computed_again() -> None:
    asked = []

    @remembered(10)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(4), double(4)] == [8, 8]
    assert asked == [4]
    forget()
    assert double(4) == 8
    assert asked == [4, 4]


@pytest.mark.skipif(not _MAPS.exists(), reason="needs /proc")
def test_a_journal_that_is_read_whole_does_not_stay_in_memory(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        texts = [f"{number} of many. " * 100_000 for number in range(24)]
        for number, text in enumerate(texts):
            article = an_article(f"{number:064}", text)
            store.put(article, a_reading(article), {"status": "added", "origin": "a.txt"})
        for number, text in enumerate(texts, 1):
            assert store.article(number).text == text
        assert (tmp_path / "store.jsonl").stat().st_size > 24 << 20
        assert _resident_of(tmp_path) < 16 << 20


@pytest.mark.skipif(not _MAPS.exists(), reason="needs /proc")
def test_words_that_were_searched_do_not_stay_in_memory(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        article = an_article("a" * 64, "The mayor opened the harbour.")
        store.put(article, a_reading(article), {"status": "added", "origin": "a.txt"})
        views = Views.open(store)
        views.update()
        found, mapped = [], []
        for _ in range(20):
            found.append([hit.number for hit in views.search.find("harb")])
            mapped.append(str(tmp_path / "views" / "text") in _MAPS.read_text())
        views.close()
    assert found == [[1]] * 20
    assert not all(mapped)


def _resident_of(folder: Path) -> int:
    """Return the bytes of the files of a folder that this process has mapped and touched."""
    total, is_there = 0, False
    for line in _MAPS.read_text().splitlines():
        name, *rest = line.split()
        if not name.endswith(":"):
            is_there = str(folder) in line
        elif is_there and name == "Rss:":
            total += int(rest[0]) << 10
    return total
