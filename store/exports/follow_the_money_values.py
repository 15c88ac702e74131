"""Lines and values of the FollowTheMoney model: ids, dates and countries, within its limits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from store.asset_files import shipped_rows
from store.date_words import format_date
from store.safe_text import one_line, safe

type Line = dict[str, Any]
type Values = Iterable[str | int | float | None] | str | int | float | None


_LONGEST = {
    "name": 384, "alias": 384, "namesMentioned": 384, "full": 250, "location": 250,
    "sourceUrl": 4_096, "bodyText": 65_000, "description": 65_000, "notes": 65_000,
    "summary": 65_000,
}  # fmt: skip
"""The longest values of the model's types, in code points, and of any other type:"""
_LONGEST_STRING = 1_024
_LINES = {"bodyText", "description", "notes"}
"""Properties of several lines."""
_COUNTRY = re.compile("gpe/([A-Z]{2})(?:/|$)")
_DAY = re.compile(r"[12]\d{3}(?:-\d\d(?:-\d\d)?)?")
"""A truncated date. The model knows the years from 1000 to 2999."""
_MONTHS = {"month", "quarter"}
_YEARS = {"year", "decade", "century"}


def cut_text(text: str) -> list[str]:
    """Cut a text that is longer than a value may be."""
    size = _LONGEST["bodyText"]
    return [text[at : at + size] for at in range(0, len(text), size)]


def period_of(first: str | None, last: str | None, precision: str | None) -> dict[str, str]:
    """Return the date as truncated ISO dates. A month stays a month.

    A bound ("before 9 July") is left out: the model would read it as a beginning or an end. So is
    what the model does not know. The summary has both in words.
    """
    first, last = truncated_date((first or "")[:10]), truncated_date((last or "")[:10])
    if not (first and last):
        return {}
    size = 4 if precision in _YEARS else 7 if precision in _MONTHS else 10
    whole = format_date(first, last, precision)
    if _DAY.fullmatch(whole):
        return {"date": whole}
    return {"startDate": first[:size], "endDate": last[:size]}


def line_of(schema: str, id_: str, **properties: Values) -> Line:
    """Return an entity of the model. Empty values are left out; a name is never."""
    kept = {name: found for name, value in properties.items() if (found := _clean(name, value))}
    if "name" in properties:
        kept.setdefault("name", [id_])
    return {"id": id_, "schema": schema, "properties": kept}


def _clean(name: str, value: Values) -> list[str]:
    several = [value] if isinstance(value, str | float | int | None) else value
    longest = _LONGEST.get(name, _LONGEST_STRING)
    texts = [str(each) for each in several if each is not None]
    if name not in _LINES:
        texts = [" ".join(one_line(each).split()) for each in texts]
    return list(dict.fromkeys(safe(each)[:longest] for each in texts if each))


def id_of(kind: str, *parts: str | None) -> str:
    """Return an id that depends only on what is named, so that it is the same in every export."""
    said = "\0".join((kind, *(part or "" for part in parts)))
    return hashlib.sha1(said.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def country_of(key: str, iso: str | None = None) -> str | None:
    """Return the two-letter code of a country, given or from the key of a place, in lower case."""
    found = _COUNTRY.match(key)
    return (iso or (found[1] if found else "")).lower() or None


def truncated_date(day: str | None) -> str | None:
    """Return a year, month or day as it is, or None if the model does not know it."""
    return day if day and _DAY.fullmatch(day) else None


def utc_moment(moment: str | None) -> str | None:
    """Return a day as it is, and a time in UTC, as the model has it."""
    if moment is None or len(moment) <= len("2024-07-09"):
        return truncated_date(moment)
    try:
        exact = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return truncated_date(moment[:10])
    return f"{exact:%Y-%m-%dT%H:%M:%S}".rjust(len("2024-07-09T00:00:00"), "0")


@cache
def language_codes() -> Mapping[str, str]:
    """Return the three-letter codes of the languages that the model has."""
    return dict(shipped_rows("gazetteer", "languages.tsv"))
