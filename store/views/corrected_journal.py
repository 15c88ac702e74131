"""The store as the views see it: every article and reading with the log applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.corrections.applying import Corrected, Override, apply_all, with_overrides
from store.corrections.log import TABLE, Log, decode_correction
from store.corrections.records import Correction
from store.reading import Article, Reading
from store.views.journal import SourceChange, SourceJournal

if TYPE_CHECKING:
    from store.views.indexed_log import IndexedLog


class CorrectedJournal:
    """A journal whose articles and readings obey the log."""

    def __init__(self, machine: SourceJournal) -> None:
        self.machine = machine
        self._log = Log()
        self._read_at = -1
        self._indexed: Callable[[], IndexedLog] | None = None

    @property
    def folder(self) -> Path:
        return self.machine.folder

    @property
    def readonly(self) -> bool:
        return self.machine.readonly

    def version(self) -> int:
        return self.machine.version()

    def number(self, article_id: str, /) -> int | None:
        return self.machine.number(article_id)

    def copy_record(self, doc_id: int, /) -> Mapping[str, Any] | None:
        return self.machine.copy_record(doc_id)

    def changes(self, since: int, /) -> Iterator[SourceChange]:
        return self.machine.changes(since)

    @property
    def log(self) -> Log:
        """The log as the store has it now."""
        version = self.machine.version()
        if version != self._read_at:
            self.warm()
        return self._log

    def warm(self) -> None:
        """Read the log, so that the first correction does not wait for it."""
        self._log.read(self.machine)
        self._read_at = self.machine.version()

    def corrected(self, number: int, /) -> Corrected:
        """Return an article and its reading with the log applied, but for the names and types that
        hold everywhere, which the index keeps with the entity.

        Raises:
            KeyError: There is no such article.
        """
        article, reading = self.machine.article(number), self.machine_reading(number)
        return self.log.applied_to(article, reading)

    def machine_reading(self, number: int, /) -> Reading | None:
        """Return what the machine read, or None for a reading that this version cannot decode. The
        article is listed anyway.
        """
        try:
            return self.machine.reading(number)
        except msgspec.ValidationError:
            return None

    def article(self, number: int, /) -> Article:
        """Return the corrected article.

        Raises:
            KeyError: There is no such article.
        """
        article = self.machine.article(number)
        lines = self._lines_for(number, article, None)
        return apply_all(lines, article, None).article if lines else article

    def reading(self, number: int, /) -> Reading | None:
        """Return the corrected reading, or None if there is none."""
        reading = self.machine.reading(number)
        if reading is None:
            return None
        article = Article(**reading.shared_fields())
        lines = self._lines_for(number, article, reading)
        corrected = apply_all(lines, article, reading).reading if lines else reading
        return None if corrected is None else with_overrides(corrected, self._override(corrected))

    # A dashboard that starts reads one article: the index knows the lines that it has to obey, so
    # the whole log is not read for it.

    def use_index(self, indexed: Callable[[], IndexedLog]) -> None:
        """Let the index answer until the log is needed as a whole."""
        self._indexed = indexed

    def _index(self) -> IndexedLog | None:
        """Return what the index knows of the log, unless it is behind or the log is read."""
        if self._read_at >= 0 or self._indexed is None:
            return None
        indexed = self._indexed()
        return indexed if indexed.covers(self.machine.version()) else None

    def _lines_for(
        self, number: int, article: Article, reading: Reading | None
    ) -> list[Correction]:
        indexed = self._index()
        if indexed is None:
            return self.log.for_article(article.id, reading)
        raw = (next(self.machine.raw_documents(TABLE, n - 1)) for n in indexed.lines(number))
        return [decode_correction(line) for _, line in raw]

    def _override(self, reading: Reading) -> Callable[[str], Override]:
        indexed = self._index()
        if indexed is None:
            return self.log.override
        known = indexed.overrides(entity.key for entity in reading.entities)
        return lambda key: known.get(key, (None, None))

    def retitled_by(self, line: int) -> list[int]:
        """Return the articles to whose title a line of the log may make a difference."""
        log = self.log
        numbers = (self.number(article) for article in log.retitled_by(line))
        return [number for number in numbers if number is not None]
