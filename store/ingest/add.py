"""Imports articles into the store. Intake, extraction and database meet only here.

Articles that were read together share a commit, which is made as soon as they are read: at most
`TOGETHER` articles, or as many as are written in `TOGETHER_SECONDS`. Nothing waits for a commit to
fill up. An item is yielded after its commit, so what is reported as stored is on the disk. If an
import is killed, what it had done is kept, and the next import continues after it, since the same
text is never read twice.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from store.database.errors import StoreReadOnly
from store.database.store import now
from store.ingest.copies import Copies
from store.ingest.intake_worker import Stopped, articles_of
from store.ingest.languages import STANDARD, ExtractorSettings, OtherLanguage, Outcome
from store.ingest.report import Item, Report, State, history, run_document
from store.ingest.site_lines import SiteLines
from store.ingest.web import Web, article_of_item
from store.ingest.workers import BATCH, Read, read_together
from store.intake.copies import Copy
from store.intake.draft import Failure
from store.intake.opened import Hints
from store.intake.sources import STANDARD_INPUT, Source, named, shown, stamp
from store.reading import Article, Reading, Unreadable

if TYPE_CHECKING:
    from store.database import Store

TOGETHER = BATCH
"""Articles per commit at most, because the disk takes as long for one as for many. They are the
answer of a worker, so that all of them are there at once."""
TOGETHER_SECONDS = 0.2
"""Seconds after which a commit ends, so that other processes can write."""
_FAILURES_TOGETHER = 100
"""Failures per commit. In a file with a million bad lines, a commit for each would wait for the
disk.
"""
_KINDS = {"copy": "a copy", "update": "an update", "excerpt": "an excerpt"}


class Import:
    """One import into a store, input by input.

    With `retrying`, inputs that an earlier import set aside are tried again, articles that were
    read in part are read again, and earlier failures of these inputs are removed at the end. A
    `repeated` import is recorded only if it had a result. `cluster` is the address of a Dask
    scheduler that reads, or `local`; `say` gets a line on what happens to it.

    Raises:
        StoreReadOnly: The store may not be written to.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that may be told
        self,
        store: Store,
        *,
        reader: ExtractorSettings = STANDARD,
        jobs: int | None = None,
        memory: int | None = None,
        standard_input: BinaryIO | None = None,
        hints: Hints | None = None,
        web: Web | None = None,
        retrying: bool = False,
        repeated: bool = False,
        cluster: str | None = None,
        say: Callable[[str], object] = print,
    ) -> None:
        if store.readonly:
            raise StoreReadOnly.of(store.folder)
        self.store = store
        self.reader = reader
        self.jobs = jobs
        self.memory = memory
        self.standard_input = standard_input or sys.stdin.buffer
        self.hints = hints or Hints()
        self.web = web
        self.retrying = retrying
        self.repeated = repeated
        self.cluster = cluster
        self.say = say
        self.started = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.report = Report()
        self._settled: deque[Item] = deque()
        self._failures: list[Item] = []
        """Failures to be recorded with the next commit."""
        self._under_way: dict[str, Source] = {}
        self._also: dict[str, list[tuple[Article, Item]]] = {}
        """Other sources of texts that are being read, without their text, and their results."""
        self._remarks: dict[str, tuple[str]] = {}
        self._set_aside = {} if retrying else _set_aside(store)

    def run(self, inputs: Iterable[Source]) -> Generator[Item]:
        """Yield the result of each input.

        An item is yielded when its article is committed, so a failure can come before an article
        that was found earlier.
        """
        inputs = list(inputs)
        sites = SiteLines(self.store)
        with closing(Copies(self.store)) as self._copies, closing(sites):
            readings = self._readings(sites.marked(self._fresh(inputs)))
            try:
                with closing(readings):
                    for group in readings:
                        yield from self._drain()
                        yield from map(self._counted, self._keep_together(group))
            finally:  # failures are recorded however the import ends
                self._record_failures()
            yield from self._drain()
        if self.repeated and not self.report.is_news:
            return
        self._record_run([shown(source.name) for source in inputs] if self.retrying else [])

    def _readings(self, articles: Iterator[Article]) -> Generator[list[Read]]:
        """Yield the readings of articles, in order, made here or on a cluster."""
        if self.cluster is None:
            return read_together(articles, reader=self.reader, jobs=self.jobs, memory=self.memory)
        from store.ingest.cluster import read_on_cluster

        return read_on_cluster(
            articles, address=self.cluster, reader=self.reader, jobs=self.jobs, say=self.say
        )

    def _fresh(self, inputs: Iterable[Source]) -> Iterator[Article]:
        """Yield the articles that the store does not have, and settle the others."""
        for source, found in self._taken(inputs):
            if found.id in self._under_way:
                other = msgspec.structs.replace(found, text=""), _item(found, source, "same")
                self._also.setdefault(found.id, []).append(other)
            elif (number := self._number_of_read(found)) is not None:
                self._settle(self._same(number, found, source))
            elif found.id in self._set_aside:
                self._settle(_item(found, source, "passed over", self._set_aside[found.id]))
            elif not _is_item(source, found) and not self._has_room(source):
                self._settle(_item(found, source, "put off"))
            else:
                self._under_way[found.id] = source
                yield found

    def _number_of_read(self, article: Article) -> int | None:
        """Return the number of the stored article, or None if it must be read or read again."""
        number = self.store.number(article.id)
        if number is None or not self.retrying:
            return number
        reading = self.store.reading(number)
        return None if reading is not None and reading.partial else number

    def _taken(self, inputs: Iterable[Source]) -> Iterator[tuple[Source, Article]]:
        """Yield every article of the inputs, except feed items that the store has."""
        for source, found in articles_of(self._tried(inputs), self.standard_input, self.hints):
            if source.item is not None:
                yield source, self._page_of(source, source.item, found)
            elif isinstance(found, Failure):
                self._settle(self._failed(source, found))
            elif self.web is None:
                yield source, found
            elif self.web.is_known(source, found):
                self._settle(_item(found, source, "same"))
            elif _is_item(source, found) and not self._has_room(source):
                self._settle(_item(found, source, "put off"))
            else:
                self.web.mark_pending(found)
                if not self.web.reads_page(source, found):
                    yield source, found

    def _has_room(self, source: Source) -> bool:
        """Return whether this input may give one more article in this round."""
        return self.web is None or self.web.use_share(source)

    def _page_of(self, source: Source, item: Article, found: Article | Failure) -> Article:
        """Return the article of an item's page or of the item itself, and note a remark on it."""
        article, remark = article_of_item(item, found)
        if remark:
            self._remarks[article.id] = (remark,)
        if isinstance(found, Failure) and not source.is_final:
            self._settle(self._failed(source, found))
        return article

    def _tried(self, inputs: Iterable[Source]) -> Iterator[Source]:
        """Yield the inputs without those that an earlier import set aside, unless they changed."""
        for source in inputs if self.web is None else self.web.sources(inputs):
            reason = self._set_aside.get(stamp(source)) if self._set_aside else None
            if reason is None:
                yield source
            else:
                self._settle(Item(shown(source.name), "passed over", reason))

    def _failed(self, source: Source, failure: Failure) -> Item:
        state: State = "passed over" if failure.passed_over else "failed"
        given_up = stamp(source) if isinstance(failure, Stopped) else None
        name = shown(source.name)
        return Item(failure.origin, state, failure.reason, input=name, set_aside=given_up)

    def _same(self, number: int, article: Article, source: Source) -> Item:
        """Return the result for a text that is stored already, and record a source that is new for
        it.
        """
        is_known = self._copies.is_known(number, article)
        is_new_item = bool(article.known_by) and source.answer is not None
        if is_new_item or not is_known:
            self._copies.keep_source(number, article)
        if is_known:
            return _item(article, source, "same")
        return _item(article, source, "same", f"article {number}, now from another source too")

    def _keep_together(self, group: list[Read]) -> Iterator[Item]:
        """Commit articles that were read together, and yield their items."""
        waiting = deque(group)
        while waiting:
            items: list[Item] = []
            with self._copies.together(), self.store.transaction():
                until = time.monotonic() + TOGETHER_SECONDS
                while waiting and not (items and time.monotonic() > until):
                    items += self._keep(*waiting.popleft())
            yield from items

    def _keep(self, article: Article, outcome: Outcome) -> list[Item]:
        """Write an article, and return its item and those of its other sources."""
        also = self._also.pop(article.id, [])
        item = self._kept(article, outcome, [other for other, _ in also])
        return [item, *(other for _, other in also)]

    def _kept(self, article: Article, outcome: Outcome, also: list[Article]) -> Item:
        source = self._under_way.pop(article.id)
        if isinstance(outcome, Unreadable):
            reason = f"cannot be read: {outcome.reason}"
            item = _item(article, source, "failed", reason, set_aside=article.id)
            self.store.record(self._document(item))
            return item
        known = self.store.number(article.id) if self.retrying else None
        if known is not None and isinstance(outcome, Reading):
            return self._read_again(known, article, outcome, source)
        copy = self._copies.of(article)
        remarks = [*_remarks(copy, outcome), *self._remarks.pop(article.id, ())]
        state: State = "copy" if copy else "new"
        unread = outcome.reason if isinstance(outcome, OtherLanguage) else None
        reading = outcome if isinstance(outcome, Reading) else None
        item = _item(
            article,
            source,
            state,
            "; ".join(remarks) or None,
            unread=unread,
            partial=reading.missing if reading is not None else None,
        )
        number = self.store.put(article, reading, self._document(item))
        if number is None:  # another process has committed the same text meanwhile
            return _item(article, source, "same")
        if copy is not None:
            self._copies.keep(number, copy)
        self._copies.add(number, article)
        for other in also:
            if not self._copies.is_known(number, other):
                self._copies.keep_source(number, other)
        return item

    def _read_again(self, number: int, article: Article, reading: Reading, source: Source) -> Item:
        item = _item(article, source, "same", "read again", partial=reading.missing)
        self.store.put_reading(number, reading, self._document(item))
        return item

    def _settle(self, item: Item) -> None:
        if item.state == "failed":
            self._failures.append(item)
            if len(self._failures) >= _FAILURES_TOGETHER:
                self._record_failures()
        self._settled.append(item)

    def _record_failures(self) -> None:
        if self._failures:
            with self.store.transaction():
                for item in self._failures:
                    self.store.record(self._document(item))
            self._failures.clear()

    def _drain(self) -> Iterator[Item]:
        """Write the pending failures to the disk, and yield what was settled meanwhile."""
        self._record_failures()
        while self._settled:
            yield self._counted(self._settled.popleft())

    def _counted(self, item: Item) -> Item:
        self.report.add(item)
        return item

    def _document(self, item: Item) -> dict[str, object]:
        return {**item.document(now()), "run": self.started}

    def _record_run(self, retried: list[str]) -> None:
        self.store.record(run_document(self.started, now(), self.report.sums(), retried))


