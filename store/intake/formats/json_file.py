"""JSON and JSON Lines: strict parsing with limits, and finding the articles in a value."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NoReturn, get_args

from store.intake.decode import decode
from store.intake.draft import ArticleDraft, Failure
from store.intake.limits import FILE_BYTES, InputRejected, UnsupportedFormat
from store.intake.opened import Hints, Opened
from store.intake.record_fields import Record, draft_of, is_record
from store.reading import PublishedFrom

_LONGEST_NUMBER = 400
_WAYS: dict[object, PublishedFrom] = {way: way for way in get_args(PublishedFrom)}
_EXPORT_VERSION = 1


def parsed(text: str) -> Any:
    r"""Parse JSON. A lone surrogate (`\ud800`) is accepted and replaced later. Of duplicate fields,
    the last counts.

    Raises:
        InputRejected: It is not valid JSON. The message gives the place.
    """
    try:
        return json.loads(text, parse_constant=_reject_constant, parse_int=_parse_integer)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise InputRejected(f"not JSON: {error.msg} ({line}column {error.colno})") from error
    except RecursionError as error:
        raise InputRejected("not readable JSON: it is nested too deeply") from error


def _reject_constant(name: str) -> NoReturn:
    raise InputRejected(f"not JSON: {name} is not a value")


def _parse_integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise InputRejected(f"not readable JSON: a number of {len(digits):,} digits")
    return int(digits)


# A JSON file: one article, a list of articles, or a list near the top.

_JSON_FEED = "https://jsonfeed.org/version/"
_LOOKED_AT = 1_000
"""How many values are searched for a list of articles."""


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure]:
    """Yield every article of the file."""
    value = parsed(decode(opened.whole(), asked=hints.encoding, guess=False))
    shared = _shared(value)
    for number, record in enumerate(_records(value, hints), 1):
        origin = opened.name if record is value else f"{opened.name}#{number}"
        try:
            if not isinstance(record, dict):
                raise InputRejected("not an object")
            draft = draft_of({**shared, **_inner(record)}, origin, hints.mapping)
            if _is_json_feed(value):
                draft.known_by = (str(record.get("id") or ""), draft.url)
            yield draft
        except InputRejected as refused:
            yield Failure(origin, str(refused), passed_over=isinstance(refused, UnsupportedFormat))


def _is_json_feed(value: Any) -> bool:
    return isinstance(value, dict) and str(value.get("version", "")).startswith(_JSON_FEED)


def _shared(value: Any) -> dict[str, Any]:
    """Return fields that apply to all articles: those of a JSON Feed or a Telegram
    channel export.
    """
    if _is_json_feed(value):
        return {"source": value.get("title"), "language": value.get("language")}
    if isinstance(value, dict) and isinstance(value.get("messages"), list):
        return {"source": value.get("name")}
    return {}


def _records(value: Any, hints: Hints) -> list[Any]:
    """Return the records that are articles, from the shallowest list that has any."""
    if isinstance(value, dict) and (is_record(value) or (hints.mapping and not _lists(value))):
        return [value]
    lists = list(_lists_in(value))
    for here in lists:
        if _are_articles(here, hints):
            return here
    if isinstance(value, list):
        return value
    if any(map(_are_links, lists)):
        raise InputRejected(
            "no text in it, only titles and links: `dateline add LINK` reads a page"
        )
    raise InputRejected("no article in it: no object has a text (--map text=NAME says which)")


def _lists_in(value: Any) -> Iterator[list[Any]]:
    """Yield the lists in a value, the shallowest first."""
    waiting = deque([value])
    for _ in range(_LOOKED_AT):
        if not waiting:
            return
        here = waiting.popleft()
        if isinstance(here, list):
            yield here
        waiting.extend(_children(here))


def _are_links(values: list[Any]) -> bool:
    return any(isinstance(value, dict) and {"title", "url"} <= set(value) for value in values[:50])


def _are_articles(values: list[Any], hints: Hints) -> bool:
    records = [_inner(value) for value in values[:50] if isinstance(value, dict)]
    names = {name.partition(".")[0] for name in hints.mapping}
    return any(is_record(record) or names & set(record) for record in records)


def _inner(record: dict[str, Any]) -> Record:
    """Return the article of a search engine's hit, which is one level down."""
    source = record.get("_source")
    return source if isinstance(source, dict) else record


