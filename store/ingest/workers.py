"""How many processes may read at once: the cores, and the memory that there is."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from queue import SimpleQueue

import msgspec

from store.errors import Trouble
from store.ingest.languages import STANDARD, OtherLanguage, Outcome, Readers, ReaderSettings
from store.ingest.limited import Gone, LimitedProcess, TooSlow, limit_memory, ready
from store.intake.limits import ARTICLE_MEMORY, ARTICLE_SECONDS
from store.memory import READER_MEMORY, available_memory
from store.reading import Article, Reading, Unreadable

_NICE = 10
"""Whoever looks at the news on the same machine comes first."""
_MB = 1 << 20


def readers(wanted: int, memory: int | None = None) -> int:
    """As many processes of the `wanted` ones as the memory has room for, one at least.

    `memory` in bytes, or what is free when it is None. Raises `Trouble` where not even one
    would fit: the system would kill it, or somebody else, in the middle.
    """
    room = available_memory() if memory is None else memory
    if room is None:
        return wanted
    if room < READER_MEMORY:
        had = "is free" if memory is None else "was allowed"
        raise Trouble(
            f"Reading needs {READER_MEMORY // _MB} MB of memory, and {room // _MB} MB {had}.",
            "Nothing was begun. End something first; `--memory SIZE` overrides what is measured.",
        )
    return max(1, min(wanted, room // READER_MEMORY))


def step_back() -> None:
    """Let others go first: the processor by nice, and the disk with it, since the kernel
    derives the one from the other where ionice said nothing. What is nicer already stays."""
    with suppress(OSError):
        os.nice(max(0, _NICE - os.nice(0)))


# The process that reads articles: the other end of `workers`.


class Answer(msgspec.Struct):
    """What became of one article: one of the three."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None
    other_language: OtherLanguage | None = None


def read_batches(connection: Connection, settings: str) -> None:
    """Answer each batch of articles with the list of what became of them."""
    step_back()
    readers = Readers.loaded(msgspec.json.decode(settings, type=ReaderSettings))
    limit_memory()
    ready(connection)
    while True:
        articles = msgspec.json.decode(connection.recv_bytes(), type=list[Article])
        answers = [_answer(outcome) for outcome in readers.read_each(articles)]
        connection.send_bytes(msgspec.json.encode(answers))


def _answer(outcome: Outcome) -> Answer:
    if isinstance(outcome, Reading):
        return Answer(reading=outcome)
    if isinstance(outcome, Unreadable):
        return Answer(unreadable=outcome)
    return Answer(other_language=outcome)


# Articles to readings in other processes, in the order in which they came.

BATCH = 16
"""Articles that go to a worker at once."""
FIRST_BATCH = 2
BATCH_POINTS = 100_000
"""Code points after which a batch is full: a second's reading, far from the limit."""
FEW = 12
"""So few articles are read sooner by one worker than a second has loaded its model."""

Read = tuple[Article, Outcome]


def read_articles(
    articles: Iterable[Article],
    *,
    reader: ReaderSettings = STANDARD,
    jobs: int | None = None,
    memory: int | None = None,
) -> Generator[Read]:
    """Each article with its reading, or with the reason why it has none, in order.

    Reads ahead by two batches a worker at most. Closing the iterator ends the workers. Raises
    `Trouble` when `memory` (in bytes; None for what is free) is too short for one of them,
    and for a `reader` that cannot be loaded.
    """
    articles = iter(articles)
    first = list(islice(articles, FEW))
    if not first:
        return
    wanted = 1 if len(first) < FEW else jobs or available_cores()
    workers = _Workers(reader, readers(wanted, memory))
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

    def __init__(self, settings: ReaderSettings, jobs: int) -> None:
        self.jobs = jobs
        self._threads = ThreadPoolExecutor(jobs)
        told = msgspec.json.encode(settings).decode()
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
            return _read(process, batch)
        finally:
            self._free.put(process)


def _read(process: LimitedProcess, batch: list[Article]) -> list[Read]:
    """The outcomes of a batch. Where it could not be read as one, each article is tried by
    itself, so that only the one that breaks a limit is set aside."""
    try:
        process.send(msgspec.json.encode(batch))
        answers = msgspec.json.decode(process.receive(ARTICLE_SECONDS), type=list[Answer])
    except TooSlow:
        reason = f"it took more than {ARTICLE_SECONDS} seconds"
    except Gone:
        reason = "the process that read it was killed (out of memory?)"
    else:
        if not any(map(_is_full, answers)):
            return [_outcome(*pair) for pair in zip(batch, answers, strict=True)]
        process.end()  # what it could not hold it does not let go of, and others need the room
        reason = f"it takes more than {ARTICLE_MEMORY:,} bytes of memory"
    if len(batch) > 1:
        return [read for article in batch for read in _read(process, [article])]
    return [(batch[0], Unreadable(id=batch[0].id, reason=reason))]


def _is_full(answer: Answer) -> bool:
    """Did the reader get to the end of the memory that an article may take?"""
    return answer.unreadable is not None and answer.unreadable.reason.startswith("MemoryError")


def _outcome(article: Article, answer: Answer) -> Read:
    nothing = Unreadable(id=article.id, reason="the reader gave no answer")
    return article, answer.reading or answer.unreadable or answer.other_language or nothing
