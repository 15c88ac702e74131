"""Sources side by side: C, V and ! in the dashboard; and the articles by story."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.reading import Article, Reading, Span
from tests.tui.app_pilot import opened
from tests.tui.newsroom import EXTRACTOR, fill
from tests.tui.test_pictures import drawn
from tui.dialogs.compare import CompareDialog
from tui.dialogs.pick import PickDialog
from tui.dialogs.voices import VoicesDialog
from tui.widgets.rows import Rows

FIRE = (
    "A fire destroyed the timber market of Ostrava, and stallholders were hurt.",
    "Stallholders of the burnt timber market in Ostrava ask who pays for the fire.",
)
OTHER = "The harvest of apricots was the smallest in a decade."


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    told = [
        (
            Article(id=text, text=text, source=source, published=day, title=text[:30]),
            Reading(id=text, text=text, extractor=EXTRACTOR, sentences=(Span(0, len(text)),)),
        )
        for text, source, day in (
            (FIRE[0], "Wire", "2024-05-07"),
            (OTHER, "Bugle", "2024-05-09"),
            (FIRE[1], "Star", "2024-05-08"),
        )
    ]
    return fill(tmp_path / "stories", told)


async def test_the_articles_by_story(stories: Path) -> None:
    async with opened(stories) as at:
        await at.press("s", "up", "enter")
        lines = at.lines("articles")
        assert "Ostrava" in lines[0]
        assert lines[0].endswith("2/2")
        assert [line.split()[0] for line in lines[1:3]] == ["2024-05-08", "2024-05-07"]
        assert lines[3].split("─")[0].strip() == "in no story"
        await at.press("G")
        assert at.screen.panes.row.number == 2
        await at.press("home")
        assert at.screen.panes.row.number == 3
        await at.press("J")
        assert at.screen.panes.reader.opened is not None
        assert at.screen.panes.reader.opened.number == 1


async def test_the_heading_of_a_story_filters_by_it(stories: Path) -> None:
    async with opened(stories) as at:
        await at.press("s", "up", "enter")
        rows = at.screen.panes.articles.rows
        rows.move_to(0, onto_heading=True)
        await at.settle()
        assert "2 of 2 articles" in at.screen.status.text
        await at.press("space")
        assert not rows.marked
        await at.press("enter")
        assert "Ostrava" in at.screen.filter_bar.text
        assert len(at.lines("articles")) == 3
        rows.move_to(0, onto_heading=True)
        await at.press("backspace")
        rows.move_to(3, onto_heading=True)
        await at.settle()
        await at.press("x")
        assert "not story:none" in at.screen.filter_bar.text
        assert len(at.lines("articles")) == 3


async def test_l_shows_only_the_story_of_an_article(stories: Path) -> None:
    async with opened(stories) as at:
        await at.press("l")
        assert "No other article is about the same events." in at.screen.status.text
        await at.press("down", "l")
        assert len(at.lines("articles")) == 2
        assert "story:" in at.screen.filter_bar.text
        assert "Ostrava" in at.screen.filter_bar.text
        await at.press("backspace")
        assert len(at.lines("articles")) == 3


async def test_all_sources_are_offered_that_of_the_row_first(store_with_copies: Path) -> None:
    async with opened(store_with_copies, (120, 40)) as at:
        await at.press("1", "end")
        source = at.screen.panes.row.source
        await at.press("C")
        rows = at.app.screen.query_one(Rows)
        assert rows.current is not None
        assert rows.current.words == source
        offered = " ".join(rows.render_line(y).text for y in range(rows.size.height))
        assert "Harbour Wire" in offered
        assert "Norland Post" in offered
        await at.press("enter")
        assert f"Compare {source} with which?" in drawn(at.app)


async def test_two_sources_that_the_filters_leave_nothing_of(store_with_copies: Path) -> None:
    async with opened(store_with_copies, (80, 24)) as at:
        await at.press("slash")
        await at.type("event:1801")
        await at.press("enter", "C")
        await at.type("Harbour")
        await at.press("enter")
        await at.type("Norland")
        await at.press("enter")
        dialog = at.app.screen
        assert isinstance(dialog, CompareDialog)
        assert "The filters of the panes hold here too." in drawn(at.app)
        for key in ("tab", "shift+tab", "home", "end", "down", "up", "pagedown", "enter", "O", "J"):
            await at.press(key)
            assert at.app.screen is dialog
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_two_sources_side_by_side(store_with_copies: Path) -> None:
    async with opened(store_with_copies, (120, 40)) as at:
        await at.press("C")
        assert isinstance(at.app.screen, PickDialog)
        await at.type("Harbour")
        await at.press("enter")
        await at.type("Norland")
        await at.press("enter")
        dialog = at.app.screen
        assert isinstance(dialog, CompareDialog)
        assert "in both" in dialog._title.text
        text = "\n".join(dialog._sentences.lines)
        assert "Harbour Wire 2024-07-09 #1" in text
        assert "Norland Post 2024-07-10 #4" in text
        assert "Harbour Wire reported it first" in text
        await at.press("O")
        assert at.screen.panes.reader.opened is not None
        assert at.screen.panes.reader.opened.number == 4


async def test_who_tells_an_event(store_with_copies: Path) -> None:
    async with opened(store_with_copies, (120, 40)) as at:
        await at.press("3", "home", "V")
        dialog = at.app.screen
        assert isinstance(dialog, VoicesDialog)
        text = "\n".join(dialog._text.lines)
        assert "voice" in text
        assert "Reported by" in text
        assert "also in" in text
        await at.press("escape", "1", "V")
        assert "V (who reports it) works in the timeline and reader." in at.screen.status.text


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    """Two papers that count the dead of two fires differently."""
    from tests.tui.newsroom import ADLER, Told, made

    reports = []
    for source, day, place, dead in (
        ("Wire", "06", "Ostrava", "nine"),
        ("Star", "06", "Ostrava", "eleven"),
        ("Wire", "16", "Vellmouth", "two"),
        ("Star", "16", "Vellmouth", "five"),
    ):
        sentence = f"Mira Adler said that {dead} people were killed in the {place} fire."
        told = Told(
            sentence, "ASSAULT", "killed", f"fire in {place}", (ADLER.key,), (), None,
            f"2024-05-{day}", f"2024-05-{day}",
        )  # fmt: skip
        title = f"Fire in {place}: {dead} dead"
        reports.append(made([told], f"2024-05-{day}", source, title))
    return fill(tmp_path / "disputed", reports)


async def test_a_key_walks_through_disagreements(disputed: Path) -> None:
    async with opened(disputed, (120, 40)) as at:
        await at.press("3")
        assert any("±" in line for line in at.lines("timeline"))
        await at.press("exclamation_mark")
        dialog = at.app.screen
        assert isinstance(dialog, VoicesDialog)
        text = "\n".join(dialog._text.lines)
        assert "± Number: dead" in text
        both = next(line for line in dialog._text.lines if "│" in line)
        assert [side.split()[0] for side in both.split("│")] == ["2", "5"]
        await at.press("n", "N", "enter")
        assert at.screen.panes.reader.opened is not None


async def test_the_cursor_stays_on_the_disagreement_that_was_seen_last(disputed: Path) -> None:
    async with opened(disputed) as at:
        await at.press("3", "home", "exclamation_mark")
        dialog = at.app.screen
        assert isinstance(dialog, VoicesDialog)
        seen = dialog._voices.row.label
        await at.press("n")
        assert dialog._voices.row.label != seen
        await at.press("escape")
        assert at.screen.panes.row.label == dialog._voices.row.label


async def test_where_nothing_is_disputed_it_is_said(stories: Path) -> None:
    async with opened(stories) as at:
        await at.press("3", "exclamation_mark")
        assert "Sources contradict each other on no event here." in at.screen.status.text
