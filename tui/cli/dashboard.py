"""No command: the dashboard."""

from __future__ import annotations

import gc
from pathlib import Path


def open_dashboard(folder: Path, *, mouse: bool | None = None, fresh: bool = False) -> int:
    """Open the dashboard on a store; returns the exit status. `mouse` None: not over SSH."""
    gc.disable()  # until the first picture stands (`tui.app`): little of a start is garbage
    from tui.app import run

    return run(folder, mouse=mouse, fresh=fresh)
