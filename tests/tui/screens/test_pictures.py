"""The whole screen as text, at each size, in colour, with 16 colours and with none."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.tui.desk_pilot import opened
from tui.app import DatelineApp
from tui.screens.desk.desk import Desk

PICTURES = Path(__file__).parent / "pictures"
SIZES = [(40, 12), (80, 24), (120, 40), (200, 50)]
OFTEN_SEEN: dict[str, tuple[str, ...]] = {
    "articles": (),
    "entities": ("2", "down"),
    "timeline": ("3", "up", "up"),
    "reader": ("3", "home", "down", "enter"),
    "search": ("slash", *"luk"),
    "help": ("question_mark",),
    "card": ("2", "i"),
}
SELDOM_SEEN: dict[str, tuple[str, ...]] = {
    "heading": ("3", "left"),
    "one-list": ("3", "b"),
    "filtered": ("2", "enter", "3", "f", "2", "down", "x"),
    "orders": ("s", "down"),
    "colours": ("ctrl+t",),
    "citation": ("3", "home", "down", "y"),
    "add": ("a",),
    "jump": ("colon",),
    "query": ("slash", *"type:consult"),
    "broken": ("slash", *"luk", "space", "left_parenthesis"),
    "dropping": ("2", "enter", "3", "f", "X"),
    "notes": ("3", "home", "down", "enter", "m"),
    "nothing": ("2", "x", "down", "x", "down", "x"),
    "tour": ("f1",),
    "zoomed": ("2", "z"),
    "pinned": ("3", "=", "2", "enter"),
}
SCREENS = OFTEN_SEEN | SELDOM_SEEN


def cases() -> Iterator[Any]:
    """Each screen in each size; the fast ones are those often seen, at the size of old."""
    for name in SCREENS:
        for size in SIZES:
            fast = name in OFTEN_SEEN and size == (80, 24)
            marks = () if fast else (pytest.mark.slow,)
            yield pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}", marks=marks)


_TEXT = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
_CELL = 12.2
"""Width of a cell in Rich's SVG."""


def drawn(app: DatelineApp) -> str:
    """What stands on the screen, without style; spaces at the ends are left out."""
    svg = app.export_screenshot(title="-")
    rows: dict[float, str] = {}
    for x, y, text in _TEXT.findall(svg):
        row = rows.get(float(y), "")
        words = html.unescape(text).replace("\xa0", " ")
        rows[float(y)] = row + " " * (round(float(x) / _CELL) - cell_len(row)) + words.rstrip("\n")
    return "\n".join(rows[y].rstrip() for y in sorted(rows)) + "\n"


@pytest.mark.parametrize(("name", "size"), cases())
async def test_screen(small_store: Path, name: str, size: tuple[int, int]) -> None:
    async with opened(small_store, size) as at:
        await at.press(*SCREENS[name])
        seen = drawn(at.app)
    kept = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        kept.write_text(seen)
    assert seen == kept.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("theme", ["light", "high contrast", "terminal", "none"])
async def test_no_theme_takes_anything_away(small_store: Path, theme: str, name: str) -> None:
    async with opened(small_store, (80, 24), theme) as at:
        await at.press(*SCREENS[name])
        seen = drawn(at.app)
    if name != "colours":  # the chosen one is another
        assert seen == (PICTURES / f"{name}-80x24.txt").read_text()


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param((80, 24), "dark", id="80x24"),
        pytest.param((200, 50), "dark", id="200x50"),
        *(
            pytest.param((80, 24), theme, id=theme.replace(" ", "-"), marks=pytest.mark.slow)
            for theme in ("light", "high contrast", "terminal", "none")
        ),
    ],
)
def test_in_colour(
    newsroom_store: Path, snap_compare: Any, size: tuple[int, int], theme: str
) -> None:
    app = DatelineApp(newsroom_store, theme=theme)
    Desk.SETTLED = 0.01
    press = ["3", "home", "down", "enter"]
    assert snap_compare(app, press=press, terminal_size=size, run_before=_still)


async def _still(pilot: Any) -> None:
    await pilot.pause(0.3)
    await pilot.app.workers.wait_for_complete()
