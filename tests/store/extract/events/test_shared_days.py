"""Days of what is planned, and of what is so when somebody says it."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read


def dates(reader: Extractor, text: str, word: str) -> set[tuple[str | None, str | None]]:
    """The dates of the events that a word carries; the text was published on May 15, 2024."""
    reading = read(reader, text)
    return {
        (e.from_, e.to)
        for e in reading.events
        if e.date_basis in ("stated", "inherited")
        and any(text[v.verb.start : v.verb.end] == word for v in e.evidence if v.verb)
    }


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "The mill is expected to close next month as the owner moves work to Chad.",
            "expected",
            ("2024-06-01", "2024-06-30"),
        ),
        (
            "Officials said on Monday that the bank is seeking help from Chad.",
            "seeking",
            ("2024-05-13", "2024-05-13"),
        ),
        (
            "The pope said on Monday that Chad must leave Kenya.",
            "leave",
            ("2024-05-13", "2024-05-13"),
        ),
    ],
)
def test_a_day_beside_an_event_dates_it(
    reader: Extractor, text: str, word: str, day: tuple[str, str]
) -> None:
    assert dates(reader, text, word) == {day}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Officials said on Monday that troops shelled the port of Sarn.", "shelled"),
        ("A paper reported last month that Chad has funded trips of lawmakers.", "funded"),
        ("Officials said on Monday that the general has died.", "died"),
        ("Ann Lee's mill burned down in 1987, and she says that Chad set the fire.", "says"),
        (
            "Rebels took Sarn on Monday. It lies on a river. It has a mill. The mill is old. "
            "The hills are green. An aide shot a man late in the evening.",
            "shot",
        ),
        ("Officials invited Ann Lee to talks in May, and she came.", "invited"),
    ],
)
def test_a_day_of_something_else_does_not(reader: Extractor, text: str, word: str) -> None:
    assert dates(reader, text, word) == set()
