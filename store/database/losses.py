"""Losses: commits that the journal had and lacks now, recorded beside it until they are accepted.

A torn tail is no loss: its commit never was. But a journal that ends before a commit that the index
covers was cut, and the index, which is derived and follows the journal, soon forgets that. So the
loss is written to a file first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from store.database.commits import CommitPosition, check_tail, cut_tail, keep_tail
from store.database.errors import StoreError, StoreReadOnly
from store.database.journal_file import JournalFile, sync_folder
from store.database.lines import read_record
from store.database.offset_index import Index, IndexHeader
from store.database.slots import is_live
from store.database.version import decoded
from store.files import open_file, replace_file, write_new

_LIMIT = 1 << 20
_NEAR_END = 1 << 20
"""The bytes before the end of the journal in which the last import is looked for."""
_Number = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]


class Loss(msgspec.Struct, frozen=True):
    """Commits that are missing at the end of a journal. Sizes are in bytes, times in UTC."""

    store: str
    """The id of the store whose journal it was."""
    kept: _Number
    """The number of the last commit that is there, or 0."""
    missing: _Number
    """The number of the last commit that is missing."""
    size: _Number
    """The size of the journal when the loss was found."""
    end: _Number
    """The offset at which the last missing commit ended."""
    articles: _Number
    """How many articles are left."""
    articles_before: _Number | None
    """How many there were, if the index could say."""
    since: str | None
    """When the last import that is left was recorded."""
    found: str
    """When the loss was found."""
    aside: str | None = None
    """The file beside the journal with the bytes after the last commit, if there were any."""
    accepted: str | None = None
    """When it was accepted."""

    def __str__(self) -> str:
        first = self.kept + 1
        commits = (
            f"commit {first:,}"
            if first >= self.missing
            else f"commits {first:,} to {self.missing:,}"
        )
        after = f", written after {_shown(self.since)}" if self.since else ""
        aside = f"; what was left of commit {first:,} is in {self.aside}" if self.aside else ""
        return (
            f"{self.what} missing{after}: the journal was cut at byte {self.size:,} of "
            f"{self.end:,}, and with it {commits}{aside}"
        )

    @property
    def what(self) -> str:
        """What is missing, with its verb: "2 of 4 articles are"."""
        lost = 0 if self.articles_before is None else self.articles_before - self.articles
        if lost <= 0:
            return "data is"
        return f"{lost:,} of {self.articles_before:,} articles {'is' if lost == 1 else 'are'}"


def find_loss(
    file: JournalFile, last: CommitPosition, head: IndexHeader, index: Index | None
) -> Loss:
    """Return the loss of a journal that ends with the commit `last`, before that of its index."""
    table = last.catalog.tables.get("articles")
    before: int | None = None
    if table is not None and index is not None:
        try:
            slots = index.slots(table.part)
            before = sum(is_live(slots.get(position)) for position in slots.used())
        except OSError:
            before = None
    return Loss(
        store=file.header.store,
        kept=last.number,
        missing=head.number,
        size=file.status().st_size,
        end=head.end,
        articles=table.documents if table is not None else 0,
        articles_before=before,
        since=_last_import(file, last.end),
        found=_now(),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _last_import(file: JournalFile, end: int) -> str | None:
    """Return when the last import before `end` was recorded, if that is near."""
    start = max(file.header_end, end - _NEAR_END)
    lines = file.read(start, end).splitlines(keepends=True)
    for line in reversed(lines[start > file.header_end :]):
        record = read_record(line, 0)
        if record is not None and (record.kind, record.table) == ("put", "imports"):
            try:
                at = decoded(line, "imports").document.get("at")
            except ValueError:
                return None
            return at if isinstance(at, str) else None
    return None


def _shown(time: str) -> str:
    """Return `2026-01-02T03:04:05+00:00` as a person writes it."""
    return f"{time[:19].replace('T', ' ')} UTC"


# The file of losses.


def losses_file(journal: Path) -> Path:
    """Return the path of the file of a journal's losses."""
    return journal.with_name(f"{journal.name}.losses")


