"""The store as the views see it: every article and reading with the log applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.reading import Article, Reading, Span
from store.views.journal import SourceChange, SourceJournal

if TYPE_CHECKING:
    from store.corrections.applying import Corrected
    from store.corrections.log import Log
    from store.corrections.records import Correction
    from store.views.correcting.indexed_log import IndexedLog


class CorrectedJournal:
    """A journal whose articles and readings obey the log.

    What applies the log takes 7 ms to load. The first paint waits for it only if it shows something
    that is corrected.
    """

    def __init__(self, machine: SourceJournal) -> None:
        self.machine = machine
        self._log: Log | None = None
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
        if self._log is None or self.machine.version() != self._read_at:
            return self.warm()
        return self._log

    def warm(self) -> Log:
        """Read the log, so that the first correction does not wait for it."""
        if self._log is None:
            from store.corrections.log import Log

            self._log = Log()
        self._log.read(self.machine)
        self._read_at = self.machine.version()
        return self._log

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
        return _applied(lines, article, None).article if lines else article

    def reading(self, number: int, /) -> Reading | None:
        """Return the corrected reading, or None if there is none."""
        reading = self.machine.reading(number)
        if reading is None:
            return None
        article = Article(**reading.shared_fields())
        lines = self._lines_for(number, article, reading)
        corrected = _applied(lines, article, reading).reading if lines else reading
        return None if corrected is None else self._with_overrides(corrected)

    def mentions(self, number: int, key: str) -> list[Span]:
        """Return where an article mentions an entity, in order."""
        reading = self.reading(number)
        return sorted(
            Span(mention.start, mention.end)
            for entity in (reading.entities if reading else ())
            if entity.key == key
            for mention in entity.mentions
        )

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
        numbers = indexed.lines(number)
        if not numbers:
            return []
        from store.corrections.log import TABLE, decode_correction

        raw = (next(self.machine.raw_documents(TABLE, n - 1)) for n in numbers)
        return [decode_correction(line) for _, line in raw]

    def _with_overrides(self, reading: Reading) -> Reading:
        """Return a reading with the names and types that people gave its entities everywhere."""
        indexed = self._index()
        known = indexed and indexed.overrides(entity.key for entity in reading.entities)
        if known is not None and not known:
            return reading
        from store.corrections.applying import with_overrides

        if known is None:
            return with_overrides(reading, self.log.override)
        return with_overrides(reading, lambda key: known.get(key, (None, None)))

    def retitled_by(self, line: int) -> list[int]:
        """Return the articles to whose title a line of the log may make a difference."""
        log = self.log
        numbers = (self.number(article) for article in log.retitled_by(line))
        return [number for number in numbers if number is not None]


def _applied(lines: list[Correction], article: Article, reading: Reading | None) -> Corrected:
    from store.corrections.applying import apply_all

    return apply_all(lines, article, reading)
