"""No command: the dashboard."""

from __future__ import annotations

from pathlib import Path


def open_dashboard(folder: Path) -> int:
    """Open the dashboard on a store; returns the exit status."""
    from tui.app import run
    from tui.config import load_config

    return run(folder, load_config().keys)
