"""JSON Lines: one article per line. An invalid line does not affect the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.intake.decode import decode
from store.intake.draft import ArticleDraft, Failure
from store.intake.formats.json_file import parsed
from store.intake.hints import Hints
from store.intake.limits import FILE_BYTES, InputRejected, UnsupportedFormat
from store.intake.opened import Opened
from store.intake.record_fields import draft_of


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure]:
    """Yield articles and failures, each with its line number in its origin. The input can have any
    size, but its lines are limited.
    """
    for number, line in lines(opened.stream):
        origin = f"{opened.name}:{number}"
        try:
            yield _draft(line, origin, hints)
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


def _draft(line: bytes, origin: str, hints: Hints) -> ArticleDraft:
    if len(line) > FILE_BYTES:
        raise InputRejected(f"longer than {FILE_BYTES:,} bytes")
    value = parsed(decode(line, asked=hints.encoding, guess=False))
    if not isinstance(value, dict):
        raise InputRejected("not an object")
    return draft_of(value, origin, hints.mapping)
