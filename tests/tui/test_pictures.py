"""The whole screen as text, at each size, in colour, with 16 colours and with none."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style

from tests.tui.app_pilot import opened
from tests.tui.mending_room import fill_mended
from tests.tui.newsroom import fill_with_copies
from tui.app import DatelineApp
from tui.main_screen.following import CursorFollower

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
    "saved": ("2", "enter", "A", "tab"),
    "saved-none": ("A",),
    "orders": ("s", "down"),
    "stories": ("s", "up", "enter"),
    "colours": ("ctrl+t",),
    "citation": ("3", "home", "down", "y"),
    "saving": ("3", "home", "down", "y", "s"),
    "add": ("a",),
    "export": ("E", "down", "down"),
    "jump": ("colon",),
    "query": ("slash", *"type:consult"),
    "broken": ("slash", *"luk", "space", "left_parenthesis"),
    "dropping": ("2", "enter", "3", "f", "X"),
    "notes": ("3", "home", "down", "enter", "m"),
    "nothing": ("2", "x", "down", "x", "down", "x"),
    "tour": ("f1",),
    "zoomed": ("2", "z"),
    "pinned": ("3", "=", "2", "enter"),
    "palette": ("ctrl+p", *"jump"),
}


OF_COPIES: dict[str, tuple[str, ...]] = {
    "copies": ("end", "plus", "down"),
    "differences": ("end", "D", "n"),
    "voices": ("3", "home", "V"),
    "compare": ("C", *"harbour", "enter", *"norland", "enter"),
}
"""Of a store that holds copies of one report."""


EMPTY = {"empty": (), "nothing-there": ("3",)}


MENDING: dict[str, tuple[str, ...]] = {
    "merge": ("2", "space", "down", "space", "M"),
    "merge-with": ("2", "down", "down", "down", "M"),
    "split": ("2", "down", "down", "S", "down", "space"),
    "split-name": ("2", "down", "down", "S", "enter", *"Minsk"),
    "retype": ("2", "t"),
    "hide": ("4", "n", "h"),
    "date": ("3", "up", "e", *"2024-W27"),
    "no-date": ("3", "up", "e", *"2024-13"),
    "fields": ("3", "up", "W"),
    "tag": ("3", "T", *"har"),
    "note": ("3", "up", "semicolon"),
    "select": ("down", "enter", "space"),
    "select-what": ("down", "enter", "space", "enter"),
    "log": ("L", "down"),
    "hidden": ("H",),
    "suggestions": ("R",),
    "badges": ("2",),
    "marked": ("3", "up", "space"),
}
"""Of a store with faults, some of which were corrected. None of these keys changes it."""


SCREENS = MENDING | OFTEN_SEEN | SELDOM_SEEN | OF_COPIES | EMPTY


THEMES = ("light", "high contrast", "terminal", "none")


def cases() -> Iterator[Any]:
    """Each screen in each size and, when there is time, in each theme; the fast ones are those
    often seen, at the size of old, in the theme that it begins with."""
    for name in SCREENS:
        for size in SIZES:
            case = f"{name}-{size[0]}x{size[1]}"
            yield pytest.param(name, size, THEMES, id=f"{case}-themes", marks=pytest.mark.slow)
            if name in OFTEN_SEEN and size == (80, 24):
                yield pytest.param(name, size, (), id=case)


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory, small_store: Path) -> dict[str, Path]:
    """By the name of each screen, the store that it is shown of; nobody writes to them."""
    folder = tmp_path_factory.mktemp("pictures")
    copies = fill_with_copies(folder / "copies")
    return {
        **dict.fromkeys(SCREENS, small_store),
        **dict.fromkeys(OF_COPIES, copies),
        **dict.fromkeys(MENDING, fill_mended(folder / "mended")),
        **dict.fromkeys(EMPTY, folder / "empty"),
    }


_TEXT = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


_CELL = 12.2
"""Width of a cell in Rich's SVG."""
_SIZE = re.compile(r"^--- (\d+x\d+) ---\n", re.MULTILINE)


