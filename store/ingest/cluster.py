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
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import UserError
from store.ingest.cluster_worker import (
    ClusterAnswer,
    ClusterTask,
    Conditions,
    codebook_tables,
    compare,
    fingerprint,
    read_task,
)
from store.ingest.languages import STANDARD, ExtractorSettings, OtherLanguage
from store.ingest.workers import LIMITS, Limits, Read, available_cores, batches, outcome_of
from store.reading import Article, Reading

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

LOCAL = "local"
"""The address that starts a cluster on this machine."""
CONNECT_SECONDS = 20
"""Seconds until a scheduler must answer, and have a worker, at the start."""
RECONNECT_SECONDS = 300
"""Seconds that a scheduler may be away."""
_TRIES = 6
"""Answers that a batch may miss before the import ends."""
_PATIENCE = 8.0
"""A batch that takes so many times the usual is sent to a second worker too."""
_LEAST_PATIENCE = 20.0
"""Seconds before that happens; a worker loads its model first."""
_AHEAD = 3
"""Batches per worker that are sent before the first of them is back."""
_LOOK = 0.2

Say = Callable[[str], object]
"""Gets a line on what happened to the cluster."""


class ClusterError(UserError):
    """The cluster cannot be used, or gave no answer."""


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
    cluster = _Cluster(address, _conditions(reader, limits), jobs, say)
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


