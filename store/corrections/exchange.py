"""Corrections as JSON Lines, to hand over to another store (see `corrections_schema`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from store.corrections.inferring import AUTHOR
from store.corrections.log import Log
from store.corrections.recording import Corrections, append, check_writable
from store.corrections.records import Correction, articles_of
from store.errors import UserError

if TYPE_CHECKING:
    from store.database import Store

_ID = re.compile(r"[0-9a-f]{16}")
_AHEAD = timedelta(days=1)
"""A clock may be wrong by so much."""
_LONGEST_NAME = 200


class ImportedCorrections(Struct, frozen=True):
    """What an import did."""

    added: tuple[Correction, ...]
    known: int
    """Lines that the store had already."""


def export_corrections(store: Store, articles: Collection[int] | None = None) -> Iterator[str]:
    """Yield the log as lines of JSON, in its order, with what is undone and the undos.

    With `articles`, lines that only name other articles are left out.
    """
    log = Log.of(store)
    for each in sorted(log.every.values(), key=lambda each: each.order):
        named = articles_of(each.act)
        if articles is None or not named or any(store.number(n) in articles for n in named):
            yield msgspec.json.encode(each).decode()


def import_corrections(store: Store, lines: Iterable[str | bytes]) -> ImportedCorrections:
    """Add lines of another log, as one commit. Authors, times and undos are kept, and lines that
    the store has already are counted only.

    The commit is synced to the disk when this returns.

    Raises:
        UserError: A line is not a correction; nothing is added. Or the store is read-only.
    """
    check_writable(store)
    given = [read for number, line in enumerate(lines, 1) if (read := _read(number, line))]
    with store.transaction():
        log = Log.of(store)
        new = {each.id: each for each in given if each.id not in log.every}
        if new:
            twins = _twins(log, new.values())
            append(store, new.values())
            for each in twins:
                Corrections(store, AUTHOR).undo_record(each.id)
    return ImportedCorrections(tuple(new.values()), len(given) - len(new))


def _twins(log: Log, new: Iterable[Correction]) -> list[Correction]:
    """Return the lines by which dateline has joined here what new lines of its own join too.

    They are taken back: a person who undoes the join undoes one line.
    """
    joined = [each.act for each in new if each.by == AUTHOR]
    return [each for each in log.standing if each.by == AUTHOR and each.act in joined]


class _ExportLine(msgspec.Struct):
    """A line of `dateline export --as jsonl`."""

    record: str | None = None
    correction: msgspec.Raw = msgspec.Raw()


def _read(number: int, line: str | bytes) -> Correction | None:
    """Return the correction of a line, or None for an empty one, and for the other lines of an
    export.

    Raises:
        UserError: It is none.
    """
    if not line.strip():
        return None
    try:
        exported = msgspec.json.decode(line, type=_ExportLine)
        if exported.record not in (None, "correction"):
            return None
        read = msgspec.json.decode(exported.correction or line, type=Correction)
        at = datetime.fromisoformat(read.at)
        if at.tzinfo is None:
            raise ValueError(f"the time {read.at} has no zone")
        at = at.astimezone(UTC)
        if not (_ID.fullmatch(read.id) and _ID.fullmatch(read.batch)):
            raise ValueError("an id has 16 hexadecimal digits")
        if at > datetime.now(UTC) + _AHEAD:
            raise ValueError(f"the time {read.at} is to come")
        if not read.by.strip() or len(read.by) > _LONGEST_NAME:
            raise ValueError("it has no author")
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise UserError(
            f"Line {number} is not a correction: {error}.",
            "Nothing was imported. `dateline corrections export` writes such lines.",
        ) from error
    return replace(read, at=at.isoformat(timespec="microseconds"))
