"""Reads articles on a Dask cluster: texts go out, readings come back, one process writes.

A cluster may fail in any part of it. A batch whose worker dies, lies or gives no answer is sent to
another one, and a scheduler that starts anew gets everything again that is not stored. What was
stored stays, so that a later import continues.

Answers are bytes that are decoded and checked here: a result of Dask's own kind would be unpickled,
which can run code.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from store.ingest.cluster_client import (
    CONNECT_SECONDS,
    LOOK_SECONDS,
    ClusterClient,
    ClusterError,
    Say,
    reason,
)
from store.ingest.cluster_worker import ClusterAnswer, Conditions, codebook_tables, fingerprint
from store.ingest.languages import STANDARD, ExtractorSettings, OtherLanguage
from store.ingest.workers import LIMITS, Limits, Read, batches, outcome_of
from store.reading import Article, Reading

if TYPE_CHECKING:
    from distributed import Future

_TRIES = 6
"""Answers that a batch may miss before the import ends."""


def read_on_cluster(
    articles: Iterable[Article],
    *,
    address: str,
    reader: ExtractorSettings = STANDARD,
    jobs: int | None = None,
    limits: Limits = LIMITS,
    say: Say = print,
) -> Generator[list[Read]]:
    """Yield the same as `read_together`, read by the workers of a Dask cluster.

    `address` is that of the scheduler, as `tcp://host:8786` or `tls://host:8786`, or `local`, which
    starts `jobs` workers here. Encryption is as Dask is configured for.

    Raises:
        UserError: Dask is not installed, the cluster does not answer, or a worker would read with
            another version, model or codebook.
    """
    articles = iter(articles)
    first = next(articles, None)
    if first is None:
        return
    cluster = ClusterClient(address, _conditions(reader, limits), jobs, say)
    waiting: deque[_Batch] = deque()
    try:
        for batch in batches(chain([first], articles)):
            waiting.append(_Batch(batch, cluster))
            while waiting and (waiting[0].is_done or len(waiting) >= cluster.room):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        cluster.close()


def _conditions(reader: ExtractorSettings, limits: Limits) -> Conditions:
    tables = codebook_tables(reader)
    return Conditions(reader, tables, fingerprint(reader, tables), limits)


class _Batch:
    """Articles that were sent, and the tasks that read them."""

    def __init__(self, articles: list[Article], cluster: ClusterClient) -> None:
        self._articles = articles
        self._cluster = cluster
        self._awaited = 0.0
        self._tasks: list[Future] = [cluster.submit(articles)]
        self._slow: str | None = None
        """The worker that took too long, so that another one was asked too."""

    @property
    def is_done(self) -> bool:
        return any(task.done() for task in self._tasks)

    def result(self) -> list[Read]:
        """Return the outcomes, in order; send the batch again where a worker failed.

        Raises:
            ClusterError: It failed too often.
        """
        self._awaited = time.monotonic()
        for _ in range(_TRIES):
            task = self._first_done()
            if task is not None and (read := self._read_of(task)) is not None:
                self._finished(task)
                return read
            if task is not None:
                self._tasks.remove(task)
            if not self._tasks:
                self._cluster.reconnect()
                self._tasks = [self._cluster.submit(self._articles)]
            self._awaited = time.monotonic()
        raise ClusterError(
            f"The cluster gave no reading of {self._articles[0].origin or self._articles[0].id}"
            f" in {_TRIES} tries.",
            "What was stored is kept; run the same command again to continue.",
        )

    def _finished(self, task: Future) -> None:
        """Forget the other task, and leave out the worker that was too slow for it."""
        if self._slow is None:
            self._cluster.took(time.monotonic() - self._awaited)
        elif task is not self._tasks[0]:
            self._cluster.exclude(self._slow, "it takes too long")
        for each in self._tasks:
            each.release()

    def _first_done(self) -> Future | None:
        """Wait for a task; send the batch to a second worker too if the first one is slow, or
        was left out meanwhile."""
        look = time.monotonic() + 1
        while True:
            for task in self._tasks:
                if task.done():
                    return task
            self._cluster.reconnect()
            now = time.monotonic()
            if len(self._tasks) == 1 and now > look:
                look = now + 1
                worker = self._cluster.where(self._tasks[0])
                if (
                    self._cluster.is_excluded(worker)
                    or now - self._awaited > self._cluster.patience
                ):
                    self._slow = worker
                    self._tasks.append(self._cluster.submit(self._articles, worker))
            time.sleep(LOOK_SECONDS / 10)

    def _read_of(self, task: Future) -> list[Read] | None:
        """Return what a task read; None where it failed, or its answer cannot be true."""
        worker = self._cluster.where(task)
        try:
            encoded = task.result(timeout=CONNECT_SECONDS)
            answer = msgspec.json.decode(encoded, type=ClusterAnswer)
        except (msgspec.MsgspecError, TypeError) as error:
            self._cluster.exclude(worker, f"its answer is none ({reason(error)})")
            return None
        except Exception:  # noqa: BLE001 - whatever the worker or the connection raised
            return None
        if answer.refused is not None:
            self._cluster.exclude(worker, answer.refused)
            return None
        if wrong := _what_is_wrong(self._articles, answer, self._cluster.conditions):
            self._cluster.exclude(worker, wrong)
            return None
        return [outcome_of(*pair) for pair in zip(self._articles, answer.answers, strict=True)]


def _what_is_wrong(
    articles: Sequence[Article], answer: ClusterAnswer, conditions: Conditions
) -> str | None:
    """Return why an answer cannot be the reading of these articles."""
    if len(answer.answers) != len(articles):
        return f"it answered {len(answer.answers)} of {len(articles)} articles"
    for article, each in zip(articles, answer.answers, strict=True):
        outcome = each.reading or each.unreadable or each.other_language
        if outcome is None or outcome.id != article.id:
            return "it answered for another article"
        if isinstance(outcome, OtherLanguage) or not isinstance(outcome, Reading):
            continue
        if outcome.text != article.text:
            return "its reading has another text"
        if outcome.extractor.version.partition("+")[0] != conditions.fingerprint.dateline:
            return f"it read with version {outcome.extractor.version}"
        if any(not 0 <= each.start <= each.end <= len(article.text) for each in _spans(outcome)):
            return "its reading points outside of the text"
    return None


def _spans(reading: Reading) -> Iterator[Any]:
    """Yield what of a reading has a start and an end in the text."""
    yield from reading.sentences
    yield from reading.times
    for entity in reading.entities:
        yield from entity.mentions
    for event in reading.events:
        yield from event.evidence
