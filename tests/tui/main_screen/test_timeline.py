"""The timeline on the main screen."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from store import Term
from store.views.lists.rows import EventRow, Heading
from tests.tui.app_pilot import Driver, key_event, opened
from tests.tui.newsroom import ADLER, NORLAND, UNION, Told, fill, made
from tui.widgets.bar import Bar


def headings(at: Driver) -> list[str]:
    return [line.split(" ─")[0].strip() for line in at.lines("timeline") if "─" in line]


async def test_rows_stand_under_their_month_and_what_has_none_apart(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3")
        assert headings(at) == [
            "2024-06 June", "2024-07 July", "2024-10 October",
            "open-ended start or end unknown", "undated",
        ]  # fmt: skip
        assert at.lines("timeline")[2].endswith("2/2")


async def test_the_cursor_passes_over_headings(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home")
        seen = [at.screen.panes.timeline.rows.current.label]
        for _ in range(7):
            await at.press("down")
            seen.append(at.screen.panes.timeline.rows.current.label)
        assert not any(isinstance(at.screen.panes.timeline.rows.current, Heading) for _ in seen)
        assert len(dict.fromkeys(seen)) == 6
        for key in ("home", "up", "pagedown", "pageup"):
            await at.press(key)
            assert at.screen.panes.timeline.heading_here is None
        assert at.screen.panes.timeline.rows.cursor == 1
        assert at.screen.panes.timeline.rows.top == 0


async def test_headings_follow_the_zoom_and_the_cursor_stays_on_its_event(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        await at.press("3", "down", "down")
        event = at.screen.panes.timeline.rows.current_key
        await at.press("right_square_bracket")
        assert headings(at) == ["2024", "open-ended start or end unknown", "undated"]
        assert at.screen.panes.timeline.rows.current_key == event
        await at.press("left_square_bracket", "left_square_bracket")
        assert "2024-W28 from 8 July" in headings(at)
        assert "2024-06 week unknown" not in headings(at)
        assert at.screen.panes.timeline.rows.current_key == event


async def test_enter_on_a_heading_shows_only_that_span(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "left")
        heading = at.screen.panes.timeline.heading_here
        assert heading is not None
        assert heading.label == "2024-07"
        assert "Enter only this span" in at.screen.status.text
        await at.press("enter")
        assert "› 2024-07" in at.screen.filter_bar.text
        assert headings(at) == ["2024-07 July"]
        assert "2/6" in at.screen.panes.timeline.heading
        await at.press("backspace", "x")
        assert "not 2024-07" in at.screen.filter_bar.text
        assert "2024-07 July" not in headings(at)


async def test_undated_and_open_ones_are_filtered_by_their_heading(small_store: Path) -> None:
    async with opened(small_store) as at:
        for label in ("undated", "open-ended start or end unknown"):
            await at.press("3", "end", *["right"] * 3)
            rows = at.screen.panes.timeline.rows
            line = [each.split(" ─")[0].strip() for each in at.lines("timeline")].index(label)
            rows.move_to(line, onto_heading=True)
            await at.press("f")
            assert headings(at) == [label]
            assert "1/6" in at.screen.panes.timeline.heading
            await at.press("backspace")


async def test_a_heading_leads_to_its_first_sentence_and_cannot_be_cited(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        await at.press("3", "left", "y")
        assert len(at.app.screen_stack) == 1
        assert "nothing to cite" in at.screen.status.text
        await at.press("o")
        assert at.screen.panes.front == "reader"
        assert at.screen.panes.reader.opened is not None
        assert at.screen.panes.reader.opened.event is not None
        assert at.screen.panes.reader.opened.event.from_ == "2024-07-08"


async def test_who_moves_and_leaves_at_once_leaves_the_histogram_where_the_cursor_is(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        await at.press("3")
        at.screen.SETTLED = 0.5
        for key in ("home", "1"):
            at.app.post_message(key_event(key))
        await at.settle()
        assert at.screen.panes.front == "articles"
        assert at.screen.panes.timeline.rows.current.from_ == "2024-06-01"  # type: ignore[union-attr]
        assert at.screen.panes.timeline.histogram.bucket.label == "2024-06"  # type: ignore[union-attr]


async def test_it_begins_where_the_news_has_come_to(small_store: Path) -> None:
    """Not at the first event, which may lie centuries back; and so where a filter takes the
    cursor's row away."""
    async with opened(small_store) as at:
        await at.press("3")
        assert at.screen.panes.timeline.rows.current.from_ == "2024-10-03"  # type: ignore[union-attr]
        assert at.screen.panes.timeline.histogram.bucket.label == "2024-10"  # type: ignore[union-attr]
        await at.press("x")
        assert at.screen.panes.timeline.rows.current.from_ == "2024-07-08"  # type: ignore[union-attr]
        await at.press("backspace", "right_square_bracket", "home")
        assert at.screen.panes.timeline.rows.current.from_ == "2024-06-01"  # type: ignore[union-attr]


