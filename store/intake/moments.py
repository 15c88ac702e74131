"""The dates that formats write, as ISO 8601 with the zone that they were written in.

A feed says "Tue, 09 Jul 2024 00:30:00 +0400"; in UTC that is the day before, so the item's
own offset is kept.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import NamedTuple

from store.intake.published import from_text
from store.reading import DateOrder, PublishedDoubt

_EARLIEST = 1600
_LONGEST = 100
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
"""What a computer writes that has no time to write."""
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ]?(?P<time>\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d+)?"
    r"[ ]?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|-?\d{12,13}")
_ZONE_NAMES = {
    "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "TRT": 180, "GST": 240, "PKT": 300, "HKT": 480, "SGT": 480,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
"""Minutes east of Greenwich; names that mean two zones (IST, CST) are the mail's own list's."""


class Moment(NamedTuple):
    """An ISO day or time, or why what was written cannot be believed."""

    iso: str | None = None
    doubt: PublishedDoubt | None = None


def moment(
    said: str | Moment | None, today: date | None = None, order: DateOrder | None = None
) -> Moment:
    """What a date field means: ISO 8601, RFC 822, seconds since 1970, or a date in words.

    A time keeps the offset that it came with, and none where it came with none.
    """
    if isinstance(said, Moment):
        return said
    if not said or len(said) > _LONGEST or not said.strip():
        return Moment()
    said = said.strip()
    found = _iso(said) or _epoch(said) or _mail(said)
    return _believed(found if found is not None else from_text(said, order), today or date.today())


def _believed(found: date | datetime | PublishedDoubt | None, today: date) -> Moment:
    if isinstance(found, str):
        return Moment(doubt=found)
    if found is None:
        return Moment()
    day = found.date() if isinstance(found, datetime) else found
    if day.year < _EARLIEST:
        return Moment(doubt="absurd")
    if day > today + timedelta(days=1):
        return Moment(doubt="future")
    if isinstance(found, datetime) and found.replace(tzinfo=UTC) == _ZERO:
        return Moment(doubt="absurd")
    if isinstance(found, datetime):
        return Moment(found.isoformat(timespec="seconds").replace("+00:00", "Z"))
    return Moment(found.isoformat())


def _iso(said: str) -> date | datetime | PublishedDoubt | None:
    match = _ISO.fullmatch(said)
    if match is None:
        return None
    day, time, zone = match["date"], match["time"], (match["zone"] or "").upper()
    zone = "Z" if zone in {"UTC", "GMT"} else zone
    try:
        if time is None:
            return date.fromisoformat(day)
        digits = time.replace(":", "")
        return datetime.fromisoformat(f"{day.replace('-', '')}T{digits}{zone}")
    except ValueError:
        return "absurd"


def _epoch(said: str) -> datetime | None:
    if not _EPOCH.fullmatch(said):
        return None
    seconds = float(said)
    return datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 1e11 else seconds, UTC)


def _mail(said: str) -> datetime | None:
    """RFC 822 and 2822, as feeds and mail write them; not what only looks like it."""
    if _HALF_DAY.search(said):
        return None
    try:
        parsed = parsedate_tz(said)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if parsed is None or len(re.findall(r"\d+", said)) < 4:  # a time, not only a day
        return None
    try:
        return datetime(*parsed[:6], tzinfo=_zone(said, parsed[9]))
    except (ValueError, OverflowError):
        return None


def _zone(said: str, seconds: int | None) -> timezone | None:
    named = _ZONE_NAMES.get(said.rpartition(" ")[2].strip("()").upper())
    if named is not None:
        return timezone(timedelta(minutes=named))
    return None if seconds is None else timezone(timedelta(seconds=seconds))
