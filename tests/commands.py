"""The program in this process: most tests of a command need no process of their own, which costs
ten times as much. Those of streams, signals and of what is loaded start a real one."""

from __future__ import annotations

import signal
from pathlib import Path
from subprocess import CompletedProcess

from click.testing import CliRunner

from tui.cli.start import main

Done = CompletedProcess[str]


def dateline(folder: Path, *arguments: str, given: str = "") -> Done:
    """Run a command on a store, with its parent folder as the home, from `main` to the exit."""
    words = ["--store", str(folder), *arguments]
    runner = CliRunner(env={"HOME": str(folder.parent)})
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    status = 0
    with runner.isolation(input=given) as (out, err, _):
        try:
            main(words)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return Done(words, status, out.getvalue().decode(), err.getvalue().decode())
