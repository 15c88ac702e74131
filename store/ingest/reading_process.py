"""The process that reads articles: the other end of `workers`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import msgspec

from store.ingest.limited import limit_memory, ready
from store.ingest.room import step_back
from store.reading import Article, Reading, Unreadable

if TYPE_CHECKING:
    from store.extract.pipeline import Reader


class OtherLanguage(msgspec.Struct, frozen=True):
    """An article in a language that the reader does not read: better unread than read wrongly."""

    id: str
    language: str
    """Its code, as `Article.language` has it."""


Outcome = Reading | Unreadable | OtherLanguage


class Answer(msgspec.Struct):
    """What became of one article: one of the three."""

    reading: Reading | None = None
    unreadable: Unreadable | None = None
    other_language: OtherLanguage | None = None


def is_foreign(article: Article, reader_language: str | None) -> bool:
    """Is it known to be in a language other than the reader's?"""
    return article.language not in {None, "", reader_language}


class ReaderSettings(msgspec.Struct, frozen=True):
    """What a reader is told at its start; it goes to the process as JSON."""

    model: str
    codebook: tuple[str, ...] = ()


def read_batches(connection: Connection, settings: str) -> None:
    """Answer each batch of articles with the list of what became of them."""
    from store.extract.pipeline import Reader

    step_back()
    told = msgspec.json.decode(settings, type=ReaderSettings)
    reader = Reader(told.model, told.codebook)
    limit_memory()
    ready(connection)
    while True:
        articles = msgspec.json.decode(connection.recv_bytes(), type=list[Article])
        answers = [_answer(outcome) for outcome in read_each(reader, articles)]
        connection.send_bytes(msgspec.json.encode(answers))


def read_each(reader: Reader, articles: Sequence[Article]) -> Iterator[Outcome]:
    """What becomes of each article, in order."""
    ours = reader.nlp.lang
    readings = reader.read_each([each for each in articles if not is_foreign(each, ours)])
    for article in articles:
        if is_foreign(article, ours):
            yield OtherLanguage(article.id, article.language or "")
        else:
            yield next(readings)


def _answer(outcome: Outcome) -> Answer:
    if isinstance(outcome, Reading):
        return Answer(reading=outcome)
    if isinstance(outcome, Unreadable):
        return Answer(unreadable=outcome)
    return Answer(other_language=outcome)
