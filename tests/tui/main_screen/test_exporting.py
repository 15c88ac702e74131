"""`E` exports what is shown, or the row under the cursor, to a file or the clipboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store import FORMATS
from tests.tui.app_pilot import Driver, opened
from tui.dialogs.basic import PromptDialog
from tui.dialogs.export import ExportDialog, replaces_if_asked_twice
from tui.view_model import exporting


def dialog(at: Driver) -> ExportDialog:
    screen = at.app.screen
    assert isinstance(screen, ExportDialog)
    return screen


async def choose(at: Driver, form: str) -> None:
    """Move to a format."""
    await at.press(*["down"] * [each.id for each in FORMATS].index(form))


async def test_the_list_uses_the_screen_and_says_how_many_formats_there_are(
    newsroom_store: Path,
) -> None:
    async with opened(newsroom_store, (100, 40)) as at:
        await at.press("E")
        assert dialog(at)._rows.size.height == len(FORMATS)
        await at.press("escape")
    async with opened(newsroom_store) as at:
        await at.press("E", "down")
        assert dialog(at)._rows.size.height < len(FORMATS)
        assert dialog(at)._what.text.rstrip().endswith(f"format 2 of {len(FORMATS)}")


async def test_the_preview_counts_what_the_format_carries(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("E")
        box = dialog(at)
        assert "everything" in box._what.text
        assert "articles" in box._counts.text
        assert "events" in box._counts.text
        assert "The texts of the articles and the keys of entities" in str(box._lacks.render())
        await choose(at, "csv")
        assert "articles" not in box._counts.text
        assert "Only the first sentence" in str(box._lacks.render())
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_what_is_shown_goes_to_a_file(newsroom_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    async with opened(newsroom_store) as at:
        shown = at.screen.panes.articles.rows.total
        await at.press("E")
        await choose(at, "json")
        await at.press("enter")
        await at.type(str(file))
        await at.press("enter")
        assert at.app.screen is at.screen
        assert f"records are in {file}" in at.screen.status.text
    exported = json.loads(file.read_text())
    assert len(exported["articles"]) == shown
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_file_is_replaced_only_when_asked_twice(
    newsroom_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "case.md"
    file.write_text("of yesterday")
    async with opened(newsroom_store) as at:
        await at.press("E", "enter")
        await at.type(str(file))
        await at.press("enter")
        assert isinstance(at.app.screen, PromptDialog)
        assert "Enter again replaces it" in at.app.screen._note.text
        assert file.read_text() == "of yesterday"
        await at.press("enter")
        assert at.app.screen is at.screen
    assert file.read_text().startswith("# Timeline")


async def test_the_event_under_the_cursor_goes_to_the_clipboard(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("3", "down", "up")
        event = at.screen.panes.timeline.event_here
        assert event is not None
        await at.press("E", "tab")
        assert "what is starred of everything" in dialog(at)._what.text
        assert "0 articles" in dialog(at)._counts.text
        await at.press("tab")
        assert f"this event: {event.label}" in dialog(at)._what.text
        assert "1 article, " in dialog(at)._counts.text
        assert "1 event." in dialog(at)._counts.text
        await at.press("y")
        assert "sent to the terminal's clipboard" in at.screen.status.text
        copied = at.app.clipboard
        assert event.label.split()[0] in copied
        assert copied.count("\n- **") >= 1


async def test_marked_rows_come_first(newsroom_store: Path) -> None:
    async with opened(newsroom_store) as at:
        await at.press("3", "home", "down", "space", "space", "E")
        assert "What: 2 marked events" in dialog(at)._what.text
        assert " 2 events." in dialog(at)._counts.text
        await at.press("escape", "escape", "2", "home", "space", "space", "E")
        assert "of this, " in dialog(at)._what.text
        await at.press("escape", "escape", "1", "home", "space", "space", "E")
        assert "What: 2 marked articles" in dialog(at)._what.text
        assert "2 articles" in dialog(at)._counts.text


async def test_what_is_too_long_for_a_clipboard_says_so(
    newsroom_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "CLIPBOARD", 100)
    async with opened(newsroom_store) as at:
        await at.press("E", "y")
        assert "too long for a clipboard" in dialog(at)._foot.text
        assert not at.app.clipboard
        await choose(at, "sqlite")
        await at.press("y")
        assert "is no text" in dialog(at)._foot.text


async def test_escape_stops_an_export_and_leaves_the_file(
    newsroom_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "case.md"
    file.write_text("of yesterday")
    begin = exporting.ExportRun.to_file

    def stopped_at_once(run: exporting.ExportRun, path: Path, *, replace: bool) -> int:
        """As if Esc were pressed before the first record."""
        dialog(at).action_leave()
        return begin(run, path, replace=replace)

    monkeypatch.setattr(exporting.ExportRun, "to_file", stopped_at_once)
    async with opened(newsroom_store) as at:
        await at.press("E", "enter")
        await at.type(str(file))
        await at.press("enter", "enter")
        assert "Stopped; nothing was written" in dialog(at)._foot.text
    assert file.read_text() == "of yesterday"
    assert [*tmp_path.glob(".case*")] == []


def test_a_file_name_that_cannot_be_is_said(tmp_path: Path) -> None:
    wrong = replaces_if_asked_twice()
    assert wrong(str(tmp_path)) == "That is a folder; name a file."
    assert wrong(str(tmp_path / "none" / "a.md")) == "There is no such folder."
    assert wrong("~nobody-of-this-name/a.md") == "There is no such folder."
    assert wrong(str(tmp_path / "a.md")) == ""
    assert "no such folder" in wrong("a" * 5000 + "/x")
