"""Reads articles in worker processes, in the order in which they come.

A process loads the model once and needs 400 MB. There is at most one per core, and no more than the
memory allows. A thread of this process waits for each of them. An article that takes too long,
needs too much memory or crashes its process is read again without the part of the extractor that
did so. The other articles of its batch are not affected.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import NamedTuple

import msgspec

from store.errors import UserError
from store.extract.watch import NO_MEMORY, PARSE, Watch, out_of_time, too_long
from store.ingest.languages import STANDARD, Extractors, ExtractorSettings, OtherLanguage, Outcome
from store.ingest.limited import Gone, LimitedProcess, TooSlow, limit_memory, ready
from store.intake.limits import ARTICLE_SECONDS, PART_SECONDS
from store.memory import READER_MEMORY, available_memory
from store.reading import Article, Reading, Unreadable

_NICE = 10
"""Interactive programs on the same machine have priority."""
_MB = 1 << 20


def readers(wanted: int, memory: int | None = None) -> int:
    """Return how many of the `wanted` processes fit into memory, at least one.

    `memory` is in bytes, or None for what is free.

    Raises:
        UserError: Not even one process would fit; the system would kill it, or another one.
    """
    room = available_memory() if memory is None else memory
    if room is None:
        return wanted
    if room < READER_MEMORY:
        had = "is free" if memory is None else "was allowed"
        raise UserError(
            f"Reading needs {READER_MEMORY // _MB} MB of memory, and {room // _MB} MB {had}.",
            "Close other programs, or override the measured amount with `--memory SIZE`.",
        )
    return max(1, min(wanted, room // READER_MEMORY))


def lower_priority() -> None:
    """Lower our priority with nice. The kernel derives the disk priority from it unless ionice set
    one. A lower priority is kept.
    """
    with suppress(OSError):
        os.nice(max(0, _NICE - os.nice(0)))


# The worker process.


class Setting(msgspec.Struct):
    """The settings of the process."""

    reader: ExtractorSettings = STANDARD
    part_seconds: float = PART_SECONDS


class ReadingOrder(msgspec.Struct):
    """Articles to read, or one article without the named parts, each with a reason."""

    articles: list[Article]
    without: dict[str, str] = {}


class WorkerAnswer(msgspec.Struct):
    """The outcome of one article: exactly one field is set."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None
    other_language: OtherLanguage | None = None

    @property
    def is_full(self) -> bool:
        """Return whether the extractor reached the memory limit of an article."""
        partial = self.reading.partial if self.reading is not None else None
        return NO_MEMORY in (partial or {}).values()


class Begun(msgspec.Struct, tag=True):
    """A part of the extractor begins. If the process must be killed, this part was the cause."""

    part: str


class Answers(msgspec.Struct, tag=True):
    """The answers to an order, in its order."""

    answers: list[WorkerAnswer]


def serve_reading(connection: Connection, setting: str) -> None:
    """Answer each order, after a message for each part that began."""

    def report_part(part: str) -> None:
        connection.send_bytes(msgspec.json.encode(Begun(part)))

    lower_priority()
    encoded_setting = msgspec.json.decode(setting, type=Setting)
    signal.signal(signal.SIGPROF, out_of_time)
    readers = Extractors.loaded(
        encoded_setting.reader, Watch(encoded_setting.part_seconds, report_part)
    )
    limit_memory()
    ready(connection)
    while True:
        order = msgspec.json.decode(connection.recv_bytes(), type=ReadingOrder)
        answers = [answer_of(outcome) for outcome in _outcomes(readers, order)]
        connection.send_bytes(msgspec.json.encode(Answers(answers)))


def _outcomes(readers: Extractors, order: ReadingOrder) -> list[Outcome]:
    if order.without:
        return [readers.read_in_part(article, order.without) for article in order.articles]
    return list(readers.read_each(order.articles))


def answer_of(outcome: Outcome) -> WorkerAnswer:
    """Return the message of an outcome."""
    if isinstance(outcome, Reading):
        return WorkerAnswer(reading=outcome)
    if isinstance(outcome, Unreadable):
        return WorkerAnswer(unreadable=outcome)
    return WorkerAnswer(other_language=outcome)


# Distributing the articles.

BATCH = 16
"""Articles that a worker gets at once."""
FIRST_BATCH = 2
BATCH_POINTS = 100_000
"""Code points after which a batch is full: about a second of reading, far from the limit."""
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

    Parts that broke a limit are missing in the reading, which says so in `Reading.partial`. At most
    two batches per worker are read ahead. Closing the iterator ends the workers. `memory` is in
    bytes, or None for what is free.

    Raises:
        UserError: The memory is too small for one worker, or the extractor cannot be loaded.
    """
    articles = iter(articles)
    first = list(islice(articles, FEW))
    if not first:
        return
    wanted = 1 if len(first) < FEW else jobs or available_cores()
    workers = ReadingWorkers(reader, readers(wanted, memory), limits)
    waiting: deque[Future[list[Read]]] = deque()
    try:
        for batch in batches(chain(first, articles)):
            waiting.append(workers.submit(batch))
            while waiting and (waiting[0].done() or len(waiting) >= 2 * workers.jobs):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        workers.close()


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
    """A thread per worker process. A free one takes the next batch."""

    def __init__(self, settings: ExtractorSettings, jobs: int, limits: Limits) -> None:
        self.jobs = jobs
        self._seconds = limits.article
        self._threads = ThreadPoolExecutor(jobs)
        encoded_setting = msgspec.json.encode(Setting(settings, limits.part)).decode()
        self._processes = [LimitedProcess(serve_reading, encoded_setting) for _ in range(jobs)]
        self._free: SimpleQueue[LimitedProcess] = SimpleQueue()
        for process in self._processes:
            self._free.put(process)

    def submit(self, batch: list[Article]) -> Future[list[Read]]:
        return self._threads.submit(self._read, batch)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.close()

    def _read(self, batch: list[Article]) -> list[Read]:
        process = self._free.get()
        try:
            return _read(process, batch, self._seconds)
        finally:
            self._free.put(process)


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
            message = msgspec.json.decode(process.receive(seconds), type=Begun | Answers)
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
