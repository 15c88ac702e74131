"""Isolate the components: one that fails or takes too long loses only its own facts.

This module does not load spaCy, because the process that distributes the work imports it too.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

PARSE = "parse"
"""The part for the model and all components before it, which no other part can do without."""
NO_MEMORY = "there was not enough memory for it"


class PartFailed(Exception):
    """A part of the reading failed. The article can be read again without it."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{part}: {why}")
        self.part = part
        self.why = why


class OutOfTime(BaseException):
    """The time of a part is up. Not an `Exception`, so that no component catches it."""


@dataclass(frozen=True)
class Watch:
    """Limits the time of each part of a reading and turns its errors into `PartFailed`."""

    seconds: float | None = None
    """The limit of CPU time for each part and `Doc`; None for no limit.

    It applies only in a main thread in which `SIGPROF` raises `out_of_time`.
    """
    begun: Callable[[str], None] = lambda _: None
    """Called with each part that begins."""

    @contextmanager
    def over(self, part: str) -> Iterator[None]:
        """Watch the work on one part of one `Doc`.

        Raises:
            PartFailed: the part raised an error or ran out of time.
        """
        self.begun(part)
        try:
            with self._timed():
                yield
        except OutOfTime:
            raise PartFailed(part, too_long(self.seconds or 0)) from None
        except MemoryError:
            raise PartFailed(part, NO_MEMORY) from None
        except PartFailed:
            raise
        except Exception as error:
            raise PartFailed(part, in_words(error)) from error

    @contextmanager
    def _timed(self) -> Iterator[None]:
        if self.seconds is None:
            yield
            return
        signal.setitimer(signal.ITIMER_PROF, self.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


UNWATCHED = Watch()
"""No time limit and no notification."""


def out_of_time(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's
    """Handle `SIGPROF`: stop the current part."""
    raise OutOfTime


def too_long(seconds: float) -> str:
    """Return the reason for a missing part that took too long."""
    return f"it took more than {seconds:g} seconds"


def in_words(error: Exception) -> str:
    """Return the reason for a missing part that raised this error."""
    return NO_MEMORY if isinstance(error, MemoryError) else f"{type(error).__name__}: {error}"
