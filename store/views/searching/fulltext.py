"""Full-text search with tantivy: which articles contain words, and which match best."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from store.files import (
    UnsafeFile,
    check_file,
    make_folder,
    new_file,
    read_file,
    remove_file,
    replace_file,
)
from store.sharing import file_mode
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.indexing.index_file import IndexFile, ViewsTrouble, locked_file

if TYPE_CHECKING:
    import tantivy

    from store.query.tree import Text

FORMAT = 2
"""The format of the index, to be incremented when it changes. It is part of the folder's name."""

_COVERS = "covers.json"
_COVERS_BYTES = 1_000
_LOCK = "filling.lock"
_KEPT_OPEN = 8
"""Questions after which the files are closed. What was read of them counts as memory of the process
until then, 15 MB with 100,000 articles; to open them takes 2 ms."""
_LARGE = 200_000_000
"""Bytes of the files from which they are closed after each question: ten may read 30 MB of them."""
_OWN = ("meta.json", ".managed.json")
"""Files that tantivy creates for its own user only, whatever the umask."""


class Covers(Struct, frozen=True):
    """How far the index has come."""

    version: int = 0
    """The version of the journal."""
    top: int = 0
    """The greatest article number in the index. Higher numbers cannot be in it yet."""


class TextFiles:
    """The files of the full-text index."""

    def __init__(self, views_folder: Path) -> None:
        self.folder = views_folder / f"text-{FORMAT}"

    def copied(self, folder: Path) -> TextFiles:
        """Copy the index to another folder, for processes that may not write to this one."""
        copy = TextFiles(folder)
        if self.exist():
            self.check()
            # The number is copied first. Words that are added meanwhile will be indexed again.
            covers = self.covers()
            shutil.copytree(self.folder, copy.folder)
            copy.record(covers)
        return copy

    def make(self) -> None:
        """Create the folder. Anything else in its place is removed."""
        if not self.folder.parent.exists():
            make_folder(self.folder.parent)
        try:
            make_folder(self.folder)
        except (UnsafeFile, NotADirectoryError):
            remove_file(self.folder)
            make_folder(self.folder)

    def check(self) -> None:
        """Check that there are only regular files, since tantivy follows links.

        Raises:
            UnsafeFile: Something else is there.
        """
        for path in self.folder.iterdir():
            check_file(path)

    def size(self) -> int:
        """Return how many bytes the files have."""
        total = 0
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # tantivy removes files meanwhile
                total += path.lstat().st_size
        return total

    def empty(self) -> None:
        """Remove the index but keep the lock file, which another process may hold."""
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                remove_file(path)

    def exist(self) -> bool:
        """Return whether the files exist and can be read."""
        return all(os.access(self.folder / name, os.R_OK) for name in _OWN)

    def share(self) -> None:
        """Give the files of tantivy the permissions of the shared store."""
        mode = file_mode(self.folder)
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # tantivy removes files meanwhile
                status = path.lstat()
                if not stat.S_ISREG(status.st_mode):
                    continue
                if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
                    path.chmod(mode)

    def are_valid(self) -> bool:
        """Return whether the files exist with a valid version. Without one they are damaged or
        unfinished.
        """
        return self.exist() and self.covers() != Covers()

    def covers(self) -> Covers:
        """Return what is covered, or an empty result if that cannot be read."""
        try:
            known = json.loads(read_file(self.folder / _COVERS, _COVERS_BYTES))
            return Covers(int(known["version"]), int(known["top"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Covers()

    def record(self, covers: Covers) -> None:
        """Record what is covered. This comes after writing the words: if the process is killed in
        between, they are indexed again and replace themselves.
        """
        path = self.folder / f"{_COVERS}.new"
        with os.fdopen(new_file(path), "w", encoding="utf-8") as file:
            json.dump({"version": covers.version, "top": covers.top}, file)
        replace_file(path, self.folder / _COVERS)

    def locked(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Hold the writer's lock. Yield False if another process has it and `wait` is false."""
        return locked_file(self.folder / _LOCK, wait=wait)


# Searching.

T = TypeVar("T")


class FullText:
    """Searches the full-text index. tantivy (4 MB, 15 ms) is loaded on the first search."""

    def __init__(self, index: IndexFile, journal: CorrectedJournal) -> None:
        self._journal = journal
        self._files = TextFiles(index.folder)
        self._writable = index.writable
        self._note = index.note
        self._private: tempfile.TemporaryDirectory[str] | None = None
        self._index: tantivy.Index | None = None
        self._questions = 0
        """Asked of the open index."""
        self._kept_open = _KEPT_OPEN
        self.version = -1
        """The version of the journal at the last search."""

    @property
    def covered(self) -> int:
        """The version of the journal whose words are indexed."""
        return self._files.covers().version if self._files.exist() else 0

    def update(self, seconds: float | None = None) -> bool:
        """Index what the journal has since, for about `seconds` at most. Return True if more
        remains.

        A process that may not write here uses a private copy, as tantivy creates a file even for
        reading.

        Raises:
            ViewsTrouble: The index cannot be written.
        """
        is_ours = self._writable or self._private is not None
        covered = self._files.covers().version
        if is_ours and covered == self._journal.version() and self._files.exist():
            return False
        if not is_ours:
            self._use_private_copy(self._files)
        try:
            return self._fill(seconds)
        except FileNotFoundError:
            raise  # the folder of the store has disappeared
        except (OSError, ValueError) as error:  # tantivy raises ValueError for its own errors
            raise ViewsTrouble(
                f"The full-text index in {self._files.folder} could not be written: {error}.",
                "Nothing is lost. Indexing continues when the disk has room and permits writing.",
            ) from error

    def _fill(self, seconds: float | None) -> bool:
        """Update the index, rebuilding it if it is damaged."""
        from store.views.searching.fulltext_indexing import fill

        try:
            return fill(self._files, self._journal, seconds=seconds, damaged=self._report_damage)
        except BaseException as error:
            if not is_damage(error):
                raise
        self._empty()
        return fill(self._files, self._journal, seconds=seconds)

    def _report_damage(self) -> None:
        self._note(f"The full-text index in {self._files.folder} was damaged")

    def _use_private_copy(self, known: TextFiles | None) -> None:
        """Switch to a private copy of the index."""
        self._private = tempfile.TemporaryDirectory(prefix="dateline-text-")
        folder = Path(self._private.name)
        self._index = None
        try:
            self._files = known.copied(folder) if known is not None else TextFiles(folder)
        except (OSError, shutil.Error):  # damaged, or rebuilt meanwhile
            self._files = TextFiles(folder / "anew")
            self._files.folder.parent.mkdir(exist_ok=True)

    def _empty(self) -> None:
        """Start again with an empty index after damage."""
        self._report_damage()
        self._index = None
        if not (self._writable or self._private is not None):
            self._use_private_copy(None)
            return
        self._files.make()
        with self._files.locked(wait=True):
            self._files.empty()

    def _ask(self, question: Callable[[Any], T]) -> T:
        """Answer a question, and close the files now and then."""
        found = self._answer(question)
        if self._questions >= self._kept_open:
            self._index = None
        return found

    def _answer(self, question: Callable[[Any], T]) -> T:
        """Answer a question, rebuilding a damaged index once."""
        try:
            return question(self._searcher())
        except BaseException as error:
            if not is_damage(error):
                raise
        self._empty()
        self.update()
        return question(self._searcher())

    def numbers(self, leaf: Text) -> set[int]:
        """Return the articles that contain these words."""
        from store.query.words import words
        from store.views.searching.fulltext_indexing import is_loose, question

        if not words(leaf.words):
            return set()
        self.update()
        asked = question(leaf)
        numbers = self._ask(lambda searcher: _all(searcher, asked))
        if is_loose(leaf):
            numbers = {number for number in numbers if self._has_phrase_prefix(leaf, number)}
        return numbers

    def best(self, leaves: Sequence[Text], limit: int) -> list[int]:
        """Return the articles that match all leaves best, best first, among those indexed
        so far.
        """
        from store.views.searching.fulltext_indexing import all_of

        if not leaves:
            return []
        asked = all_of([*leaves])
        return self._ask(lambda searcher: _best(searcher, asked, limit))

    def _searcher(self) -> Any:
        import tantivy

        covers = self._files.covers().version
        if self._index is None:
            self._files.check()
            self._kept_open = 1 if self._files.size() > _LARGE else _KEPT_OPEN
            self._index = tantivy.Index.open(str(self._files.folder))
            self._index.config_reader("manual")
            self.version = -1
            self._questions = 0
        self._questions += 1
        if self.version != covers:
            try:
                self._index.reload()
            except ValueError as error:
                if is_damage(error):
                    raise
                return (
                    self._index.searcher()
                )  # written by another member and not yet shared with the group
            self.version = covers
        return self._index.searcher()

    def _has_phrase_prefix(self, leaf: Text, number: int) -> bool:
        """Return whether the article contains the words in sequence, the last one as a prefix."""
        from store.query.words import words

        article = self._journal.article(number)
        asked = f" {' '.join(words(leaf.words))}"
        texts = (article.title or "", article.text)
        return any(asked in f" {' '.join(words(text))}" for text in texts)


def _all(searcher: Any, query: Any) -> set[int]:
    """Return the numbers of all articles that match."""
    if searcher.num_docs == 0:
        return set()
    found = searcher.search(query, limit=searcher.num_docs, count=False, order_by_field="number")
    return {number for number, _ in found.hits}


def _best(searcher: Any, query: Any, limit: int) -> list[int]:
    """Return the numbers of the articles that match best, best first."""
    if searcher.num_docs == 0:
        return []
    found = searcher.search(query, limit=limit, count=False)
    places = [place for _, place in found.hits]
    return [int(number or 0) for number in searcher.fast_field_values("number", places)]


_OF_THE_MACHINE = re.compile(
    r"os error (?:1|5|12|13|23|24|27|28|30|122)\b|LockBusy|Lockfile|No space left|Permission denied"
)
"""Errors that do not mean damage: permissions, disk space, memory, open files, another process."""


def is_damage(error: BaseException) -> bool:
    """Return whether the error means that the files are damaged.

    tantivy raises `ValueError` for its own errors, and pyo3's `PanicException`, which cannot be
    imported, for a truncated file.
    """
    if isinstance(error, UnsafeFile) or type(error).__name__ == "PanicException":
        return True
    return isinstance(error, ValueError) and not _OF_THE_MACHINE.search(str(error))
