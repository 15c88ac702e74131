"""An article's own date as numbers: a minute to sort by, a day to search by."""

from __future__ import annotations

from datetime import UTC, date, datetime

_MINUTES_A_DAY = 24 * 60


def instant(published: str | None) -> tuple[int | None, int | None]:
    """Minutes since year 1 in UTC, and the ordinal of the day that is written there.

    A day without a time sorts as its first minute. Both are None where there is no such date.
    """
    if not published:
        return None, None
    try:
        day = date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None, None
    if len(published) <= 10:
        return day * _MINUTES_A_DAY, day
    try:
        moment = datetime.fromisoformat(published)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return day * _MINUTES_A_DAY, day
    return moment.toordinal() * _MINUTES_A_DAY + moment.hour * 60 + moment.minute, day
