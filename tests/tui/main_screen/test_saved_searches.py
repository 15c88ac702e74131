"""`A` saves the filter, opens a saved one, and the status line tells of new articles that match."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import SavedSearch, SavedSearches, Store, Term, Views
from tests.tui.app_pilot import Driver, opened
from tests.tui.newsroom import CLAIM, MEETING, STRIKE, made
from tui.dialogs.saved_searches import SavedSearchesDialog
from tui.view_model.store_thread import News


def dialog(at: Driver) -> SavedSearchesDialog:
    screen = at.app.screen
    assert isinstance(screen, SavedSearchesDialog)
    return screen


def listed(at: Driver) -> list[str]:
    rows = dialog(at)._rows
    return [rows.render_line(y).text.strip() for y in range(rows.total)]


def saved_in(folder: Path) -> list[tuple[str, bool]]:
    with Store.open(folder, readonly=True) as store:
        return [(each.name, each.alert) for each in SavedSearches(store)]


def save(folder: Path, *names: str, alert: bool = True) -> None:
    with Store.open(folder) as store:
        for name in names:
            terms = (Term("query", name),)
            SavedSearches(store).put(SavedSearch(name=name, query=name, terms=terms, alert=alert))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_filter_is_saved_and_opened_again(
    newsroom_store: Path, size: tuple[int, int]
) -> None:
    async with opened(newsroom_store, size) as at:
        await at.press("2", "enter", "3")
        before = at.screen.parts.navigation.state.filter
        await at.press("A", "tab")
        assert "Alert on" in dialog(at)._said.text
        await at.press("enter")
        (name,) = [name for name, _ in saved_in(newsroom_store)]
        assert saved_in(newsroom_store) == [(name, True)]
        assert f"Saved as {name}, with an alert."[:30] in at.screen.status.text
        await at.press("backspace")
        assert not at.screen.parts.navigation.state.filter
        await at.press("A")
        assert "Nothing to save: there is no filter." in dialog(at)._said.text
        assert listed(at)[0].startswith(f"! {name}")
        await at.press("enter")
        assert at.screen.parts.navigation.state.filter == before
        assert at.app.screen is at.screen


async def test_a_name_of_ones_own(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("slash", *"type:protest", "enter", "A", *"docks du jour?", "enter")
        assert saved_in(newsroom_store) == [("docks du jour?", False)]
        await at.press("A")
        assert listed(at)[0].startswith("docks du jour?  type:protest")
        await at.press("escape")


async def test_a_saved_one_is_deleted_and_brought_back(newsroom_store: Path) -> None:
    save(newsroom_store, "docks", "leaders")
    async with opened(newsroom_store) as at:
        await at.press("A", "d")
        assert saved_in(newsroom_store) == [("leaders", True)]
        assert "Deleted docks; u brings it back." in dialog(at)._said.text
        await at.press("u", "j", "tab")
        assert saved_in(newsroom_store) == [("docks", True), ("leaders", False)]
        await at.press("q")
        assert at.app.screen is at.screen


async def test_the_line_is_above_the_list(newsroom_store: Path) -> None:
    save(newsroom_store, "docks", "leaders")
    async with opened(newsroom_store) as at:
        await at.press("slash", *"type:protest", "enter", "A", "down", "down", "up", "up", *"dock")
        assert dialog(at)._line.value.endswith("dock")
        await at.press("down", "down", "enter")
        assert at.screen.parts.navigation.state.filter.terms == (Term("query", "leaders"),)


async def test_who_may_only_look_opens_and_does_not_save(newsroom_store: Path) -> None:
    save(newsroom_store, "docks")
    async with opened(newsroom_store) as at:
        store = at.screen.store_thread._store
        assert store is not None
        store.db.journal.journal.readonly = True
        await at.press("2", "enter", "A", "enter")
        assert "may not be written to" in dialog(at)._said.text
        await at.press("down", "enter")
        assert at.screen.parts.navigation.state.filter.terms == (Term("query", "docks"),)


async def test_the_palette_knows_it(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("ctrl+p", *"saved searches", "enter")
        assert dialog(at)
        await at.press("escape")


async def test_the_status_line_says_which_search_new_articles_match(newsroom_store: Path) -> None:
    save(newsroom_store, "strike", "ferry")
    async with opened(newsroom_store, (120, 40)) as at:
        await at.screen.parts.imports.poll()
        with Store.open(newsroom_store) as other:
            for told, day in ((STRIKE, "2024-07-12"), (CLAIM, "2024-10-06")):
                article, reading = made([told, MEETING], day, title=f"Of {day}")
                other.put(article, reading, {"outcome": "new"})
            await at.screen.parts.imports.poll()
            assert at.screen.status.text.endswith("r 2 new ")
            views = Views.open(other)
            views.update()
            views.prepare_search()
            views.close()
        before = at.lines("articles")
        await at.screen.parts.imports.poll()
        assert at.screen.status.text.endswith("r 2 new, 1 for strike ")
        save(newsroom_store, "Minsk")
        await at.screen.parts.imports.poll()
        assert at.screen.status.text.endswith("r 2 new, 2 for Minsk, 1 more alert ")
        assert at.lines("articles") == before
        await at.press("r")
        assert "new" not in at.screen.status.text
        await at.screen.parts.imports.poll()
        assert "new" not in at.screen.status.text


def test_what_is_new_in_words() -> None:
    assert str(News(7, 0, (("sanctions", 2),))) == "7 new, 2 for sanctions"
    assert str(News(7, 1, (("x" * 90, 2), ("y", 1), ("z", 1)))) == (
        f"7 new, 2 for {'x' * 19}…, 2 more alerts, 1 corrected"
    )
