"""Dates of corrections that need the extractor: words, and an article's own date.

Both run in a process of their own, because the dashboard asks and never loads spaCy.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import msgspec
from msgspec.structs import replace

from store.corrections.dates import EXAMPLES, numeric_date
from store.corrections.records import MovedDate, SetPublished, WrittenDate
from store.corrections.targets import article_ref
from store.errors import UserError
from store.ingest.languages import STANDARD, ExtractorSettings
from store.ingest.workers import read_articles
from store.query.tree import QueryError
from store.reading import Article, Reading

_SECONDS = 120
_LONGEST = 200


class _Words(msgspec.Struct, frozen=True, tag=True):
    written: str
    published: str | None


class _OwnDate(msgspec.Struct, frozen=True, tag=True):
    article: Article
    published: str
    settings: ExtractorSettings


class _Answer(msgspec.Struct, frozen=True):
    date: WrittenDate | None = None
    moved: tuple[MovedDate, ...] = ()


def parse_date(written: str, published: str | None) -> WrittenDate:
    """Return the days of a date as a person types it, in numbers or in words.

    Words ("last thursday") are resolved against `published`, the article's date in ISO 8601, by the
    rules that read the articles. That starts a process: call it from a thread.

    Raises:
        UserError: It is not a date, in one line.
    """
    try:
        found = numeric_date(written)
    except QueryError as error:
        raise UserError(error.message, f"Write {EXAMPLES}.") from error
    if found is None and written.strip() and len(written) <= _LONGEST:
        found = _asked(_Words(written, published), "The date cannot be read.").date
    if found is None:
        against = "" if published else " The article has no date to count from."
        raise UserError(f"“{written[:40]}” is no date.{against}", f"Write {EXAMPLES}.")
    return found


def redated(
    article: Article,
    reading: Reading,
    published: str,
    settings: ExtractorSettings = STANDARD,
) -> SetPublished:
    """Return the correction that gives an article another date, with the dates that move with it.

    The article is read again with this date, in a process of its own, which takes a few seconds:
    call it from a thread. `article` and `reading` are the machine's. Dates that do not depend on
    the article's own stay as they are. The moved dates are kept in the correction, so that it
    gives the same view everywhere and later.

    Raises:
        UserError: `published` is not a day or a time in ISO 8601, or the article cannot be read.
    """
    try:
        date.fromisoformat(published[:10])
    except ValueError as error:
        raise UserError(f"“{published[:40]}” is not a day.", "Write it as 2024-07-19.") from error
    question = _OwnDate(article, published, settings)
    again = _asked(question, "The dates of the article cannot be resolved again.").moved
    before = {_place(moved): moved for moved in _dates(reading)}
    moved = tuple(each for each in again if _place(each) in before and before[_place(each)] != each)
    return SetPublished(article_ref(article), published, moved)


def _place(moved: MovedDate) -> tuple[int, int, bool]:
    return moved.start, moved.end, moved.is_event


def _dates(reading: Reading) -> tuple[MovedDate, ...]:
    """Return the days of all time expressions and events of a reading."""
    text = reading.text
    times = [
        MovedDate(t.start, t.end, text[t.start : t.end], t.from_, t.to, t.precision)
        for t in reading.times
    ]
    events = [
        MovedDate(
            verb.start, verb.end, text[verb.start : verb.end], e.from_, e.to, e.precision, True
        )
        for e in reading.events
        for verb in [piece.verb for piece in e.evidence[:1]]
    ]
    return (*times, *events)


def _asked(question: _Words | _OwnDate, failure: str) -> _Answer:
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=msgspec.json.encode(question),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UserError(failure, f"Its process failed: {error}") from error
    return msgspec.json.decode(done.stdout, type=_Answer)


def _answer(question: bytes) -> bytes:
    asked = msgspec.json.decode(question, type=_Words | _OwnDate)
    if isinstance(asked, _Words):
        return msgspec.json.encode(_Answer(date=_in_words(asked)))
    article = replace(
        asked.article, published=asked.published, published_from="given", published_doubt=None
    )
    ((_, reading),) = read_articles([article], reader=asked.settings, jobs=1)
    if not isinstance(reading, Reading):
        raise SystemExit(reading.reason)
    return msgspec.json.encode(_Answer(moved=_dates(reading)))


def _in_words(asked: _Words) -> WrittenDate | None:
    from store.extract.times.words import resolve_words

    found = resolve_words(asked.written, asked.published)
    return None if found is None else WrittenDate(*found, written=" ".join(asked.written.split()))


if __name__ == "__main__":
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
