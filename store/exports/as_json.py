"""JSON: one document with the articles, entities, events, offices and relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec

from store.exports.records import ArticleRecord, Record
from store.exports.rows import ExportRows
from store.safe_text import escaped


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the pieces of one JSON object: `query`, then an array for each kind of record.

    The output is valid UTF-8 for any article, and control characters are escaped.
    """
    yield f'{{"query": {as_json(rows.request.query)}'
    parts: tuple[tuple[str, Iterable[Record]], ...] = (
        ("articles", rows.articles()),
        ("entities", rows.entities()),
        ("events", rows.events()),
        ("offices", rows.roles()),
        ("relations", rows.relations()),
    )
    for name, records in parts:
        yield f',\n"{name}": ['
        lines = (as_json(plain_record(record)) for record in records)
        if (first := next(lines, None)) is not None:
            yield "\n" + first
            yield from chain.from_iterable((",\n", line) for line in lines)
        yield "\n]"
    yield "}\n"


def as_json(value: Any) -> str:
    """Return one line of JSON that is valid UTF-8 and that a terminal shows and does not obey."""
    return escaped(json.dumps(value, ensure_ascii=False))


def plain_record(record: Record) -> dict[str, Any]:
    """Return a record as a dictionary. The array says its kind; the texts of articles stay."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    del plain["record"]
    if isinstance(record, ArticleRecord):
        for each in (plain, *plain["copies"]):
            each.pop("record", None)
            del each["text"]
    return plain
