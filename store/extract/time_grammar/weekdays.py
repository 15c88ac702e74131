"""Weekdays, "today" and the like, and a week or day next to another: "week of March 6"."""

from __future__ import annotations

from datetime import timedelta

from store.extract.lexicon import words
from store.extract.rules import rule
from store.extract.time_grammar import dates, moments, periods
from store.extract.time_grammar.dates import two_days
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Matcher,
    Meaning,
    Resolve,
    calendar,
    nearest,
)
from store.extract.time_grammar.numbers import number_at, ordinal_at
from store.extract.time_grammar.tokens import (
    NOTHING_BEHIND,
    SHORT_WEEKDAYS,
    UNITS,
    WEEKDAYS,
    TimeTokens,
)

_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SELECTED = frozenset({"last", "next", "this", "every", "each"})
_IN_TIME = frozenset({"on", "until", "by", "since", "through", "-", "–"})


def weekday_name_at(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Return the ISO number of the weekday at token `i`, and the end of its name.

    Short forms count after "this" and the like. With a capital they also count after a preposition,
    with a full stop, or before a date.
    """
    word = p.words[i]
    number = WEEKDAYS.get(word)
    if number is None or word not in SHORT_WEEKDAYS:
        return (number, i + 1) if number is not None else None
    stop = p.words[i + 1] == "." and p.glued(i + 1)
    end = i + 1 + stop
    if p.words[i - 1] in _SELECTED:
        return number, end
    if not p.capital(i):
        return None
    after = end + (p.words[end] == ",")
    dated = dates.month_name_at(p, after) or dates.day_at(p, after)
    return (number, end) if stop or dated or p.words[i - 1] in _IN_TIME else None


_PAPERS = words("times.papers")
"""Capitalised words after a weekday in the name of a newspaper: "Sunday Times"."""


_FAMOUS = words("times.famous_days")
"""Capitalised words before a weekday in a name: "Black Monday"."""


@rule("times.weekday")
def weekday(p: TimeTokens, i: int) -> Match | None:
    """Match a weekday alone."""
    name = weekday_name_at(p, i)
    if not name or (p.words[name[1]] in _PAPERS and p.capital(name[1])):
        return None
    if i and p.words[i - 1] in _FAMOUS and p.capital(i - 1):
        return None
    at = name[1] + (p.words[name[1]] == "the")
    day = ordinal_at(p, at)
    if day and p.words[at][:1].isdigit() and int(day.text) <= 31:
        return Match(i, day.end, "DATE", "weekday day", _weekday_of_month(name[0], int(day.text)))
    return Match(i, name[1], "DATE", "weekday", near_weekday(name[0]))


def _weekday_of_month(number: int, day: int) -> Resolve:
    """Resolve "Friday the 13th" to the nearest month in which that day is that weekday."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-XX-{day:02}")
        months = [periods.month(today.year, today.month + shift).start for shift in range(-7, 8)]
        days = [first + timedelta(days=day - 1) for first in months]
        fit = [periods.day(one) for one in days if one.day == day and one.isoweekday() == number]
        return calendar(nearest(fit, today, ctx), "published") if fit else Meaning("XXXX-XX-XX")

    return resolve


def near_weekday(number: int) -> Resolve:
    """Resolve to the last such weekday up to the article's day, which is included.

    If the verb points ahead or a story continues, it is the next one.
    """

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-WXX-{number}")
        back = (today.isoweekday() - number) % 7
        ahead = (7 - back) % 7
        to_come = ctx.direction == "future" or is_tomorrow(ctx, ahead)
        if ctx.story is not None or (to_come and not is_yesterday(ctx, back)):
            return calendar(periods.day(today + timedelta(days=ahead)), "published")
        return calendar(periods.day(today - timedelta(days=back)), "published")

    return resolve


@rule("times.weekday_of_tomorrow")
def is_tomorrow(ctx: Context, ahead: int) -> bool:
    """Whether a weekday is the day after the article's: "Thursday's talks", told on Wednesday.

    `ahead` is the number of days to the next one. News is often dated a day before its text: what
    was said on a weekday was said tomorrow rather than six days ago.
    """
    return ctx.tomorrow and ahead == 1


@rule("times.weekday_of_yesterday")
def is_yesterday(ctx: Context, back: int) -> bool:
    """Whether a weekday is the day before the article's: "His wins on Tuesday make him the leader".

    `back` is the number of days since the last one.
    """
    return ctx.yesterday and back == 1


@rule("times.weekday_with_date")
def weekday_with_date(p: TimeTokens, i: int) -> Match | None:
    """Match a weekday with its date: "Friday, Oct. 23", "Friday the 13th"; the date decides."""
    name = weekday_name_at(p, i)
    if not name:
        return None
    after = name[1] + (p.words[name[1]] == ",")
    dated = dates.month_day(p, after) or dates.day_month(p, after) or moments.numeric(p, after)
    if not dated:
        return None
    resolve = dates.on_weekday(dated, name[0])
    return Match(i, dated.end, "DATE", "weekday " + dated.rule, resolve)


@rule("times.deictic")
def deictic(p: TimeTokens, i: int) -> Match | None:
    """Match days relative to the day of speaking: "today", "yesterday"."""
    word = p.words[i]
    if p.raw(i).istitle() and i and p.words[i - 1].isalpha() and p.capital(i - 1):
        return None
    return Match(i, i + 1, "DATE", word, shifted(_DEICTIC[word]))