def failed_inputs(store: Store) -> list[str]:
    """Return the inputs that failed in part or whole, or were read in part, and were not retried.

    Standard input is not among them, because it cannot be read again.
    """
    found = history(store.imports())
    failed = dict.fromkeys(named(each.input) for each in (*found.failures, *found.partial))
    return [name for name in failed if name != STANDARD_INPUT]


def _set_aside(store: Store) -> dict[str, str]:
    """Return the inputs that broke a limit before, by their stamp, with a message for each."""
    return {
        failed.set_aside: f"set aside before ({failed.reason}); --retry-failed tries it again"
        for failed in history(store.imports()).failures
        if failed.set_aside
    }


def _is_item(source: Source, article: Article) -> bool:
    """Return whether it is an item of a fetched feed, which is known before it is read."""
    return source.answer is not None and bool(article.known_by)


def _item(
    article: Article,
    source: Source,
    state: State,
    reason: str | None = None,
    set_aside: str | None = None,
    unread: str | None = None,
    partial: str | None = None,
) -> Item:
    return Item(
        article.origin or article.id,
        state,
        reason,
        article.id,
        undated=state in {"new", "copy"} and article.published is None,
        input=shown(source.feed or source.name),
        set_aside=set_aside,
        unread=unread,
        partial=partial,
        size=len(article.text.encode("utf-8", "replace")),
    )


def _remarks(copy: Copy | None, outcome: Outcome) -> Iterator[str]:
    """Yield remarks about an article that was stored."""
    if copy is not None and copy.other_is_the_excerpt:
        yield f"article {copy.number} is an excerpt of it"
    elif copy is not None:
        yield f"{_KINDS[copy.kind]} of article {copy.number}, {copy.share:.0%} the same"
    if isinstance(outcome, OtherLanguage):
        yield f"stored and searchable, not read: {outcome.reason}"
