"""The article date, from the text if no format gave one.

Accepted are a date after a label ("Published: 9 July 2024"), a dateline ("MINSK, July 9 (Reuters)
-"), and a line at the top or end that consists of a date and little else. A date in the prose is
part of the story and never the article's date. An ambiguous date is not guessed: `published_doubt`
says why there is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from itertools import pairwise
from typing import NamedTuple

import msgspec

from store.intake.dates import Written, Yearless, dates_in
from store.reading import Article, DateOrder, PublishedDoubt, PublishedFrom

HEAD, TAIL = 1000, 200
"""Code points at the top and at the end of a text that are searched for its date."""

_LINES = 12
_LONGEST_LINE = 160
_LABEL = re.compile(
    r"\b(?:published|posted|date|issued|released)\b",
    re.I,
)
_CHANGED = re.compile(r"\b(?:updated|modified|last updated|changed)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_A_DATE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun am pm gmt utc est edt cst cdt mst mdt pst pdt bst cet cest msk at on by min read "
    "published posted updated date".split()
)
_MOST_WORDS = 3
"""Words that a line may have beside its date: a name, a place."""
_SEPARATOR = re.compile(r"[|•·]|^\s*by\s", re.I)
_SENTENCE_ENDS = (".", "!", "?", '"', "”", ")", "*")
_PLACE = r"[A-Z][^\n,(\d]{1,40}(?:\([^()\n]{2,30}\)|,\s[^\n,(\d]{1,30})?"
_SIGNED_AT = re.compile(r"\s*(?:[A-Z][\w.'’-]{1,30}\s){0,2}[A-Z][\w.'’-]{1,30},\s+")
"""The place before the date of a signed statement: "Port Leon, 9 July 2024"."""
_BEFORE_DATELINE = re.compile(rf"\s*(?:{_PLACE},?\s{{1,2}})?(?:\w{{3,9}}day,?\s)?\(?")
_AFTER_DATELINE = re.compile(
    r"\)?,?\s{0,2}(?:[(/\[][^()/\[\]\n]{2,40}[)/\]]\s{0,2}(?:-{1,3}|–|—|_|:)?|(?:-{1,3}|–|—|_)\s)"
)
_IN_ADDRESS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>0[1-9]|1[0-2])(?!\d{3})")


class _Own(NamedTuple):
    meaning: date | Yearless | PublishedDoubt
    how: PublishedFrom


def dated(
    article: Article,
    today: date | None = None,
    order: DateOrder | None = None,
    near: date | None = None,
) -> Article:
    """Return the article with `published`, `published_from` and `published_doubt` from its text,
    unless it has a date or a doubt already.

    `near` is a day close to its date, such as its file's. It completes a dateline without a year.
    """
    if article.published or article.published_doubt:
        return article
    own = _own_date(article.text, order)
    if own is None:
        return article
    meaning = own.meaning
    if isinstance(meaning, Yearless):
        meaning = _with_year(meaning, article, near)
    if isinstance(meaning, date) and meaning > (today or date.today()) + timedelta(days=1):
        meaning = "future"
    if isinstance(meaning, str):
        return msgspec.structs.replace(article, published_doubt=meaning)
    return msgspec.structs.replace(article, published=meaning.isoformat(), published_from=own.how)


def with_doubt(article: Article, given: str | PublicationMoment | None) -> Article:
    """Return an undated article with the doubt `unreadable` if it was given words as its date, and
    has no other doubt.
    """
    is_given = isinstance(given, str) and bool(given.strip())
    if article.published or article.published_doubt or not is_given:
        return article
    return msgspec.structs.replace(article, published_doubt="unreadable")


def from_text(text: str, order: DateOrder | None = None) -> date | PublishedDoubt | None:
    """Return the date of a field or text, the reason for doubt, or None if there is no date."""
    own = _own_date(text, order)
    if own is None:
        return None
    return "ambiguous" if isinstance(own.meaning, Yearless) else own.meaning


def _own_date(text: str, order: DateOrder | None) -> _Own | None:
    """Return the first accepted date."""
    lines = [line for line in text[:HEAD].splitlines() if line.strip()][:_LINES]
    return (
        _labelled(lines, _LABEL, order)
        or _dateline(lines, order)
        or _line_of_its_own(lines, order)
        or _labelled(lines, _CHANGED, order)
        or _line_of_its_own(_after_a_sentence(text[-TAIL:].splitlines()), order)
    )


def _after_a_sentence(lines: list[str]) -> list[str]:
    """Return the lines that do not continue the previous one, as lines of wrapped prose do."""
    return [
        line
        for before, line in pairwise(lines)
        if not before.strip() or before.rstrip().endswith(_SENTENCE_ENDS)
    ]


def _labelled(lines: list[str], label: re.Pattern[str], order: DateOrder | None) -> _Own | None:
    """Return a date directly after a label."""
    for line in lines:
        for match in label.finditer(line[:_LONGEST_LINE]):
            if len(_WORD.findall(line[: match.start()])) > _MOST_WORDS:
                break
            behind = line[match.end() : match.end() + 60]
            for written in dates_in(behind, order):
                if _only_of_a_date(behind[: written.start]):
                    return _Own(written.meaning, "text")
                break
    return None


def _dateline(lines: list[str], order: DateOrder | None) -> _Own | None:
    for line in lines:
        for written in dates_in(line[:_LONGEST_LINE], order):
            before, after = line[: written.start], line[written.end :]
            if _BEFORE_DATELINE.fullmatch(before) and _AFTER_DATELINE.match(after):
                return _Own(written.meaning, "dateline")
            break
    return None


def _line_of_its_own(lines: list[str], order: DateOrder | None) -> _Own | None:
    for before, line in pairwise(["", *lines]):
        if len(line) > _LONGEST_LINE or before.rstrip().endswith(","):
            continue
        written = next(dates_in(line, order), None)
        if not written or isinstance(written.meaning, Yearless):
            continue
        if _is_date_line(line, written) or _is_signed(line, written, before, lines):
            return _Own(written.meaning, "text")
    return None


def _is_signed(line: str, written: Written, before: str, lines: list[str]) -> bool:
    """Return whether a line is a place and a date, and not the continuation of prose."""
    begins = not before or before is lines[0] or before.rstrip().endswith(_SENTENCE_ENDS)
    is_all = not line[written.end :].strip()
    return begins and is_all and bool(_SIGNED_AT.fullmatch(line[: written.start]))


def _is_date_line(line: str, written: Written) -> bool:
    """Return whether a line says little beside its date. A byline may name people and places."""
    before, after = line[: written.start], line[written.end :]
    if after.strip() == "." or (before.rstrip().endswith(",") and not _only_of_a_date(before)):
        return False  # the end of a wrapped sentence
    rest = before + " " + after
    words = [word for word in _WORD.findall(rest) if word.lower() not in _OF_A_DATE]
    if _SEPARATOR.search(rest):
        return len(words) <= 3 * _MOST_WORDS
    return len(words) <= _MOST_WORDS and not any(word.islower() for word in words)


def _only_of_a_date(words: str) -> bool:
    return all(word.lower() in _OF_A_DATE for word in _WORD.findall(words))


def _with_year(written: Yearless, article: Article, near: date | None) -> date | PublishedDoubt:
    """Return the date with the year from the link or file name, or else from the known
    nearby day.
    """
    for address in (article.url, article.origin):
        match = _IN_ADDRESS.search(address or "")
        if match and (day := written.in_year(int(match["year"]))) is not None:
            return day
    if near is None:
        return "ambiguous"
    latest = near + timedelta(days=1)
    for year in (near.year + 1, near.year, near.year - 1):
        day = written.in_year(year)
        if day is not None and day <= latest:
            return day
    return "absurd"


# The agency or paper that a dateline names: "MINSK, July 9 (Reuters) -".

AGENCY_HEAD = 1500
"""Code points at the top of a text that are searched for its dateline."""

_LONGEST = 160
_DATELINE = re.compile(
    r"[A-Z][^()\n]{2,80}\((?P<agency>[^()\n]{2,40})\)[ ]*(?:--|[-–—])[ ]",
)
_PARAGRAPH = re.compile(r"(?:\A|\n)[ \t\r]*")


def agency(text: str) -> str | None:
    """Return the name in brackets of a dateline whose place is in capitals, or None."""
    for start in _PARAGRAPH.finditer(text, 0, AGENCY_HEAD):
        found = _DATELINE.match(text, start.end(), start.end() + _LONGEST)
        if found and _in_capitals(found[0]):
            return found["agency"].strip()
    return None


def _in_capitals(dateline: str) -> bool:
    place = re.match(r"[^\W\d_]+", dateline)
    return bool(place and len(place[0]) > 2 and place[0].isupper())


# Dates of formats, as ISO 8601 in the zone in which they were written.

_EARLIEST = 1600
_MOMENTS_LONGEST = 100
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
"""A zero date, as computers write for a missing one."""
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
"""Minutes east of Greenwich. Names with two meanings (IST, CST) are left to the mail parser."""


class PublicationMoment(NamedTuple):
    """An ISO day or time, or the reason for doubt."""

    iso: str | None = None
    doubt: PublishedDoubt | None = None


def moment(
    written: str | PublicationMoment | None,
    today: date | None = None,
    order: DateOrder | None = None,
) -> PublicationMoment:
    """Parse a date field: ISO 8601, RFC 822, seconds since 1970, or a date in words. A time keeps
    its UTC offset, if it has one.
    """
    if isinstance(written, PublicationMoment):
        return written
    if not written or len(written) > _MOMENTS_LONGEST or not written.strip():
        return PublicationMoment()
    written = written.strip()
    found = _iso(written) or _epoch(written) or _mail(written)
    return _believed(
        found if found is not None else from_text(written, order), today or date.today()
    )


def _believed(found: date | datetime | PublishedDoubt | None, today: date) -> PublicationMoment:
    if isinstance(found, str):
        return PublicationMoment(doubt=found)
    if found is None:
        return PublicationMoment()
    day = found.date() if isinstance(found, datetime) else found
    if day.year < _EARLIEST:
        return PublicationMoment(doubt="absurd")
    if day > today + timedelta(days=1):
        return PublicationMoment(doubt="future")
    if isinstance(found, datetime) and found.replace(tzinfo=UTC) == _ZERO:
        return PublicationMoment(doubt="absurd")
    if isinstance(found, datetime):
        return PublicationMoment(found.isoformat(timespec="seconds").replace("+00:00", "Z"))
    return PublicationMoment(found.isoformat())


def _iso(written: str) -> date | datetime | PublishedDoubt | None:
    match = _ISO.fullmatch(written)
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


def _epoch(written: str) -> datetime | None:
    if not _EPOCH.fullmatch(written):
        return None
    seconds = float(written)
    return datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 1e11 else seconds, UTC)


def _mail(written: str) -> datetime | None:
    """Parse RFC 822 and RFC 2822 dates, as in feeds and mail, and nothing that merely looks
    similar.
    """
    if _HALF_DAY.search(written):
        return None
    try:
        parsed = parsedate_tz(written)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if parsed is None or len(re.findall(r"\d+", written)) < 4:  # a time, not only a day
        return None
    try:
        return datetime(*parsed[:6], tzinfo=_zone(written, parsed[9]))
    except (ValueError, OverflowError):
        return None


def _zone(written: str, seconds: int | None) -> timezone | None:
    named = _ZONE_NAMES.get(written.rpartition(" ")[2].strip("()").upper())
    if named is not None:
        return timezone(timedelta(minutes=named))
    return None if seconds is None else timezone(timedelta(seconds=seconds))
