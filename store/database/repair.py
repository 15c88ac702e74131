"""Saves everything readable from a damaged journal into a new one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from store.database.checking import Segment, segments
from store.database.compaction import JournalCopy
from store.database.errors import StoreError, StoreMissing
from store.database.journal_file import JournalFile, sync_folder
from store.database.lines import JournalRecord, is_whole, read_commit, read_record
from store.database.offset_index import discard, index_folder
from store.files import remove_file, replace_file


@dataclass(slots=True)
class RepairedStore:
    """The result of a repair: documents per table, documents that no commit verifies, and the
    offset and length of each line that was lost.
    """

    path: Path
    documents: dict[str, int] = field(default_factory=dict)
    unproven: int = 0
    lost: list[tuple[int, int]] = field(default_factory=list)


def repair(path: Path, to: Path, keys: Mapping[str, str]) -> RepairedStore:
    """Save what can be read in the journal at `path` into a new journal at `to`.

    The old journal is not changed. A line of a damaged commit is saved if it can be read. Nothing
    verifies that it is what was written, so it is counted in `unproven`. The new journal is synced
    to the disk when this returns.

    Raises:
        StoreMissing: There is no journal at `path`.
        StoreNewer: A newer version of dateline wrote it.
        StoreError: Something is at `to`.
        OSError: The new journal cannot be written.
    """
    if os.path.lexists(to):
        raise StoreError(f"There is something at {to} already.", "Name a new place.")
    try:
        file = JournalFile(path, writable=False, damaged=True)
    except FileNotFoundError as error:
        raise StoreMissing.at(path.parent) from error
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.part")
    copy = JournalCopy(part, to, secrets.token_hex(16), 1, dict(keys))
    repaired = RepairedStore(to)
    try:
        _save_all(file, copy, repaired)
        copy.seal()
    except BaseException:
        copy.close()
        with suppress(OSError):
            remove_file(part)
        discard(index_folder(to, 1))
        raise
    replace_file(part, to)
    sync_folder(to.parent)
    copy.close()
    tables = copy.mark.catalog.tables
    repaired.documents = {name: table.documents for name, table in tables.items()}
    return repaired


def _save_all(file: JournalFile, copy: JournalCopy, repaired: RepairedStore) -> None:
    number = 0
    for segment in segments(file, file.status().st_size):
        if segment.is_tail:
            continue
        is_taken = _save(file, segment, copy, repaired)
        number = max(number + 1, segment.mark.number if segment.mark is not None else 0)
        if is_taken:
            copy.commit(number)


def _save(file: JournalFile, segment: Segment, copy: JournalCopy, repaired: RepairedStore) -> bool:
    """Copy the records of a segment. Of a damaged one, copy those that can be read."""
    is_taken = False
    for offset, line in file.lines(segment.start, segment.end):
        record = read_record(line, offset)
        is_proven = segment.mark is not None
        if record is not None and is_whole(line, record) and (is_proven or _fits(copy, record)):
            copy.append(record, line)
            is_taken = True
            repaired.unproven += not is_proven and record.kind == "put"
        elif record is not None or read_commit(line) is None:
            repaired.lost.append((offset, len(line)))
    return is_taken


def _fits(copy: JournalCopy, record: JournalRecord) -> bool:
    """Return whether a line of a damaged commit is plausible. A new document must not replace
    one.
    """
    return record.kind != "put" or record.was != 0 or not copy.has(record.table, record.id)
