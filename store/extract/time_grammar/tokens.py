"""The tokens of time expressions, finer than spaCy's, and the vocabulary of the calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# Time tokens are finer than spaCy's tokens: "mid-1990s" is four of them.

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+|\S")
APOSTROPHES = frozenset("'’")
_DIGITS = frozenset("0123456789")
_BEYOND = 16
"""Empty tokens after the end, so that a rule may look ahead without a check."""


@dataclass(frozen=True, slots=True)
class TimeTokens:
    """Words (lower case), runs of digits and single signs, with their offsets in `text`.

    Offsets are in code points.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[int | None]
    count: int

    def glued(self, index: int) -> bool:
        """Whether no space stands between this token and the one before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index] : self.starts[index] + 1].isupper()

    def raw(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def possessive(self, index: int) -> bool:
        """Whether "'s", which is two tokens, begins at this token."""
        return self.words[index] in APOSTROPHES and self.words[index + 1] == "s"

    def number(self, index: int) -> int | None:
        """Return the value of a run of at most nine digits, or None."""
        return self.numbers[index]


def pieces_of(text: str) -> TimeTokens:
    """Split a text into time tokens, in time linear in its length."""
    spans = [match.span() for match in _PIECE.finditer(text)]
    small = text.lower()
    if len(small) == len(text):
        words = [small[start:end] for start, end in spans]
    else:
        words = [text[start:end].lower() for start, end in spans]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    count = len(words)
    words += [""] * _BEYOND
    starts += [len(text) + 1] * _BEYOND
    ends += [len(text) + 1] * _BEYOND
    numbers = [int(word) if word[:1] in _DIGITS and len(word) < 10 else None for word in words]
    return TimeTokens(text, words, starts, ends, numbers, count)


# The vocabulary of the calendar: months, weekdays, units, seasons, parts of the day.

Unit = Literal[
    "second", "minute", "hour", "day", "night", "weekend", "week", "fortnight", "month",
    "quarter", "season", "year", "decade", "century", "millennium",
]  # fmt: skip


def _numbered(*names: str) -> dict[str, int]:
    """Number groups of spellings from 1: `_numbered("mon monday", ...)`."""
    return {name: number for number, group in enumerate(names, 1) for name in group.split()}


MONTHS = _numbered(
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
WEEKDAYS = _numbered(
    "monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs",
    "friday fri", "saturday sat", "sunday sun",
)  # fmt: skip
"""ISO numbers; Monday is 1."""

AMBIGUOUS_MONTHS = frozenset({"may", "march"})
"""Months that are also verbs or nouns; they need a capital and the context of a month."""

SHORT_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"}
)
"""Short forms that need a full stop or a number after them."""

SHORT_WEEKDAYS = frozenset(
    {"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"}
)

UNITS: dict[str, Unit] = {
    "second": "second", "seconds": "second", "sec": "second", "secs": "second",
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
    "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour",
    "day": "day", "days": "day", "night": "night", "nights": "night",
    "weekend": "weekend", "weekends": "weekend", "week": "week", "weeks": "week",
    "fortnight": "fortnight", "fortnights": "fortnight",
    "month": "month", "months": "month", "quarter": "quarter", "quarters": "quarter",
    "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    "millennium": "millennium", "millennia": "millennium",
}  # fmt: skip
PLURAL_UNITS = frozenset(
    word for word in UNITS if word.endswith("s") and word not in {"hrs", "yrs", "secs", "mins"}
) | {"centuries", "millennia"}

SYMBOLS: dict[Unit, tuple[str, str]] = {
    "second": ("T", "S"), "minute": ("T", "M"), "hour": ("T", "H"), "day": ("", "D"),
    "night": ("", "NI"), "weekend": ("", "WE"), "week": ("", "W"), "fortnight": ("", "W"),
    "month": ("", "M"), "quarter": ("", "Q"), "season": ("", "SN"), "year": ("", "Y"),
    "decade": ("", "Y"), "century": ("", "Y"), "millennium": ("", "Y"),
}  # fmt: skip
"""The prefix and letter of a TIMEX3 duration (TimeML 1.2.1, section 2.2.3.2)."""

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

DAY_PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI",
    "noon": "MI", "daytime": "DT", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV",
    "sunset": "EV", "nighttime": "NI", "nightfall": "NI", "overnight": "NI", "lunchtime": "MI",
}  # fmt: skip

ORDINALS = _numbered(
    "first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
    "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th", "eleventh 11th", "twelfth 12th",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
) | {"thirtieth": 30}  # fmt: skip

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
    "noughties": 100,
}  # fmt: skip
"""The years after 1900."""

NOTHING_BEHIND = frozenset({",", ".", ";", ":", "", "and", "but", "–", "—", ")", '"', "”", "in"})
"""Words after "the day before" and the like if they have no time of their own to count from."""

RANGE_WORDS = frozenset({"to", "through", "thru", "until", "till", "-", "–", "—"})
"""Words between the ends of a range."""
JOINING_WORDS = RANGE_WORDS | {"and", "or"}
"""Words between two expressions that share a year, a noun or a day."""
WITHIN_A_DAY: frozenset[Unit] = frozenset({"second", "minute", "hour"})
"""Units shorter than a day."""
