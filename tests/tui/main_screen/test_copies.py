"""Copies and updates on the main screen."""

from __future__ import annotations

from pathlib import Path

from tests.tui.app_pilot import opened
from tui.dialogs.article import CitationDialog, DifferencesDialog


async def test_plus_unfolds_the_copies_and_folds_them_again(store_with_copies: Path) -> None:
    async with opened(store_with_copies) as at:
        assert "2/2" in at.screen.panes.articles.heading
        assert [line.split()[0] for line in at.lines("articles")] == ["2024-07-10", "2024-07-09"]
        assert "+3" in at.lines("articles")[1]
        await at.press("down", "plus")
        below = [" ".join(line[24:].split()) for line in at.lines("articles")[2:]]
        assert [words.partition(":")[0] for words in below] == ["same text", "copy", "update"]
        assert "2/2" in at.screen.panes.articles.heading
        await at.press("down", "down", "plus")
        assert len(at.lines("articles")) == 2
        assert at.screen.panes.articles.rows.current_key == 1


async def test_an_article_without_copies_says_so(store_with_copies: Path) -> None:
    async with opened(store_with_copies) as at:
        await at.press("plus")
        assert "has no copies" in at.screen.status.text


async def test_copies_are_one_voice_and_undated_events_stand_once(store_with_copies: Path) -> None:
    async with opened(store_with_copies, (120, 40)) as at:
        lines = at.lines("timeline")
        (meeting,) = [line for line in lines if "receives" in line]
        assert meeting.split()[-1] == "2"
        assert len([line for line in lines if "praises" in line]) == 1


async def test_other_sources_stand_in_the_reader_and_in_the_citation(
    store_with_copies: Path,
) -> None:
    async with opened(store_with_copies) as at:
        await at.press("down", "enter")
        assert "also in: Echo, Evening Lamp" in at.screen.panes.reader._title.text
        await at.press("y")
        assert isinstance(at.app.screen, CitationDialog)
        assert "also in: Echo, Evening Lamp" in at.app.screen._line


async def test_differences_word_by_word(store_with_copies: Path) -> None:
    async with opened(store_with_copies) as at:
        await at.press("down", "D")
        box = at.app.screen
        assert isinstance(box, DifferencesDialog)
        assert box._found.text.endswith("{+Adler was said to have signed a treaty in June.+}")
        await at.press("J")
        assert box._found.other.kind == "update"
        assert "{+The talks went on until midnight.+}" in box._found.text
        await at.press("n")
        assert "1 of 1 difference" in box._note.text


async def test_what_has_no_copy_is_not_compared(store_with_copies: Path) -> None:
    async with opened(store_with_copies) as at:
        await at.press("D")
        assert "no copy to compare" in at.screen.status.text
