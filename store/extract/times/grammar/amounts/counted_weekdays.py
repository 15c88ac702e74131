"""Weekdays that are counted off: "two Fridays ago", "a week from Tuesday", "a week ago Monday"."""

from __future__ import annotations

from datetime import timedelta

from store.extract.times import periods
from store.extract.times.grammar.amounts.numbers import number_at
from store.extract.times.grammar.days.weekdays import weekday_name_at
from store.extract.times.meaning import Context, Match, Meaning, Resolve, calendar
from store.extract.times.pieces import Pieces
from store.extract.times.words import NOTHING_BEHIND, WEEKDAYS

_MOST = 60
"""Weeks that anybody counts in weekdays."""


def counted_weekday(p: Pieces, i: int) -> Match | None:
    """A number of weekdays, or of weeks with a weekday behind, from the article's day."""
    said = number_at(p, i)
    if said is None or not said.text.isdigit() or not 1 <= int(said.text) <= _MOST:
        return None
    return _weekdays_ago(p, i, said.end, int(said.text)) or _weeks_from(
        p, i, said.end, int(said.text)
    )


def _weekdays_ago(p: Pieces, i: int, end: int, count: int) -> Match | None:
    number = WEEKDAYS.get(p.words[end].removesuffix("s"))
    way = {"ago": -1, "hence": 1}.get(p.words[end + 1])
    if number is None or way is None:
        return None
    return Match(i, end + 2, "DATE", "weekdays ago", _nth(number, way * count))


def _weeks_from(p: Pieces, i: int, end: int, count: int) -> Match | None:
    way = {"ago": -1, "from": 1, "on": 1}.get(p.words[end + 1])
    if p.words[end] not in {"week", "weeks"} or way is None:
        return None
    at = end + 2 + (p.words[end + 2] in {"on", "last", "next", "this"})
    name = weekday_name_at(p, at)
    if name is None or (p.words[end + 1] == "on" and p.words[i - 1].isalpha()):
        return None
    return Match(i, name[1], "DATE", "weeks and weekday", _nth(name[0], way * (count + 1)))


def weekday_week(p: Pieces, i: int) -> Match | None:
    """ "Friday week": a week after the Friday to come."""
    name = weekday_name_at(p, i)
    if not name or p.words[name[1]] != "week" or p.words[name[1] + 1] not in NOTHING_BEHIND:
        return None
    return Match(i, name[1] + 1, "DATE", "weekday week", _nth(name[0], 2))


def _nth(number: int, count: int) -> Resolve:
    """The `count`th such weekday after the article's day, or before it where negative."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-WXX-{number}")
        ahead = (number - today.isoweekday() - 1) % 7 + 1
        back = (today.isoweekday() - number - 1) % 7 + 1
        days = ahead + 7 * (count - 1) if count > 0 else 7 * (count + 1) - back
        return calendar(periods.day(today + timedelta(days=days)), "published")

    return resolve
