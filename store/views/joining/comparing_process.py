"""Compares events in a process of its own, for a dashboard: its own does not load numpy.

    python -m store.views.joining.comparing_process

The process gets comparisons on its standard input and writes their scores, each as a length and
msgpack. It ends when its input does, or when nothing was asked for a while.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Sequence
from typing import IO

import msgspec

from store.views.joining.event_signs import EventSign

_PATIENCE = 60.0
"""Seconds without a question, after which the process ends: it has 40 MB."""
_LENGTH = 8
"""Bytes."""


class Comparisons(msgspec.Struct, frozen=True, array_like=True):
    """Pairs of events to be compared."""

    events: list[int]
    """Their numbers, in order."""
    signs: list[EventSign]
    families: dict[int, int]
    """The family of each article, by its number."""
    pairs: Sequence[tuple[int, int]]
    for_rows: bool
    """Whether what speaks against one row with both is asked for too."""


class _ComparingProcess:
    """A process that compares events, started when it is first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def scores(self, asked: Comparisons) -> list[float]:
        """Return the score of each pair.

        Raises:
            OSError: No process can be started, or nothing can be sent to it.
            EOFError: It ended without an answer.
        """
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        answers, questions = self._process.stdout, self._process.stdin
        if answers is None or questions is None:
            raise OSError("a process without pipes")
        _send(questions, msgspec.msgpack.encode(asked))
        return msgspec.msgpack.decode(_received(answers), type=list[float])


_PROCESS = _ComparingProcess()


def compared_elsewhere(asked: Comparisons) -> list[float]:
    """Return the score of each pair. If no other process can do it, this one does."""
    try:
        return _PROCESS.scores(asked)
    except (OSError, EOFError):
        from store.views.joining.pair_scores import scores

        return scores(asked)


def _send(to: IO[bytes], packed: bytes) -> None:
    to.write(len(packed).to_bytes(_LENGTH, "little") + packed)
    to.flush()


def _received(source: IO[bytes]) -> bytes:
    """Return the next message.

    Raises:
        EOFError: There is none, or only a part of one.
        OSError: It cannot be read.
    """
    length = int.from_bytes(source.read(_LENGTH), "little")
    found = source.read(length)
    if not length or len(found) < length:
        raise EOFError
    return found


def main() -> None:
    from store.views.joining.pair_scores import scores

    source, answers = sys.stdin.buffer, sys.stdout.buffer
    decoder = msgspec.msgpack.Decoder(Comparisons)
    while select.select([source], [], [], _PATIENCE)[0]:
        try:
            asked = decoder.decode(_received(source))
        except EOFError:
            break
        _send(answers, msgspec.msgpack.encode(scores(asked)))
    os._exit(0)


if __name__ == "__main__":
    main()
