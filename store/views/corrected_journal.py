"""The store as the views see it: every article and reading with the log applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from store.corrections.applying import Corrected
from store.corrections.log import Log
from store.reading import Article, Reading
from store.views.journal import SourceChange, SourceJournal


class CorrectedJournal:
    """A journal whose articles and readings obey the log."""

    def __init__(self, machine: SourceJournal) -> None:
        self.machine = machine
        self._log = Log()
        self._read_at = -1

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
            self._log.read(self.machine)
            self._read_at = version
        return self._log

    def corrected(self, number: int, /, *, overrides: bool = True) -> Corrected:
        """Return an article and its reading with the log applied.

        Raises:
            KeyError: There is no such article.
        """
        article, reading = self.machine.article(number), self.machine_reading(number)
        return self.log.applied_to(article, reading, overrides=overrides)

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
        log = self.log
        return log.applied_to(article, None).article if log else article

    def reading(self, number: int, /) -> Reading | None:
        """Return the corrected reading, or None if there is none."""
        reading = self.machine.reading(number)
        log = self.log
        if reading is None or not log:
            return reading
        article = Article(**reading.shared_fields())
        return log.applied_to(article, reading).reading

    def retitled_by(self, line: int) -> list[int]:
        """Return the articles to whose title a line of the log may make a difference."""
        log = self.log
        numbers = (self.number(article) for article in log.retitled_by(line))
        return [number for number in numbers if number is not None]
