"""Times of day: "10 p.m.", "half past three", "9 a.m. EST Tuesday", "9 to 11 a.m."."""

from __future__ import annotations

from store.extract.rules import rule, second
from store.extract.time_grammar.meaning import Context, Match, Matcher, Meaning, Resolve
from store.extract.time_grammar.tokens import JOINING_WORDS, TimeTokens

# Hours and minutes: "10 p.m.", "10:30", "1845 local time", "15h30", "noon".

_ZONES = {
    "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "gmt", "utc",
    "bst", "cet", "cest", "eet", "eest", "msk", "ist", "jst", "kst", "hkt", "sgt", "aest", "aedt",
    "nzst", "nzdt", "eastern", "central", "pacific",
}  # fmt: skip
_IN_THE = {"morning": "a", "afternoon": "p", "evening": "p"}


def clock_at(p: TimeTokens, i: int) -> tuple[str, int] | None:
    """Return a clock time as `T22:00` and its end, including the time zone."""
    word = p.words[i]
    if word in {"noon", "midday"}:
        return "T12:00", i + 1
    if word == "midnight":
        return "T24:00", i + 1
    hour = p.number(i)
    if hour is None or len(word) > 4:
        return None
    if len(word) > 2:
        return _run_together(p, i, hour) or (_military(p, i, hour) if len(word) == 4 else None)
    if hour == 12 and p.words[i + 1] in {"noon", "midnight"}:
        return clock_at(p, i + 1)
    return _hour(p, i, hour) or _o_clock(p, i, hour)


def _hour(p: TimeTokens, i: int, hour: int) -> tuple[str, int] | None:
    """Match "10:30", "10 p.m.", "10.30 pm", "4 in the morning"."""
    minute, end = _minutes(p, i + 1)
    second, end = _seconds(p, end) if minute is not None else ("", end)
    half, end = half_in_words(p, end)
    if half is None and minute is None:
        return None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or (minute or 0) > 59:
        return None
    return f"T{hour:02}:{minute or 0:02}{second}", _zone(p, end)


def _run_together(p: TimeTokens, i: int, said: int) -> tuple[str, int] | None:
    """Match "430pm", "1130pm"."""
    half, end = half_at(p, i + 1)
    hour, minute = said // 100, said % 100
    if half is None or not p.glued(i + 1) or not 1 <= hour <= 12 or minute > 59:
        return None
    return f"T{hour % 12 + (12 if half == 'p' else 0):02}:{minute:02}", end


def _military(p: TimeTokens, i: int, said: int) -> tuple[str, int] | None:
    """Match "1330 GMT", "1805 local time", "0900 hours", "at 1830"; not "1945 Eastern Europe"."""
    if said // 100 > 24 or said % 100 > 59:
        return None
    value = f"T{said // 100:02}:{said % 100:02}"
    if p.words[i + 1] in {"hours", "hrs"}:
        return value, i + 2
    end = _zone(p, i + 1)
    if end > i + 1 and p.words[end - 1] not in _PARTS_OF_THE_WORLD:
        return value, end
    return (value, i + 1) if _is_clock(p, i) else None


_PARTS_OF_THE_WORLD = frozenset({"eastern", "central", "pacific"})
"""Zones that need "time" after them if the number might be a year."""


def _is_clock(p: TimeTokens, i: int) -> bool:
    """Whether the context of four digits shows a clock time, not a year.

    For example "at about 1845", "1613 [2213 GMT]", "from 2100 to 0500".
    """
    about = i - 1 - (p.words[i - 1] in _ABOUT)
    if p.words[about] == "at" and not _unit_behind(p, i):
        return True
    if p.words[i + 1] in {"(", "["} and p.words[i + 3] in {"gmt", "utc"}:
        return len(p.words[i + 2]) == len(p.words[i])
    if p.words[i - 1] in {"from", "between"}:
        return _are_hours(p, i, i + 2)
    return p.words[i - 3] in {"from", "between"} and _are_hours(p, i - 2, i)


def _are_hours(p: TimeTokens, first: int, second: int) -> bool:
    """Whether two numbers are hours: "2100 to 0500", because no year begins with zero."""
    one, two = p.words[first], p.words[second]
    both = len(one) == len(two) and one.isdigit() and two.isdigit()
    return both and p.words[first + 1] in JOINING_WORDS and "0" in {one[0], two[0]}


