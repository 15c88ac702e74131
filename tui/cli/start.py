"""The start of the program: the dashboard at once, or a command; and how each ends.

A plain start of the dashboard is recognised here, since click takes 6 ms to load, in which the
dashboard opens.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

from store import UserError
from tui.paths import store_folder

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF)
"""No space for the output, or standard output is closed."""
_OF_FILES = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG,
    errno.ELOOP, *_UNWRITABLE,
)  # fmt: skip
"""Errors about a file that are reported in one line when it is named."""
_LONGEST_NAME = 500
_COMPLETING = "_DATELINE_COMPLETE"
"""Set when a shell asks click for completions."""


def open_closed_streams() -> None:
    """Open closed standard streams (`>&-`) on the null device.

    Otherwise the first file that is opened would take their number, and a store would be printed
    into. Such an input is empty, and writing to such an output fails.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            nowhere = os.open(os.devnull, flags)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def mute_streams(*standard: int) -> None:
    """Redirect output streams that nobody reads any more: Python would report them at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for each in standard or (1, 2):
        os.dup2(nowhere, each)


def end_on_signals() -> None:
    """Let SIGTERM and SIGHUP end a command like an error, with the status 128 + n.

    Every `finally` runs. Signals that the parent ignores (nohup) stay ignored. The dashboard
    handles them itself.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def exit_on_terminate() -> None:
    """Let SIGTERM end a service like `exit 0`; every `finally` runs."""
    signal.signal(signal.SIGTERM, _end_well)


def _end_well(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise SystemExit(0)


def _end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the line goes while we are at it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # who asks again has no patience
    raise SystemExit(128 + number)


def open_dashboard(folder: Path, *, mouse: bool | None = None, fresh: bool = False) -> int:
    """Open the dashboard and return its exit status; with `mouse` None, no mouse over SSH."""
    gc.disable()  # until the first picture stands (`tui.app`): little of a start is garbage
    from tui.app import run

    return run(folder, mouse=mouse, fresh=fresh)


class PlainStart(NamedTuple):
    """The options of a plain start of the dashboard."""

    store: str | None = None
    fresh: bool = False


def plain_start(arguments: Sequence[str]) -> PlainStart | None:
    """Return the options of a plain start; None when click has to parse them."""
    asked, rest = PlainStart(), list(arguments)
    while rest:
        match rest:
            case ["--fresh", *rest]:
                asked = asked._replace(fresh=True)
            case ["--store", folder, *rest] if folder and not folder.startswith("-"):
                asked = asked._replace(store=folder)
            case _:
                return None
    return asked


def main(arguments: list[str] | None = None) -> Any:
    """Run the program and exit, with one line on standard error for an error.

    The status is 1 for an error, 2 for wrong usage, 128 + n for a signal, 70 for a bug.
    """
    open_closed_streams()
    end_on_signals()
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        _say("dateline: interrupted; everything stored is kept")
        status = 128 + signal.SIGINT
    except BrokenPipeError:
        mute_streams()  # the reader of a pipe has had enough
        status = 128 + signal.SIGPIPE
    except UserError as trouble:
        from tui.safe import one_line, shortened

        _say(f"dateline: {one_line(shortened(str(trouble)))}")
        status = trouble.status
    except OSError as error:
        if error.errno == errno.EIO:
            mute_streams()  # the terminal is gone
            status = 128 + signal.SIGHUP
        elif error.errno in _UNWRITABLE and error.filename is None:
            mute_streams(1)
            _say(f"dateline: cannot write the output: {error.strerror}.")
            status = 1
        elif error.errno in _OF_FILES and error.filename is not None:
            from tui.safe import one_line

            name = one_line(os.fsdecode(error.filename)[-_LONGEST_NAME:])
            _say(f"dateline: {name}: {error.strerror}.")
            status = 1
        else:
            status = _crashed(error)
    except Exception as error:  # noqa: BLE001 - a person gets one line, and the rest in a file
        status = _crashed(error)
    sys.exit(status if isinstance(status, int) else 0)


def _run(arguments: list[str]) -> Any:
    asked = None if _COMPLETING in os.environ else plain_start(arguments)
    if asked is None:
        from tui.cli.program import run

        return run(arguments)

    return open_dashboard(store_folder(asked.store), fresh=asked.fresh)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _crashed(error: Exception) -> int:
    from tui import crash

    _say(crash.report(error))
    return crash.EXIT_STATUS
