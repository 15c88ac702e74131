"""The process that reads articles: what it is asked, and what it answers. `workers` is the other
end.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection

import msgspec

from store.extract.watch import NO_MEMORY, Watch, out_of_time
from store.ingest.languages import STANDARD, Extractors, ExtractorSettings, OtherLanguage, Outcome
from store.ingest.limited import limit_memory, ready
from store.intake.limits import PART_SECONDS
from store.reading import Article, Reading, Unreadable

_NICE = 10
"""Interactive programs on the same machine have priority."""


def lower_priority() -> None:
    """Lower our priority with nice. The kernel derives the disk priority from it unless ionice set
    one. A lower priority is kept.
    """
    with suppress(OSError):
        os.nice(max(0, _NICE - os.nice(0)))


class ReaderSetting(msgspec.Struct):
    """The settings of the process."""

    reader: ExtractorSettings = STANDARD
    part_seconds: float = PART_SECONDS


class ReadingOrder(msgspec.Struct):
    """Articles to read, or one article without the named parts, each with a reason."""

    articles: list[Article]
    without: dict[str, str] = {}


class WorkerAnswer(msgspec.Struct):
    """The outcome of one article: exactly one field is set."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None
    other_language: OtherLanguage | None = None

    @property
    def is_full(self) -> bool:
        """Return whether the extractor reached the memory limit of an article."""
        partial = self.reading.partial if self.reading is not None else None
        return NO_MEMORY in (partial or {}).values()


class PartStarted(msgspec.Struct, tag=True):
    """A part of the extractor begins. If the process must be killed, this part was the cause."""

    part: str


class Answers(msgspec.Struct, tag=True):
    """The answers to an order, in its order."""

    answers: list[WorkerAnswer]


def serve_reading(connection: Connection, setting: str) -> None:
    """Load the extractors, and answer each order, after a message for each part that began."""
    lower_priority()
    decoded = msgspec.json.decode(setting, type=ReaderSetting)
    serve_orders(connection, decoded, Extractors.loaded(decoded.reader))


def serve_orders(connection: Connection, setting: ReaderSetting, extractors: Extractors) -> None:
    """Answer each order, after a message for each part that began."""

    def report_part(part: str) -> None:
        connection.send_bytes(msgspec.json.encode(PartStarted(part)))

    signal.signal(signal.SIGPROF, out_of_time)
    extractors.adjust(setting.reader, Watch(setting.part_seconds, report_part))
    limit_memory()
    ready(connection)
    while True:
        order = msgspec.json.decode(connection.recv_bytes(), type=ReadingOrder)
        answers = [answer_of(outcome) for outcome in _outcomes(extractors, order)]
        connection.send_bytes(msgspec.json.encode(Answers(answers)))


def _outcomes(extractors: Extractors, order: ReadingOrder) -> list[Outcome]:
    if order.without:
        return [extractors.read_in_part(article, order.without) for article in order.articles]
    return list(extractors.read_each(order.articles))


def answer_of(outcome: Outcome) -> WorkerAnswer:
    """Return the message of an outcome."""
    if isinstance(outcome, Reading):
        return WorkerAnswer(reading=outcome)
    if isinstance(outcome, Unreadable):
        return WorkerAnswer(unreadable=outcome)
    return WorkerAnswer(other_language=outcome)
