"""The process that reads articles: the other end of `workers`."""

from __future__ import annotations

from multiprocessing.connection import Connection

import msgspec

from store.ingest.limited import limit_memory, ready
from store.reading import Article, Reading, Unreadable


class Answer(msgspec.Struct):
    """What became of one article: one of the two."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None


def read_batches(connection: Connection, model: str) -> None:
    """Answer each batch of articles with the list of what became of them."""
    from store.extract.pipeline import Reader

    reader = Reader(model)
    limit_memory()
    ready(connection)
    while True:
        articles = msgspec.json.decode(connection.recv_bytes(), type=list[Article])
        answers = [_answer(outcome) for outcome in reader.read_each(articles)]
        connection.send_bytes(msgspec.json.encode(answers))


def _answer(outcome: Reading | Unreadable) -> Answer:
    if isinstance(outcome, Unreadable):
        return Answer(unreadable=outcome)
    return Answer(reading=outcome)
