"""The connection to a Dask scheduler: which workers it has, and which of them get articles."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import UserError
from store.ingest.cluster_worker import ClusterTask, Conditions, compare, read_task
from store.ingest.workers import available_cores
from store.reading import Article

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster


LOCAL = "local"
"""The address that starts a cluster on this machine."""
CONNECT_SECONDS = 20
"""Seconds until a scheduler must answer, and have a worker, at the start."""
RECONNECT_SECONDS = 300
"""Seconds that a scheduler may be away."""


_PATIENCE = 8.0
"""A batch that takes so many times the usual is sent to a second worker too."""
_LEAST_PATIENCE = 20.0
"""Seconds before that happens; a worker loads its model first."""
_AHEAD = 3
"""Batches per worker that are sent before the first of them is back."""
LOOK_SECONDS = 0.2

Say = Callable[[str], object]
"""Gets a line on what happened to the cluster."""


class ClusterError(UserError):
    """The cluster cannot be used, or gave no answer."""


class ClusterClient:
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
                why = "it has no worker" if client is not None else reason(error)
                if client is not None:
                    client.close(timeout=1)
                time.sleep(LOOK_SECONDS)
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
            difference = f"it has no such dateline ({reason(answer)})" if is_error else answer
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


def reason(error: BaseException) -> str:
    """Return the first line of an error, or the name of its type."""
    return f"{error}".partition("\n")[0].rstrip(".") or type(error).__name__
