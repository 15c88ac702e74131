"""Reads articles in worker processes, in the order in which they come.

The processes are forked from one that has loaded the model, or load it themselves where a fork is
not safe. There is at most one per core, and no more than the memory allows. A thread of this
process waits for each of them. An article that takes too long, needs too much memory or crashes its
process is read again without the part of the extractor that did so. The other articles of its batch
are not affected.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from itertools import chain, islice
from queue import LifoQueue
from typing import NamedTuple

import msgspec

from store.errors import UserError
from store.extract.watch import PARSE, too_long
from store.ingest.fork_client import ForkClient, can_fork
from store.ingest.languages import STANDARD, ExtractorSettings, Outcome
from store.ingest.limited import Gone, Launch, LimitedProcess, TooSlow, spawning
from store.ingest.reading_process import (
    Answers,
    PartStarted,
    ReaderSetting,
    ReadingOrder,
    WorkerAnswer,
    serve_reading,
)
from store.intake.limits import ARTICLE_SECONDS, PART_SECONDS
from store.memory import FORKED_MEMORY, READER_MEMORY, available_memory
from store.reading import Article, Unreadable

_MB = 1 << 20


def readers(
    wanted: int,
    memory: int | None = None,
    *,
    first: int = READER_MEMORY,
    more: int = READER_MEMORY,
) -> int:
    """Return how many of the `wanted` processes fit into memory, at least one.

    All amounts are in bytes: `memory` or else what is free, and what the first process and each
    other one need.

    Raises:
        UserError: Not even one process would fit; the system would kill it, or another one.
    """
    room = available_memory() if memory is None else memory
    if room is None:
        return wanted
    if room < first:
        had = "is free" if memory is None else "was allowed"
        raise UserError(
            f"Reading needs {first // _MB} MB of memory, and {room // _MB} MB {had}.",
            "Close other programs, or override the measured amount with `--memory SIZE`.",
        )
    return min(wanted, 1 + (room - first) // more)


def _fitting(wanted: int, memory: int | None, forks: ForkClient | None) -> int:
    """Return how many processes fit into memory; those that are forked share the model.

    Raises:
        UserError: Not even one process would fit.
    """
    if forks is None:
        return readers(wanted, memory)
    first = FORKED_MEMORY if forks.connect() else READER_MEMORY
    return readers(wanted, memory, first=first, more=FORKED_MEMORY)


# Distributing the articles.

BATCH = 16
"""Articles that a worker gets at once."""
FIRST_BATCH = 2
BATCH_POINTS = 40_000
"""Code points after which a batch is full: half a second of reading, far from the limit. The
workers end at most that far apart."""
AHEAD_POINTS = 2_000_000
"""Code points of articles that are read and wait for an earlier one, which takes longer."""
FEW = 12
"""One worker reads so few articles before a second one has loaded its model."""

Read = tuple[Article, Outcome]


class Limits(NamedTuple):
    """Limits in seconds of processor time."""

    article: float = ARTICLE_SECONDS
    """For the model on one batch, and for any part. A process that takes more is killed."""
    part: float = PART_SECONDS
    """For one part on one article. The part stops by itself."""


LIMITS = Limits()


class _Broken(Exception):
    """A process ended while it worked on an order: the part that it was in, and the reason."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{part}: {why}")
        self.part = part
        self.why = why


def read_articles(
    articles: Iterable[Article],
    *,
    reader: ExtractorSettings = STANDARD,
    jobs: int | None = None,
    memory: int | None = None,
    limits: Limits = LIMITS,
) -> Generator[Read]:
    """Yield the same as `read_together`, one at a time."""
    together = read_together(articles, reader=reader, jobs=jobs, memory=memory, limits=limits)
    with closing(together):
        for batch in together:
            yield from batch


def read_together(
    articles: Iterable[Article],
    *,
    reader: ExtractorSettings = STANDARD,
    jobs: int | None = None,
    memory: int | None = None,
    limits: Limits = LIMITS,
) -> Generator[list[Read]]:
    """Yield each article with its reading, or with the reason why it has none, in order. Those of a
    batch come together, at most `BATCH`.

    Parts that broke a limit are missing in the reading, which says so in `Reading.partial`. While
    one worker takes long, the others go on, until `AHEAD_POINTS` are read ahead. Closing the
    iterator ends the workers. `memory` is in bytes, or None for what is free.

    Raises:
        UserError: The memory is too small for one worker, or the extractor cannot be loaded.
    """
    articles = iter(articles)
    few = 1 if can_fork() else FEW
    first = list(islice(articles, few))
    if not first:
        return
    wanted = 1 if len(first) < few else jobs or available_cores()
    forks = ForkClient(reader) if can_fork() else None
    workers = ReadingWorkers(reader, _fitting(wanted, memory, forks), limits, forks)
    waiting: deque[Future[list[Read]]] = deque()
    try:
        for batch in batches(chain(first, articles)):
            waiting.append(workers.submit(batch))
            yield from _done(waiting)
            while _is_far_ahead(waiting, workers.jobs):
                wait([each for each in waiting if not each.done()], return_when=FIRST_COMPLETED)
                yield from _done(waiting)
        while waiting:
            yield waiting.popleft().result()
    finally:
        workers.close()


