"""What is running on behalf of a test, helpers of helpers included."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path


def running_for(store: Path, *, mark: str | None = None) -> list[int]:
    """Processes with `DATELINE_STORE` set to this store (or another `mark`) in the environment
    that they were started with, which every helper process inherits."""
    wanted = (mark or f"DATELINE_STORE={store}").encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            is_ours = wanted in environment.read_bytes().split(b"\0")
            state = (environment.parent / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if is_ours and state not in "ZX" and int(environment.parent.name) != os.getpid():
            found.append(int(environment.parent.name))
    return found


def nothing_runs_for(store: Path, seconds: float = 15, *, mark: str | None = None) -> bool:
    """Whether all that ran for the store has ended within that time."""
    until = time.monotonic() + seconds
    while running_for(store, mark=mark):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def dashboards(store: Path) -> Iterator[int]:
    """The processes of all dashboards on a store."""
    for process in running_for(store):
        if command_of(process).rstrip().endswith("-m tui.cli"):
            yield process


def ticks(process: int) -> int:
    """The processor time that it has taken, in clock ticks."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def private_memory(process: int) -> int:
    """The bytes that are its own and no other process's."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))
