"""The id of the store in a folder, read without opening the store."""

from __future__ import annotations

import os
import re
from pathlib import Path

from store.files import open_file

JOURNAL = "store.jsonl"
"""The file of a store that holds everything; all others can be made from it."""
_HEADER = re.compile(rb'\{"journal":"dateline","format":\d+,"store":"([0-9a-f]{32})"')
_LENGTH = 256


def store_id(folder: Path) -> str | None:
    """Return the id that the store got when it was created, or None if no store can be read.

    The id stays the same after a move, a compaction and a restore. Nothing of the database is
    loaded, because the dashboard asks before its first paint.
    """
    try:
        with os.fdopen(open_file(folder / JOURNAL), "rb") as journal:
            found = _HEADER.match(journal.read(_LENGTH))
    except OSError:
        return None
    return found[1].decode() if found else None
