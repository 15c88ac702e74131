"""Articles to readings in other processes, in the order in which they came.

A process loads the model once and takes 400 MB, so there is one for each core at most, and no
more than there is memory for. A thread here waits for each of them. An article that takes too
long, takes too much or crashes its process is read again without the part of the reader that did
so, and the others of its batch are read as if it were not there.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
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
"""Whoever looks at the news on the same machine comes first."""
_MB = 1 << 20


def readers(wanted: int, memory: int | None = None) -> int:
    """As many processes of the `wanted` ones as the memory has room for, one at least.

    `memory` in bytes, or what is free when it is None. Raises `UserError` where not even one
    would fit: the system would kill it, or somebody else, in the middle.
    """
    room = available_memory() if memory is None else memory
    if room is None:
        return wanted
    if room < READER_MEMORY:
        had = "is free" if memory is None else "was allowed"
        raise UserError(
            f"Reading needs {READER_MEMORY // _MB} MB of memory, and {room // _MB} MB {had}.",
            "Nothing was begun. End something first; `--memory SIZE` overrides what is measured.",
        )
    return max(1, min(wanted, room // READER_MEMORY))


def step_back() -> None:
    """Let others go first: the processor by nice, and the disk with it, since the kernel
    derives the one from the other where ionice said nothing. What is nicer already stays."""
    with suppress(OSError):
        os.nice(max(0, _NICE - os.nice(0)))


# What the process that reads is told, does and answers.


class Setting(msgspec.Struct):
    """What the process is told when it starts."""

    reader: ExtractorSettings = STANDARD
    part_seconds: float = PART_SECONDS


class Order(msgspec.Struct):
    """Articles to read; or one, without the parts of the reader that are named with reasons."""

    articles: list[Article]
    without: dict[str, str] = {}


class WorkerAnswer(msgspec.Struct):
    """What became of one article: one of the three."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None
    other_language: OtherLanguage | None = None

    @property
    def is_full(self) -> bool:
        """Did the reader get to the end of the memory that an article may take?"""
        partial = self.reading.partial if self.reading is not None else None
        return NO_MEMORY in (partial or {}).values()


class Begun(msgspec.Struct, tag=True):
    """A part of the reader begins: whoever has to kill it knows which one it was."""

    part: str


class Answers(msgspec.Struct, tag=True):
    """To the whole order, in its order."""

    answers: list[WorkerAnswer]


def read_batches(connection: Connection, setting: str) -> None:
    """Answer each order, after a message for each part that began."""

    def tell(part: str) -> None:
        connection.send_bytes(msgspec.json.encode(Begun(part)))

    step_back()
    told = msgspec.json.decode(setting, type=Setting)
    signal.signal(signal.SIGPROF, out_of_time)
    readers = Extractors.loaded(told.reader, Watch(told.part_seconds, tell))
    limit_memory()
    ready(connection)
    while True:
        order = msgspec.json.decode(connection.recv_bytes(), type=Order)
        answers = [_answer(outcome) for outcome in _outcomes(readers, order)]
        connection.send_bytes(msgspec.json.encode(Answers(answers)))


def _outcomes(readers: Extractors, order: Order) -> list[Outcome]:
    if order.without:
        return [readers.read_in_part(article, order.without) for article in order.articles]
    return list(readers.read_each(order.articles))


def _answer(outcome: Outcome) -> WorkerAnswer:
    if isinstance(outcome, Reading):
        return WorkerAnswer(reading=outcome)
    if isinstance(outcome, Unreadable):
        return WorkerAnswer(unreadable=outcome)
    return WorkerAnswer(other_language=outcome)


# Who hands out the articles.

BATCH = 16
"""Articles that go to a worker at once."""
FIRST_BATCH = 2
BATCH_POINTS = 100_000
"""Code points after which a batch is full: a second's reading, far from the limit."""
FEW = 12
"""So few articles are read sooner by one worker than a second has loaded its model."""

Read = tuple[Article, Outcome]


class Limits(NamedTuple):
    """Seconds of the processor's time."""

    article: float = ARTICLE_SECONDS
    """For what the model does of a batch, and for any part; a process that takes more is
    killed."""
    part: float = PART_SECONDS
    """For one part of one article, after which it stops by itself."""


LIMITS = Limits()


class _Broken(Exception):
    """A process that was at an order is no more; what it was at, and why."""

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
    """Each article with its reading, or with the reason why it has none, in order. What breaks
    a limit is missing in the reading, which says so (`Reading.partial`).

    Reads ahead by two batches a worker at most. Closing the iterator ends the workers. Raises
    `UserError` when `memory` (in bytes; None for what is free) is too short for one of them,
    and for a `reader` that cannot be loaded.
    """
    articles = iter(articles)
    first = list(islice(articles, FEW))
    if not first:
        return
    wanted = 1 if len(first) < FEW else jobs or available_cores()
    workers = _Workers(reader, readers(wanted, memory), limits)
    waiting: deque[Future[list[Read]]] = deque()
    try:
        for batch in _batches(chain(first, articles)):
            waiting.append(workers.submit(batch))
            while waiting and (waiting[0].done() or len(waiting) >= 2 * workers.jobs):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        workers.close()


def available_cores() -> int:
    """The cores that this process may use."""
    return os.process_cpu_count() or 1 if hasattr(os, "process_cpu_count") else os.cpu_count() or 1


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Runs of articles, none with much more text than a second's reading; the first ones
    are small, so that there is soon something to show."""
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


class _Workers:
    """A thread here for each process there; whichever is free takes the next batch."""

    def __init__(self, settings: ExtractorSettings, jobs: int, limits: Limits) -> None:
        self.jobs = jobs
        self._seconds = limits.article
        self._threads = ThreadPoolExecutor(jobs)
        told = msgspec.json.encode(Setting(settings, limits.part)).decode()
        self._processes = [LimitedProcess(read_batches, told) for _ in range(jobs)]
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
    """The outcomes of a batch. Where it could not be read as one, each article is tried by
    itself, and one that cannot be read as a whole without what its process died of."""
    without: dict[str, str] = {}
    while True:
        try:
            answers = _answers(process, Order(batch, without), seconds)
        except _Broken as broken:
            if len(batch) == 1 and PARSE not in without:
                without[PARSE if broken.part in without else broken.part] = broken.why
                continue
            if len(batch) == 1:
                return [(batch[0], Unreadable(id=batch[0].id, reason=broken.why))]
        else:
            is_full = any(answer.is_full for answer in answers)
            if is_full:  # what it could not hold it does not let go of, and others need the room
                process.end()
            if not is_full or len(batch) == 1:
                return [_outcome(*pair) for pair in zip(batch, answers, strict=True)]
        return [read for article in batch for read in _read(process, [article], seconds)]


def _answers(process: LimitedProcess, order: Order, seconds: float) -> list[WorkerAnswer]:
    """Raises `_Broken`, and then the process is gone."""
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


def _outcome(article: Article, answer: WorkerAnswer) -> Read:
    nothing = Unreadable(id=article.id, reason="the reader gave no answer")
    return article, answer.reading or answer.unreadable or answer.other_language or nothing
