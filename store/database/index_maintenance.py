"""Keeping a journal's index: opening it, bringing it up to date, giving it up when it is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from store.database.commits import CommitPosition, beginning, commit_at
from store.database.journal_file import JournalFile
from store.database.keys import KeysDamaged
from store.database.memory_index import MemoryIndex, replay_steps
from store.database.offset_index import Index, IndexHeader, discard, index_folder
from store.files import UnsafeFile

_ANEW = "The index was damaged; it is made anew."


class IndexMaintenance:
    """The index of one journal, of whichever generation is open."""

    def __init__(self, path: Path, keys: dict[str, str], note: Callable[[str], None]) -> None:
        """`path` is the journal's; `note` hears what a person should be told."""
        self.index: Index | None = None
        self._path = path
        self._keys = keys
        self._note = note
        self._writable = False

    def head(self, file: JournalFile, *, writable: bool) -> IndexHeader | None:
        """How much the index covers, if there is one that can be believed."""
        self._writable = writable
        if self.index is None or self.index.is_replaced():
            folder = index_folder(self._path, file.header.generation)
            self.index = self._opened(folder, file) if os.path.lexists(folder) else None
        return self.index.head() if self.index is not None else None

    def catch_up(
        self, file: JournalFile, mark: CommitPosition, covered: CommitPosition | None
    ) -> CommitPosition | None:
        """Bring the index up to a commit, anew when it covers nothing. The caller holds the lock.

        Returns the commit up to which it answers now: where it cannot be written it stays as it
        is. Raises `StoreDamaged`.
        """
        if covered is not None and covered.end == mark.end:
            return covered
        try:
            if covered is None:
                folder = index_folder(self._path, file.header.generation)
                discard(folder)
                self.index = Index(folder, file.header, writable=True)
            index = self.index
            if index is None:
                return covered
            for delta in replay_steps(file, self._keys, covered or beginning(file), mark.end):
                index.add(delta)
            index.cover(mark)
        except (KeysDamaged, UnsafeFile):
            if self.index is not None:
                self.doubt(self.index)
            return None
        except OSError:
            return covered
        return mark

    def add(self, index: Index, delta: MemoryIndex, mark: CommitPosition) -> bool:
        """Add a commit; false when that could not be, and the index lags from then on."""
        try:
            index.add(delta)
            index.cover(mark)
        except (KeysDamaged, UnsafeFile):
            self.doubt(index)
            return False
        except OSError:
            return False
        return True

    def doubt(self, index: Index) -> None:
        """The index led to a wrong line: the next writer makes it anew."""
        if self._writable:
            discard(index.folder)
        if self.index is index:
            self.index = None
            self._note(_ANEW)

    def _opened(self, folder: Path, file: JournalFile) -> Index | None:
        try:
            return Index(folder, file.header, writable=self._writable)
        except (UnsafeFile, NotADirectoryError):
            self._note(_ANEW)
            return None
        except OSError:
            return None

    def forget(self) -> None:
        """The journal is of another generation now. Snapshots keep the old index."""
        self.index = None

    def close(self) -> None:
        if self.index is not None:
            self.index.close()


def agreed(file: JournalFile, head: IndexHeader, size: int) -> CommitPosition | None:
    """The commit that an index says it covers, if the journal has it."""
    if head.number == 0:
        return beginning(file)
    mark = commit_at(file, head.start, head.end) if head.end <= size else None
    if mark is None or (mark.number, mark.crc) != (head.number, head.crc):
        return None
    return mark