def drawn(app: DatelineApp) -> str:
    """What stands on the screen, without style; spaces at the ends are left out."""
    svg = app.export_screenshot(title="-")
    rows: dict[float, str] = {}
    for x, y, text in _TEXT.findall(svg):
        row = rows.get(float(y), "")
        words = html.unescape(text).replace("\xa0", " ")
        rows[float(y)] = row + " " * (round(float(x) / _CELL) - cell_len(row)) + words.rstrip("\n")
    return "\n".join(rows[y].rstrip() for y in sorted(rows)) + "\n"


def pictures(name: str) -> dict[str, str]:
    """What a screen shows, by size; its file has each size under a line `--- 80x24 ---`."""
    parts = _SIZE.split((PICTURES / f"{name}.txt").read_text())
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def picture(name: str, size: tuple[int, int]) -> str:
    return pictures(name)[f"{size[0]}x{size[1]}"]


def keep(name: str, size: tuple[int, int], seen: str) -> None:
    """Put what was seen in the place of the picture, for `UPDATE_PICTURES=1`."""
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.txt"
    known = pictures(name) if file.exists() else {}
    known[f"{size[0]}x{size[1]}"] = seen
    sizes = (f"{width}x{height}" for width, height in SIZES)
    file.write_text("".join(f"--- {each} ---\n{known[each]}" for each in sizes if each in known))


@pytest.mark.parametrize(("name", "size", "themes"), cases())
async def test_screen(
    stores: dict[str, Path], name: str, size: tuple[int, int], themes: tuple[str, ...]
) -> None:
    async with opened(stores[name], size) as at:
        await at.press(*SCREENS[name])
        seen = drawn(at.app)
        if os.environ.get("UPDATE_PICTURES"):
            keep(name, size, seen)
        assert seen == picture(name, size)
        for theme in themes:
            at.app.theme = theme
            await at.settle()
            assert drawn(at.app) == seen, f"{theme} takes something away"
            if most := COLOURS.get(theme):
                assert {each for style in styles(at.app) for each in colours(style)} <= most


COLOURS = {"terminal": {ColorType.DEFAULT, ColorType.STANDARD}, "none": {ColorType.DEFAULT}}
"""What a theme may send at most: the terminal's own 16 colours, or none."""


def styles(app: DatelineApp) -> set[Style]:
    """The styles of every third cell of the screen: each word has one of them."""
    width, height = app.size
    cells = product(range(0, width, 3), range(height))
    return {app.screen.get_style_at(*cell) for cell in cells}


def colours(style: Style) -> set[ColorType]:
    return {colour.type for colour in (style.color, style.bgcolor) if colour is not None}


async def test_too_small_a_terminal_says_so_and_comes_back(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.pilot.resize_terminal(39, 12)
        await at.settle()
        assert drawn(at.app).strip() == "39x12: dateline needs 40x12"
        await at.press("down")
        await at.pilot.resize_terminal(80, 24)
        await at.press("up")
        assert drawn(at.app) == picture("articles", (80, 24))


async def test_so_it_does_where_a_box_is_open(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("question_mark")
        await at.pilot.resize_terminal(30, 10)
        await at.settle()
        assert drawn(at.app).strip() == "30x10: dateline needs 40x12"
        await at.pilot.resize_terminal(80, 24)
        await at.settle()
        assert drawn(at.app) == picture("help", (80, 24))
        await at.press(*"whole screen", "enter")
        assert at.screen.panes.space.zoomed


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
    CursorFollower.DELAY = 0.01
    press = ["3", "home", "down", "enter"]
    assert snap_compare(app, press=press, terminal_size=size, run_before=_still)


async def _still(pilot: Any) -> None:
    await pilot.pause(0.3)
    await pilot.app.workers.wait_for_complete()
