"""Parquet: events, articles or entities as one table, for pandas, DuckDB and Arrow.

The columns are the fields of the records; participants and evidence are nested. Needs pyarrow,
which the extra `parquet` installs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import inspect

from store.exports.citing import web_link
from store.exports.records import ArticleRecord, EntityRecord, EventRecord
from store.exports.rows import ExportRows
from store.safe_text import safe

type Row = dict[str, Any]

_ROWS, _CHARACTERS = 2_000, 16_000_000
"""The most rows of a row group, and the characters after which it ends: it is what is in memory."""
_LEFT_OUT = {"copies"}
"""Copies are rows of their own."""


def write_events(rows: ExportRows, path: Path) -> None:
    """Write a Parquet file with a row for each event."""
    _write(path, EventRecord, map(msgspec.to_builtins, rows.events()))


def write_entities(rows: ExportRows, path: Path) -> None:
    """Write a Parquet file with a row for each entity."""
    _write(path, EntityRecord, map(msgspec.to_builtins, rows.entities()))


def write_articles(rows: ExportRows, path: Path) -> None:
    """Write a Parquet file with a row for each article and copy. `original` is the number of the
    article that a copy belongs to.
    """
    original = pa.field("original", pa.int64())
    _write(path, ArticleRecord, _articles(rows), original)


def _articles(rows: ExportRows) -> Iterator[Row]:
    for article in rows.articles():
        yield msgspec.to_builtins(article)
        for copy in article.copies:
            yield {**msgspec.to_builtins(copy), "original": article.number}


def _write(path: Path, record: type[msgspec.Struct], rows: Iterable[Row], *more: pa.Field) -> None:
    struct = inspect.type_info(record)
    schema = pa.schema([*_fields(struct), *more])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(map(_plain, rows)):
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.get("text", ""))
        if len(batch) >= _ROWS or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _fields(struct: inspect.Type) -> Iterator[pa.Field]:
    """Yield a column for each field of a record."""
    for field in getattr(struct, "fields", ()):
        if field.encode_name not in _LEFT_OUT:
            yield pa.field(field.encode_name, _arrow(field.type))


def _arrow(type_: inspect.Type) -> pa.DataType:
    """Return the Arrow type of a field. Null is a value of every type in Arrow."""
    match type_:
        case inspect.UnionType(types=types):
            return next(_arrow(each) for each in types if not isinstance(each, inspect.NoneType))
        case inspect.VarTupleType(item_type=item):
            return pa.list_(_arrow(item))
        case inspect.StructType():
            return pa.struct(list(_fields(type_)))
        case inspect.IntType():
            return pa.int64()
        case inspect.FloatType():
            return pa.float64()
        case inspect.BoolType():
            return pa.bool_()
    return pa.string()


def _plain(value: Any, name: str = "") -> Any:
    """Return a value with safe texts, and with links only in the columns of links."""
    if isinstance(value, str):
        return web_link(value) if name == "url" else safe(value)
    if isinstance(value, dict):
        return {key: _plain(each, key) for key, each in value.items()}
    return list(map(_plain, value)) if isinstance(value, list | tuple) else value
