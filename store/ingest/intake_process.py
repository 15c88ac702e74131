"""The process that opens and parses inputs. `intake_worker` is the other end."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from types import FrameType
from typing import Any, NoReturn

import msgspec

from store.ingest.limited import limit_memory, ready
from store.ingest.reading_process import lower_priority
from store.intake.answers import Answer
from store.intake.draft import Failure
from store.intake.formats import articles_from
from store.intake.limits import ARTICLE_SECONDS, InputRejected
from store.intake.opened import Hints, Opened
from store.intake.sources import STANDARD_INPUT, Source, opened, shown
from store.reading import Article, to_document

# The metadata of a fetched body, as sent to the intake process.

_SUFFIXES = {
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
}
"""File name suffixes by media type, for formats that the content does not identify."""


class Sent(msgspec.Struct, frozen=True):
    """Metadata of a body: its final link, the encoding and media type from its host, and when it
    was fetched.
    """

    url: str
    charset: str | None
    fetched: str
    suffix: str | None


def sent_as(answer: Answer) -> dict[str, str | None]:
    """Return the metadata as plain JSON."""
    kind = _SUFFIXES.get(answer.content_type or "")
    sent = Sent(answer.url, answer.charset, answer.at, kind)
    return msgspec.structs.asdict(sent)


_DEEPEST = 10_000
"""The limit of nested calls. Mail parsing nests a call for each nested part."""


class IntakeOrder(msgspec.Struct):
    """One input to process.

    For standard input (the name `-`) and for a body that was `sent` by a host, an open file follows
    in a separate message.
    """

    name: str
    in_folder: bool = False
    sent: Sent | None = None


def serve_intake(connection: Connection, setting: str) -> None:
    """Answer each order with a message per article or failure, and an empty message at the end.

    The message `{}` only says that work continues.
    """
    hints = msgspec.json.decode(setting, type=Hints)
    signal.signal(signal.SIGPROF, _too_slow)  # it counts processor time, not wall time
    sys.setrecursionlimit(_DEEPEST)
    lower_priority()
    limit_memory()
    ready(connection)
    _silence_libraries()
    while True:
        order = msgspec.convert(json.loads(connection.recv_bytes()), IntakeOrder)
        for found in _found(connection, order, hints):
            _send(connection, found)
        connection.send_bytes(b"")


def _silence_libraries() -> None:
    """Silence the libraries. The failure of an input says what is wrong; some libraries print the
    input itself.
    """
    logging.disable()
    warnings.simplefilter("ignore")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _found(
    connection: Connection, order: IntakeOrder, hints: Hints
) -> Iterator[Article | Failure | None]:
    """Yield the articles and failures of the input. Each article has its own time limit."""
    try:
        stream = _opened(connection, order)
    except InputRejected as refused:
        yield Failure(shown(order.name), str(refused))
        return
    with stream.stream:
        found = articles_from(stream, hints)
        while True:
            signal.setitimer(signal.ITIMER_PROF, ARTICLE_SECONDS)
            try:
                each = next(found)
            except StopIteration:
                return
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            yield each


def _opened(connection: Connection, order: IntakeOrder) -> Opened:
    if order.sent is not None:
        stream = os.fdopen(recv_handle(connection), "rb")
        return Opened(order.name, stream, **msgspec.structs.asdict(order.sent))
    if order.name != STANDARD_INPUT:
        return opened(Source(order.name, in_folder=order.in_folder))
    return Opened(order.name, os.fdopen(recv_handle(connection), "rb"))


def _too_slow(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's
    """End an input that took too long: the handler of the alarm signal."""
    raise InputRejected(f"it took more than {ARTICLE_SECONDS} seconds")


def _send(connection: Connection, found: Article | Failure | None) -> None:
    message: dict[str, Any] = {}
    if isinstance(found, Article):
        message["article"] = to_document(found)
    elif found is not None:
        message["failure"] = [found.origin, found.reason, found.passed_over]
    # Python's own JSON, because a reason may quote a lone surrogate.
    connection.send_bytes(json.dumps(message).encode())
