"""Whether somebody opens the dashboard for the first time, who then gets the tour."""

from __future__ import annotations

from pathlib import Path

from tui.paths import state_folder


def is_first_time(folder: Path | None = None) -> bool:
    """True once: a mark is left in XDG's state folder. Where none can be left, never."""
    folder = folder if folder is not None else state_folder()
    if folder is None:
        return False
    mark = folder / "tour-seen"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.touch(mode=0o600, exist_ok=False)
    except OSError:
        return False
    return True
