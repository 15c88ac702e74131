"""What is running on behalf of a test, helpers of helpers included."""

from __future__ import annotations

import os
import time
from pathlib import Path


def running_for(store: Path) -> list[int]:
    """Processes with `DATELINE_STORE` set to this store in the environment that they were
    started with, which every helper process inherits."""
    mark = f"DATELINE_STORE={store}".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            is_ours = mark in environment.read_bytes().split(b"\0")
            state = (environment.parent / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if is_ours and state not in "ZX" and int(environment.parent.name) != os.getpid():
            found.append(int(environment.parent.name))
    return found


def nothing_runs_for(store: Path, seconds: float = 15) -> bool:
    """Whether all that ran for the store has ended within that time."""
    until = time.monotonic() + seconds
    while running_for(store):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
