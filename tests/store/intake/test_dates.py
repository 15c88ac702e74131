"""Dates of formats keep the zone that they were written in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.intake.published import PublicationMoment, moment

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2024-07-09", "2024-07-09"),
        ("20240709", "2024-07-09"),
        ("2024-07-09T00:30:00+0400", "2024-07-09T00:30:00+04:00"),
        ("2024-07-09T00:30:00.123+04:00", "2024-07-09T00:30:00+04:00"),
        ("2024-07-09 00:30", "2024-07-09T00:30:00"),
        ("2024-07-09T00:30Z", "2024-07-09T00:30:00Z"),
        ("20240709T003000Z", "2024-07-09T00:30:00Z"),
        ("20240709003000", "2024-07-09T00:30:00"),
        ("Tue, 09 Jul 2024 00:30:00 +0400", "2024-07-09T00:30:00+04:00"),
        ("Tue, 09 Jul 2024 00:30:00 MSK", "2024-07-09T00:30:00+03:00"),
        ("Tue, 09 Jul 2024 00:30:00 EST", "2024-07-09T00:30:00-05:00"),
        ("Tue, 09 Jul 2024 00:30:00 GMT", "2024-07-09T00:30:00Z"),
        ("9 Jul 2024", "2024-07-09"),
        ("July 9, 2024", "2024-07-09"),
        ("July 9, 2024 12:30 AM EDT", "2024-07-09"),
        ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"),
        ("1720485000", "2024-07-09T00:30:00Z"),
        ("1720485000000", "2024-07-09T00:30:00Z"),
        ("2024-07-09T00:30:00+14:00", "2024-07-09T00:30:00+14:00"),
    ],
)
def test_what_is_written_is_kept(said: str, iso: str) -> None:
    assert moment(said, TODAY) == PublicationMoment(iso)


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        ("2099-01-01", "future"),
        ("0000-00-00", "absurd"),
        ("2024-02-30", "absurd"),
        ("9999-12-31T23:59:59Z", "future"),
        ("0001-01-01T00:00:00Z", "absurd"),
        ("1970-01-01T00:00:00Z", "absurd"),
        ("1970-01-01T00:00:00", "absurd"),
        ("03/04/2024", "ambiguous"),
    ],
)
def test_what_cannot_be_believed_says_why(said: str, doubt: str) -> None:
    assert moment(said, TODAY) == PublicationMoment(doubt=doubt)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", [None, "", "  ", "yesterday", "x" * 10_000, "Tue, 99 Foo 9"])
def test_no_date_is_none(said: str | None) -> None:
    assert moment(said, TODAY) == PublicationMoment()


@given(st.text(alphabet="0123456789-:+TZ ,JulyTuea.", max_size=40) | st.text(max_size=60))
def test_no_text_breaks_it(said: str) -> None:
    moment(said)