class _Cluster:
    """A connection to a scheduler, which is made anew when it is lost."""

    def __init__(self, address: str, conditions: Conditions, jobs: int | None, say: Say) -> None:
        self.conditions = conditions
        self.say = say
        self._local: LocalCluster | None = None
        self._excluded: set[str] = set()
        """Workers that gave a wrong answer, or none that can be used."""
        self._keys = count()
        self._seconds: deque[float] = deque([1.0] * 5, maxlen=50)
        """How long the last batches were waited for, each after the one before it was back."""
        if address == LOCAL:
            self._local = _local_cluster(jobs or available_cores())
            address = self._local.scheduler_address
        self._address = address
        self._client = self._connected(CONNECT_SECONDS)
        self._compare()

    # The connection

    def _connected(self, seconds: float) -> Client:
        """Return a client with at least one worker.

        Raises:
            ClusterError: There is none in time.
        """
        client_class = _distributed().Client
        until = time.monotonic() + seconds
        why = "nobody answers"
        while (left := until - time.monotonic()) > 0:
            client = None
            try:
                client = client_class(
                    self._address,
                    timeout=min(left, CONNECT_SECONDS),
                    set_as_default=False,
                    name="dateline",
                    deserializers=["dask", "msgpack"],
                )
                client.wait_for_workers(1, timeout=max(left, 1))
            except (OSError, TimeoutError, RuntimeError) as error:
                why = "it has no worker" if client is not None else _reason(error)
                if client is not None:
                    client.close(timeout=1)
                time.sleep(_LOOK)
                continue
            except ValueError as error:
                raise ClusterError(
                    f"{self._address!r} is no address of a Dask scheduler: {error}.",
                    "Write it as tcp://host:8786.",
                ) from error
            return client
        raise ClusterError(
            f"The Dask scheduler {self._address} cannot be used: {why}.",
            "Start `dask scheduler` and `dask worker`, then run the same command again.",
        )

    def _compare(self) -> None:
        """Make sure that every worker would read as this installation does.

        Raises:
            ClusterError: One would not.
        """
        asked = msgspec.json.encode(self.conditions)
        found = self._client.run(compare, asked, on_error="return")
        for worker, answer in found.items():
            is_error = isinstance(answer, BaseException)
            difference = f"it has no such dateline ({_reason(answer)})" if is_error else answer
            if difference is not None:
                raise ClusterError(
                    f"The worker {worker} would read differently: {difference}.",
                    "Install the same dateline and model there, or leave that worker out.",
                )

    def reconnect(self) -> None:
        """Connect again where the scheduler was lost.

        Raises:
            ClusterError: It did not come back.
        """
        if self._client.status == "running":
            return
        self.say("The Dask scheduler does not answer; waiting for it.")
        with suppress(Exception):
            self._client.close(timeout=1)
        self._client = self._connected(RECONNECT_SECONDS)
        self.say("The Dask scheduler is back.")

    def close(self) -> None:
        """Cancel what is under way, and leave the cluster; end it, if it was started here."""
        with suppress(Exception):
            self._client.close(timeout=2)
        if self._local is not None:
            with suppress(Exception):
                self._local.close(timeout=5)

    # Batches

    @property
    def room(self) -> int:
        """Return how many batches are sent before the first is back."""
        return _AHEAD * max(1, len(self._workers()))

    @property
    def patience(self) -> float:
        """Return the seconds after which a batch is sent to a second worker too."""
        usual = sorted(self._seconds)[len(self._seconds) // 2]
        return max(_LEAST_PATIENCE, _PATIENCE * usual)

    def _workers(self) -> list[str]:
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return [each for each in workers if each not in self._excluded]

    def is_excluded(self, worker: str | None) -> bool:
        return worker in self._excluded

    def submit(self, articles: list[Article], without: str | None = None) -> Future:
        """Send a batch to a worker, if possible to another one than `without`.

        Raises:
            ClusterError: No worker is left that gives right answers.
        """
        known = self._workers()
        if self._excluded and not known:
            raise ClusterError(
                "No worker of the cluster gives readings that can be used.",
                "Look at their logs; what was stored is kept.",
            )
        others = [each for each in known if each != without]
        task = msgspec.json.encode(ClusterTask(self.conditions, articles))
        return self._client.submit(
            read_task,
            task,
            key=f"dateline-{time.time_ns()}-{next(self._keys)}",
            workers=(others or known) if without is not None or self._excluded else None,
            pure=False,
        )

    def where(self, future: Future) -> str | None:
        """Return the worker that has a batch, if it is known."""
        with suppress(Exception):
            for worker, keys in self._client.processing().items():
                if future.key in keys:
                    return str(worker)
        with suppress(Exception):
            holders = self._client.who_has([future]).get(future.key, ())
            return next(iter(holders), None)
        return None

    def took(self, seconds: float) -> None:
        self._seconds.append(seconds)

    def exclude(self, worker: str | None, why: str) -> None:
        """Send nothing more to a worker."""
        if worker is not None and worker not in self._excluded:
            self._excluded.add(worker)
            self.say(f"The worker {worker} is left out: {why}.")


class _Batch:
    """Articles that were sent, and the tasks that read them."""

    def __init__(self, articles: list[Article], cluster: _Cluster) -> None:
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
            time.sleep(_LOOK / 10)

    def _read_of(self, task: Future) -> list[Read] | None:
        """Return what a task read; None where it failed, or its answer cannot be true."""
        worker = self._cluster.where(task)
        try:
            encoded = task.result(timeout=CONNECT_SECONDS)
            answer = msgspec.json.decode(encoded, type=ClusterAnswer)
        except (msgspec.MsgspecError, TypeError) as error:
            self._cluster.exclude(worker, f"its answer is none ({_reason(error)})")
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


def _distributed() -> Any:
    """Return Dask's package.

    Raises:
        UserError: It is not installed.
    """
    try:
        import distributed
    except ImportError as error:
        raise UserError(
            "Reading on a cluster needs Dask, which is not installed.",
            "Install it with `pip install 'dateline[dask]'`, here and on the workers.",
        ) from error
    return distributed


def _local_cluster(jobs: int) -> LocalCluster:
    return _distributed().LocalCluster(
        n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50
    )


def _reason(error: BaseException) -> str:
    return f"{error}".partition("\n")[0].rstrip(".") or type(error).__name__
