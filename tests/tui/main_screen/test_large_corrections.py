"""A correction of more articles than a dashboard indexes at once: it is completed unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.corrections.recording import Corrections
from store.corrections.records import EntityRef, Merge, Star
from store.database import Store
from store.views import Views
from tests.tui.app_pilot import Driver, opened
from tests.tui.newsroom import ADLER, NORLAND, UNION, Told, fill, made

MANY = 80
MERGE = Merge(ADLER.key, EntityRef(UNION.key, UNION.text, "ORG"))


@pytest.fixture
def large_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store for a dashboard that indexes one slice at a time, and looks only when told to."""
    monkeypatch.setattr("tui.view_model.store_thread._PATIENCE", 0.0)
    monkeypatch.setattr("tui.main_screen.imports._POLL", 1_000.0)
    monkeypatch.setattr("store.views.state._MUCH", 1_000_000)
    told = [Told(f"Adler told Norland and the Harbour Union {day} times.") for day in range(MANY)]
    return fill(tmp_path / "store", [made([each], "2024-06-01") for each in told])


def mentions(at: Driver) -> dict[str, int]:
    rows = at.screen.panes.entities.rows
    found = filter(None, map(rows.row, range(rows.total)))
    return {row.key: row.shown for row in found}


async def to_norland(at: Driver) -> None:
    await at.press("2", "end")
    while at.screen.panes.entities.rows.current_key != NORLAND.key:
        await at.press("up")


async def assert_completed(at: Driver) -> None:
    assert await at.screen.store_thread.count_waiting() > 0
    await at.screen.parts.imports.poll()
    assert "being corrected" in at.screen.status.text
    await at.settle()
    assert mentions(at) == {NORLAND.key: MANY, UNION.key: 2 * MANY}
    assert at.screen.panes.entities.rows.current_key == NORLAND.key
    assert "correct" not in at.screen.status.text.rpartition("help")[2]
    assert await at.screen.store_thread.count_waiting() == 0


async def test_ones_own(large_store: Path) -> None:
    async with opened(large_store) as at:
        await to_norland(at)
        await at.screen.store_thread.correct(lambda log, _: log.record(MERGE))
        await assert_completed(at)


async def test_a_colleagues_of_which_some_is_on_the_screen(large_store: Path) -> None:
    async with opened(large_store) as at:
        await to_norland(at)
        with Store.open(large_store) as store:
            views = Views.open(store)
            Corrections(store, "kaja").record(MERGE)
            views.update(seconds=0)
            views.close()
        await at.screen.parts.imports.poll()
        await at.settle()
        assert "r 1 corrected" in at.screen.status.text
        assert mentions(at)[ADLER.key] == MANY, "nothing moves until it is asked for"
        await at.screen.store_thread.correct(
            lambda log, views: log.record(Star(views.corrections.article_ref(5)))
        )
        await assert_completed(at)


async def test_a_colleagues_that_is_asked_for(large_store: Path) -> None:
    async with opened(large_store) as at:
        await to_norland(at)
        with Store.open(large_store) as store:
            Corrections(store, "kaja").record(MERGE)
        await at.screen.parts.imports.poll()
        await at.press("r")
        assert mentions(at) == {NORLAND.key: MANY, UNION.key: 2 * MANY}
        assert at.screen.panes.entities.rows.current_key == NORLAND.key
