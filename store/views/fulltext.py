"""Words in titles and texts, by tantivy: which articles hold them, and which hold them best."""

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
from store.query.tree import Text
from store.query.words import words
from store.sharing import file_mode
from store.views.index import IndexFile, ViewsTrouble, held
from store.views.journal import SourceJournal

if TYPE_CHECKING:
    import tantivy

FORMAT = 2
"""Counted up when what is indexed changes; the folder carries it in its name."""

_COVERS = "covers.json"
_COVERS_BYTES = 1_000
_LOCK = "filling.lock"
_OWN = ("meta.json", ".managed.json")
"""What tantivy writes for its user alone, whatever the umask."""


class Covers(Struct, frozen=True):
    version: int = 0
    """Of the journal."""
    top: int = 0
    """The greatest article number; one above it cannot be there yet."""


class TextFiles:
    def __init__(self, views_folder: Path) -> None:
        self.folder = views_folder / f"text-{FORMAT}"

    def copied(self, folder: Path) -> TextFiles:
        """The same words in another folder, for who may not write these."""
        copy = TextFiles(folder)
        if self.exist():
            self.check()
            # The number first: words that come while they are copied are put in once more.
            covers = self.covers()
            shutil.copytree(self.folder, copy.folder)
            copy.say(covers)
        return copy

    def make(self) -> None:
        """Make the folder; what is in its place and is none is taken away."""
        if not self.folder.parent.exists():
            make_folder(self.folder.parent)
        try:
            make_folder(self.folder)
        except (UnsafeFile, NotADirectoryError):
            remove_file(self.folder)
            make_folder(self.folder)

    def check(self) -> None:
        """See that there are only regular files, since tantivy follows links. Raises
        `UnsafeFile`."""
        for path in self.folder.iterdir():
            check_file(path)

    def empty(self) -> None:
        """Begin anew; the lock file stays, for it may be held."""
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                remove_file(path)

    def exist(self) -> bool:
        """Are they there, and may we read them?"""
        return all(os.access(self.folder / name, os.R_OK) for name in _OWN)

    def share(self) -> None:
        """Give what tantivy wrote to whom the store is shared with, and to nobody else."""
        mode = file_mode(self.folder)
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # tantivy tidies up meanwhile
                status = path.lstat()
                if not stat.S_ISREG(status.st_mode):
                    continue
                if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
                    path.chmod(mode)

    def are_sound(self) -> bool:
        """Are they there, with a number that can be read? Without one, what is there is either
        damaged or was never finished."""
        return self.exist() and self.covers() != Covers()

    def covers(self) -> Covers:
        """What is covered; nothing where that cannot be read."""
        try:
            known = json.loads(read_file(self.folder / _COVERS, _COVERS_BYTES))
            return Covers(int(known["version"]), int(known["top"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Covers()

    def say(self, covers: Covers) -> None:
        """Written after the words themselves are: after a kill in between, they are put in
        again, in place of what is there."""
        path = self.folder / f"{_COVERS}.new"
        with os.fdopen(new_file(path), "w", encoding="utf-8") as file:
            json.dump({"version": covers.version, "top": covers.top}, file)
        replace_file(path, self.folder / _COVERS)

    def locked(self, *, wait: bool) -> AbstractContextManager[bool]:
        """One process fills; another waits and then finds it done, or is told False."""
        return held(self.folder / _LOCK, wait=wait)


# Asks the words: which articles hold them, and which hold them best.

T = TypeVar("T")


class FullText:
    """Loads tantivy (4 MB, 15 ms) when it is first asked, not before."""

    def __init__(self, index: IndexFile, journal: SourceJournal) -> None:
        self._journal = journal
        self._files = TextFiles(index.folder)
        self._writable = index.writable
        self._note = index.note
        self._private: tempfile.TemporaryDirectory[str] | None = None
        self._index: tantivy.Index | None = None
        self.version = -1
        """Of the journal, as of the last question."""

    def bring_up(self, seconds: float | None = None) -> bool:
        """Take in the words of what the journal has since, for at most about `seconds`; True
        when there is more.

        Who may not write here goes on with a private copy: tantivy makes a file even to read.
        """
        is_ours = self._writable or self._private is not None
        covered = self._files.covers().version
        if is_ours and covered == self._journal.version() and self._files.exist():
            return False
        if not is_ours:
            self._go_private(self._files)
        try:
            return self._fill(seconds)
        except FileNotFoundError:
            raise  # the folder of the store is gone
        except (OSError, ValueError) as error:  # tantivy's errors are ValueErrors
            raise ViewsTrouble(
                f"The words in {self._files.folder} could not be written: {error}.",
                "Nothing is lost: it goes on from there once there is room and leave to write.",
            ) from error

    def _fill(self, seconds: float | None) -> bool:
        """Fill the index, made anew where it turns out to be damaged."""
        from store.views.fulltext_indexing import fill

        try:
            return fill(self._files, self._journal, seconds=seconds, damaged=self._say_damaged)
        except BaseException as error:
            if not is_damage(error):
                raise
        self._empty()
        return fill(self._files, self._journal, seconds=seconds)

    def _say_damaged(self) -> None:
        self._note(f"The full-text index in {self._files.folder} was damaged")

    def _go_private(self, known: TextFiles | None) -> None:
        """Go on in a folder of our own, from a copy of what is known."""
        self._private = tempfile.TemporaryDirectory(prefix="dateline-text-")
        folder = Path(self._private.name)
        self._index = None
        try:
            self._files = known.copied(folder) if known is not None else TextFiles(folder)
        except (OSError, shutil.Error):  # damaged, or made anew meanwhile
            self._files = TextFiles(folder / "anew")
            self._files.folder.parent.mkdir(exist_ok=True)

    def _empty(self) -> None:
        """Begin anew: the words are damaged."""
        self._say_damaged()
        self._index = None
        if not (self._writable or self._private is not None):
            self._go_private(None)
            return
        self._files.make()
        with self._files.locked(wait=True):
            self._files.empty()

    def _ask(self, question: Callable[[Any], T]) -> T:
        """What the words answer; made anew once where they are damaged."""
        try:
            return question(self._searcher())
        except BaseException as error:
            if not is_damage(error):
                raise
        self._empty()
        self.bring_up()
        return question(self._searcher())

    def numbers(self, leaf: Text) -> set[int]:
        """The articles that hold these words; none for no words."""
        from store.views.fulltext_indexing import is_loose, question

        if not words(leaf.words):
            return set()
        self.bring_up()
        asked = question(leaf)
        numbers = self._ask(lambda searcher: _all(searcher, asked))
        if is_loose(leaf):
            numbers = {number for number in numbers if self._goes_on(leaf, number)}
        return numbers

    def best(self, leaves: Sequence[Text], limit: int) -> list[int]:
        """The articles that hold all of these best, the best first, as far as the words are
        taken in."""
        from store.views.fulltext_indexing import all_of

        if not leaves:
            return []
        asked = all_of([*leaves])
        return self._ask(lambda searcher: _best(searcher, asked, limit))

    def _searcher(self) -> Any:
        import tantivy

        covers = self._files.covers().version
        if self._index is None:
            self._files.check()
            self._index = tantivy.Index.open(str(self._files.folder))
            self._index.config_reader("manual")
            self.version = -1
        if self.version != covers:
            try:
                self._index.reload()
            except ValueError as error:
                if is_damage(error):
                    raise
                return self._index.searcher()  # a colleague's words, not yet the group's: later
            self.version = covers
        return self._index.searcher()

    def _goes_on(self, leaf: Text, number: int) -> bool:
        """Whether the words stand side by side, the last one going on."""
        article = self._journal.article(number)
        asked = f" {' '.join(words(leaf.words))}"
        texts = (article.title or "", article.text)
        return any(asked in f" {' '.join(words(text))}" for text in texts)


def _all(searcher: Any, query: Any) -> set[int]:
    """The numbers of all articles that fit."""
    if searcher.num_docs == 0:
        return set()
    found = searcher.search(query, limit=searcher.num_docs, count=False, order_by_field="number")
    return {number for number, _ in found.hits}


def _best(searcher: Any, query: Any, limit: int) -> list[int]:
    """The numbers of the articles that fit best, the best first."""
    if searcher.num_docs == 0:
        return []
    found = searcher.search(query, limit=limit, count=False)
    places = [place for _, place in found.hits]
    return [int(number or 0) for number in searcher.fast_field_values("number", places)]


_OF_THE_MACHINE = re.compile(
    r"os error (?:1|5|12|13|23|24|27|28|30|122)\b|LockBusy|Lockfile|No space left|Permission denied"
)
"""No leave, no room, no memory, too many open files, or another process at it."""


def is_damage(error: BaseException) -> bool:
    """Does the error mean that the files are not what was written to them?

    Tantivy raises `ValueError` for its own errors, and pyo3's `PanicException`, which cannot be
    imported, where a file ends too early.
    """
    if isinstance(error, UnsafeFile) or type(error).__name__ == "PanicException":
        return True
    return isinstance(error, ValueError) and not _OF_THE_MACHINE.search(str(error))
