"""Opens, updates and discards the offset index of a journal."""

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

_REBUILT = "The index was damaged; it is rebuilt."


class IndexMaintenance:
    """The offset index of a journal, for the generation that is open."""

    def __init__(self, path: Path, keys: dict[str, str], note: Callable[[str], None]) -> None:
        """`path` is the path of the journal. `note` is called with messages for the user."""
        self.index: Index | None = None
        self._path = path
        self._keys = keys
        self._note = note
        self._writable = False

    def head(self, file: JournalFile, *, writable: bool) -> IndexHeader | None:
        """Return the header of the index, or None if there is no trustworthy index."""
        self._writable = writable
        if self.index is None or self.index.is_replaced():
            folder = index_folder(self._path, file.header.generation)
            self.index = self._opened(folder, file) if os.path.lexists(folder) else None
        return self.index.head() if self.index is not None else None

    def catch_up(
        self, file: JournalFile, mark: CommitPosition, covered: CommitPosition | None
    ) -> CommitPosition | None:
        """Extend the index to a commit, or rebuild it if it covers nothing. The caller holds the
        lock.

        Returns:
            The commit that the index covers now. It is unchanged if the index cannot be written.

        Raises:
            StoreDamaged: The journal is damaged.
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
            for memory_index in replay_steps(
                file, self._keys, covered or beginning(file), mark.end
            ):
                index.add(memory_index)
            index.cover(mark)
        except (KeysDamaged, UnsafeFile):
            if self.index is not None:
                self.discard_wrong(self.index)
            return None
        except OSError:
            return covered
        return mark

    def add(self, index: Index, memory_index: MemoryIndex, mark: CommitPosition) -> bool:
        """Add a commit to the index. Return False if that failed and the index is out of date."""
        try:
            index.add(memory_index)
            index.cover(mark)
        except (KeysDamaged, UnsafeFile):
            self.discard_wrong(index)
            return False
        except OSError:
            return False
        return True

    def discard_wrong(self, index: Index) -> None:
        """Discard an index that led to a wrong line. The next writer rebuilds it."""
        if self._writable:
            discard(index.folder)
        if self.index is index:
            self.index = None
            self._note(_REBUILT)

    def _opened(self, folder: Path, file: JournalFile) -> Index | None:
        try:
            return Index(folder, file.header, writable=self._writable)
        except (UnsafeFile, NotADirectoryError):
            self._note(_REBUILT)
            return None
        except OSError:
            return None

    def forget(self) -> None:
        """Forget the index, because the journal has a new generation. Snapshots keep the old
        index.
        """
        self.index = None

    def close(self) -> None:
        if self.index is not None:
            self.index.close()


def agreed(file: JournalFile, head: IndexHeader, size: int) -> CommitPosition | None:
    """Return the commit that an index header names, if the journal holds it."""
    if head.number == 0:
        return beginning(file)
    mark = commit_at(file, head.start, head.end) if head.end <= size else None
    if mark is None or (mark.number, mark.crc) != (head.number, head.crc):
        return None
    return mark
