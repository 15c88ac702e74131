"""Which store a folder holds, told without opening it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from store.files import open_file

_HEADER = re.compile(rb'\{"journal":"dateline","format":\d+,"store":"([0-9a-f]{32})"')
_LENGTH = 256


def store_id(folder: Path) -> str | None:
    """The name that the store was given when it was made, the same after a move, a compaction
    or a restore. None where there is no store, or none that may be read.

    Loads nothing of the database: the dashboard asks before its first picture.
    """
    try:
        with os.fdopen(open_file(folder / "store.jsonl"), "rb") as journal:
            found = _HEADER.match(journal.read(_LENGTH))
    except OSError:
        return None
    return found[1].decode() if found else None
