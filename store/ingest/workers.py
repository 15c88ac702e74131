"""Articles to readings in other processes, in the order in which they came.

A worker loads the model once and takes 400 MB, so there is one for each core at most.
Everything that crosses between processes is JSON: a reading is small, and no pickle of a
stranger's making can act.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import batched
from multiprocessing import get_context
from typing import TYPE_CHECKING

import msgspec

from store.reading import Article, Reading, Unreadable

if TYPE_CHECKING:
    from store.extract.pipeline import Reader

BATCH = 16
"""Articles that go to a worker at once."""
FEW = 12
"""So few articles are read sooner here than a second worker has loaded its model."""

_reader: Reader | None = None

Outcome = Reading | Unreadable


def read_articles(
    articles: Iterable[Article], *, model: str, jobs: int | None = None
) -> Generator[tuple[Article, Outcome]]:
    """Each article with its reading, or with the reason why it has none, in order.

    Reads ahead by two batches a worker at most. Closing the iterator ends the workers.
    """
    jobs = jobs or available_cores()
    articles = iter(articles)
    first = [article for _, article in zip(range(FEW), articles, strict=False)]
    if jobs == 1 or len(first) < FEW:
        yield from _read_here(first, articles, model)
    else:
        yield from _read_elsewhere(first, articles, model, jobs)


def available_cores() -> int:
    """The cores that this process may use."""
    return os.process_cpu_count() or 1 if hasattr(os, "process_cpu_count") else os.cpu_count() or 1


def _read_here(
    first: list[Article], rest: Iterator[Article], model: str
) -> Iterator[tuple[Article, Outcome]]:
    for start in (first, rest):
        for batch in batched(start, BATCH):
            yield from zip(batch, _reader_here(model).read_each(batch), strict=True)


def _read_elsewhere(
    first: list[Article], rest: Iterator[Article], model: str, jobs: int
) -> Iterator[tuple[Article, Outcome]]:
    waiting: deque[tuple[tuple[Article, ...], Future[bytes]]] = deque()
    workers = _Workers(model, jobs)
    try:
        for start in (first, rest):
            for batch in batched(start, BATCH):
                waiting.append((batch, workers.submit(batch)))
                if len(waiting) >= 2 * jobs:
                    yield from workers.finish(*waiting.popleft())
        while waiting:
            yield from workers.finish(*waiting.popleft())
    finally:
        workers.close()


class _Workers:
    """A pool of processes that survives the death of its members."""

    def __init__(self, model: str, jobs: int) -> None:
        self.model = model
        self.jobs = jobs
        self._pool = self._new_pool()

    def submit(self, batch: Iterable[Article]) -> Future[bytes]:
        message = msgspec.json.encode(list(batch))
        try:
            return self._pool.submit(_read_batch, message, self.model)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._new_pool()
            return self._pool.submit(_read_batch, message, self.model)

    def finish(
        self, batch: tuple[Article, ...], future: Future[bytes]
    ) -> Iterator[tuple[Article, Outcome]]:
        """The outcomes of a batch. Where its process was killed, each article is tried by
        itself, so that only the one that kills is lost."""
        try:
            outcomes = msgspec.json.decode(future.result(), type=list[_Read])
        except BrokenProcessPool:
            if len(batch) > 1:
                for article in batch:
                    yield from self.finish((article,), self.submit((article,)))
                return
            reason = "the process that read it was killed (out of memory?)"
            outcomes = [_Read(unreadable=Unreadable(id=batch[0].id, reason=reason))]
        for article, read in zip(batch, outcomes, strict=True):
            outcome = read.reading or read.unreadable
            if outcome is not None:
                yield article, outcome

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        # spawn: a fork would copy threads and locks that are held.
        return ProcessPoolExecutor(
            self.jobs,
            mp_context=get_context("spawn"),
            initializer=_start_worker,
            initargs=(os.getpid(),),
        )


class _Read(msgspec.Struct):
    reading: Reading | None = None
    unreadable: Unreadable | None = None


def _start_worker(parent: int) -> None:
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A parent that was killed cannot tell its workers to stop; they look for themselves."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_batch(batch: bytes, model: str) -> bytes:
    articles = msgspec.json.decode(batch, type=list[Article])
    return msgspec.json.encode(
        [
            _Read(unreadable=outcome) if isinstance(outcome, Unreadable) else _Read(reading=outcome)
            for outcome in _reader_here(model).read_each(articles)
        ]
    )


def _reader_here(model: str) -> Reader:
    """This process's reader, loaded on first use."""
    global _reader  # noqa: PLW0603 - one model a process, however many batches
    if _reader is None:
        from store.extract.pipeline import Reader

        _reader = Reader(model)
    return _reader
