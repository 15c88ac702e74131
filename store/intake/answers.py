"""What comes back for a link: an answer, or the reason why there is none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from queue import Queue

from store.intake.limits import InputRejected


class Unfetched(InputRejected):
    """Why a link gave nothing; the message is the reason, for a person to read.

    `status` is that of the answer where there was one, `wait` the seconds that the host asked to
    be left alone for, `final` says that asking again by itself is of no use.
    """

    def __init__(
        self,
        reason: str,
        *,
        status: int | None = None,
        wait: float | None = None,
        final: bool = False,
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.wait = wait
        self.final = final


class Deadline:
    """The end of a fetch, for everything in it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises `Unfetched` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Unfetched:
        return Unfetched(f"it took more than {self.seconds:g} seconds")


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a host knows whether something changed since: sent back to it as it gave them."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a link led to."""

    url: str
    """Where it came from, behind all redirects."""
    body: bytes
    """Unpacked; empty where nothing changed."""
    at: str
    """When it was fetched, in UTC, ISO 8601."""
    content_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()
    fresh_for: float | None = None
    """Seconds for which the host says that nothing will have changed."""
    moved: bool = False
    """Only permanent redirects led to `url`: it is the link's new name."""
    unchanged: bool = False
    """It is what it was when the validators were given (304)."""


@dataclass(frozen=True, slots=True)
class Request:
    """One link to fetch. A `page` is a link that nobody named: it stood in a `feed`, and its
    host may ask robots to leave it alone."""

    url: str
    validators: Validators | None = None
    is_page: bool = False
    feed: str = ""


Fetched = tuple[Request, Answer | Unfetched]
Answers = Queue[Fetched]
"""Where answers wait to be read."""
_WAITING = 32


def answers_queue() -> Answers:
    """Has room for some answers; while it is full nothing more is fetched."""
    return Queue(_WAITING)