async def test_b_and_the_menu_take_the_headings_away_and_bring_them_back(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        await at.press("3", "b")
        assert headings(at) == []
        assert at.screen.panes.timeline.rows.total == 6
        await at.press("s", "down", "enter")
        assert "2024-06-01..30" not in at.lines("timeline")[0]
        assert "by day" in at.screen.panes.timeline.heading
        assert headings(at)


async def test_the_menu_of_orders_tries_each_and_leaves_as_it_was(small_store: Path) -> None:
    async with opened(small_store) as at:
        before = at.lines("articles")
        await at.press("s", "down")
        assert "oldest first" in at.screen.panes.articles.heading
        assert at.lines("articles") != before
        await at.press("escape")
        assert at.lines("articles") == before


async def test_a_month_from_the_histogram(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "left", "left", "left")
        bucket = at.screen.panes.timeline.histogram.bucket
        assert bucket is not None
        assert bucket.label == "2024-06"
        await at.press("right", "d")
        assert "2024-07" in at.screen.filter_bar.text
        assert "2/6" in at.screen.panes.timeline.heading
        assert "3/5" in at.screen.panes.articles.heading


async def test_zoom_in_time(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "right_square_bracket")
        assert "by year" in at.screen.panes.timeline.heading
        await at.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert "by day" in at.screen.panes.timeline.heading


async def test_jump_to_a_date(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("colon")
        await at.type("2024-08")
        await at.press("enter")
        assert at.screen.panes.front == "timeline"
        assert at.screen.panes.timeline.rows.current.from_ == "2024-10-03"  # type: ignore[union-attr]
        await at.press("colon")
        await at.type("2024-W23")
        await at.press("enter")
        assert at.screen.panes.timeline.rows.current.from_ == "2024-07-08"  # type: ignore[union-attr]


async def test_what_is_no_date_can_be_put_right(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("colon")
        await at.type("2024-13")
        await at.press("enter")
        assert "not a date" in at.app.screen.query("Bar").first(Bar).text
        await at.press("backspace", "0", "enter")
        assert at.screen.panes.timeline.rows.current.from_ == "2024-10-03"  # type: ignore[union-attr]


async def test_a_zoom_that_goes_no_further_says_so(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", *["left_square_bracket"] * 3)
        assert "no shorter span than a day" in at.screen.status.text
        await at.press(*["right_square_bracket"] * 5)
        assert "no longer span than a decade" in at.screen.status.text


async def test_a_row_of_a_year_chooses_no_month_that_the_filter_leaves_empty(
    tmp_path: Path,
) -> None:
    year = Told(
        "Adler wrote a book in 2005.", "CONSULT", "wrote", "Mira Adler wrote a book",
        (ADLER.key,), (), None, "2005-01-01", "2005-12-31",
    )  # fmt: skip
    month = Told(
        "Norland met the Harbour Union on 3 January 2005.", "CONSULT", "met", "Norland met",
        (NORLAND.key,), (UNION.key,), None, "2005-01-03", "2005-01-03",
    )  # fmt: skip
    article, reading = made([year], "2006-01-02", title="A book")
    events = (replace(reading.events[0], precision="year"),)
    told = [(article, replace(reading, events=events)), made([month], "2006-01-02", title="Talks")]
    async with opened(fill(tmp_path / "store", told)) as at:
        navigation = at.screen.parts.navigation
        navigation.go(navigation.state.with_term(Term("entity", ADLER.key)))
        await at.settle()
        await at.press("3", "home", "down")
        timeline = at.screen.panes.timeline
        chosen = timeline.rows.current
        assert isinstance(chosen, EventRow)
        assert chosen.label == "Mira Adler wrote a book"
        assert timeline.histogram.bucket is not None
        assert timeline.histogram.bucket.from_ is None


async def test_with_nothing_left_the_histogram_names_no_month(small_store: Path) -> None:
    async with opened(small_store) as at:
        navigation = at.screen.parts.navigation
        navigation.go(navigation.state.with_term(Term("query", "nowhere")))
        await at.settle()
        await at.press("3")
        histogram = at.screen.panes.timeline.histogram
        legend = histogram.render_line(histogram.size.height - 1).text
        assert "no events" in legend
        assert " of " not in legend