def read_losses(journal: Path, store: str) -> list[Loss]:
    """Return the losses of the store with this id, accepted ones too, oldest first.

    Raises:
        StoreError: The file cannot be read.
    """
    path = losses_file(journal)
    try:
        with os.fdopen(open_file(path), "rb") as file:
            content = file.read(_LIMIT)
        losses = [msgspec.json.decode(line, type=Loss) for line in content.splitlines()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    except (msgspec.MsgspecError, RecursionError) as error:
        raise StoreError(
            f"{path} cannot be read: {error}.",
            "It lists commits that were lost; compare with a backup, then move it away.",
        ) from error
    return [loss for loss in losses if loss.store == store]


def write_losses(journal: Path, losses: Sequence[Loss]) -> None:
    """Replace the file of losses, and sync it to the disk. The caller holds the lock.

    Raises:
        OSError: It cannot be written.
    """
    path = losses_file(journal)
    part = path.with_name(f"{path.name}.part")
    write_new(part, b"".join(msgspec.json.encode(loss) + b"\n" for loss in losses))
    replace_file(part, path)
    sync_folder(path.parent)


class Losses:
    """The losses of an open journal.

    `found` is one that is not recorded yet. `last` is the number of the last commit that was ever
    lost, which followers may have seen; it is not given to another.
    """

    def __init__(self, file: JournalFile, note: Callable[[str], None]) -> None:
        """`note` is called with messages for the user."""
        self.found: Loss | None = None
        self.last = 0
        self._path = file.path
        self._store = file.header.store
        self._note = note
        try:
            recorded = self._recorded()
        except StoreError as error:
            note(f"{error.title} {error.hint}".strip())
            return
        self.last = max((loss.missing for loss in recorded), default=0)
        for loss in recorded:
            if loss.accepted is None:
                self._say(loss)

    def look(
        self, file: JournalFile, mark: CommitPosition, head: IndexHeader, index: Index | None
    ) -> None:
        """Find what is missing of a journal whose last commit is `mark`, before that of its
        index.
        """
        known = self.found
        if known is not None and (known.kept, known.missing) == (mark.number, head.number):
            return
        self.last = max(self.last, head.number)
        self.found = find_loss(file, mark, head, index)
        self._say(self.found)

    def record(self, file: JournalFile, loss: Loss, mark: CommitPosition, size: int) -> None:
        """Record a loss, and move the bytes after the last commit aside. The caller holds the lock.

        Raises:
            StoreReadOnly: There is no room to do so; nothing was changed.
            StoreDamaged: The bytes after the last commit are no torn tail; nothing was changed.
            StoreError: The file that lists the losses cannot be read.
        """
        check_tail(file, mark, size)
        try:
            if size > mark.end:
                aside = self._path.with_name(f"{self._path.name}.cut-{loss.kept + 1}")
                keep_tail(file, mark, size, aside)
                loss = msgspec.structs.replace(loss, aside=aside.name)
            recorded = self._recorded()
            if (loss.kept, loss.missing) not in {(each.kept, each.missing) for each in recorded}:
                write_losses(self._path, [*recorded, loss])
        except StoreError:
            raise
        except OSError as error:
            raise StoreReadOnly(
                f"{self._path.parent} has lost commits, and that cannot be recorded: "
                f"{error.strerror}.",
                "Nothing was changed; free some space and try again.",
            ) from error
        cut_tail(file, mark)
        self.found = None

    def open(self) -> list[Loss]:
        """Return the losses that nobody has accepted, oldest first.

        Raises:
            StoreError: The file that lists them cannot be read.
        """
        recorded = [loss for loss in self._recorded() if loss.accepted is None]
        return recorded if self.found is None else [*recorded, self.found]

    def accept(self) -> list[Loss]:
        """Record that all losses are accepted, and return them. The caller holds the lock.

        Raises:
            StoreError: The file that lists them cannot be read.
            OSError: It cannot be written.
        """
        losses = self._recorded()
        accepted = [
            msgspec.structs.replace(each, accepted=each.accepted or _now()) for each in losses
        ]
        if accepted != losses:
            write_losses(self._path, accepted)
        return [loss for loss in losses if loss.accepted is None]

    def _say(self, loss: Loss) -> None:
        self._note(f"Lost: {loss.what} missing. `dateline store check` says what to do.")

    def _recorded(self) -> list[Loss]:
        return read_losses(self._path, self._store)
