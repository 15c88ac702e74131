"""Decodes documents into types, with limits, because a store may come from a stranger.

A document is rejected, with a reason, if it has the wrong type, points outside its text or names
entities that it does not have. The code above does not check again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from math import isfinite
from typing import Annotated, Any

import msgspec

from store.database.commits import SMALL, is_small
from store.database.errors import DocumentUnreadable
from store.database.lines import DocId
from store.reading import Article, Reading

TEXT_CHARACTERS = 2_500_000
"""The longest article text, in characters. Intake accepts 2 MB."""
_NAME_CHARACTERS = 20_000
"""The longest title, name, label or link, in characters."""

_Number = Annotated[int, msgspec.Meta(ge=1, lt=SMALL)]
"""The number of an article."""


class CopyRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document of the table `copies`: article `number` is a copy of article `of`.

    With the kind `same`, the identical text of article `of` came from another source too.
    """

    of: _Number
    kind: str
    number: _Number | None = None
    share: float | None = None
    of_other: float | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    known_by: tuple[str, ...] = ()


class ImportRecord(msgspec.Struct, frozen=True):
    """A document of the table `imports`: the result of one input."""

    at: str | None = None
    run: str | None = None
    state: str | None = None
    name: str | None = None
    input: str | None = None
    set_aside: str | None = None

    def __post_init__(self) -> None:
        if "\0" in os.fsdecode(os.fsencode(self.input or self.name or "")):
            raise ValueError("its input is not a valid file name")


class RunRecord(ImportRecord, frozen=True, kw_only=True):
    """A document of the table `imports` with the state `run`: the totals of a whole import."""

    at: str
    sums: dict[str, int]
    retried: tuple[str, ...]


# Made when the first document is read: for the dashboard's start they are too dear.
@cache
def _article() -> msgspec.json.Decoder[Article]:
    return msgspec.json.Decoder(Article)


@cache
def _reading() -> msgspec.json.Decoder[Reading]:
    return msgspec.json.Decoder(Reading)


def read_article(number: DocId, known: bytes, text: bytes) -> Article:
    """Decode an article from the JSON of its documents in `articles` and `texts`.

    Raises:
        DocumentUnreadable: The documents are not a valid article.
    """
    article = _decoded(_article(), "articles", number, known, text)
    wrong = next(_wrong_in_article(article), None)
    if wrong is None and not is_small(number):
        wrong = "its number is too large"
    if wrong is not None:
        raise DocumentUnreadable("articles", number, wrong)
    return article


def read_reading(number: DocId, known: bytes, text: bytes) -> Reading:
    """Decode a reading from the JSON of its documents in `readings` and `texts`.

    Raises:
        DocumentUnreadable: The documents are not a valid reading.
    """
    reading = _decoded(_reading(), "readings", number, known, text)
    wrong = next(chain(_wrong_in_article(reading), _wrong_in_reading(reading)), None)
    if wrong is not None:
        raise DocumentUnreadable("readings", number, wrong)
    return reading


def converted[T](table: str, doc_id: DocId, document: object, type_: type[T]) -> T:
    """Convert a document to `type_`.

    Raises:
        DocumentUnreadable: The document does not have this type.
    """
    try:
        return msgspec.convert(document, type_)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        raise DocumentUnreadable(table, doc_id, str(error)[:200]) from error


def check_import(doc_id: DocId, document: Mapping[str, Any]) -> None:
    """Check a document of the table `imports`.

    Raises:
        DocumentUnreadable: It is neither the result of an input nor that of a whole import.
    """
    type_ = RunRecord if document.get("state") == "run" else ImportRecord
    converted("imports", doc_id, document, type_)


def _decoded[T](
    decoder: msgspec.json.Decoder[T], table: str, number: DocId, known: bytes, text: bytes
) -> T:
    """Decode two JSON objects as one, without decoding either alone."""
    joined = b"%b,%b" % (known.rstrip()[:-1], text.lstrip()[1:])
    try:
        return decoder.decode(joined)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        why = str(error)
    try:  # NaN, and lone surrogates
        read = msgspec.convert(json.loads(joined), decoder.type)
        if not isinstance(read, Reading) or not _is_unicode(read):
            return read
        why = "it is no Unicode, which its text is"
    except msgspec.ValidationError as error:
        why = str(error)
    except (ValueError, RecursionError):
        pass
    raise DocumentUnreadable(table, number, why[:200])


def _is_unicode(reading: Reading) -> bool:
    """Is there no half of a surrogate pair in what came with the article?"""
    described = (reading.id, reading.text, reading.title, reading.source, reading.language)
    try:
        "".join(each or "" for each in (*described, reading.published)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong_in_article(article: Article | Reading) -> Iterator[str]:
    size = len(article.text)
    if size > TEXT_CHARACTERS:
        yield f"its text has {size:,} characters, and {TEXT_CHARACTERS:,} are the most"
    names = (article.id, article.title, article.source, article.url, article.language)
    yield from _too_long(name or "" for name in (*names, article.published))
    yield from _outside(article.furniture, size)


def _wrong_in_reading(reading: Reading) -> Iterator[str]:
    size = len(reading.text)
    yield from _outside(_spans(reading), size)
    entities = {entity.id: entity for entity in reading.entities}
    if len(entities) != len(reading.entities):
        yield "two of its entities have the same id"
    for id_ in _named(reading):
        if id_ is not None and id_ not in entities:
            yield f"it names an entity that it does not have ({id_[:40]})"
    if len({event.id for event in reading.events}) != len(reading.events):
        yield "two of its events have the same id"
    yield from _too_long(
        chain(
            chain.from_iterable((e.key, e.name, *e.aliases) for e in reading.entities),
            chain.from_iterable((e.type, e.mode or "", e.label) for e in reading.events),
        )
    )
    numbers = chain(
        (e.salience for e in reading.events),
        (n for e in reading.entities for n in (e.lat, e.lon) if n is not None),
    )
    if not all(map(isfinite, numbers)):
        yield "a number in it is not finite"


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield all spans of a reading."""
    yield from reading.sentences
    yield from ((time.start, time.end) for time in reading.times)
    yield from ((role.start, role.end) for role in reading.roles)
    yield from ((relation.start, relation.end) for relation in reading.relations)
    for entity in reading.entities:
        yield from ((mention.start, mention.end) for mention in entity.mentions)
    for event in reading.events:
        for evidence in event.evidence:
            yield evidence.start, evidence.end
            yield evidence.verb
    for statement in reading.statements:
        yield from filter(None, (statement.source_span, statement.cue, statement.content))


def _named(reading: Reading) -> Iterator[str | None]:
    """Yield the entity ids that the facts of a reading refer to."""
    for role in reading.roles:
        yield from (role.person, role.of)
    for relation in reading.relations:
        yield from (relation.subject, relation.object)
    for event in reading.events:
        yield from chain(event.actors, event.recipients, (event.place,))
    for statement in reading.statements:
        yield statement.source


def _outside(spans: Iterable[tuple[int, int]], size: int) -> Iterator[str]:
    for start, end in spans:
        if not 0 <= start <= end <= size:
            yield f"it speaks of characters {start} to {end} of a text of {size:,}"


def _too_long(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if len(name) > _NAME_CHARACTERS:
            yield f"a name in it has {len(name):,} characters"
