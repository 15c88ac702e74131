"""Saving from a damaged journal all that is whole, into a new one."""

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
from store.database.lines import Record, is_whole, read_commit, read_record
from store.database.offset_index import discard, index_folder
from store.files import remove_file, replace_file


@dataclass(slots=True)
class RepairedStore:
    """What was saved: documents by table now, lines whose commit cannot vouch for them, and the
    offsets and lengths of what could not be read.
    """

    path: Path
    documents: dict[str, int] = field(default_factory=dict)
    unproven: int = 0
    lost: list[tuple[int, int]] = field(default_factory=list)


def repair(path: Path, to: Path, keys: Mapping[str, str]) -> RepairedStore:
    """Save what is whole in the journal at `path` into a new journal at `to`.

    The old one is not touched. A line of a damaged commit is saved when it can be read; nothing
    proves then that it is what was written, so it is counted. The new journal is on the disk when
    this returns. Raises `StoreMissing`, `StoreNewer`, `OSError`, and `StoreError` when there is
    something at `to`.
    """
    if os.path.lexists(to):
        raise StoreError(f"There is something at {to} already.", "Name a new place.")
    try:
        file = JournalFile(path, writable=False, damaged=True)
    except FileNotFoundError as error:
        raise StoreMissing(f"There is no store at {path}.", "Name the store's folder.") from error
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.part")
    copy = JournalCopy(part, to, secrets.token_hex(16), 1, dict(keys))
    repaired = RepairedStore(to)
    try:
        number = 0
        for segment in segments(file, file.status().st_size):
            if segment.is_tail:
                continue
            is_taken = _save(file, segment, copy, repaired)
            number = max(number + 1, segment.mark.number if segment.mark is not None else 0)
            if is_taken:
                copy.commit(number)
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


def _save(file: JournalFile, segment: Segment, copy: JournalCopy, repaired: RepairedStore) -> bool:
    """Take the records of a segment; of a damaged one those that can be read."""
    is_taken = False
    for offset, line in file.lines(segment.start, segment.end):
        record = read_record(line, offset)
        is_proven = segment.mark is not None
        if record is not None and is_whole(line, record) and (is_proven or _fits(copy, record)):
            copy.take(record, line)
            is_taken = True
            repaired.unproven += not is_proven and record.kind == "put"
        elif record is not None or read_commit(line) is None:
            repaired.lost.append((offset, len(line)))
    return is_taken


def _fits(copy: JournalCopy, record: Record) -> bool:
    """Could the line be right? One that says it is new must not cover a document that is whole."""
    return record.kind != "put" or record.was != 0 or not copy.has(record.table, record.id)
