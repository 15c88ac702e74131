"""From a row to the article and out into a report."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Static

from store.database import Store
from store.extract.pipeline import Extractor
from store.reading import Article
from tests.tui.app_pilot import Driver, opened
from tests.tui.newsroom import CLAIM, MEETING, made
from tui.dialogs.why import WhyDialog
from tui.widgets.bar import Bar


async def test_enter_on_an_event_lights_its_sentence(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter")
        assert at.screen.panes.front == "reader"
        opened_ = at.screen.panes.reader.opened
        assert opened_ is not None
        marked = {
            (mark.kind, opened_.article.text[mark.start : mark.end]) for mark in opened_.marks
        }
        assert ("evidence", MEETING.text) in marked
        assert ("verb", "received") in marked
        assert {("party", "Lukashenko"), ("party", "Adler")} <= marked
        first = opened_.number
        await at.press("n")
        assert at.screen.panes.reader.opened is not None
        assert at.screen.panes.reader.opened.number != first
        await at.press("q")
        assert at.screen.panes.front == "timeline"


async def test_furniture_is_marked(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("1", "down", "down", "enter")
        opened_ = at.screen.panes.reader.opened
        assert opened_ is not None
        assert opened_.article.title == "Adler in Minsk"
        assert next(mark.kind for mark in opened_.marks) == "furniture"


async def test_what_was_read_stands_under_the_text_where_it_is_narrow(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter")
        text = at.screen.panes.reader.text
        assert text.render_line(0).text.startswith("›Lukashenko received")
        await at.press("m")
        assert text.render_line(1).text.strip().startswith("│ 2024-07-08 +  Alexander Lukashenko")
        assert "".join(text.render_line(y).text for y in range(9)).count("│") == 2
        await at.press("m")
        assert "│" not in text.render_line(1).text


async def test_the_reader_shows_what_is_chosen_in_the_pane_in_front(small_store: Path) -> None:
    async with opened(small_store, (200, 50)) as at:
        reader = at.screen.panes.reader
        assert reader.heading.strip().endswith("#5")
        await at.press("2")
        assert "mention 1/1" in reader.heading
        assert reader.opened is not None
        assert reader.opened.key == at.screen.panes.entities.rows.current_key
        await at.press("3")
        assert "sentence 1/1" in reader.heading
        await at.press("4", "2")
        assert "sentence 1/1" in reader.heading
        await at.press("down", "enter")
        assert "mention 1/" in reader.heading


async def test_an_article_in_another_language_is_said_to_be_unread(newsroom_store: Path) -> None:
    german, _ = made([CLAIM], "2024-12-01", "Abendblatt", "Der Hafen steht still")
    with Store.open(newsroom_store) as store:
        store.put(msgspec.structs.replace(german, language="de"), None, {"outcome": "new"})
    async with opened(newsroom_store) as at:
        await at.press("r", "home", "enter")
        assert "not read: the language is de" in at.screen.panes.reader.heading


async def test_what_is_missing_in_a_reading_is_said(newsroom_store: Path) -> None:
    article, reading = made([CLAIM], "2024-12-01", "Harbour Wire", "The harbour stands still")
    partly = msgspec.structs.replace(reading, partial={"statements": "it broke"})
    with Store.open(newsroom_store) as store:
        store.put(article, partly, {"outcome": "new"})
    async with opened(newsroom_store) as at:
        await at.press("r", "home", "enter")
        assert "partly read: without statements (it broke)" in at.screen.panes.reader.heading


async def test_citation(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "y")
        box = at.app.screen
        text = str(box.query("Static").last().render())
        assert text.startswith(f"“{MEETING.text}” | Harbour Wire, Two leaders in one room")
        assert "characters 0-56" in text
        assert at.app.clipboard == text


async def test_card_leads_on(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "i")
        rows = at.app.screen.query("Rows").first()
        text = "\n".join(rows.render_line(y).text for y in range(20))
        assert "Mira Adler" in text
        assert "Alexander Lukashenko" in text
        await at.press("f")
        assert "Mira Adler" in at.screen.filter_bar.text


async def test_a_sentence_on_the_card_leads_to_its_article(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "i")
        rows = at.app.screen.query("Rows").first()
        rows.move_to(rows.total - 1)  # type: ignore[attr-defined]
        await at.press("enter")
        assert at.screen.panes.front == "reader"
        assert "mention 1/" in at.screen.panes.reader.heading


async def test_a_click_on_a_name_in_the_text_shows_its_card(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("enter")
        await at.pilot.click(at.screen.panes.reader.text, offset=(2, 0))
        await at.settle()
        rows = at.app.screen.query("Rows").first()
        assert "Mira Adler" in rows.render_line(0).text


@pytest.mark.slow
async def test_the_reader_is_never_empty_where_there_is_something_to_read(
    small_store: Path,
) -> None:
    for key, heading in (("1", "4 Reader 3 names"), ("2", "4 Reader mention 1/1"),
                         ("3", "4 Reader sentence 1/1")):  # fmt: skip
        async with opened(small_store) as at:
            await at.press(key, "4")
            assert heading in at.screen.panes.reader.heading


async def test_an_entity_is_read_where_it_is_mentioned(small_store: Path) -> None:
    async with opened(small_store, (200, 50)) as at:
        await at.press("2", "end")
        key = at.screen.panes.entities.rows.current_key
        opened_ = at.screen.panes.reader.opened
        assert opened_ is not None
        assert opened_.key == key == "org/harbour union"
        assert opened_.stops


async def test_the_next_article_is_counted_from_the_one_that_is_read(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter")
        assert at.screen.panes.reader.heading.strip().endswith("#1")
        await at.press("J")
        assert at.screen.panes.reader.heading.strip().endswith("#3")
        assert at.screen.panes.articles.rows.current_key == 3
        await at.press("J")
        assert "last article" in at.screen.status.text
        await at.press("K", "K", "K", "K")
        assert at.screen.panes.reader.heading.strip().endswith("#5")
        await at.press("K")
        assert "the first" in at.screen.status.text


async def test_what_cannot_be_seen_is_not_cited(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter", "2", "y")
        assert "nothing to cite here" in at.screen.status.text


async def test_a_citation_is_saved_where_it_is_typed_over_the_proposal(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "y", "s")
        await at.type("mine")
        await at.press("enter")
        assert "Lukashenko received Adler" in (tmp_path / "mine").read_text()
        note = at.app.screen.query("Bar").first(Bar)
        assert f"saved in {tmp_path}"[:60] in note.text
        await at.press("s")
        await at.type("~nosuchone/x")
        await at.press("enter")
        assert "no home folder" in note.text
        await at.press("s")
        await at.type("none/x")
        await at.press("enter")
        assert "No such file or directory" in note.text


async def test_w_says_why_where_there_is_nothing_to_explain(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("4", "w")
        assert "no event here to explain" in at.screen.status.text


@pytest.mark.slow
async def test_w_explains_an_event_by_its_sentence_and_its_rules(
    tmp_path: Path, reader: Extractor
) -> None:
    """The whole way: the article is read into a store, and read again by the dialog's process."""
    text = "Ghana recalled its envoy from Togo on Monday, the foreign ministry said."
    article = Article(id="a1", text=text, published="2024-07-10")
    with Store.open(tmp_path / "store", create=True) as store:
        store.put(article, reader.read(article), {"outcome": "new"})
    async with opened(tmp_path / "store") as at:
        await at.press("3", "home", "down", "w")
        dialog = at.app.screen
        assert isinstance(dialog, WhyDialog)
        words = "\n".join(str(each.render()) for each in dialog.query(Static))
        assert "Ghana recalled its envoy" in words
        assert "“Monday” is 2024-07-08: relative to the day of publication" in words
        assert "times." in words
        await at.press("escape")
        assert at.screen.panes.front == "timeline"