def shifted(days: int) -> Resolve:
    """Resolve to the day that is `days` from the article's day."""

    def resolve(ctx: Context) -> Meaning:
        return calendar(periods.day(ctx.today() + timedelta(days=days)), "published")

    return resolve


_BEGINS = frozenset({"beginning", "starting", "commencing"})


def week_of(day_rule: Matcher) -> Matcher:
    """Return a rule for a week or weekend that contains a day.

    For example "week of March 6", "week beginning April 22", "weekend of July 6-7".
    """

    @rule("times.week_of")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match the week or weekend of a day: "the week of July 22"."""
        unit, at = p.words[i], i + 2
        begins = unit == "week" and p.words[i + 1] in _BEGINS
        at += begins and p.words[at] == "on"
        tied = begins or p.words[i + 1] == "of"
        of = (two_days(p, at) or day_rule(p, at)) if tied else None
        if not of:
            return None
        whole = of.resolve

        def resolve(ctx: Context) -> Meaning:
            found = whole(ctx)
            if found.start is None:
                return Meaning("XXXX-WXX")
            return calendar(periods.moved(unit, found.start, 0), found.basis or "published")

        return Match(i, of.end, "DATE", f"{unit} of {of.rule}", resolve, nominal=True)

    return found


@rule("times.around_today")
def around_today(p: TimeTokens, i: int) -> Match | None:
    """Match "day before yesterday", "day after tomorrow"."""
    shift = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}.get(
        (p.words[i + 1], p.words[i + 2])
    )
    if shift is None:
        return None
    return Match(i, i + 3, "DATE", "day around today", shifted(shift), nominal=True)


@rule("times.of_the_day")
def of_the_day(p: TimeTokens, i: int) -> Match | None:
    """Match "earlier in the day", "later in the day": the current day in the text."""
    if p.words[i - 2 : i] != ["in", "the"] or p.words[i - 3] not in {"earlier", "later"}:
        return None
    return Match(i, i + 1, "DATE", "in the day", _spoken_of, nominal=True)


def _spoken_of(ctx: Context) -> Meaning:
    of, basis = ctx.day("XXXX-XX-XX")
    return calendar(periods.day(of), basis)


@rule("times.day_beside")
def day_beside(p: TimeTokens, i: int) -> Match | None:
    """Match "the day before", "the week after" if no time follows that they are counted from.

    Also match "the year before last", "the week after next".
    """
    way = {"before": -1, "after": 1}.get(p.words[i + 1])
    if way is None or p.words[i - 1] != "the":
        return None
    unit = p.words[i]
    twice = p.words[i + 2] == ("last" if way < 0 else "next")
    if twice and p.words[i + 3] not in WEEKDAYS | UNITS:
        rule = f"{unit} {p.words[i + 1]} {p.words[i + 2]}"
        return Match(i, i + 3, "DATE", rule, _moved(unit, 2 * way), nominal=True)
    if p.words[i + 2] not in NOTHING_BEHIND:
        return None
    return Match(i, i + 2, "DATE", f"{unit} beside", _beside(unit, way), nominal=True)


def _moved(unit: str, count: int) -> Resolve:
    return lambda ctx: calendar(periods.moved(unit, ctx.today(), count), "published")


def _beside(unit: str, way: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        of, basis = ctx.reference(unit)
        return calendar(periods.moved(unit, of, way), basis)

    return resolve


# Counted weekdays: "two Fridays ago", "a week from Tuesday", "a week ago Monday".

_MOST = 60
"""The largest number of weeks counted in weekdays."""


@rule("times.counted_weekday")
def counted_weekday(p: TimeTokens, i: int) -> Match | None:
    """Match a number of weekdays, or of weeks with a weekday, counted from the article's day."""
    said = number_at(p, i)
    if said is None or not said.text.isdigit() or not 1 <= int(said.text) <= _MOST:
        return None
    count = int(said.text)
    return _weekdays_ago(p, i, said.end, count) or _weeks_from(p, i, said.end, count)


def _weekdays_ago(p: TimeTokens, i: int, end: int, count: int) -> Match | None:
    number = WEEKDAYS.get(p.words[end].removesuffix("s"))
    way = {"ago": -1, "hence": 1}.get(p.words[end + 1])
    if number is None or way is None:
        return None
    return Match(i, end + 2, "DATE", "weekdays ago", _nth(number, way * count))


def _weeks_from(p: TimeTokens, i: int, end: int, count: int) -> Match | None:
    way = {"ago": -1, "from": 1, "on": 1}.get(p.words[end + 1])
    if p.words[end] not in {"week", "weeks"} or way is None:
        return None
    at = end + 2 + (p.words[end + 2] in {"on", "last", "next", "this"})
    name = weekday_name_at(p, at)
    if name is None or (p.words[end + 1] == "on" and p.words[i - 1].isalpha()):
        return None
    return Match(i, name[1], "DATE", "weeks and weekday", _nth(name[0], way * (count + 1)))


def _nth(number: int, count: int) -> Resolve:
    """Resolve to the `count`th such weekday after the article's day, or before it if negative."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-WXX-{number}")
        ahead = (number - today.isoweekday() - 1) % 7 + 1
        back = (today.isoweekday() - number - 1) % 7 + 1
        days = ahead + 7 * (count - 1) if count > 0 else 7 * (count + 1) - back
        return calendar(periods.day(today + timedelta(days=days)), "published")

    return resolve
