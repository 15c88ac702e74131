"""How much memory this process can still allocate, in bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

READER_MEMORY = 400 << 20
"""Bytes that a reader process needs, with its language model."""
FORKED_MEMORY = 200 << 20
"""Bytes that each further reader needs that shares the model with the first one."""
_UNLIMITED = 1 << 60
_V1 = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
_V2 = ("memory.max", "memory.current", "inactive_file")
"""For each version of control groups: the files with the limit and the usage, and the statistic of
file cache that the kernel can reclaim.
"""


def available_memory(root: Path = Path("/")) -> int | None:
    """Return the bytes that the machine and its control groups leave free, whichever is less.

    Returns None if the system does not tell (macOS). `root` is the folder that holds /proc and
    /sys.
    """
    found = [*_of_the_machine(root), *_of_the_group(root)]
    return max(0, min(found)) if found else None


def _of_the_machine(root: Path) -> Iterator[int]:
    try:
        lines = (root / "proc/meminfo").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            yield int(rest.split()[0]) << 10


def _of_the_group(root: Path) -> Iterator[int]:
    """Yield the free bytes of our control group and its parents, for both versions of cgroups."""
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        base = root / "sys/fs/cgroup" / ("memory" if controllers else "")
        names = _V1 if controllers else _V2
        own = base / group.lstrip("/")
        for folder in (own, *own.parents):
            if folder.is_relative_to(base):
                yield from _left(folder, *names)


def _left(folder: Path, limit_name: str, used_name: str, forgettable: str) -> Iterator[int]:
    limit, used = _number(folder / limit_name), _number(folder / used_name)
    if limit is not None and used is not None and limit < _UNLIMITED:
        yield limit - used + min(used, _of_the_statistics(folder, forgettable))


def _of_the_statistics(folder: Path, wanted: str) -> int:
    try:
        lines = (folder / "memory.stat").read_text().splitlines()
    except OSError:
        return 0
    pairs = (line.partition(" ") for line in lines)
    return next((int(number) for name, _, number in pairs if name == wanted), 0)


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None
