"""The program's start: the dashboard at once, or a command; and how either ends.

A plain start is told apart here, since click takes 6 ms to load, in which the dashboard opens.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from store import Trouble
from tui.cli.ending import end_on_signals
from tui.cli.standard_streams import mute, open_closed
from tui.paths import store_folder

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF)
"""No room for what is printed, or standard output was closed by who started us."""
_OF_FILES = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG,
    errno.ELOOP, *_UNWRITABLE,
)  # fmt: skip
"""What is the matter with a file, and no mistake of ours where the file is named."""
_LONGEST_NAME = 500
_COMPLETING = "_DATELINE_COMPLETE"
"""Set where a shell asks click how a command may go on."""


class Plain(NamedTuple):
    """A start of the dashboard with the options that need no explaining."""

    store: str | None = None
    fresh: bool = False


def plain(arguments: Sequence[str]) -> Plain | None:
    """The dashboard's options; None where click has to look at them."""
    asked, rest = Plain(), list(arguments)
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
    """Run the program and end the process, with one line on standard error for whatever
    went wrong: status 1, 2 for wrong usage, 128 + n for a signal, 70 for a mistake of ours."""
    open_closed()
    end_on_signals()
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        _say("dateline: interrupted; what was stored is kept")
        status = 128 + signal.SIGINT
    except BrokenPipeError:
        mute()  # the reader of a pipe has had enough
        status = 128 + signal.SIGPIPE
    except Trouble as trouble:
        from tui.safe import one_line, shortened

        _say(f"dateline: {one_line(shortened(str(trouble)))}")
        status = trouble.status
    except OSError as error:
        if error.errno == errno.EIO:
            mute()  # the terminal is gone
            status = 128 + signal.SIGHUP
        elif error.errno in _UNWRITABLE and error.filename is None:
            mute(1)
            _say(f"dateline: nothing more can be written: {error.strerror}.")
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
    asked = None if _COMPLETING in os.environ else plain(arguments)
    if asked is None:
        from tui.cli.program import run

        return run(arguments)
    from tui.cli.dashboard import open_dashboard

    return open_dashboard(store_folder(asked.store), fresh=asked.fresh)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _crashed(error: Exception) -> int:
    from tui import crash

    _say(crash.told(error))
    return crash.STATUS
