"""What is new since an import or a day: the first article that counts as new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from store.errors import UserError


def first_new_number(imports: Iterable[Mapping[str, Any]], since: str) -> int:
    """Return the lowest number of the articles that were added since, or a number above all if
    there are none.

    `imports` are the lines of the import report, oldest first. `since` is the number of an import,
    as `dateline imports` lists it, after which articles count as new; or a day or time in ISO 8601
    (UTC, unless it has an offset), from which on they do.

    Raises:
        UserError: `since` is neither, or there is no such import.
    """
    if since.isascii() and since.isdigit() and len(since) < 8:
        return _after_import(imports, int(since))
    return _from_time(imports, _time(since))


def _after_import(imports: Iterable[Mapping[str, Any]], wanted: int) -> int:
    runs: dict[str, int] = {}
    last, highest = 0, 0
    for line in imports:
        run = runs.setdefault(str(line.get("run") or line.get("at")), len(runs) + 1)
        highest = max(highest, _number(line))
        if run <= wanted:
            last = highest
    if not 1 <= wanted <= len(runs):
        there = f"there are {len(runs)}" if runs else "there are none"
        raise UserError(
            f"There is no import {wanted}: {there}.", "`dateline imports` lists them.", status=2
        )
    return last + 1


def _from_time(imports: Iterable[Mapping[str, Any]], since: datetime) -> int:
    known = 0
    for line in imports:
        number = _number(line)
        if number > known and _time(str(line["at"])) >= since:
            return number
        known = max(known, number)
    return known + 1


def _number(line: Mapping[str, Any]) -> int:
    """Return the number of the article that a line reports, or 0."""
    number = line.get("number")
    return number if isinstance(number, int) else 0


def _time(said: str) -> datetime:
    try:
        time = datetime.fromisoformat(said)
    except ValueError:
        raise UserError(
            f"--since {said!r} is neither an import nor a day.",
            "Write a number of `dateline imports`, or a day such as 2024-07-19.",
            status=2,
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
