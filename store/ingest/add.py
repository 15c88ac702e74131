"""Paths become articles in the store: the one place where intake, extract and database meet.

One commit an article, made as soon as it is read: what an import had done when it was
killed is there, and the next one goes on behind it, since the same text is never read twice.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from store.ingest.reading_process import OtherLanguage, Outcome
from store.ingest.report import Item, State
from store.ingest.taking import taken
from store.ingest.workers import read_articles
from store.intake.draft import Failure
from store.intake.hints import Hints
from store.intake.language import name_of
from store.intake.sources import Source
from store.reading import Article, Reading, Unreadable

if TYPE_CHECKING:
    from store.database import Store


class Import:
    """One import into a store, input by input."""

    def __init__(
        self,
        store: Store,
        *,
        model: str,
        jobs: int | None = None,
        standard_input: BinaryIO | None = None,
        hints: Hints | None = None,
    ) -> None:
        self.store = store
        self.model = model
        self.jobs = jobs
        self.standard_input = standard_input or sys.stdin.buffer
        self.hints = hints or Hints()
        self._settled: deque[Item] = deque()
        self._under_way: dict[str, str] = {}

    def run(self, inputs: Iterable[Source]) -> Iterator[Item]:
        """What became of each input. An item comes when its article is committed, so a
        failure may come before an article that was named earlier."""
        readings = read_articles(self._fresh(inputs), model=self.model, jobs=self.jobs)
        with closing(readings):
            for article, outcome in readings:
                yield from self._drain()
                yield self._keep(article, outcome)
        yield from self._drain()

    def _fresh(self, inputs: Iterable[Source]) -> Iterator[Article]:
        """The articles that the store does not have; what became of the others is settled."""
        for _, found in taken(inputs, self.standard_input, self.hints):
            if isinstance(found, Failure):
                state: State = "passed over" if found.passed_over else "failed"
                self._settle(Item(found.origin, state, found.reason))
            elif found.id in self._under_way or self.store.number(found.id) is not None:
                self._settle(Item(_name(found), "same", article_id=found.id))
            else:
                self._under_way[found.id] = _name(found)
                yield found

    def _keep(self, article: Article, outcome: Outcome) -> Item:
        name = self._under_way.pop(article.id)
        if isinstance(outcome, Unreadable):
            item = Item(name, "failed", f"cannot be read: {outcome.reason}", article.id)
            self.store.record(item.document(_now()))
            return item
        unread = None
        if isinstance(outcome, OtherLanguage):
            unread = f"stored and searchable, not read: it is in {name_of(outcome.language)}"
        item = Item(name, "new", unread, article.id, undated=article.published is None)
        reading = outcome if isinstance(outcome, Reading) else None
        number = self.store.put(article, reading, item.document(_now()))
        # Another process may have committed the same text since it was looked up.
        return item if number is not None else Item(name, "same", article_id=article.id)

    def _settle(self, item: Item) -> None:
        if item.state == "failed":
            self.store.record(item.document(_now()))
        self._settled.append(item)

    def _drain(self) -> Iterator[Item]:
        while self._settled:
            yield self._settled.popleft()


def _name(article: Article) -> str:
    return article.origin or article.id


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
