"""What is typed to be added: it must be there, or be a link."""

from __future__ import annotations

from pathlib import Path

from tui.main_screen.imports import is_link, missing_path


def test_a_path_must_be_there(tmp_path: Path) -> None:
    assert missing_path(str(tmp_path)) == ""
    assert missing_path("~") == ""
    assert missing_path(str(tmp_path / "nothing")) == "There is no such file or folder."
    assert missing_path("~nobody-of-that-name/x") == "There is no such file or folder."
    assert missing_path("x" * 5_000) == "There is no such file or folder."


def test_a_link_is_not_looked_for_on_the_disk() -> None:
    assert missing_path("https://news.example/feed") == ""
    assert is_link("http://news.example/")
    assert not is_link("javascript://x")
    assert missing_path("file:///etc/passwd") == "There is no such file or folder."
