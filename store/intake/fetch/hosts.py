"""Requests in the order of their hosts: one at a time at each, with a pause between two.

At one host, links that a person named come first, and then the feeds take turns, so that a feed
with thousands of pages keeps no other feed of its host waiting.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque

_KEPT_HOSTS = 1_000
"""So many hosts are remembered after they were asked, unless their pause goes on."""


class Hosts[T]:
    """What is waiting, by host. Threads take what may be asked for now, and say when it is done."""

    def __init__(self, pause: float) -> None:
        """`pause` in seconds, from the end of one request to the beginning of the next."""
        self._pause = pause
        self._waiting: dict[str, dict[str, deque[T]]] = {}
        """By host, and there by feed, in the order of their turns."""
        self._free: list[tuple[float, str]] = []
        self._next: dict[str, float] = {}
        self._busy: set[str] = set()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, host: str, request: T, feed: str = "") -> None:
        """Take in a request for a link that stood in this feed, or that a person named."""
        with self._changed:
            is_new = not self._waiting.get(host)
            self._waiting.setdefault(host, {}).setdefault(feed, deque()).append(request)
            if is_new and host not in self._busy:
                heapq.heappush(self._free, (self._next.get(host, 0.0), host))
                self._changed.notify()

    def take(self) -> tuple[str, T] | None:
        """The next request whose host is free, as soon as there is one; None after `close`."""
        with self._changed:
            while not self._closed:
                wait = self._free[0][0] - time.monotonic() if self._free else None
                if wait is not None and wait <= 0:
                    _, host = heapq.heappop(self._free)
                    self._busy.add(host)
                    return host, self._next_of(host)
                self._changed.wait(wait)
            return None

    def done(self, host: str) -> None:
        """The host may be asked again, after the pause."""
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

    def _next_of(self, host: str) -> T:
        """The request whose turn it is; its feed is then the last in the row."""
        feeds = self._waiting[host]
        feed = "" if "" in feeds else next(iter(feeds))
        queue = feeds.pop(feed)
        request = queue.popleft()
        if queue:
            feeds[feed] = queue
        return request

    def close(self) -> None:
        """Nothing more is handed out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
