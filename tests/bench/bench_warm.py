"""One article stored by `dateline add`, without a warm reader and with one.

    python -m tests.bench.bench_warm [--turns 5]

Each figure is the median of the turns, in seconds: by the clock, and the processor time of the
command and of its intake. The reader and the process that loads the model are no children of the
command, so their processor time is not in the second figure: about 0.02 s and, when cold, 1.4 s.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.bench.table import Table
from tests.server.processes import running_for


class Taken(NamedTuple):
    clock: float
    processor: float


def add(store: Path, number: int, *options: str) -> Taken:
    """Store one article."""
    text = f"The mayor of Oslo opened bridge number {number} on 4 July 2024, and praised it."
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(store), "add", *options, "-"],
        input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    clock = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(clock, used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=5)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory(prefix="dl") as runtime:
        os.environ["XDG_RUNTIME_DIR"] = runtime
        store = Path(runtime) / "store"
        add(store, 0)  # leaves a reader
        cold = [add(store, 2 * n + 1, "--no-daemon") for n in range(turns)]
        warm = [add(store, 2 * n + 2) for n in range(turns)]
        for pid in running_for(Path(), mark=f"XDG_RUNTIME_DIR={runtime}"):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
    table = Table(["cold", "warm"])
    for figure in Taken._fields:
        values = {
            name: statistics.median(getattr(each, figure) for each in taken)
            for name, taken in (("cold", cold), ("warm", warm))
        }
        asked = "warm: under 0.7 on a quiet machine" if figure == "clock" else ""
        table.row(f"{figure}, s", values, asked, digits=2)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")


if __name__ == "__main__":
    main()
