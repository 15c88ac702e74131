"""Search, filters and history on the main screen."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.app_pilot import Driver, key_event, opened
from tui.dialogs.card import CardDialog
from tui.main_screen.loading import SnapshotLoader
from tui.view_model.state import PaneName
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows


async def test_enter_on_an_entity_filters_and_backspace_lets_it_go(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter")
        assert at.screen.filter_bar.text.strip() == "dateline › Mira Adler"
        assert "3/5" in at.screen.panes.articles.heading
        await at.press("backspace")
        assert "5/5" in at.screen.panes.articles.heading


async def test_x_excludes(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "x")
        assert "not Mira Adler" in at.screen.filter_bar.text
        assert "2/5" in at.screen.panes.articles.heading


async def test_any_filter_can_be_dropped(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "3", "f", "X")
        assert "Mira Adler" not in at.screen.filter_bar.text
        assert "type:consult" in at.screen.filter_bar.text
        await at.press("down", "escape")
        assert at.screen.filter_bar.text.strip() == "dateline › Mira Adler › type:consult"
        await at.press("X", "enter")
        assert at.screen.filter_bar.text.strip() == "dateline › type:consult"
        await at.press("comma")
        assert at.screen.filter_bar.text.strip() == "dateline › Mira Adler › type:consult"


async def test_back_and_forward(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "3", "f", "comma")
        assert at.screen.filter_bar.text.count("›") == 1
        await at.press("comma")
        assert at.screen.filter_bar.text.count("›") == 0
        await at.press("full_stop", "full_stop")
        assert at.screen.filter_bar.text.count("›") == 2
        await at.press("full_stop")
        assert "nothing to go forward to" in at.screen.status.text


async def test_one_kind_of_entity(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "p")
        assert "only person" in at.screen.filter_bar.text
        assert "2/5" in at.screen.panes.entities.heading
        assert "5/5" in at.screen.panes.articles.heading
        await at.press("p")
        assert "5/5" in at.screen.panes.entities.heading


async def test_words_that_were_searched_for_are_hits(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash")
        await at.type("treaty")
        await at.press("down", "enter")
        assert "treaty" in at.screen.filter_bar.text
        await at.press("1", "enter")
        assert "hit 1/1" in at.screen.panes.reader.heading


async def test_an_event_that_was_searched_for_opens_at_its_sentence(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash")
        await at.type("type:agree")
        rows = at.app.screen.query("Rows").first()
        first, second = (rows.render_line(y).text.strip() for y in range(2))
        assert first.startswith("/  filter by: type:agree  ")
        assert first.endswith("  1 article, 1 event")
        assert second.split()[-1] == "2024-06"
        await at.press("down", "enter")
        assert at.screen.panes.front == "reader"
        assert "sentence 1/1" in at.screen.panes.reader.heading


async def test_a_query_that_breaks_keeps_the_last_hits(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash")
        await at.type("adler")
        rows = at.app.screen.query("Rows").first()
        before = rows.render_line(0).text
        await at.press("space", "(")
        wrong = at.app.screen.query(".search-wrong").first(Static)
        assert rows.render_line(0).text == before
        assert str(wrong.content) == "adler (  This bracket is not closed."
        await at.press("backspace")
        assert not wrong.display
        await at.press("(")
        await at.press("enter")
        assert len(at.app.screen_stack) == 2


async def test_words_that_nothing_has_together_say_which_one_is_in_the_way(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        await at.press("slash")
        await at.type("treaty zeppelin")
        said = str(at.app.screen.query_one(".search-wrong", Static).content)
        assert said.startswith("Nothing matches treaty zeppelin. Without zeppelin: ")
        await at.press(*["backspace"] * 20)
        await at.type("zeppelin")
        said = str(at.app.screen.query_one(".search-wrong", Static).content)
        assert said == "Nothing matches zeppelin."


async def test_the_search_adds_to_the_filter_or_replaces_it(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "slash")
        await at.type("type:consult")
        assert any("adds to Mira Adler" in each for each in search_bars(at))
        await at.press("enter")
        assert at.screen.filter_bar.text.strip() == "dateline › Mira Adler › type:consult"
        await at.press("slash", "ctrl+o")
        await at.type("event:2024")
        assert any("replaces Mira Adler › type:consult" in each for each in search_bars(at))
        await at.press("enter")
        assert at.screen.filter_bar.text.strip() == "dateline › event:2024"


def search_bars(at: Driver) -> list[str]:
    return [bar.text for bar in at.app.screen.query(Bar)]


async def test_without_a_filter_the_search_says_nothing_of_one(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash")
        assert not any("adds to" in each or "replace" in each for each in search_bars(at))


async def test_an_unknown_type_is_reported_with_the_types(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash")
        await at.type("type:bogus")
        assert "The types are accuse" in str(
            at.app.screen.query_one(".search-wrong", Static).content
        )


async def test_keys_typed_after_a_filter_are_meant_for_its_rows(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = SnapshotLoader._load

    async def slowly(self: SnapshotLoader, lists: Collection[PaneName]) -> None:
        await asyncio.sleep(0.3)
        await load(self, lists)

    async with opened(small_store) as at:
        monkeypatch.setattr(SnapshotLoader, "_load", slowly)
        await at.press("slash")
        await at.type("norland")
        for key in ("enter", "i"):
            at.app.post_message(key_event(key))
        await at.pilot.pause(1)
        await at.settle()
        dialog = at.app.screen
        assert isinstance(dialog, CardDialog)
        assert dialog.query(Rows).first().render_line(0).text.strip().startswith("G Norland")
