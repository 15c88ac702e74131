"""Checks a whole journal for damage, and its documents for what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from store.database.commits import Catalog, CommitPosition, beginning, commit_lines, proven_at
from store.database.decoding import (
    CopyRecord,
    check_import,
    converted,
    read_article,
    read_reading,
)
from store.database.errors import DocumentUnreadable, StoreMissing
from store.database.journal_file import JournalFile
from store.database.keys import KeysDamaged
from store.database.lines import DocId, is_whole, read_commit, read_record
from store.database.losses import Loss, find_loss, read_losses
from store.database.memory_index import MemoryIndex, Replayer
from store.database.offset_index import Index, index_folder
from store.database.slots import is_live, length_of
from store.database.version import Version


class Segment(NamedTuple):
    """A range of bytes: a proven commit with its lines, or damage if `mark` is None."""

    start: int
    end: int
    mark: CommitPosition | None
    is_tail: bool = False


def segments(file: JournalFile, size: int) -> Iterator[Segment]:
    """Yield the segments of the file after its header: commits, damage, and an uncommitted tail."""
    position = file.header_end
    last = 0
    for start, end in commit_lines(file, position, size):
        mark = proven_at(file, start, end)
        begin = start - _length(file, start, end)
        if mark is None or begin < position or mark.number <= last:
            yield Segment(position, end, None)
        else:
            if begin > position:
                yield Segment(position, begin, None)
            yield Segment(begin, end, mark)
            last = mark.number
        position = end
    if position < size:
        yield Segment(position, size, None, is_tail=True)


def _length(file: JournalFile, start: int, end: int) -> int:
    commit = read_commit(file.read(start, end))
    return commit.length if commit is not None else 0


def first_bad_line(file: JournalFile, start: int, end: int) -> int:
    """Return the offset of the first unreadable line of a damaged segment, or its start."""
    for offset, line in file.lines(start, end):
        record = read_record(line, offset)
        if record is not None and is_whole(line, record):
            continue
        if record is None and read_commit(line) is not None:
            continue
        return offset
    return start


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged range of bytes, and the offset of the first line that shows the damage."""

    start: int
    end: int
    line: int
    what: str


@dataclass(slots=True)
class Checked:
    """The result of a check. Sizes and offsets are in bytes."""

    path: Path
    size: int
    commits: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    damages: list[Damage] = field(default_factory=list)
    uncommitted: int = 0
    overwritten: int = 0
    unreadable: list[DocumentUnreadable] = field(default_factory=list)
    """Documents that are intact on the disk but that dateline cannot use."""
    losses: list[Loss] = field(default_factory=list)
    """Commits that were there once, and whose loss nobody has accepted."""
    index: str = ""
    """Empty if the index is right, or what is wrong with it. It can always be rebuilt."""

    @property
    def is_whole(self) -> bool:
        """Return whether everything that was committed is there."""
        return not self.damages and not self.losses


def check(path: Path, keys: Mapping[str, str]) -> Checked:
    """Read the journal at `path` from end to end. Nothing is changed and no lock is taken.

    Damage is listed in the result.

    Raises:
        StoreMissing: There is no journal.
        StoreNewer: A newer version of dateline wrote it.
        StoreError: The list of its losses cannot be read.
    """
    try:
        file = JournalFile(path, writable=False, damaged=True)
    except FileNotFoundError as error:
        raise StoreMissing.at(path.parent) from error
    size = file.status().st_size
    checked = Checked(path, size)
    if file.header.generation == 0:
        checked.damages.append(Damage(0, file.header_end, 0, "the header is unreadable"))
    replayer = Replayer(dict(keys), Catalog())
    last: CommitPosition | None = None
    for segment in segments(file, size):
        if segment.mark is not None:
            last = segment.mark
            checked.commits += 1
            _replay(file, segment, segment.mark, replayer, checked)
        elif segment.is_tail:
            checked.uncommitted = segment.end - segment.start
        else:
            checked.damages.append(_damage(file, segment))
    if last is not None:
        checked.documents = {name: t.documents for name, t in last.catalog.tables.items()}
        checked.overwritten -= _live_bytes(replayer)
        if checked.is_whole:
            checked.index = _wrong_index(file, replayer.memory_index, last, size)
    _check_lost_end(file, checked, last)
    file.close()
    return checked


