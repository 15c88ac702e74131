"""The filter `dateline read`: articles in, readings out, nothing is stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

import msgspec

from store.ingest.intake_worker import articles_of
from store.ingest.languages import STANDARD, ExtractorSettings, OtherLanguage
from store.ingest.workers import read_articles
from store.intake.draft import Failure, content_id
from store.intake.language import language
from store.intake.limits import FILE_BYTES, InputRejected, check_text
from store.intake.published import dated, moment, with_doubt
from store.intake.sources import Source
from store.reading import Article, Reading, to_document

Identity = str | int | None


class UnreadInput(msgspec.Struct, frozen=True):
    """The result for an input that cannot be read."""

    id: Identity
    error: str


class InputLine(msgspec.Struct, frozen=True):
    """An input line of `dateline read --jsonl`. Other fields are ignored."""

    text: str
    id: Identity = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None

    def article(self) -> Article:
        """Convert to an article.

        Raises:
            InputRejected: The text is empty or too long.
        """
        check_text(self.text)
        when = moment(self.published)
        article = dated(
            Article(
                id=content_id(self.text) if self.id is None else str(self.id),
                text=self.text,
                title=self.title,
                source=self.source,
                url=self.url,
                language=language(self.text, self.language),
                published=when.iso,
                published_from="given" if when.iso else None,
                published_doubt=when.doubt,
            )
        )
        return with_doubt(article, self.published)


class _OnlyId(msgspec.Struct, frozen=True):
    """A line of which nothing but the id is asked."""

    id: Identity = None


Parsed = tuple[Identity, Article | UnreadInput]


def read_files(
    inputs: Iterable[Source], standard_input: BinaryIO, reader: ExtractorSettings = STANDARD
) -> Iterator[Reading | UnreadInput]:
    """Yield a reading for each article of each file, in order, or the reason why there is none.

    Files found in folders that are not articles are skipped.
    """
    parsed = (
        (
            found.origin,
            UnreadInput(found.origin, found.reason) if isinstance(found, Failure) else found,
        )
        for source, found in articles_of(inputs, standard_input)
        if not (isinstance(found, Failure) and found.passed_over)
    )
    for _, outcome in _read(parsed, reader):
        yield outcome


def read_lines(
    lines: BinaryIO, reader: ExtractorSettings = STANDARD
) -> Iterator[dict[str, object]]:
    """Yield a reading or an error for each line of JSON, in order and with the line's own id."""
    parsed = (_parse_line(number, line) for number, line in enumerate(_lines(lines), 1))
    for identity, outcome in _read(parsed, reader):
        if isinstance(outcome, UnreadInput):
            yield {"id": outcome.id, "error": outcome.error}
        else:
            document = to_document(outcome)
            yield document if identity is None else {**document, "id": identity}


def _read(
    parsed: Iterable[Parsed], reader: ExtractorSettings
) -> Iterator[tuple[Identity, Reading | UnreadInput]]:
    """Yield the results in order. The articles are read in a process with the limits of
    an import.
    """
    waiting: deque[Parsed] = deque()

    def articles() -> Iterator[Article]:
        for identity, found in parsed:
            waiting.append((identity, found))
            if isinstance(found, Article):
                yield found

    with closing(read_articles(articles(), reader=reader, jobs=1)) as readings:
        for _, outcome in readings:
            yield from _unread_inputs(waiting)
            identity, _ = waiting.popleft()
            if isinstance(outcome, Reading):
                yield identity, outcome
            elif isinstance(outcome, OtherLanguage):
                yield identity, UnreadInput(identity, f"not read: {outcome.reason}")
            else:
                yield identity, UnreadInput(identity, outcome.reason)
    yield from _unread_inputs(waiting)


def _unread_inputs(waiting: deque[Parsed]) -> Iterator[tuple[Identity, UnreadInput]]:
    """Yield the errors that come before the next article."""
    while waiting and isinstance(found := waiting[0][1], UnreadInput):
        yield waiting.popleft()[0], found


def _parse_line(number: int, line: bytes) -> Parsed:
    if len(line) > FILE_BYTES:
        return None, UnreadInput(None, f"line {number}: longer than {FILE_BYTES:,} bytes")
    try:
        parsed = msgspec.json.decode(line, type=InputLine)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        identity = _identity(line)
        return identity, UnreadInput(identity, f"line {number}: {error}")
    try:
        return parsed.id, parsed.article()
    except InputRejected as refused:
        return parsed.id, UnreadInput(parsed.id, f"line {number}: {refused}")


def _identity(line: bytes) -> Identity:
    """Return the id of a line that is no article, so that who sent it can tell which it was."""
    try:
        return msgspec.json.decode(line, type=_OnlyId).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines that are not blank. A line that is too long is cut just after the limit."""
    while line := stream.readline(FILE_BYTES + 1):
        rest = line
        while len(rest) > FILE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(FILE_BYTES + 1)
        if line.strip():
            yield line
