"""Words in titles and texts, by tantivy: which articles hold them, and which hold them best."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from store.query.tree import Text
from store.query.words import words
from store.sharing import file_mode, folder_mode
from store.views.index import IndexFile, ViewsTrouble, held
from store.views.journal import Journal

if TYPE_CHECKING:
    import tantivy

# Where the words are kept, and how much of the journal they cover.

FORMAT = 2
"""Counted up when what is indexed changes; the folder carries it in its name."""

_COVERS = "covers.json"
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
            # The number first: words that come while they are copied are put in once more.
            covers = self.covers()
            shutil.copytree(self.folder, copy.folder)
            copy.say(covers)
        return copy

    def make(self) -> None:
        self.folder.mkdir(mode=folder_mode(self.folder.parent), parents=True, exist_ok=True)

    def empty(self) -> None:
        """Begin anew; the lock file stays, for it may be held."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                path.unlink(missing_ok=True)

    def exist(self) -> bool:
        """Are they there, and may we read them?"""
        return all(os.access(self.folder / name, os.R_OK) for name in _OWN)

    def share(self) -> None:
        """Give what tantivy wrote to whom the store is shared with, and to nobody else."""
        mode = file_mode(self.folder)
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # tantivy tidies up meanwhile
                status = path.stat()
                if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
                    path.chmod(mode)

    def covers(self) -> Covers:
        """What is covered; nothing where that cannot be read."""
        try:
            known = json.loads((self.folder / _COVERS).read_bytes())
            return Covers(int(known["version"]), int(known["top"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Covers()

    def say(self, covers: Covers) -> None:
        """Written after the words themselves are: after a kill in between, they are put in
        again, in place of what is there."""
        path = self.folder / f"{_COVERS}.new"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, file_mode(self.folder))
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"version": covers.version, "top": covers.top}, file)
        path.replace(self.folder / _COVERS)

    def locked(self, *, wait: bool) -> AbstractContextManager[bool]:
        """One process fills; another waits and then finds it done, or is told False."""
        return held(self.folder / _LOCK, wait=wait)


# Asks the words: which articles hold them, and which hold them best.


class FullText:
    """Loads tantivy (4 MB, 15 ms) when it is first asked, not before."""

    def __init__(self, index: IndexFile, journal: Journal) -> None:
        self._journal = journal
        self._files = TextFiles(index.folder)
        self._writable = index.writable
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
        from store.views.fulltext_indexing import fill

        if not self._writable and self._private is None:
            self._private = tempfile.TemporaryDirectory(prefix="dateline-text-")
            self._files = self._files.copied(Path(self._private.name))
            self._index = None
        try:
            return fill(self._files, self._journal, seconds=seconds)
        except (OSError, ValueError) as error:  # tantivy's errors are ValueErrors
            raise ViewsTrouble(
                f"The words in {self._files.folder} could not be written: {error}.",
                "Nothing is lost: it goes on from there once there is room and leave to write.",
            ) from error

    def numbers(self, leaf: Text) -> set[int]:
        """The articles that hold these words; none for no words."""
        from store.views.fulltext_indexing import is_loose, question

        if not words(leaf.words):
            return set()
        self.bring_up()
        searcher = self._searcher()
        if searcher.num_docs == 0:
            return set()
        found = searcher.search(
            question(leaf), limit=searcher.num_docs, count=False, order_by_field="number"
        )
        numbers = {number for number, _ in found.hits}
        if is_loose(leaf):
            numbers = {number for number in numbers if self._goes_on(leaf, number)}
        return numbers

    def best(self, leaves: Sequence[Text], limit: int) -> list[int]:
        """The articles that hold all of these best, the best first, as far as the words are
        taken in."""
        from store.views.fulltext_indexing import all_of

        searcher = self._searcher()
        if searcher.num_docs == 0 or not leaves:
            return []
        found = searcher.search(all_of([*leaves]), limit=limit, count=False)
        places = [place for _, place in found.hits]
        return [int(number or 0) for number in searcher.fast_field_values("number", places)]

    def _searcher(self) -> Any:
        import tantivy

        covers = self._files.covers().version
        if self._index is None:
            self._index = tantivy.Index.open(str(self._files.folder))
            self._index.config_reader("manual")
            self.version = -1
        if self.version != covers:
            try:
                self._index.reload()
            except ValueError:  # a colleague's words, not yet the group's: later then
                return self._index.searcher()
            self.version = covers
        return self._index.searcher()

    def _goes_on(self, leaf: Text, number: int) -> bool:
        """Whether the words stand side by side, the last one going on."""
        article = self._journal.article(number)
        asked = f" {' '.join(words(leaf.words))}"
        texts = (article.title or "", article.text)
        return any(asked in f" {' '.join(words(text))}" for text in texts)
