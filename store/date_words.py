"""Event dates as text, as precise as they are known and never more."""

from __future__ import annotations

UNDATED = "undated"
_QUARTERS = {
    ("-01-01", "-03-31"): "Q1",
    ("-04-01", "-06-30"): "Q2",
    ("-07-01", "-09-30"): "Q3",
    ("-10-01", "-12-31"): "Q4",
}


def format_date(from_: str | None, to: str | None, precision: str | None = None) -> str:
    """Return a date as precise as it is known, and never more.

    Examples are `2024-07-08`, `2024-07-08..19`, `2024-06`, `2024`, `before 2024-07-09`, `undated`.

    `from_` and `to` are ISO days, inclusive; a time of day is left out.
    """
    first, last = (from_ or "")[:10], (to or "")[:10]
    if not first and not last:
        return UNDATED
    if not first:
        return f"before {last}"
    if not last:
        return f"since {first}"
    if first == last:
        return first
    return _whole(first, last, precision) or _interval(first, last)


def _whole(first: str, last: str, precision: str | None) -> str | None:
    """Return the calendar unit that the interval fills exactly, if there is one. A spring is no
    quarter of a year."""
    year, month = first[:4], first[5:7]
    if last[:4] == year and first.endswith("-01-01") and last.endswith("-12-31"):
        return year
    if first[8:] == "01" and last == f"{year}-{month}-{_days(year, month)}":
        return f"{year}-{month}"
    if precision == "decade" and (first, last) == (f"{year[:3]}0-01-01", f"{year[:3]}9-12-31"):
        return f"{year[:3]}0s"
    quarter = _QUARTERS.get((first[4:], last[4:])) if last[:4] == year else None
    return f"{year}-{quarter}" if precision == "quarter" and quarter else None


def _days(year: str, month: str) -> str:
    if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12 and int(year) > 0):
        return ""
    from calendar import monthrange  # loaded here: the first paint does not need it

    return str(monthrange(int(year), int(month))[1])


def _interval(first: str, last: str) -> str:
    """Return an interval; whole years and months as such: `1984..1985`, `2024-03..05`."""
    if first.endswith("-01-01") and last.endswith("-12-31"):
        first, last = first[:4], last[:4]
    elif first[8:] == "01" and last[8:] == _days(last[:4], last[5:7]):
        first, last = first[:7], last[:7]
    if len(first) == 7 and first[:4] == last[:4]:
        return f"{first}..{last[5:]}"
    if len(first) < 10:
        return f"{first}..{last}"
    if first[:7] == last[:7]:
        return f"{first}..{last[8:]}"
    if first[:4] == last[:4]:
        return f"{first}..{last[5:]}"
    return f"{first}..{last}"
