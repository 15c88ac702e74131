"""Reads the articles of a store again, with the extractor as it is now.

Readings are replaced a few at a time, each time in one commit that also records how far it came.
If it is killed, it continues from there. Dashboards may be open meanwhile. Corrections are not in
the readings: they are applied to the new ones, by offsets and words.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from store.database.errors import StoreReadOnly
from store.database.store import now
from store.ingest.languages import STANDARD, ExtractorSettings, OtherLanguage, Outcome
from store.ingest.workers import read_articles
from store.reading import Article, Unreadable

if TYPE_CHECKING:
    from store.database import Store

TABLE = "rereads"
_ONLY = 1
_TOGETHER = 16
"""Readings in one commit."""


class RereadItem(Struct, frozen=True):
    """The result of one article."""

    number: int
    name: str
    state: str
    """`read`, `same` (the new reading equals the old one), `unread` or `failed`. The last two keep
    the old reading."""
    reason: str | None = None


class RereadProgress(Struct, frozen=True):
    """How far a run came, as the store keeps it."""

    started: str
    extractor: str
    """Version and model. A run of another extractor is not continued."""
    everything: bool
    upto: int
    """The last article that was read again, in the order of numbers."""
    finished: str | None = None


class Reread:
    """One run over a store.

    With `everything`, articles that this extractor has read are read again too, for rules, word
    lists or a codebook that changed.

    Raises:
        StoreReadOnly: The store may not be written to.
    """

    def __init__(
        self,
        store: Store,
        *,
        reader: ExtractorSettings = STANDARD,
        everything: bool = False,
        jobs: int | None = None,
        memory: int | None = None,
    ) -> None:
        if store.readonly:
            raise StoreReadOnly.of(store.folder)
        self._store = store
        self._reader = reader
        self._jobs, self._memory = jobs, memory
        self._everything = everything
        self._progress = self._continued() or RereadProgress(
            now(), self._extractor, everything, upto=0
        )
        self.numbers = [n for n in store.numbers() if n > self._progress.upto]
        """The articles that are left to look at."""

    @property
    def _extractor(self) -> str:
        return f"{version('dateline')} {self._reader.model}"

    @property
    def is_continued(self) -> bool:
        """Whether an earlier run was interrupted, and this one goes on."""
        return self._progress.upto > 0

    def _continued(self) -> RereadProgress | None:
        known = self._store.db.table(TABLE).get(doc_id=_ONLY)
        if known is None:
            return None
        try:
            progress = msgspec.convert(dict(known), RereadProgress)
        except msgspec.ValidationError:
            return None
        is_same = (progress.extractor, progress.everything) == (self._extractor, self._everything)
        return progress if progress.finished is None and is_same else None

    def run(self) -> Generator[RereadItem]:
        """Yield the result of each article that is due, in the order of numbers. What is yielded
        is committed.
        """
        waiting: list[Outcome] = []
        outcomes = read_articles(
            self._due(), reader=self._reader, jobs=self._jobs, memory=self._memory
        )
        with closing(outcomes):
            for _, outcome in outcomes:
                waiting.append(outcome)
                if len(waiting) >= _TOGETHER:
                    yield from self._keep(waiting)
                    waiting = []
        yield from self._keep(waiting)
        self._record(replace(self._progress, finished=now()))

    def _due(self) -> Iterator[Article]:
        """Yield the articles that another version read, or that are not read in whole."""
        for number in self.numbers:
            try:
                article = self._store.article(number)
            except KeyError:
                continue
            if self._everything or self._is_due(number):
                yield article

    def _is_due(self, number: int) -> bool:
        reading = self._store.reading(number)
        if reading is None or reading.partial:
            return True
        return reading.extractor.version.partition("+")[0] != version("dateline")

    def _keep(self, outcomes: list[Outcome]) -> list[RereadItem]:
        """Commit readings, and how far they bring the run."""
        items: list[RereadItem] = []
        if not outcomes:
            return items
        with self._store.transaction():
            for outcome in outcomes:
                number = self._store.number(outcome.id)
                if number is not None:  # it may have been removed meanwhile
                    items.append(self._kept(number, outcome))
            upto = max((item.number for item in items), default=self._progress.upto)
            self._record(replace(self._progress, upto=max(upto, self._progress.upto)))
        return items

    def _kept(self, number: int, outcome: Outcome) -> RereadItem:
        if isinstance(outcome, Unreadable):
            return RereadItem(number, outcome.id, "failed", outcome.reason)
        if isinstance(outcome, OtherLanguage):
            return RereadItem(number, outcome.id, "unread", outcome.reason)
        if outcome == self._store.reading(number):
            return RereadItem(number, outcome.id, "same")
        self._store.replace_reading(number, outcome)
        return RereadItem(number, outcome.id, "read", outcome.missing)

    def _record(self, progress: RereadProgress) -> None:
        self._progress = progress
        self._store.record_only(TABLE, msgspec.to_builtins(progress))
