"""The config file says what can be said, and what cannot is refused with its place."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from store import UserError
from tui.config import Config, ThemeName, load_config
from tui.themes import THEME_WORDS, THEMES


def written(folder: Path, text: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_every_theme_can_be_chosen_and_no_other() -> None:
    assert get_args(ThemeName) == tuple(THEME_WORDS) == tuple(each.name for each in THEMES)


def test_what_the_file_says_is_taken_and_the_rest_is_as_usual(tmp_path: Path) -> None:
    config = written(tmp_path, 'theme = "light"\ncodebook = ["mine.tsv"]\n[keys]\nsearch = "f"\n')
    assert (config.theme, config.keys, config.jobs) == ("light", {"search": "f"}, 0)
    assert config.codebook == (str(tmp_path / "mine.tsv"),)
    assert load_config(tmp_path / "nothing.toml") == Config()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('theme = "mauve"', "$.theme"),
        ("colour = 1", "colour"),
        ("jobs = -1", "$.jobs"),
        ("jobs = = 1", "line 1"),
        ("jobs = " + "[" * 5_000 + "]" * 5_000, "nested"),
        ("jobs = " + "9" * 5_000, "digits"),
        ("theme = " + '"x' * 600_000, "larger than"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(
    tmp_path: Path, text: str, place: str
) -> None:
    with pytest.raises(UserError) as refused:
        written(tmp_path, text)
    assert str(tmp_path / "config.toml") in refused.value.title
    assert place in refused.value.title
