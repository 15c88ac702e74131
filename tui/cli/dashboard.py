"""No command: the dashboard."""

from __future__ import annotations

from pathlib import Path


def open_dashboard(folder: Path) -> int:
    """Open the dashboard on a store; returns the exit status."""
    from tui.app import run

    return run(folder)
