"""Requests in the order of their hosts: one at a time at each, with a pause between two."""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque


class Hosts[T]:
    """What is waiting, by host. Threads take what may be asked for now, and say when it is done."""

    def __init__(self, pause: float) -> None:
        """`pause` in seconds, from the end of one request to the beginning of the next."""
        self._pause = pause
        self._waiting: dict[str, deque[T]] = {}
        self._free: list[tuple[float, str]] = []
        self._next: dict[str, float] = {}
        self._busy: set[str] = set()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, host: str, request: T) -> None:
        """Take in a request."""
        with self._changed:
            queue = self._waiting.setdefault(host, deque())
            queue.append(request)
            if len(queue) == 1 and host not in self._busy:
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
                    return host, self._waiting[host].popleft()
                self._changed.wait(wait)
            return None

    def done(self, host: str) -> None:
        """The host may be asked again, after the pause."""
        with self._changed:
            self._busy.discard(host)
            self._next[host] = time.monotonic() + self._pause
            if self._waiting[host]:
                heapq.heappush(self._free, (self._next[host], host))
            else:
                del self._waiting[host]
            self._changed.notify()

    def close(self) -> None:
        """Nothing more is handed out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
