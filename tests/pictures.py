"""Draws the README's pictures: the real app, on the demo articles, in a real size.

    make pictures

It needs no terminal: Textual runs without one and says what would stand on the screen.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from store import Import, Store, sources
from tui.app import DatelineApp

PICTURES = Path(__file__).parent.parent / "assets" / "pictures"
DEMO = Path(__file__).parent.parent / "assets" / "demo"

# Name of the picture, columns and rows, and the keys that lead to what it shows.
SHOTS: tuple[tuple[str, tuple[int, int], Sequence[str]], ...] = (
    ("dashboard", (180, 46), ("slash", *"lukash", "enter", "3", "up", "enter")),
    ("search", (110, 32), ("slash", *"belarus")),
    ("narrow", (80, 24), ("3",)),
)


_FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)


async def draw(store: Path, name: str, size: tuple[int, int], keys: Sequence[str]) -> None:
    app = DatelineApp(store)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.4)
        await pilot.pause(1)
        drawn = app.export_screenshot()
    # A picture fetches nothing: the font is whichever the reader has. Not every viewer keeps
    # the blanks at an end of a piece of text by itself.
    drawn = _FONTS.sub("", drawn).replace("<text ", '<text xml:space="preserve" ')
    (PICTURES / f"{name}.svg").write_text(drawn)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), create=True)
        inputs = sources(str(path) for path in sorted(DEMO.glob("*.txt")))
        for _ in Import(store).run(inputs):
            pass
        store.close()
        for shot in SHOTS:
            asyncio.run(draw(Path(folder), *shot))
    sys.stdout.write("\n".join(str(path) for path in sorted(PICTURES.glob("*.svg"))) + "\n")


if __name__ == "__main__":
    main()
