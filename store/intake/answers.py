"""The result of fetching a link: an answer, or the reason why there is none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from queue import Queue

from store.intake.limits import InputRejected


class Unfetched(InputRejected):
    """Fetching a link failed. The message is the reason, for the user.

    `status` is the HTTP status if there was an answer. `wait` is the number of seconds for which
    the host asks for no requests. `final` means that retrying is of no use.
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
    """The deadline of a fetch, for all its steps."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            Unfetched: The deadline has passed.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Unfetched:
        return Unfetched(f"it took more than {self.seconds:g} seconds")


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of a conditional request (`ETag`, `Last-Modified`), as the host sent them."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request."""

    url: str
    """The final link, after all redirects."""
    body: bytes
    """The unpacked body. Empty if nothing changed."""
    at: str
    """When it was fetched, in UTC, in ISO 8601."""
    content_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()
    fresh_for: float | None = None
    """Seconds for which the host says that the answer stays fresh."""
    moved: bool = False
    """Only permanent redirects led to `url`, so it is the link's new name."""
    unchanged: bool = False
    """The content has not changed since the validators were issued (status 304)."""


@dataclass(frozen=True, slots=True)
class Request:
    """A link to fetch. A `page` is a link that the user did not name. It was found in a `feed`, and
    its host's robots.txt applies.
    """

    url: str
    validators: Validators | None = None
    is_page: bool = False
    feed: str = ""


Fetched = tuple[Request, Answer | Unfetched]
Answers = Queue[Fetched]
"""The queue of answers that wait to be imported."""
_WAITING = 32


def answers_queue() -> Answers:
    """Create a queue for a limited number of answers. While it is full nothing more is fetched."""
    return Queue(_WAITING)
