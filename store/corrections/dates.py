"""Dates as a person types them: `2024-07-19`, `2024-W27`, `before 2024-07-01`, `~2024`, `?`."""

from __future__ import annotations

import re

from store.corrections.records import WrittenDate
from store.query.days import days
from store.query.tree import QueryError
from store.reading import Precision

EXAMPLES = (
    "2024-07-19, 2024-07, 2024-W27, 2024-07-06..08, before 2024-07-01, since 2024-07, ~2024,"
    " ? for undated, or words such as last thursday"
)
_PREFIXES = (("before", "<"), ("until", "<="), ("after", ">"), ("since", ">="), ("from", ">="))
_FORMS: dict[Precision, re.Pattern[str]] = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "week": re.compile(r"\d{4}-[Ww]\d{2}"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "quarter": re.compile(r"\d{4}-[Qq][1-4]"),
    "year": re.compile(r"\d{4}"),
    "decade": re.compile(r"\d{4}s"),
}
_FINE: tuple[Precision, ...] = tuple(_FORMS)
"""Precisions, the finest first."""
_UNDATED = frozenset({"?", "undated", "none"})


def numeric_date(written: str) -> WrittenDate | None:
    """Return a date that was typed in numbers, or None for words, which need the article's date.

    `~2024` is about then: its days are those of 2024. The bounds of `before` and `since` are
    inclusive, as in a reading.

    Raises:
        QueryError: The calendar does not have the day, or a period ends before it begins.
    """
    text = " ".join(written.split())
    if text.casefold() in _UNDATED:
        return WrittenDate(written="?")
    plain = text.removeprefix("~").strip()
    for word, sign in _PREFIXES:
        if plain.casefold().startswith(f"{word} "):
            plain = sign + plain[len(word) :].strip()
    if not re.search(r"\d{4}", plain) or re.search(r"[^\d\sWwQqs.<>=-]", plain):
        return None
    low, high = _days(plain)
    return WrittenDate(low, high, _precision(plain), text)


def _days(plain: str) -> tuple[str | None, str | None]:
    if plain.startswith("<") and not plain.startswith("<="):
        return None, days(plain[1:])[0]
    low, high = days(plain)
    if low is None and high is None:
        raise QueryError("A day is missing.", 0)
    return low, high


def _precision(plain: str) -> Precision:
    """Return the precision of the finest end. An abbreviated end ("..08") is that of the first."""
    ends = [end for end in re.split(r"\.\.|[<>=]+", plain) if end]
    found: list[Precision] = [
        precision for precision in _FINE for end in ends if _FORMS[precision].fullmatch(end)
    ]
    return found[0] if found else "day"
