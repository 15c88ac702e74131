"""CSV, TSV and similar tables, with column names in the first line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from store.intake.decode import decode
from store.intake.draft import ArticleDraft, Failure
from store.intake.limits import FILE_BYTES, InputRejected, UnsupportedFormat
from store.intake.opened import Hints, Opened
from store.intake.record_fields import delimiter, draft_of


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure]:
    """Yield an article per row. The origin holds the number of the row's first line."""
    text = decode(opened.whole(), asked=hints.encoding)
    csv.field_size_limit(FILE_BYTES)
    first = text.lstrip("\ufeff").partition("\n")[0]
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter(first))
    names: list[str] = []
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise InputRejected(f"line {rows.line_num}: {error}") from error
        if row is None:
            return
        if not names:
            names = row
        elif any(cell.strip() for cell in row):
            yield _row(dict(zip(names, row, strict=False)), f"{opened.name}:{line}", hints)


def _row(record: dict[str, str], origin: str, hints: Hints) -> ArticleDraft | Failure:
    try:
        return draft_of(record, origin, hints.mapping)
    except InputRejected as refused:
        return Failure(origin, str(refused), passed_over=isinstance(refused, UnsupportedFormat))
