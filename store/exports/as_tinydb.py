"""A plain TinyDB file, which stock TinyDB opens: a table for each kind of record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec

from store.exports.records import Record
from store.exports.rows import ExportRows


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the pieces of one JSON object: table, document number, document. It is ASCII, because
    TinyDB opens it in the encoding of the machine.
    """
    tables: tuple[tuple[str, Iterable[Record]], ...] = (
        ("articles", rows.texts()),
        ("entities", rows.entities()),
        ("events", rows.events()),
        ("offices", rows.roles()),
        ("relations", rows.relations()),
        ("corrections", rows.corrections()),
    )
    before = "{"
    for name, records in tables:
        yield f'{before}"{name}": {{'
        separator = "\n"
        for number, record in enumerate(records, 1):
            document = msgspec.to_builtins(record)
            del document["record"]
            yield f'{separator}"{number}": {json.dumps(document)}'
            separator = ",\n"
        yield "}"
        before = ",\n"
    yield "}\n"
