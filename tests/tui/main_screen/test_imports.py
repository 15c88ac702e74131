"""What is typed to be added: it must be there, or be a link."""

from __future__ import annotations

from pathlib import Path

from tui.main_screen.news import is_link, missing


def test_a_path_must_be_there(tmp_path: Path) -> None:
    assert missing(str(tmp_path)) == ""
    assert missing("~") == ""
    assert missing(str(tmp_path / "nothing")) == "There is no such file or folder."
    assert missing("~nobody-of-that-name/x") == "There is no such file or folder."
    assert missing("x" * 5_000) == "There is no such file or folder."


def test_a_link_is_not_looked_for_on_the_disk() -> None:
    assert missing("https://news.example/feed") == ""
    assert is_link("http://news.example/")
    assert not is_link("javascript://x")
    assert missing("file:///etc/passwd") == "There is no such file or folder."