def _done(waiting: deque[Future[list[Read]]]) -> Iterator[list[Read]]:
    """Take and yield the results from the first on that are there."""
    while waiting and waiting[0].done():
        yield waiting.popleft().result()


def _is_far_ahead(waiting: Iterable[Future[list[Read]]], jobs: int) -> bool:
    """Return whether the workers have enough to do, or too many results wait for the first."""
    done = [each for each in waiting if each.done()]
    points = sum(len(article.text) for each in done for article, _ in each.result())
    return points >= AHEAD_POINTS or len([*waiting]) - len(done) >= 2 * jobs


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    return os.process_cpu_count() or 1 if hasattr(os, "process_cpu_count") else os.cpu_count() or 1


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield batches of about a second's reading at most. The first ones are small, so that results
    appear soon.
    """
    batch: list[Article] = []
    points = 0
    size = FIRST_BATCH
    for article in articles:
        batch.append(article)
        points += len(article.text)
        if len(batch) >= size or points >= BATCH_POINTS:
            yield batch
            batch, points, size = [], 0, min(2 * size, BATCH)
    if batch:
        yield batch


class ReadingWorkers:
    """A thread per worker process. A free one takes the next batch, the last that was busy first,
    so that few articles need few processes.
    """

    def __init__(
        self,
        settings: ExtractorSettings,
        jobs: int,
        limits: Limits,
        forks: ForkClient | None = None,
    ) -> None:
        """`forks` is what forks the processes; without it, this makes its own where it can."""
        self.jobs = jobs
        self._seconds = limits.article
        self._forks = ForkClient(settings) if forks is None and can_fork() else forks
        setting = ReaderSetting(settings, limits.part)
        launch = _launch(self._forks, setting)
        self._threads = ThreadPoolExecutor(self.jobs)
        self._processes = [LimitedProcess(launch) for _ in range(self.jobs)]
        self._free: LifoQueue[LimitedProcess] = LifoQueue()
        for process in self._processes:
            self._free.put(process)

    def submit(self, batch: list[Article]) -> Future[list[Read]]:
        return self._threads.submit(self._read, batch)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._forks is not None:
            self._forks.close()
        for process in self._processes:
            process.close()

    def _read(self, batch: list[Article]) -> list[Read]:
        process = self._free.get()
        try:
            return _read(process, batch, self._seconds)
        finally:
            self._free.put(process)


def _launch(forks: ForkClient | None, setting: ReaderSetting) -> Launch:
    if forks is not None:
        return lambda: forks.fork(setting)
    return spawning(serve_reading, msgspec.json.encode(setting).decode())


def _read(process: LimitedProcess, batch: list[Article], seconds: float) -> list[Read]:
    """Return the outcomes of a batch.

    If it could not be read as a whole, each article is tried alone. An article that fails alone is
    read without the part in which its process died.
    """
    without: dict[str, str] = {}
    while True:
        try:
            answers = _answers(process, ReadingOrder(batch, without), seconds)
        except _Broken as broken:
            if len(batch) == 1 and PARSE not in without:
                without[PARSE if broken.part in without else broken.part] = broken.why
                continue
            if len(batch) == 1:
                return [(batch[0], Unreadable(id=batch[0].id, reason=broken.why))]
        else:
            is_full = any(answer.is_full for answer in answers)
            if is_full:  # it does not return that memory, which others need
                process.end()
            if not is_full or len(batch) == 1:
                return [outcome_of(*pair) for pair in zip(batch, answers, strict=True)]
        return [read for article in batch for read in _read(process, [article], seconds)]


def _answers(process: LimitedProcess, order: ReadingOrder, seconds: float) -> list[WorkerAnswer]:
    """Return the answers of a process.

    Raises:
        _Broken: The process has ended.
    """
    part = PARSE
    try:
        process.send(msgspec.json.encode(order))
        while True:
            message = msgspec.json.decode(process.receive(seconds), type=PartStarted | Answers)
            if isinstance(message, Answers):
                return message.answers
            part = message.part
    except TooSlow:
        raise _Broken(part, too_long(seconds)) from None
    except Gone:
        why = "the process that read it was killed (out of memory?)"
        raise _Broken(part, why) from None


def outcome_of(article: Article, answer: WorkerAnswer) -> Read:
    """Return an article with the outcome that a message has."""
    nothing = Unreadable(id=article.id, reason="the reader gave no answer")
    return article, answer.reading or answer.unreadable or answer.other_language or nothing
