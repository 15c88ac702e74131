"""An internal error: one line for the user, and the traceback in a file."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from store import new_file
from tui.paths import state_folder
from tui.safe import one_line

EXIT_STATUS = 70
"""The exit status: EX_SOFTWARE of sysexits.h."""


def report(error: BaseException) -> str:
    """Return the line that says what happened, after writing the traceback to a file.

    The file (`crash.txt` in XDG's state folder, mode 0600) has no values of variables: those
    may be text from articles. Where it cannot be written, the line names the
    function and line instead.
    """
    what = one_line("".join(traceback.format_exception_only(error)).strip())[:200]
    file = _written(error)
    where = f"details are in {one_line(str(file))}" if file else _place(error)
    return f"dateline stopped on an internal error ({what}). Nothing stored is lost; {where}."


def _written(error: BaseException) -> Path | None:
    folder = state_folder()
    if folder is None:
        return None
    file = folder / "crash.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(
            new_file(file, mode=0o600), "w", encoding="utf-8", errors="backslashreplace"
        ) as out:
            out.write("".join(traceback.format_exception(error)))
    except OSError:
        return None
    return file


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"at {frames[-1].name}, line {frames[-1].lineno}" if frames else "at an unknown place"
