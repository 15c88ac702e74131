"""Days of an event that are not those of its time: "early 2014", "by 3 p.m.", "2001 and 2003"."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.test_shared_days import dates


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Ann Lee left Chad in late October.", "left", ("2023-10-21", "2023-10-31")),
        ("Ann Lee left Chad in early 2014.", "left", ("2014-01-01", "2014-04-30")),
        ("Ann Lee left Chad late last year.", "left", ("2023-09-01", "2023-12-31")),
        ("Ann Lee left Chad in the mid-1970s.", "left", ("1974-01-01", "1976-12-31")),
        ("Ann Lee left Chad in the early 20th century.", "left", ("1900-01-01", "1939-12-31")),
        ("Rebels attacked Chad in mid-May.", "attacked", ("2024-05-11", "2024-05-15")),
        ("By noon on Monday, snow had closed the port.", "closed", ("2024-05-13", "2024-05-13")),
        ("Chad attacked Peru in 2001, 2002 and 2003.", "attacked", ("2001-01-01", "2003-12-31")),
        ("Chad attacked Peru in 2001, 2003 and 2005.", "attacked", ("2001-01-01", "2001-12-31")),
        ("Voters elected Ann Lee in 2004 and 2012.", "elected", ("2004-01-01", "2004-12-31")),
        (
            "Sales at Oslo Media fell from 45 percent in 2006 to 36 percent in 2008.",
            "fell",
            ("2006-01-01", "2008-12-31"),
        ),
    ],
)
def test_the_days_of_a_part_or_of_several_periods(
    reader: Extractor, text: str, word: str, days: tuple[str, str]
) -> None:
    assert dates(reader, text, word) == {days}


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Ann Lee left Chad at the end of 2022.", "left", ("2022-01-01", "2022-12-31")),
        ("Ann Lee left Chad late on Monday.", "left", ("2024-05-13", "2024-05-13")),
        ("Ann Lee left Chad in the first half of May.", "left", ("2024-05-01", "2024-05-16")),
        ("Ann Lee left Chad in June and on May 3 she spoke.", "left", ("2023-06-01", "2023-06-30")),
        (
            "Sales at Oslo Media fell from 9 percent in March to 8 percent in April.",
            "fell",
            ("2024-04-01", "2024-04-30"),
        ),
        (
            "Sales at Oslo Media fell to 8 percent in April from 9 in March.",
            "fell",
            ("2024-04-01", "2024-04-30"),
        ),
    ],
)
def test_the_days_of_the_whole(
    reader: Extractor, text: str, word: str, days: tuple[str, str]
) -> None:
    assert dates(reader, text, word) == {days}
