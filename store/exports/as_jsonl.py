"""JSON Lines: a record a line, with the whole texts, and the JSON Schema of the lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec

from store.exports.records import AnyRecord, ExportRecord, Record
from store.exports.rows import ExportRows
from store.safe_text import escaped

_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the lines. `record` says what a line is. Nothing is lost: control characters and lone
    surrogates are escapes of JSON.
    """
    request = rows.request
    first = ExportRecord(query=request.query, every=request.every)
    kinds: tuple[Iterable[Record], ...] = (
        [first], rows.texts(), rows.entities(), rows.events(), rows.roles(), rows.relations(),
        rows.corrections(),
    )  # fmt: skip
    for record in chain.from_iterable(kinds):
        line = json.dumps(msgspec.to_builtins(record), ensure_ascii=False)
        yield escaped(line) + "\n"


def export_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every line conforms to."""
    return {
        "$schema": _SCHEMA,
        "title": "A line of a dateline export",
        **msgspec.json.schema(AnyRecord),
    }