_ABOUT = frozenset("about around approximately roughly exactly".split())


def _unit_behind(p: TimeTokens, i: int) -> bool:
    """Whether the number counts something: "at 1200 metres"."""
    word = p.words[i + 1]
    return word.isalpha() and word not in _BEHIND


_BEHIND = frozenset(
    "on this in and when today yesterday he she it they we i the a an but as until at by".split()
)
"""Words that may follow a clock time without a colon; the number would count any other word."""


def _minutes(p: TimeTokens, i: int) -> tuple[int | None, int]:
    if p.words[i] in {":", "."} and p.glued(i) and p.glued(i + 1) and len(p.words[i + 1]) == 2:
        minute = p.number(i + 1)
        zoned = p.words[i + 2] in _ZONES and p.raw(i + 2).isupper()
        if minute is not None and (p.words[i] == ":" or zoned or half_at(p, i + 2)[0]):
            return minute, i + 2
    if p.words[i] == "h" and p.glued(i) and p.glued(i + 1) and len(p.words[i - 1]) == 2:
        minute = p.number(i + 1)
        if minute is not None and len(p.words[i + 1]) == 2:
            return minute, i + 2
    return None, i


def _seconds(p: TimeTokens, i: int) -> tuple[str, int]:
    """Return the seconds ":05" after the minutes, and their end."""
    second = p.number(i + 1)
    if p.words[i] != ":" or not (p.glued(i) and p.glued(i + 1)) or len(p.words[i + 1]) != 2:
        return "", i
    return (f":{p.words[i + 1]}", i + 2) if second is not None and second < 60 else ("", i)


def half_at(p: TimeTokens, i: int) -> tuple[str | None, int]:
    """Return the half of the day, "a" or "p", and its end: "am", "p.m."."""
    word = p.words[i]
    if word in {"am", "pm"}:
        return word[0], i + 1
    if word in {"a", "p"} and p.words[i + 1] == "." and p.words[i + 2] == "m":
        return word, i + 3 + (p.words[i + 3] == "." and p.glued(i + 3))
    return None, i


def half_in_words(p: TimeTokens, i: int) -> tuple[str | None, int]:
    """Return the half of the day and its end, in any form: "p.m.", "in the morning", "at night"."""
    half, end = half_at(p, i)
    if half is None and p.words[i : i + 2] == ["in", "the"]:
        half = _IN_THE.get(p.words[i + 2])
        end += 3 if half else 0
    if half is None and p.words[i : i + 2] == ["at", "night"]:
        return "p", i + 2
    return half, end


def _o_clock(p: TimeTokens, i: int, hour: int) -> tuple[str, int] | None:
    if p.words[i + 1] == "o" and p.words[i + 3] == "clock" and hour <= 12:
        return f"T{hour:02}:00", i + 4
    return None


def _zone(p: TimeTokens, i: int) -> int:
    for words in (3, 2, 1):
        if p.words[i + words] == "time" and _names_a_zone(p, i, words):
            return i + words + 1
    if p.words[i] in _ZONES:
        shifted = p.words[i + 1] in {"+", "-"} and p.glued(i + 2) and p.words[i + 2].isdigit()
        return i + 3 if shifted and p.glued(i + 1) else i + 1
    if p.words[i] in {"+", "-"} and p.glued(i + 1) and len(p.words[i + 1]) == 4:
        return i + 2 if p.words[i + 1].isdigit() and not p.glued(i) else i
    if p.words[i] == "(" and p.words[i + 1] in _ZONES and p.words[i + 2] == ")":
        return i + 3
    if p.words[i : i + 4] == ["(", "local", "time", ")"]:
        return i + 4
    return i


def _names_a_zone(p: TimeTokens, i: int, words: int) -> bool:
    """Whether the words are a time zone: "local", "Moscow", "New York", "Eastern Daylight"."""
    if p.words[i] in _ZONES | {"local"}:
        return words == 1 or p.words[i + 1] in {"daylight", "standard", "summer"}
    return all(p.words[i + k].isalpha() and p.capital(i + k) for k in range(words))


