"""Exports the selection as one JSON document, written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

from store.exports.selection import Record, articles, entities, events
from store.views import Filter, Views


def as_json(views: Views, selected: Filter, query: str) -> Iterator[str]:
    """Yield the pieces of one JSON object with `query`, `articles`, `entities` and `events`.

    The output is valid UTF-8 for any article: lone surrogates are escaped.
    """
    yield f'{{"query": {_json(query)}'
    for name, records in (
        ("articles", articles(views, selected)),
        ("entities", entities(views, selected)),
        ("events", events(views, selected)),
    ):
        yield f',\n"{name}": ['
        first = next(records, None)
        if first is not None:
            yield "\n" + _json(first)
            yield from chain.from_iterable((",\n", _json(record)) for record in records)
        yield "\n]"
    yield "}\n"


def _json(value: Record | str) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    try:
        plain.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return plain
