"""Dates in text, in the languages of most sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from store.reading import DateOrder, PublishedDoubt

# Month names as CLDR has them: the form beside a day ("12 октября", "12 października"), the name
# alone, and abbreviations.

_ENGLISH = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
# German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Finnish, Polish, Czech,
# Romanian, Turkish, Indonesian, Catalan; then Russian, Ukrainian, Greek, Arabic, Hebrew.
_OTHER = (
    "januar jänner jän janvier janv enero ene gennaio gen janeiro januari tammikuuta stycznia "
    "styczeń sty ledna leden ianuarie ocak gener января январь янв січня ιανουαρίου يناير "
    "ינואר בינואר",
    "februar feber février févr fév febrero febbraio fevereiro fev februari helmikuuta lutego "
    "luty lut února únor februarie şubat februari febrer февраля февраль фев лютого "
    "φεβρουαρίου فبراير شباط פברואר בפברואר",
    "märz mär mrz mars marzo março maart mrt marts maaliskuuta marca marzec března březen "
    "martie mart maret març марта март мар березня μαρτίου مارس آذار מרץ במרץ",
    "avril avr abril abr aprile aprila huhtikuuta kwietnia kwiecień kwi dubna duben aprilie "
    "nisan апреля апрель апр квітня απριλίου أبريل ابريل إبريل نيسان אפריל באפריל",
    "mai mayo maggio mag maio mei maj toukokuuta maja května květen mayıs maig мая май травня "
    "μαΐου مايو أيار מאי במאי",
    "juni juin junio giugno giu junho kesäkuuta czerwca czerwiec června červen iunie haziran "
    "juny июня июнь июн червня ιουνίου يونيو يونية حزيران יוני ביוני",
    "juli juillet juil julio luglio lug julho heinäkuuta lipca lipiec července červenec iulie "
    "temmuz juliol июля июль июл липня ιουλίου يوليو يوليه تموز יולי ביולי",
    "august août aout agosto ago augustus augusti elokuuta sierpnia sierpień srpna srpen "
    "ağustos agustus agost августа август авг серпня αυγούστου أغسطس اغسطس آب אוגוסט באוגוסט",
    "septembre septiembre setiembre settembre sett set setembro syyskuuta września wrzesień "
    "września září septembrie eylül setembre сентября сентябрь сент сен вересня σεπτεμβρίου "
    "سبتمبر أيلول ספטמבר בספטמבר",
    "oktober okt octobre octubre ottobre ott outubro out lokakuuta października październik "
    "října říjen octombrie ekim octubre октября октябрь окт жовтня οκτωβρίου أكتوبر اكتوبر "
    "אוקטובר באוקטובר",
    "novembre noviembre novembro marraskuuta listopada listopad listopadu noiembrie kasım "
    "ноября ноябрь ноя листопада νοεμβρίου نوفمبر נובמבר בנובמבר",
    "dezember dez décembre déc diciembre dic dicembre dezembro desember joulukuuta grudnia "
    "grudzień prosince prosinec decembrie aralık desembre декабря декабрь дек грудня "
    "δεκεμβρίου ديسمبر דצמבר בדצמבר",
)


def _numbered(rows: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, 1) for name in names.split()}


ENGLISH = _numbered(_ENGLISH)
"""Month numbers by English name in lower case."""
OTHER = {name: number for name, number in _numbered(_OTHER).items() if name not in ENGLISH}
"""Month numbers by names that no English date has. They count only beside a day and a year: "12
set" may be Italian or tennis.
"""


# Forms of dates: "July 9, 2024", "9 July", "12. März 2018", "2024-07-09", "03/04/2024",
# "2019年4月3日".

EARLIEST = 1600
"""Earlier years are not dates of news."""

_MONTH = "(?P<month>" + "|".join(sorted(ENGLISH, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_TH = r"(?:st|nd|rd|th)?"

ISO = re.compile(rf"\b{_YEAR}-(?P<m>\d\d)-(?P<day>\d\d)(?!\d)")
MONTH_DAY = re.compile(
    rf"\b{_MONTH}\s{{1,3}}(?P<day>\d{{1,2}}){_TH}\b(?:,?\s{{1,3}}{_YEAR}\b)?", re.I
)
DAY_MONTH = re.compile(
    rf"\b(?<!:)(?P<day>\d{{1,2}}){_TH}[\s-]{{1,3}}(?:of\s)?{_MONTH}(?:[\s,-]{{1,3}}"
    r"(?P<year>(?:1[6-9]|20)\d\d|\d\d(?!,?\s(?:1[6-9]|20)\d\d))\b(?!:))?",
    re.I,
)
NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:1[6-9]|20)?\d\d)\b"
)
YEAR_FIRST = re.compile(rf"\b{_YEAR}(?P<sign>[/.])(?P<m>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})\b")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]{{0,6}}\.?,?\s{{1,2}}$", re.IGNORECASE)

_OF = r"(?:d[eo]l?\s|d['’])?"
_POINT = r"(?:er|[º°ª]|\.(?!\s{1,3}listopada))?"
"""After the day. With a point, "listopada" is Croatian and October; without, Polish and
November.
"""
_ANY_MONTH = "(?P<month>" + "|".join(sorted([*ENGLISH, *OTHER], key=len, reverse=True)) + r")\b\.?"
OTHER_DAY_MONTH = re.compile(
    rf"\b(?<!:)(?P<day>\d{{1,2}}){_POINT}[\s-]{{1,3}}{_OF}(?:\w{{2,10}}/)?{_ANY_MONTH}[,،]?[\s-]{{1,3}}{_OF}{_YEAR}\b",
    re.I,
)
OTHER_MONTH_DAY = re.compile(
    rf"\b{_ANY_MONTH}\s{{1,3}}(?P<day>\d{{1,2}}),?\s{{1,3}}{_OF}{_YEAR}\b", re.I
)
EAST_ASIAN = re.compile(
    r"(?P<year>(?:1[6-9]|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
)
_FORMS = (
    ISO, YEAR_FIRST, MONTH_DAY, DAY_MONTH, NUMERIC, OTHER_DAY_MONTH, OTHER_MONTH_DAY, EAST_ASIAN,
)  # fmt: skip


class Yearless(NamedTuple):
    """A month and a day without a year."""

    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


class Written(NamedTuple):
    """A date and its place in a text, or the reason why it is doubtful."""

    start: int
    end: int
    meaning: date | Yearless | PublishedDoubt


def dates_in(text: str, order: DateOrder | None = None) -> Iterator[Written]:
    """Yield the dates of a short text, in order and without overlaps.

    A numeric date that can be read in two ways is `ambiguous`, unless `order` settles it, or points
    between the numbers do: CLDR has points only where the day comes first.
    """
    found = [
        Written(match.start(), match.end(), _meaning(match, order))
        for pattern in _FORMS
        for match in pattern.finditer(text)
    ]
    end = -1
    for written in sorted(
        found, key=lambda one: (one.start, isinstance(one.meaning, Yearless), -one.end)
    ):
        if written.start >= end:
            yield written
            end = written.end


def _meaning(match: re.Match[str], order: DateOrder | None) -> date | Yearless | PublishedDoubt:
    parts = match.groupdict()
    if "a" in parts:
        numbers = int(parts["a"]), int(parts["b"]), _year(parts["year"])
        order = _by_weekday(match, *numbers) or order or ("dmy" if parts["sign"] == "." else None)
        return _three_numbers(*numbers, order)
    month = int(parts["m"]) if "m" in parts else _month(parts["month"].lower())
    if parts["year"] is None:
        return Yearless(month, int(parts["day"])) if int(parts["day"]) <= 31 else "absurd"
    return _day(_year(parts["year"]), month, int(parts["day"]))


def _month(name: str) -> int:
    return ENGLISH.get(name) or OTHER[name]


def _year(digits: str) -> int:
    """Return a full year. Two digits from 70 on mean 19.., others 20..."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _by_weekday(match: re.Match[str], first: int, second: int, year: int) -> DateOrder | None:
    """Return the order in which the day has the weekday named before it: "Fri, 03/08/2019"."""
    named = _WEEKDAY.search(match.string, max(0, match.start() - 12), match.start())
    if named is None:
        return None
    weekday = _WEEKDAYS.index(named[1].lower())
    days: dict[DateOrder, date | PublishedDoubt] = {
        "mdy": _day(year, first, second),
        "dmy": _day(year, second, first),
    }
    fitting = [
        order for order, day in days.items() if isinstance(day, date) and day.weekday() == weekday
    ]
    return fitting[0] if len(fitting) == 1 else None


def _three_numbers(
    first: int, second: int, year: int, order: DateOrder | None
) -> date | PublishedDoubt:
    if order is None and first <= 12 and second <= 12 and first != second:
        return "ambiguous"
    day_first = first > 12 or (order == "dmy" and second <= 12)
    return _day(year, second, first) if day_first else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | PublishedDoubt:
    try:
        return date(year, month, day) if year >= EARLIEST else "absurd"
    except ValueError:
        return "absurd"