async def test_find_in_the_text(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter", "f")
        await at.type("minsk")
        await at.press("enter")
        reader = at.screen.panes.reader
        assert reader.opened is not None
        assert "hit 1/" in reader.heading
        assert reader.stop is not None
        found = reader.opened.article.text[reader.stop.start : reader.stop.end]
        assert found.lower() == "minsk"
        await at.press("f")
        await at.type("zeppelin")
        await at.press("enter")
        assert "The text does not have “zeppelin”" in at.screen.status.text


async def test_what_is_not_the_article_is_folded(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("1", "down", "down", "enter")
        text = at.screen.panes.reader.text
        opened_ = at.screen.panes.reader.opened
        assert opened_ is not None
        furniture = next(mark for mark in opened_.marks if mark.kind == "furniture")
        words = opened_.article.text[furniture.start : furniture.end].strip()
        for is_shown in (False, True, False):
            page = [text.render_line(y).text for y in range(20)]
            assert any(words in line for line in page) == is_shown
            await at.press("F")


async def test_what_follows_a_cursor_does_not_replace_what_was_opened_since(
    small_store: Path,
) -> None:
    async with opened(small_store, (200, 50)) as at:
        screen, rows = at.screen, at.screen.panes.articles.rows
        screen.parts.follower.follow()
        for _ in range(3):
            await asyncio.sleep(0)
        rows.move_to(rows.total - 1)
        chosen = screen.panes.articles.row_here
        await screen.parts.reading.open()
        await at.settle()
        assert screen.panes.reader.opened is not None
        assert screen.panes.reader.opened.number == chosen.number


def number_in_reader(at: Driver) -> int | None:
    opened_ = at.screen.panes.reader.opened
    return None if opened_ is None else opened_.number


def number_under_cursor(at: Driver) -> int:
    row = at.screen.panes.articles.rows.current
    assert row is not None
    number: int = row.number
    return number


async def test_a_terminal_that_grows_shows_the_row_of_the_cursor_in_the_reader(
    small_store: Path,
) -> None:
    async with opened(small_store, (80, 24)) as at:
        await at.press("1")
        for size in ((120, 30), (200, 50)):
            await at.press("down")
            assert number_in_reader(at) != number_under_cursor(at)
            await at.pilot.resize_terminal(*size)
            await at.settle()
            assert number_in_reader(at) == number_under_cursor(at)
            await at.pilot.resize_terminal(80, 24)
            await at.settle()


async def test_a_terminal_that_grows_leaves_the_reader_alone_while_it_is_read(
    small_store: Path,
) -> None:
    async with opened(small_store, (80, 24)) as at:
        await at.press("1", "enter")
        before = at.screen.panes.reader.opened
        assert before is not None
        await at.pilot.resize_terminal(120, 30)
        await at.settle()
        assert at.screen.panes.reader.opened is before


@pytest.mark.parametrize("end", ["z", "escape"])
async def test_the_reader_that_a_zoom_hid_shows_the_row_of_the_cursor(
    small_store: Path, end: str
) -> None:
    async with opened(small_store, (120, 30)) as at:
        await at.press("1", "z", "down")
        assert number_in_reader(at) != number_under_cursor(at)
        await at.press(end)
        assert number_in_reader(at) == number_under_cursor(at)
