"""The process that reads articles: the other end of `workers`."""

from __future__ import annotations

from multiprocessing.connection import Connection

import msgspec

from store.ingest.limited import limit_memory, ready
from store.ingest.readers import OtherLanguage, Outcome, Readers, ReaderSettings
from store.ingest.room import step_back
from store.reading import Article, Reading, Unreadable


class Answer(msgspec.Struct):
    """What became of one article: one of the three."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None
    other_language: OtherLanguage | None = None


def read_batches(connection: Connection, settings: str) -> None:
    """Answer each batch of articles with the list of what became of them."""
    step_back()
    readers = Readers.loaded(msgspec.json.decode(settings, type=ReaderSettings))
    limit_memory()
    ready(connection)
    while True:
        articles = msgspec.json.decode(connection.recv_bytes(), type=list[Article])
        answers = [_answer(outcome) for outcome in readers.read_each(articles)]
        connection.send_bytes(msgspec.json.encode(answers))


def _answer(outcome: Outcome) -> Answer:
    if isinstance(outcome, Reading):
        return Answer(reading=outcome)
    if isinstance(outcome, Unreadable):
        return Answer(unreadable=outcome)
    return Answer(other_language=outcome)
