"""Every theme on a terminal of every kind: it starts, and what it shows can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from tests.journeys.terminal import Terminal
from tests.tui.app_pilot import opened
from tui.app import DatelineApp
from tui.themes import THEMES

SYSTEMS = (ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR)
NAMES = [theme.name for theme in THEMES]
TEXT, RULES = 3.9, 1.6
"""The least contrast (WCAG 2.1, 1.4.3: from 1 to 21) of words, and of lines between panes."""


def styles(app: DatelineApp) -> Iterator[Style]:
    """The style of every third cell of the screen: each word has one of them."""
    width, height = app.size
    for y in range(height):
        for x in range(0, width, 3):
            yield app.screen.get_style_at(x, y)


def colours(style: Style, system: ColorSystem) -> tuple[ColorTriplet, ColorTriplet]:
    """What a terminal with so many colours shows: of the words, and behind them."""

    def shown(colour: Color | None, *, front: bool) -> ColorTriplet:
        colour = colour or Color.default()
        return colour.downgrade(system).get_truecolor(DEFAULT_TERMINAL_THEME, foreground=front)

    front, behind = shown(style.color, front=True), shown(style.bgcolor, front=False)
    return (behind, front) if style.reverse else (front, behind)


def luminance(colour: ColorTriplet) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = (each / 255 for each in colour)
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", NAMES)
async def test_words_can_be_read(
    small_store: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with opened(small_store, (120, 40), theme) as at:
        rule = Color.parse(at.app.get_css_variables()["rule"].replace("ansi_", ""))
        for style in set(styles(at.app)):
            least = RULES if style.color == rule else TEXT
            for system in SYSTEMS:
                assert contrast(*colours(style, system)) >= least, (style, system)


@pytest.mark.parametrize("theme", NAMES)
async def test_no_colour_is_sent_where_none_is_wanted(
    small_store: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(small_store, (120, 40), theme) as at:
        for style in set(styles(at.app)):
            assert (style.color or Color.default()).is_default, style
            assert (style.bgcolor or Color.default()).is_default, style


@pytest.mark.slow
@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize(
    "kind",
    [
        {"TERM": "xterm"},
        {"TERM": "xterm-256color"},
        {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
        {"TERM": "xterm-256color", "NO_COLOR": "1"},
        {"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"},
    ],
)
def test_each_starts_and_is_changed_for_each(
    newsroom_store: Path, tmp_path: Path, theme: str, kind: dict[str, str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'theme = "{theme}"\n')
    environment = {**kind, "DATELINE_CONFIG": str(config)}
    with Terminal("--store", str(newsroom_store), environment=environment) as terminal:
        terminal.wait_for("Adler returns")
        for _ in THEMES:
            terminal.child.sendcontrol("t")
            terminal.wait_for("Theme")
            terminal.press("down", "enter")
            terminal.wait_for(lambda t: "Theme" not in t.text and "to keep it" in t.text)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
