"""Asks the words: which articles hold them, and which hold them best."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.query.tree import Text
from store.query.words import words
from store.views.errors import ViewsTrouble
from store.views.fulltext.files import TextFiles
from store.views.index import IndexFile
from store.views.journal import Journal

if TYPE_CHECKING:
    import tantivy


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
        from store.views.fulltext.filling import fill

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
        from store.views.fulltext.asking import is_loose, question

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
        from store.views.fulltext.asking import all_of

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