# Times of day with their day: "9 a.m. EST Tuesday", "midnight Friday", "July 9, 8 p.m.".


def clock(day_rule: Matcher) -> Matcher:
    """Return a rule for a clock time with the day after it, if there is one."""

    @rule("times.clock")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match "9:40 a.m. on Tuesday", "14:30"."""
        said = clock_at(p, i)
        if not said:
            return None
        value, end = said
        at = end + (p.words[end] in {",", "on"})
        of = day_rule(p, at)
        if of:
            return Match(i, of.end, "TIME", "clock " + of.rule, at_clock(of.resolve, value))
        shared = day_rule(p, past_partner(p, end))
        resolve = at_clock(shared.resolve, value) if shared else clock_alone(value)
        return Match(i, end, "TIME", "clock", resolve)

    return found


@rule("times.with_clock", off=second)
def with_clock(p: TimeTokens, match: Match | None) -> Match | None:
    """Add a clock time right after the day: "Tuesday 10:30 a.m.", "July 9, 8 p.m."."""
    if not match or match.type != "DATE":
        return match
    said = clock_at(p, match.end + (p.words[match.end] == ","))
    if not said:
        return match
    value, end = said
    return Match(match.start, end, "TIME", match.rule + " clock", at_clock(match.resolve, value))


def past_partner(p: TimeTokens, i: int) -> int:
    """Return where the day starts that two clock times share, or the end of the text.

    The first clock time ends at `i`: "10:30 a.m. (0230 GMT) on Tuesday", "10 a.m. to 5 p.m.
    Friday".
    """
    if p.words[i] in JOINING_WORDS and (other := clock_at(p, i + 1)):
        i = other[1]
    else:
        if p.words[i] == "(" and (other := clock_at(p, i + 1)):
            i = other[1]
        if p.words[i] != ")":
            return p.count
        i += 1
    return i + (p.words[i] in {",", "on"})


def at_clock(whole: Resolve, clock: str) -> Resolve:
    """Resolve a clock time on the day that `whole` means."""

    def resolve(ctx: Context) -> Meaning:
        found = whole(ctx)
        if found.start is None or found.start != found.end:
            return found
        value = f"{found.start.isoformat()}{clock}"
        return Meaning(value, found.start, found.end, "time", found.basis, "TIME")

    return resolve


def clock_alone(clock: str) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        today = f"XXXX-XX-XX{clock}"
        of, basis = ctx.day(today)
        return Meaning(f"{of.isoformat()}{clock}", of, of, "time", basis)

    return resolve


# An hour that shares its half of the day with the next one: "9" in "9 to 11 a.m.".


def first_hour(day_rule: Matcher) -> Matcher:
    """Return a rule for an hour that shares the half of the day, and the day, of the next time.

    For example "9" in "9 to 11 a.m.", "11" in "11 to 1 p.m.".
    """

    @rule("times.first_hour")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match the first hour of "9 to 11 a.m.", which has the half of the day from the second."""
        hour, end = p.number(i), i + 1
        if hour is None or len(p.words[i]) > 2 or not 1 <= hour <= 12:
            return None
        minute = 0
        if p.words[end] == ":" and p.glued(end) and len(p.words[end + 1]) == 2:
            minute, end = p.number(end + 1) or 0, end + 2
        if p.words[end] not in JOINING_WORDS or (
            p.words[end] == "and" and p.words[i - 1] != "between"
        ):
            return None
        last = clock_at(p, end + 1)
        if last is None or not {"am", "pm", "m"} & set(p.words[end + 2 : last[1]]):
            return None
        value = _same_half(hour, int(last[0][1:3]))
        day = day_rule(p, past_partner(p, end))
        clock = f"T{value:02}:{minute:02}"
        resolve = at_clock(day.resolve, clock) if day else clock_alone(clock)
        return Match(i, end, "TIME", "clock", resolve)

    return found


def _same_half(hour: int, last: int) -> int:
    """Return the hour of the day, the last one that fits before `last`."""
    morning, evening = hour % 12, hour % 12 + 12
    return evening if evening < last else morning


# Clock times in words: "half past three", "quarter to six", "ten minutes past nine"; and hours with
# a part of the day: "seven in the evening", "9 this morning".
