"""People of a server: processes with a user and a group of their own, in a place all reach."""

from __future__ import annotations

import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NEWSROOM = 61_000
"""The number of a group that no user of this machine is in."""
MARY, PAUL, STRANGER = 61_001, 61_002, 61_003


@contextmanager
def a_place_that_all_reach() -> Iterator[Path]:
    """A folder that is not under one of this user's private ones."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        yield place
    finally:
        shutil.rmtree(place)


def as_member(
    user: int, work: Callable[[], object], *, umask: int = 0o022, group: int = NEWSROOM
) -> bool:
    """Do the work as that user, a member of the group; whether it went well."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.setgroups([group])
            os.setgid(user)
            os.setuid(user)
            os.umask(umask)
            work()
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)
    return os.waitpid(process, 0)[1] == 0
