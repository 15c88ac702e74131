"""People who act for themselves, and what only tells where it was or which thing."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, read


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Democratic leaders fought the plan on Monday.", ["Democratic leaders"]),
        ("Some Republicans backed the plan on Monday.", ["Republicans"]),
        ("Republicans backed the plan on Monday.", ["Republican Party"]),
        ("The NATO president criticised Ann Lee on Monday.", ["NATO president"]),
        ("A NATO official criticised Ann Lee on Monday.", ["NATO"]),
        ("ZBC anchor and chief reporter Ann Lee interviewed Bo Falk.", ["Ann Lee"]),
        ("The minister and Chief Reporter Ann Lee criticised it.", ["minister", "Ann Lee"]),
        ("The Dow Jones average of 30 industrials fell 24 points on Monday.", []),
        ("Democratic aides said the plan was a mistake.", ["Democratic aides"]),
        ("Some Republicans said the plan was a mistake.", ["Republicans"]),
        ("A Democratic Party spokesman said the plan was a mistake.", ["Democratic Party"]),
    ],
)
def test_who_acts(reader: Extractor, text: str, actors: list[str]) -> None:
    reading = read(reader, text)
    assert [names(reading, event.actors) for event in reading.events] == [actors]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Ann Lee urged Americans to vote on Monday.", ["Americans"]),
        ("Ann Lee attacked the Americans on Monday.", ["United States"]),
        ("Orvis Bank opened two shops in Utah on Monday.", []),
        ("Rebels staged a protest in Lyon on Monday.", []),
        ("The gallery sold a Monet landscape on Monday.", []),
        ("Ann Lee met NATO officials on Monday.", ["NATO"]),
        ("Ann Lee visited Chad on Monday.", ["Chad"]),
        ("A poll on Monday showed Ann Lee with 46 percent of the vote.", []),
    ],
)
def test_whom_it_happens_to(reader: Extractor, text: str, recipients: list[str]) -> None:
    reading = read(reader, text)
    assert [names(reading, event.recipients) for event in reading.events] == [recipients]
