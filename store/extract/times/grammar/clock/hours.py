"""Hours and minutes as they are written: "10 p.m.", "10:30", "1845 local time", "15h30", "noon"."""

from __future__ import annotations

from store.extract.times.pieces import Pieces
from store.extract.times.words import JOINING_WORDS

_ZONES = {
    "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "gmt", "utc",
    "bst", "cet", "cest", "eet", "eest", "msk", "ist", "jst", "kst", "hkt", "sgt", "aest", "aedt",
    "nzst", "nzdt", "eastern", "central", "pacific",
}  # fmt: skip
_IN_THE = {"morning": "a", "afternoon": "p", "evening": "p"}


def clock_at(p: Pieces, i: int) -> tuple[str, int] | None:
    """A clock time as `T22:00`, and where it ends, its zone included."""
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


def _hour(p: Pieces, i: int, hour: int) -> tuple[str, int] | None:
    """ "10:30", "10 p.m.", "10.30 pm", "4 in the morning"."""
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


def _run_together(p: Pieces, i: int, said: int) -> tuple[str, int] | None:
    """ "430pm", "1130pm"."""
    half, end = half_at(p, i + 1)
    hour, minute = said // 100, said % 100
    if half is None or not p.glued(i + 1) or not 1 <= hour <= 12 or minute > 59:
        return None
    return f"T{hour % 12 + (12 if half == 'p' else 0):02}:{minute:02}", end


def _military(p: Pieces, i: int, said: int) -> tuple[str, int] | None:
    """ "1330 GMT", "1805 local time", "0900 hours", "at 1830", but not "1945 Eastern Europe"."""
    if said // 100 > 24 or said % 100 > 59:
        return None
    value = f"T{said // 100:02}:{said % 100:02}"
    if p.words[i + 1] in {"hours", "hrs"}:
        return value, i + 2
    end = _zone(p, i + 1)
    if end > i + 1 and p.words[end - 1] not in _PARTS_OF_THE_WORLD:
        return value, end
    return (value, i + 1) if _told_as_clock(p, i) else None


_PARTS_OF_THE_WORLD = frozenset({"eastern", "central", "pacific"})
"""Zones that need "time" behind them where the number might be a year."""


def _told_as_clock(p: Pieces, i: int) -> bool:
    """Whether what stands around four digits tells that they are no year: "at about 1845",
    "1613 [2213 GMT]", "from 2100 to 0500"."""
    about = i - 1 - (p.words[i - 1] in _ABOUT)
    if p.words[about] == "at" and not _unit_behind(p, i):
        return True
    if p.words[i + 1] in {"(", "["} and p.words[i + 3] in {"gmt", "utc"}:
        return len(p.words[i + 2]) == len(p.words[i])
    if p.words[i - 1] in {"from", "between"}:
        return _are_hours(p, i, i + 2)
    return p.words[i - 3] in {"from", "between"} and _are_hours(p, i - 2, i)


def _are_hours(p: Pieces, first: int, second: int) -> bool:
    """ "2100 to 0500": no year begins with nought."""
    one, two = p.words[first], p.words[second]
    both = len(one) == len(two) and one.isdigit() and two.isdigit()
    return both and p.words[first + 1] in JOINING_WORDS and "0" in {one[0], two[0]}


_ABOUT = frozenset("about around approximately roughly exactly".split())


def _unit_behind(p: Pieces, i: int) -> bool:
    """Whether the number counts something: "at 1200 metres"."""
    word = p.words[i + 1]
    return word.isalpha() and word not in _BEHIND


_BEHIND = frozenset(
    "on this in and when today yesterday he she it they we i the a an but as until at by".split()
)
"""What may stand behind a clock time without a colon; another word would be what it counts."""


def _minutes(p: Pieces, i: int) -> tuple[int | None, int]:
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


def _seconds(p: Pieces, i: int) -> tuple[str, int]:
    """ ":05" behind the minutes, and where it ends."""
    second = p.number(i + 1)
    if p.words[i] != ":" or not (p.glued(i) and p.glued(i + 1)) or len(p.words[i + 1]) != 2:
        return "", i
    return (f":{p.words[i + 1]}", i + 2) if second is not None and second < 60 else ("", i)


def half_at(p: Pieces, i: int) -> tuple[str | None, int]:
    """The half of the day, "a" or "p", and where it ends: "am", "p.m."."""
    word = p.words[i]
    if word in {"am", "pm"}:
        return word[0], i + 1
    if word in {"a", "p"} and p.words[i + 1] == "." and p.words[i + 2] == "m":
        return word, i + 3 + (p.words[i + 3] == "." and p.glued(i + 3))
    return None, i


def half_in_words(p: Pieces, i: int) -> tuple[str | None, int]:
    """The same, or "in the morning", "at night"."""
    half, end = half_at(p, i)
    if half is None and p.words[i : i + 2] == ["in", "the"]:
        half = _IN_THE.get(p.words[i + 2])
        end += 3 if half else 0
    if half is None and p.words[i : i + 2] == ["at", "night"]:
        return "p", i + 2
    return half, end


def _o_clock(p: Pieces, i: int, hour: int) -> tuple[str, int] | None:
    if p.words[i + 1] == "o" and p.words[i + 3] == "clock" and hour <= 12:
        return f"T{hour:02}:00", i + 4
    return None


def _zone(p: Pieces, i: int) -> int:
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


def _names_a_zone(p: Pieces, i: int, words: int) -> bool:
    """ "local", "Moscow", "New York", "Eastern Daylight"."""
    if p.words[i] in _ZONES | {"local"}:
        return words == 1 or p.words[i + 1] in {"daylight", "standard", "summer"}
    return all(p.words[i + k].isalpha() and p.capital(i + k) for k in range(words))