def _replay(
    file: JournalFile, segment: Segment, mark: CommitPosition, replayer: Replayer, checked: Checked
) -> None:
    """Apply a proven commit, and check its counts against its lines."""
    for offset, line in file.lines(segment.start, mark.start):
        record = read_record(line, offset)
        if record is None or (
            record.kind in {"put", "delete"} and record.table not in replayer.catalog.tables
        ):
            what = (
                "a line that dateline did not write"
                if checked.is_whole
                else "a table that was never created"
            )
            checked.damages.append(Damage(segment.start, segment.end, offset, what))
            break
        replayer.apply(record, line)
        checked.overwritten += len(line) if record.kind == "put" else 0
    if checked.is_whole and replayer.catalog.tables != mark.catalog.tables:
        what = "the counts in the commit are not those of its lines"
        checked.damages.append(Damage(segment.start, segment.end, mark.start, what))
    replayer.catalog = mark.catalog.copy()


def _damage(file: JournalFile, segment: Segment) -> Damage:
    line = first_bad_line(file, segment.start, segment.end)
    return Damage(segment.start, segment.end, line, "the checksum is wrong")


def _live_bytes(replayer: Replayer) -> int:
    """Return the bytes of the lines that are current, without commit lines."""
    parts = {table.part for table in replayer.catalog.tables.values()}
    return sum(
        length_of(where)
        for number, part in replayer.memory_index.parts.items()
        if number in parts
        for _, where in part.items()
        if is_live(where)
    )


def _check_lost_end(file: JournalFile, checked: Checked, last: CommitPosition | None) -> None:
    """Report commits that the index covers but that the journal no longer holds, and those whose
    loss is recorded.
    """
    recorded = read_losses(file.path, file.header.store)
    checked.losses.extend(loss for loss in recorded if loss.accepted is None)
    index = _index(file)
    head = index.head() if index is not None else None
    end = last.end if last is not None else file.header_end
    if head is None or head.end <= end or checked.damages:
        return
    if head.end > checked.size:
        mark = last if last is not None else beginning(file)
        checked.losses.append(find_loss(file, mark, head, index))
    else:
        what = f"commit {head.number} is missing; it ended at byte {head.end:,}"
        checked.damages.append(Damage(end, head.end, end, what))


def _index(file: JournalFile) -> Index | None:
    folder = index_folder(file.path, file.header.generation)
    try:
        return Index(folder, file.header, writable=False)
    except OSError:
        return None


def _wrong_index(
    file: JournalFile, memory_index: MemoryIndex, last: CommitPosition, size: int
) -> str:
    index = _index(file)
    head = index.head() if index is not None else None
    if index is None or head is None:
        return "there is none; opening the store builds it"
    if head.end != last.end:
        return "" if head.end > size else "it lags; the next writer brings it up to date"
    parts = {table.part for table in last.catalog.tables.values()}
    for number in parts & memory_index.parts.keys():
        for doc_id, where in memory_index.parts[number].items():
            if index.get(number, doc_id) != where:
                return f"document {doc_id} of part {number} is not where it says"
    for number in parts & memory_index.keys.keys():
        for tag, doc_ids in memory_index.keys[number].items():
            if not _finds(index, number, tag, doc_ids):
                return f"document {doc_ids[0]} of part {number} cannot be found by its key"
    return ""


def _finds(index: Index, part: int, tag: int, doc_ids: Iterable[DocId]) -> bool:
    try:
        return set(doc_ids) <= set(index.with_key(part, tag))
    except KeysDamaged:
        return False


# Documents that are whole on the disk.


def unreadable_documents(
    version: Version, types: Mapping[str, type]
) -> Iterator[DocumentUnreadable]:
    """Yield every document that cannot be used, with the reason.

    `types` are the types of tables that other packages own.
    """
    for table in version.catalog.tables:
        for doc_id in version.ids(table):
            try:
                _check_document(version, table, doc_id, types)
            except DocumentUnreadable as unreadable:
                yield unreadable


def _check_document(version: Version, table: str, doc_id: DocId, types: Mapping[str, type]) -> None:
    """Decode a document as its users do.

    Raises:
        DocumentUnreadable: It cannot be decoded.
    """
    if table in {"articles", "readings"}:
        known, text = version.raw(table, doc_id), version.raw("texts", doc_id)
        if text is None:
            raise DocumentUnreadable(table, doc_id, "its text is missing")
        if known is not None:
            read = read_article if table == "articles" else read_reading
            read(doc_id, known, text)
        return
    document = version.get(table, doc_id)
    if document is None:
        return
    if table == "imports":
        check_import(doc_id, document)
    elif type_ := {"copies": CopyRecord, **types}.get(table):
        converted(table, doc_id, document, type_)
