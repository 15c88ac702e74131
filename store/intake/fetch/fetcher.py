"""Many links fetched side by side, each host left in peace: the fetching that others use."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator

from store.intake.fetch.answers import Answer, Answers, Fetched, Request, Unfetched, answers_queue
from store.intake.fetch.client import Client
from store.intake.fetch.hosts import Hosts
from store.intake.fetch.links import parsed_link
from store.intake.fetch.robots import Robots

PAUSE = 1.0
"""Seconds between two requests to one host."""
THREADS = 16
_SILENCES = 2
_SILENT_SECONDS = 60.0
"""A host that gave no answer so often is asked nothing for so long: of thirty items of a feed
each would take its whole time."""


class Fetcher:
    """Fetches in threads of its own, which are started for the first link."""

    def __init__(self, client: Client | None = None, *, pause: float = PAUSE) -> None:
        self._client = client or Client()
        self._robots = Robots(self._client)
        self._hosts: Hosts[tuple[Request, Answers]] = Hosts(pause)
        self._silent: dict[str, tuple[int, float]] = {}
        """Hosts that gave no answer: how often in a row, and when last."""
        self._started = False

    def begin(self, request: Request, results: Answers) -> None:
        """Fetch it when its host is free and its feed has its turn there; what comes of it is
        put into `results`, as soon as these have room."""
        if not self._started:
            self._started = True
            for number in range(THREADS):
                name = f"dateline-fetch-{number}"
                # As daemons, so that a process that is told to end waits for no stranger.
                threading.Thread(target=self._work, name=name, daemon=True).start()
        try:
            host = parsed_link(request.url).host
        except Unfetched:
            host = ""  # what is no link is refused by the client too, with the reason
        self._hosts.put(host, (request, results), request.feed)

    def each(self, requests: Iterable[Request]) -> Iterator[Fetched]:
        """What comes of each request, as it comes."""
        results = answers_queue()
        under_way = 0
        for request in requests:
            self.begin(request, results)
            under_way += 1
        for _ in range(under_way):
            yield results.get()

    def one(self, request: Request) -> Answer | Unfetched:
        """What comes of one request."""
        return next(answer for _, answer in self.each([request]))

    def close(self) -> None:
        """Begin nothing more; what is under way ends by itself, or with the process."""
        self._hosts.close()

    def _work(self) -> None:
        while taken := self._hosts.take():
            host, (request, results) = taken
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
