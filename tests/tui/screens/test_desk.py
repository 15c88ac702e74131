"""The main screen as a person uses it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from store.database import Store
from tests.tui.desk_pilot import opened
from tests.tui.newsroom import CLAIM, MEETING, fill, made


async def test_three_panes_with_their_counts(small_store: Path) -> None:
    async with opened(small_store) as at:
        assert "5/5" in at.desk.articles.heading
        assert "5/5" in at.desk.entities.heading
        assert "6/6" in at.desk.timeline.heading
        assert [line.split()[0] for line in at.lines("articles")] == [
            "2024-10-04", "2024-07-10", "2024-07-09", "2024-07-09", "undated",
        ]  # fmt: skip


async def test_the_same_event_in_two_articles_is_one_row(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        row = next(line for line in at.lines("timeline") if "receives" in line)
        assert row.split()[0] == "2024-07-08"
        assert row.split()[-1] == "2"


async def test_enter_on_an_entity_filters_and_backspace_lets_it_go(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter")
        assert at.desk.filters.text.strip() == "dateline › Mira Adler"
        assert "3/5" in at.desk.articles.heading
        await at.press("backspace")
        assert "5/5" in at.desk.articles.heading


async def test_x_excludes(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "x")
        assert "not Mira Adler" in at.desk.filters.text
        assert "2/5" in at.desk.articles.heading


async def test_back_and_forward(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "3", "f", "comma")
        assert at.desk.filters.text.count("›") == 1
        await at.press("comma")
        assert at.desk.filters.text.count("›") == 0
        await at.press("full_stop", "full_stop")
        assert at.desk.filters.text.count("›") == 2
        await at.press("full_stop")
        assert "nothing ahead" in at.desk.status.text


async def test_the_cursor_stays_on_its_item(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        await at.press("1", "down", "down", "down")
        number = at.desk.articles.rows.current_key
        await at.press("2", "enter")
        assert at.desk.articles.rows.current_key == number
        await at.press("backspace", "1", "s", "s", "enter")
        assert at.desk.articles.rows.current_key == number
        assert "oldest first" in at.desk.articles.heading


async def test_a_pinned_pane_holds_still(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "=", "2", "enter")
        assert "6/6" in at.desk.timeline.heading
        assert "pinned" in at.desk.timeline.heading
        assert "3/5" in at.desk.articles.heading
        await at.press("3", "=")
        assert "3/6" in at.desk.timeline.heading


async def test_choosing_lights_the_other_panes(small_store: Path) -> None:
    async with opened(small_store, (120, 40)) as at:
        await at.press("2")
        await at.press("down", "up")
        assert at.desk.articles.rows.lit == {1, 4, 5}
        assert len(at.desk.timeline.rows.lit) == 3


async def test_enter_on_an_event_lights_its_sentence(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter")
        assert at.desk.front == "reader"
        opened_ = at.desk.reader.opened
        assert opened_ is not None
        marked = {
            (mark.kind, opened_.article.text[mark.start : mark.end]) for mark in opened_.marks
        }
        assert ("evidence", MEETING.text) in marked
        assert ("verb", "received") in marked
        assert {("party", "Lukashenko"), ("party", "Adler")} <= marked
        first = opened_.number
        await at.press("n")
        assert at.desk.reader.opened is not None
        assert at.desk.reader.opened.number != first
        await at.press("q")
        assert at.desk.front == "timeline"


async def test_furniture_is_marked(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("1", "down", "down", "enter")
        opened_ = at.desk.reader.opened
        assert opened_ is not None
        assert opened_.article.title == "Adler in Minsk"
        assert next(mark.kind for mark in opened_.marks) == "furniture"


async def test_a_month_from_the_histogram(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "left", "left", "left")
        bucket = at.desk.timeline.histogram.bucket
        assert bucket is not None
        assert bucket.label == "2024-06"
        await at.press("right", "d")
        assert "2024-07" in at.desk.filters.text
        assert "2/6" in at.desk.timeline.heading
        assert "3/5" in at.desk.articles.heading


async def test_zoom_in_time(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "right_square_bracket")
        assert "by year" in at.desk.timeline.heading
        await at.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert "by day" in at.desk.timeline.heading


async def test_jump_to_a_date(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("colon", *"2024-08", "enter")
        assert at.desk.front == "timeline"
        assert at.desk.timeline.rows.current.from_ == "2024-10-03"  # type: ignore[union-attr]
        await at.press("colon", *"soon", "enter")
        assert "no date" in at.desk.status.text


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
        assert "Mira Adler" in at.desk.filters.text


async def test_a_sentence_on_the_card_leads_to_its_article(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "i")
        rows = at.app.screen.query("Rows").first()
        rows.move_to(rows.total - 1)  # type: ignore[attr-defined]
        await at.press("enter")
        assert at.desk.front == "reader"
        assert "mention 1/" in at.desk.reader.heading


async def test_a_click_on_a_name_in_the_text_shows_its_card(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("enter")
        await at.pilot.click(at.desk.reader.text, offset=(2, 0))
        await at.settle()
        rows = at.app.screen.query("Rows").first()
        assert "Mira Adler" in rows.render_line(0).text


async def test_help_finds_and_does(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("question_mark", *"whole screen", "enter")
        assert at.desk.space.zoomed
        await at.press("z")
        assert not at.desk.space.zoomed


async def test_words_that_were_searched_for_are_hits(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash", *"treaty")
        await at.press("end", *["down"] * 5, "enter")
        assert "treaty" in at.desk.filters.text
        await at.press("1", "enter")
        assert "hit 1/1" in at.desk.reader.heading


async def test_one_kind_of_entity(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "p")
        assert "only person" in at.desk.filters.text
        assert "2/5" in at.desk.entities.heading
        assert "5/5" in at.desk.articles.heading
        await at.press("p")
        assert "5/5" in at.desk.entities.heading


async def test_a_query_that_breaks_keeps_the_last_hits(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash", *"adler")
        rows = at.app.screen.query("Rows").first()
        before = rows.render_line(0).text
        await at.press("space", "(")
        note = at.app.screen.query("Bar.search-note").first()
        assert rows.render_line(0).text == before
        assert "(" in note.text  # type: ignore[attr-defined]
        await at.press("enter")
        assert len(at.app.screen_stack) == 2


async def test_the_empty_store_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path / "store") as at:
        rows = at.desk.articles.rows
        text = "\n".join(rows.render_line(y).text for y in range(8))
        assert "No articles yet" in text
        assert "Press a" in text


async def test_what_is_new_waits_until_asked(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("down")
        number = at.desk.articles.rows.current_key
        fill(newsroom_store, [made([CLAIM], "2024-12-01", "Late Lamp", "Late news")])
        await at.pilot.pause(0.6)
        assert "r 1 new" in at.desk.status.text
        assert "5/5" in at.desk.articles.heading
        await at.press("r")
        assert "6/6" in at.desk.articles.heading
        assert "new" not in at.desk.status.text
        assert at.desk.articles.rows.current_key == number


async def test_themes_are_previewed(small_store: Path) -> None:
    async with opened(small_store) as at:
        before = at.app.theme
        await at.press("ctrl+t", "down", "down")
        assert at.app.theme != before
        await at.press("escape")
        assert at.app.theme == before


async def test_the_tour_leaves_the_keys_alone(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("f1", "2")
        assert at.desk.tour.running
        assert at.desk.front == "entities"
        await at.press("f1", "f1", "f1", "f1", "f1")
        assert not at.desk.tour.running


async def test_changed_keys(small_store: Path) -> None:
    from tui.app import DatelineApp

    app = DatelineApp(small_store, {"pane.zoom": "Z"}, "dark")
    async with app.run_test() as pilot:
        await pilot.pause(0.3)
        desk = app.screen_stack[0]
        await pilot.press("z")
        assert not desk.space.zoomed  # type: ignore[attr-defined]
        await pilot.press("Z")
        assert desk.space.zoomed  # type: ignore[attr-defined]


async def test_an_article_in_another_language_is_said_to_be_unread(newsroom_store: Path) -> None:
    german, _ = made([CLAIM], "2024-12-01", "Abendblatt", "Der Hafen steht still")
    with Store.open(newsroom_store) as store:
        store.put(msgspec.structs.replace(german, language="de"), None, {"outcome": "new"})
    async with opened(newsroom_store) as at:
        await at.press("r", "home", "enter")
        assert "not read: its language is de" in at.desk.reader.heading


async def test_any_filter_can_be_dropped(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "3", "f", "X")
        assert "Mira Adler" not in at.desk.filters.text
        assert "type:consult" in at.desk.filters.text
        await at.press("down", "escape")
        assert at.desk.filters.text.strip() == "dateline › Mira Adler › type:consult"
        await at.press("X", "enter")
        assert at.desk.filters.text.strip() == "dateline › type:consult"
        await at.press("comma")
        assert at.desk.filters.text.strip() == "dateline › Mira Adler › type:consult"


async def test_an_event_that_was_searched_for_opens_at_its_sentence(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("slash", *"type:agree")
        rows = at.app.screen.query("Rows").first()
        first, second = (rows.render_line(y).text.strip() for y in range(2))
        assert first.startswith("/  filter by: type:agree  ")
        assert first.endswith("  1 article, 1 event")
        assert second.split()[-1] == "2024-06"
        await at.press("down", "enter")
        assert at.desk.front == "reader"
        assert "sentence 1/1" in at.desk.reader.heading


async def test_what_was_read_stands_under_the_text_where_it_is_narrow(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("3", "home", "down", "enter")
        text = at.desk.reader.text
        assert text.render_line(0).text.startswith("›Lukashenko received")
        await at.press("m")
        assert text.render_line(1).text.strip().startswith("│ 2024-07-08 +  Alexander Lukashenko")
        assert "".join(text.render_line(y).text for y in range(9)).count("│") == 2
        await at.press("m")
        assert "│" not in text.render_line(1).text


async def test_the_reader_shows_what_is_chosen_in_the_pane_in_front(small_store: Path) -> None:
    async with opened(small_store, (200, 50)) as at:
        reader = at.desk.reader
        assert reader.heading.strip().endswith("#5")
        await at.press("2")
        assert "mention 1/1" in reader.heading
        assert reader.opened is not None
        assert reader.opened.key == at.desk.entities.rows.current_key
        await at.press("3")
        assert "sentence 1/1" in reader.heading
        await at.press("4", "2")
        assert "sentence 1/1" in reader.heading
        await at.press("down", "enter")
        assert "mention 1/" in reader.heading
