"""Fetches many links concurrently, with one request at a time per host and a pause in between.

For each host, links that the user named come first. Then the feeds take turns, so that a feed with
thousands of pages does not delay the others.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator

from store.intake.answers import Answer, Answers, Fetched, Request, Unfetched, answers_queue
from store.intake.fetch.client import Client
from store.intake.fetch.robots import Robots
from store.intake.links import parsed_link

PAUSE = 1.0
"""Seconds between two requests to one host."""
THREADS = 16
_SILENCES = 2
_SILENT_SECONDS = 60.0
"""A host that did not answer several times is not asked for a while, since each of thirty feed
items would take its full time.
"""


class Fetcher:
    """Fetches in its own threads, which are started for the first link."""

    def __init__(self, client: Client | None = None, *, pause: float = PAUSE) -> None:
        self._client = client or Client()
        self._robots = Robots(self._client)
        self._hosts: Hosts[tuple[Request, Answers]] = Hosts(pause)
        self._silent: dict[str, tuple[int, float]] = {}
        """Hosts that did not answer: how often in a row, and when last."""
        self._started = False

    def begin(self, request: Request, results: Answers) -> None:
        """Fetch a link when its host is free and its feed has its turn. The result is put into
        `results` when that has room.
        """
        if not self._started:
            self._started = True
            for number in range(THREADS):
                name = f"dateline-fetch-{number}"
                # Daemon threads, so that a process that ends does not wait for a remote host.
                threading.Thread(target=self._work, name=name, daemon=True).start()
        try:
            host = parsed_link(request.url).host
        except Unfetched:
            host = ""  # the client rejects an invalid link too, with the reason
        self._hosts.put(host, (request, results), request.feed)

    def each(self, requests: Iterable[Request]) -> Iterator[Fetched]:
        """Yield the result of each request as it arrives."""
        results = answers_queue()
        under_way = 0
        for request in requests:
            self.begin(request, results)
            under_way += 1
        for _ in range(under_way):
            yield results.get()

    def one(self, request: Request) -> Answer | Unfetched:
        """Fetch one link."""
        return next(answer for _, answer in self.each([request]))

    def close(self) -> None:
        """Start nothing more. Requests in progress end by themselves, or with the process."""
        self._hosts.close()

    def _work(self) -> None:
        while next_request := self._hosts.take():
            host, (request, results) = next_request
            try:
                results.put((request, self._fetched(host, request)))
            finally:
                self._hosts.done(host)

    def _fetched(self, host: str, request: Request) -> Answer | Unfetched:
        times, last = self._silent.get(host, (0, 0.0))
        if times >= _SILENCES and time.monotonic() - last < _SILENT_SECONDS:
            return Unfetched(f"{host} gave no answer to others just now")
        permit = self._robots.permit if request.is_page else None
        try:
            answer = self._client.get(request.url, request.validators, permit=permit)
        except Unfetched as failed:
            if failed.status is None and not failed.final:
                self._silent[host] = times + 1, time.monotonic()
            return failed
        except Exception as error:  # noqa: BLE001 - a stranger's answer may break any library
            return Unfetched(f"cannot be fetched: {type(error).__name__}: {error}"[:300])
        self._silent.pop(host, None)
        return answer


_KEPT_HOSTS = 1_000
"""So many hosts are remembered after their requests, unless their pause is not over."""


class Hosts[T]:
    """Waiting requests by host. Threads take what may be requested now, and report when
    it is done.
    """

    def __init__(self, pause: float) -> None:
        """`pause` is in seconds, from the end of one request to the start of the next."""
        self._pause = pause
        self._waiting: dict[str, dict[str, deque[T]]] = {}
        """Requests by host and feed, in the order of their turns."""
        self._free: list[tuple[float, str]] = []
        self._next: dict[str, float] = {}
        self._busy: set[str] = set()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, host: str, request: T, feed: str = "") -> None:
        """Add a request for a link from this feed, or one that the user named."""
        with self._changed:
            is_new = not self._waiting.get(host)
            self._waiting.setdefault(host, {}).setdefault(feed, deque()).append(request)
            if is_new and host not in self._busy:
                heapq.heappush(self._free, (self._next.get(host, 0.0), host))
                self._changed.notify()

    def take(self) -> tuple[str, T] | None:
        """Return the next request whose host is free, waiting for one if needed. Return None after
        `close`.
        """
        with self._changed:
            while not self._closed:
                wait = self._free[0][0] - time.monotonic() if self._free else None
                if wait is not None and wait <= 0:
                    _, host = heapq.heappop(self._free)
                    self._busy.add(host)
                    return host, self._pop_next(host)
                self._changed.wait(wait)
            return None

    def done(self, host: str) -> None:
        """Allow the next request to the host after the pause."""
        with self._changed:
            self._busy.discard(host)
            now = time.monotonic()
            if len(self._next) > _KEPT_HOSTS:
                self._next = {name: then for name, then in self._next.items() if then > now}
            self._next[host] = now + self._pause
            if self._waiting[host]:
                heapq.heappush(self._free, (self._next[host], host))
            else:
                del self._waiting[host]
            self._changed.notify()

    def _pop_next(self, host: str) -> T:
        """Return the next request, and move its feed to the end of the queue."""
        feeds = self._waiting[host]
        feed = "" if "" in feeds else next(iter(feeds))
        queue = feeds.pop(feed)
        request = queue.popleft()
        if queue:
            feeds[feed] = queue
        return request

    def close(self) -> None:
        """Stop handing out requests."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
