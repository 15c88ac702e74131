"""iCalendar: read back by icalendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from icalendar import Calendar

from store import ExportRows
from tests.store.exports.conftest import text_of


def components(rows: ExportRows) -> dict[str, Any]:
    text = text_of(rows, "ics")
    assert not [line for line in text.split("\r\n") if len(line.encode()) > 75]
    assert "\n" not in text.replace("\r\n", "")
    calendar = Calendar.from_ical(text)
    return {str(each["summary"]): each for each in calendar.subcomponents}


def test_periods_are_whole_and_open_ends_are_no_day(case: ExportRows) -> None:
    found = components(case)
    month = found["2024-06: Norland closes its border"]
    assert (month.name, month["dtstart"].dt) == ("VEVENT", date(2024, 6, 1))
    assert month["dtend"].dt == date(2024, 7, 1)
    met = found["Mira Adler meets Jon Brandt"]
    assert (met["dtstart"].dt, met["dtend"].dt) == (date(2024, 7, 8), date(2024, 7, 9))
    assert (str(met["location"]), str(met["status"])) == ("Minsk", "CONFIRMED")
    claim = found["before 2024-07-09: Harbour Union strikes (claimed; according to Jon Brandt)"]
    assert claim.name == "VJOURNAL"
    assert "dtstart" not in claim
    assert found["undated: Mira Adler praises Norland"].name == "VJOURNAL"
    plan = found["Mira Adler to visit Harbour Union (planned)"]
    assert str(plan["status"]) == "TENTATIVE"


def test_the_description_cites_and_no_clock_is_read(case: ExportRows) -> None:
    month = components(case)["2024-06: Norland closes its border"]
    said = str(month["description"])
    assert "“Norland closed its border in June 2024.” Harbour Wire" in said
    assert "Read by machine, checked by nobody, confidence 0.90." in said
    assert "sha256 " in said
    assert str(month["url"]) == "https://harbour.example/1?a=1&b=2"
    assert month["dtstamp"].dt.isoformat() == "2024-07-09T00:00:00+00:00"
    uids = [str(each["uid"]) for each in components(case).values()]
    assert len(set(uids)) == len(uids)


def test_a_stranger_adds_no_line(hostile: ExportRows) -> None:
    calendar = Calendar.from_ical(text_of(hostile, "ics"))
    assert {each.name for each in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    for each in calendar.subcomponents:
        assert "url" not in each
        assert set(each) <= {
            "UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "CATEGORIES", "DTSTART", "DTEND", "TRANSP",
            "STATUS",
        }  # fmt: skip