def _children(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in inner if isinstance(each, dict | list)][:_LOOKED_AT]


def _lists(record: dict[str, Any]) -> bool:
    return any(
        isinstance(value, list) and value and isinstance(value[0], dict)
        for value in record.values()
    )


# JSON Lines: one article per line. An invalid line does not affect the others.


def lines_drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure | None]:
    """Yield articles and failures, each with its line number in its origin. The input can have any
    size, but its lines are limited. Of an export of dateline, only the lines of articles are read.
    """
    of_export = False
    for number, line in lines(opened.stream):
        origin = f"{opened.name}:{number}"
        try:
            value = _value_of_line(line, hints)
            if number == 1:
                of_export = _is_header(value)
            if not of_export:
                yield _draft_of_line(value, origin, hints)
            elif _is_article(value):
                yield _exported_draft(value, origin)
            else:
                yield None
        except InputRejected as refused:
            is_foreign = isinstance(refused, UnsupportedFormat)
            yield Failure(origin, f"line {number}: {refused}", passed_over=is_foreign)


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, numbered from 1. A line that is too long is cut just
    after the limit.
    """
    number = 0
    while line := stream.readline(FILE_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > FILE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(FILE_BYTES + 1)
        if line.strip():
            yield number, line


def _value_of_line(line: bytes, hints: Hints) -> Any:
    if len(line) > FILE_BYTES:
        raise InputRejected(f"longer than {FILE_BYTES:,} bytes")
    return parsed(decode(line, asked=hints.encoding, guess=False))


def _draft_of_line(value: Any, origin: str, hints: Hints) -> ArticleDraft:
    if not isinstance(value, dict):
        raise InputRejected("not an object")
    return draft_of(value, origin, hints.mapping)


# The lines of `dateline export --as jsonl`: its articles come back exactly as they were.


def _is_header(value: Any) -> bool:
    """Return whether this is the first line of an export.

    Raises:
        InputRejected: A newer version of dateline wrote it.
    """
    if not (isinstance(value, Mapping) and value.get("record") == "export"):
        return False
    if value.get("format") != "dateline":
        return False
    if value.get("version") != _EXPORT_VERSION:
        raise InputRejected("an export of another version of dateline: install that version")
    return True


def _is_article(value: Any) -> bool:
    """Return whether a line of an export is an article. The other lines are read from it again."""
    return isinstance(value, Mapping) and value.get("record") == "article"


def _exported_draft(value: Mapping[str, Any], origin: str) -> ArticleDraft:
    """Return the article of a line of an export, as it was before anybody corrected it: `dateline
    corrections import` reads the corrections from the same file.

    Raises:
        InputRejected: It has no text.
    """
    text = _exported_word(value, "text")
    if text is None:
        raise InputRejected("an article of an export without its text")
    machine = value.get("as_it_came")
    said = machine if isinstance(machine, Mapping) else value
    return ArticleDraft(
        text=text,
        origin=origin,
        title=_exported_word(said, "title"),
        source=_exported_word(said, "source"),
        author=_exported_word(value, "author"),
        url=_exported_word(value, "url"),
        language=_exported_word(value, "language"),
        published=_exported_word(said, "published"),
        modified=_exported_word(value, "modified"),
        published_from=_WAYS.get(_exported_word(said, "published_from"), "given"),
    )


def _exported_word(value: Mapping[str, Any], name: str) -> str | None:
    word = value.get(name)
    return word if isinstance(word, str) and word else None
