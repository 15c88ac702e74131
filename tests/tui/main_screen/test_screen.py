"""The main screen as a person uses it: panes, the cursor, what is new, help."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from weakref import WeakSet

import pytest
from msgspec.structs import replace
from textual.strip import Strip
from textual.widgets import Static

import store
from store.suggestions import Suggestion
from store.views import Views
from tests.tui.app_pilot import opened
from tests.tui.mending_room import ADLAR
from tests.tui.newsroom import ADLER, CLAIM, MINSK, NORLAND, Told, fill, made
from tests.tui.test_pictures import drawn
from tui.dialogs.help import CommandList, LegendEntry, matching
from tui.dialogs.search import SearchDialog
from tui.dialogs.suggestions import SuggestionsDialog
from tui.keys import Command
from tui.main_screen.screen import MainScreen
from tui.themes import DIALOG_STYLES
from tui.view_model.snapshot import ALL_ROWS, empty_list_lines, load_snapshot
from tui.view_model.suggested import SuggestionPage
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows


async def test_three_panes_with_their_counts(small_store: Path) -> None:
    async with opened(small_store) as at:
        assert "5/5" in at.screen.panes.articles.heading
        assert "5/5" in at.screen.panes.entities.heading
        assert "6/6" in at.screen.panes.timeline.heading
        assert [line.split()[0] for line in at.lines("articles")] == [
            "2024-10-04", "2024-07-10", "2024-07-09", "2024-07-09", "undated",
        ]  # fmt: skip


async def test_nothing_is_drawn_while_painting_is_held(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    draw = Bar.render_line

    def watched(bar: Bar, y: int) -> Strip:
        screen = bar.screen
        held.append(isinstance(screen, MainScreen) and screen.hold.is_on)
        return draw(bar, y)

    monkeypatch.setattr(Bar, "render_line", watched)
    async with opened(small_store) as at:
        await at.press("2", "enter")
    assert held
    assert not any(held)


async def test_what_commands_need_is_there_before_the_first_one(small_store: Path) -> None:
    async with opened(small_store) as at:
        sheet = at.app.stylesheet
        while not sheet.has_source(str(DIALOG_STYLES)):
            await at.pilot.pause(0.05)
        assert {"names", "fields", "filtering"} <= vars(at.screen.parts).keys()
        parsed = [rule for rule in sheet.rules if not rule.is_default_rules]
        await at.press("?")
        assert at.app.screen is not at.screen
        assert {id(rule) for rule in parsed} <= {id(rule) for rule in sheet.rules}, "parsed anew"


async def test_the_lines_of_a_closed_dialog_are_not_kept(small_store: Path) -> None:
    async with opened(small_store) as at:

        async def kept_lines() -> int:
            await at.press("/", "a", "escape", "escape")
            assert at.app.screen is at.screen
            gc.collect()
            return sum(isinstance(each, Strip) for each in gc.get_objects())

        await kept_lines()
        before = await kept_lines()
        after = [await kept_lines() for _ in range(3)]
        assert min(after) <= before


async def test_closed_dialogs_do_not_stay_in_memory(small_store: Path) -> None:
    def dialogs() -> list[SearchDialog]:
        return [each for each in gc.get_objects() if isinstance(each, SearchDialog)]

    async with opened(small_store) as at:
        of_others = WeakSet(dialogs())  # a store thread of another test may still hold one
        gc.disable()  # Python would find them by chance
        try:
            for _ in range(3):
                await at.press("/", "a", "escape", "escape")
                assert at.app.screen is at.screen
            for _ in range(40):
                await at.pilot.pause(0.05)
                if of_others.issuperset(dialogs()):
                    break
            assert of_others.issuperset(dialogs())
        finally:
            gc.enable()


async def test_no_style_of_a_list_depends_on_the_focus(small_store: Path) -> None:
    async with opened(small_store) as at:
        focused = at.screen.panes.articles.rows
        before = focused.styles.base.get_rules()
        await at.press("2")
        focused.update_node_styles()
        assert focused.styles.base.get_rules() == before


async def test_the_same_event_in_two_articles_is_one_row(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        row = next(line for line in at.lines("timeline") if "receives" in line)
        assert row.split()[0] == "2024-07-08"
        assert row.split()[-1] == "2"


async def test_the_cursor_stays_on_its_item(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        await at.press("1", "down", "down", "down")
        number = at.screen.panes.articles.rows.current_key
        await at.press("2", "enter")
        assert at.screen.panes.articles.rows.current_key == number
        await at.press("backspace", "1", "s", "s", "enter")
        assert at.screen.panes.articles.rows.current_key == number
        assert "oldest first" in at.screen.panes.articles.heading


async def test_a_cursor_that_moves_while_lists_are_read_stays_where_it_went(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        rows, shown = at.screen.panes.articles.rows, at.screen.panes.articles.rows.generation
        at.screen.parts.loader.load()
        for _ in range(3):
            await asyncio.sleep(0)
        assert rows.generation == shown, "the lists have been read already"
        rows.move_to(rows.total - 1)
        while rows.generation == shown:
            await at.pilot.pause(0.01)
        assert rows.cursor == rows.total - 1


async def test_a_pinned_pane_holds_still(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "=", "2", "enter")
        assert "6/6" in at.screen.panes.timeline.heading
        assert "pinned" in at.screen.panes.timeline.heading
        assert "3/5" in at.screen.panes.articles.heading
        await at.press("3", "=")
        assert "3/6" in at.screen.panes.timeline.heading


async def test_choosing_lights_the_other_panes(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        await at.press("2")
        await at.press("down", "up")
        assert at.screen.panes.articles.rows.related == {1, 4, 5}
        related = at.screen.panes.timeline.rows.related
        assert isinstance(related, frozenset)
        assert len(related) == 3


async def test_an_entity_of_the_filter_lights_all_but_a_pinned_pane(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        await at.press("3", "=", "2", "enter")
        related = at.screen.panes.timeline.rows.related
        assert isinstance(related, frozenset)
        assert len(related) == 3
        await at.press("3", "=", "2")
        assert at.screen.panes.timeline.rows.related is ALL_ROWS
        assert at.screen.panes.articles.rows.related is ALL_ROWS


async def test_help_finds_and_does(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("question_mark", *"whole screen", "enter")
        assert at.screen.panes.space.zoomed
        await at.press("z")
        assert not at.screen.panes.space.zoomed


async def test_help_has_the_keys_of_the_pane_first_and_the_marks_last(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "question_mark")
        dialog = at.app.screen
        assert isinstance(dialog, CommandList)
        rows = dialog.query_one(Rows)
        assert isinstance(rows.row(1), Command)
        await at.press("end")
        assert isinstance(rows.current, LegendEntry)
        await at.press("home")
        assert rows.cursor == 1, "the first line is a heading"
        await at.press("G")
        assert [line.keys for line in map(rows.row, range(1, rows.total)) if line] == ["end,G"]
        await at.press("end", "backspace")
        assert rows.total > 20


def test_whole_words_are_found_first() -> None:
    marks = [LegendEntry("a", "unmarked things"), LegendEntry("b", "a mark of yours")]
    assert [each.mark for each in matching("mark", marks, ()) if isinstance(each, LegendEntry)] == [
        "b", "a",
    ]  # fmt: skip


async def test_a_key_of_another_pane_changes_nothing_and_says_so(small_store: Path) -> None:
    async with opened(small_store) as at:
        before = at.screen.parts.navigation.state
        for key in ("b", "v", "d", "left"):
            await at.press("1", key)
            assert "works in the timeline" in at.screen.status.text
        await at.press("2", "enter", "1", "enter", "x")
        assert "works in the articles, entities and timeline" in at.screen.status.text
        assert at.screen.parts.navigation.state.grouped == before.grouped
        assert at.screen.parts.navigation.state.minor == before.minor


async def test_a_message_ends_with_the_next_command(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "F")
        assert "works in the reader" in at.screen.status.text
        await at.press("down")
        assert "works in the reader" not in at.screen.status.text
        assert "in 1 article" in at.screen.status.text
        await at.press("F", "question_mark", "escape")
        assert "works in the reader" not in at.screen.status.text


async def test_a_command_by_name_goes_to_the_pane_that_has_it(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("ctrl+p", *"headings")
        rows = at.app.screen.query("Rows").first()
        assert rows.render_line(0).text.split()[:2] == ["headings", "b"]
        await at.press("enter")
        assert at.screen.panes.front == "timeline"
        assert not at.screen.parts.navigation.state.grouped


async def test_the_empty_store_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path / "store") as at:
        rows = at.screen.panes.articles.rows
        text = "\n".join(rows.render_line(y).text for y in range(8))
        assert "No articles yet" in text
        assert "Press a" in text
        assert "a add articles" in at.screen.status.text


async def test_what_is_new_waits_until_asked(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("down")
        number = at.screen.panes.articles.rows.current_key
        fill(newsroom_store, [made([CLAIM], "2024-12-01", "Late Lamp", "Late news")])
        await at.pilot.pause(0.6)
        assert "r 1 new" in at.screen.status.text
        assert "5/5" in at.screen.panes.articles.heading
        await at.press("r")
        assert "6/6" in at.screen.panes.articles.heading
        assert "new" not in at.screen.status.text
        assert at.screen.panes.articles.rows.current_key == number


async def test_themes_are_previewed(small_store: Path) -> None:
    async with opened(small_store) as at:
        before = at.app.theme
        await at.press("ctrl+t", "down", "down")
        assert at.app.theme != before
        await at.press("escape")
        assert at.app.theme == before
        await at.press("ctrl+t", "down", "enter")
        assert at.app.theme == "light"
        assert 'theme = "light" in config.toml' in at.screen.status.text


async def test_the_tour_leaves_the_keys_alone(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("f1", "2")
        assert at.screen.tour.running
        assert at.screen.panes.front == "entities"
        await at.press("f1", "f1", "f1", "f1", "f1")
        assert not at.screen.tour.running


async def test_a_key_that_does_nothing_is_called_as_in_the_help(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("ctrl+s")
        assert "^s does nothing here" in at.screen.status.text


async def test_changed_keys(small_store: Path) -> None:
    from tui.app import DatelineApp

    app = DatelineApp(small_store, {"pane.zoom": "Z"}, "dark")
    async with app.run_test() as pilot:
        await pilot.pause(0.3)
        screen = app.screen_stack[0]
        await pilot.press("z")
        assert not screen.panes.space.zoomed  # type: ignore[attr-defined]
        await pilot.press("Z")
        assert screen.panes.space.zoomed  # type: ignore[attr-defined]


async def test_who_may_only_look_is_not_asked_what_to_add(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        store = at.screen.store_thread._store
        assert store is not None
        store.db.journal.journal.readonly = True  # as where the folder permits no more
        await at.press("a")
        assert at.app.screen is at.screen
        assert "read this store, but not add" in at.screen.status.text


async def test_a_list_keeps_its_place_while_the_reader_has_the_room(tmp_path: Path) -> None:
    told = [
        made([Told(f"Day {day} was quiet.")], f"2024-06-{day:02}", "Lamp", f"Day {day}")
        for day in range(1, 31)
    ]
    async with opened(fill(tmp_path / "store", told)) as at:
        await at.press("down", "enter", "J", "J", "escape")
        rows = at.screen.panes.articles.rows
        assert (rows.cursor, rows.top) == (3, 0)


async def test_the_source_has_no_column_where_no_article_names_one(tmp_path: Path) -> None:
    async with opened(fill(tmp_path / "store", [made([CLAIM], "2024-06-01", None, "Old")])) as at:
        assert at.lines("articles")[0].split() == ["2024-06-01", "Old", "1"]


async def test_an_index_that_lags_is_no_empty_store(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        snapshot = await at.screen.store_thread.ask(
            lambda views: load_snapshot(views, at.screen.parts.navigation.state)
        )
        lagging = replace(
            snapshot, index_behind=True, counts=dict.fromkeys(snapshot.counts, (0, 0))
        )
        assert "The index is being built." in empty_list_lines(lagging, "articles")
        assert not snapshot.index_behind


async def test_a_key_that_does_nothing_says_so(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("B")
        assert "B does nothing here; ? lists the keys" in at.screen.status.text


async def test_how_many_rows_are_marked_is_said_until_they_are_not(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "space", "space")
        assert "2 rows marked (Esc unmarks)" in at.screen.status.text
        await at.press("down", "question_mark", "escape", "up")
        assert "2 rows marked (Esc unmarks)" in at.screen.status.text
        await at.press("escape")
        assert "marked" not in at.screen.status.text


async def test_enter_on_an_entity_is_called_a_filter(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2")
        assert "Enter filter" in at.screen.status.text
        await at.press("1")
        assert "Enter open" in at.screen.status.text


async def test_the_marks_of_the_chosen_row_are_said(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down")
        assert "consult: verbal cooperation, 2 voices in 2 articles" in at.screen.status.text
        assert "help" in at.screen.status.text
        await at.press("2")
        assert "person, 4 mentions" in at.screen.status.text


async def test_the_name_of_a_filter_is_on_top_of_the_entities(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash", *"norland", "enter")
        rows = at.screen.panes.entities.rows
        assert rows.cursor == 0
        assert rows.row(0).name == "Norland"


async def test_the_tour_goes_on_when_its_steps_are_done(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("f1")
        bars = at.screen.tour.children

        def step() -> str:
            return bars[0].text.split()[-1] if at.screen.tour.running else "ended"  # type: ignore[attr-defined]

        assert step() == "1/6"
        await at.press("2")
        assert step() == "2/6"
        await at.press("slash", *"adler", "enter")
        assert step() == "3/6"
        await at.press("3", "home", "down", "enter")
        assert step() == "4/6"
        await at.press("y", "escape")
        assert step() == "5/6"
        await at.press("q")
        assert step() == "5/6"
        await at.press("backspace")
        assert step() == "6/6"
        await at.press("down")
        assert step() == "ended"


async def test_a_long_question_is_whole_on_a_small_screen(small_store: Path) -> None:
    told = "the harbour opens, as the mayor of a town whose name is long told its paper"
    asked = Suggestion("one", 1.0, f"“{told}” (2024-07-01) and “{told}” (2024-07-02) may be one")
    async with opened(small_store) as at:
        await at.press("R")
        dialog = at.app.screen
        assert isinstance(dialog, SuggestionsDialog)
        dialog._show_page(SuggestionPage(asked, ("a sentence",)))
        await at.pilot.pause()
        title = dialog.query(Static).first()
        shown = " ".join(title.render_line(y).text.strip() for y in range(title.size.height))
        assert shown == asked.title


async def test_a_question_stays_while_more_useful_ones_are_found(
    mending_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who presses y as the search ends answers what she reads."""
    adlar = Suggestion("same", 1.0, "Adlar may be Adler", (ADLAR.key, ADLER.key))
    norland = Suggestion("same", 9.0, "Norland may be Minsk", (NORLAND.key, MINSK.key))

    class Finder:
        is_complete = False

        def __init__(self, views: Views) -> None:
            self.found = [adlar]

        def step(self, seconds: float) -> list[Suggestion]:
            found, self.found, self.is_complete = self.found, [norland, adlar], len(self.found) > 1
            return found

    monkeypatch.setattr(store, "SuggestionFinder", Finder)
    async with opened(mending_store) as at:
        await at.press("R")
        assert "Adlar may be Adler" in drawn(at.app)
        assert "2 left" in drawn(at.app)
        await at.press("y")
        assert "Norland may be Minsk" in drawn(at.app)
