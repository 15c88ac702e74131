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
        ("Leading Democrats said the plan was a mistake.", ["Democrats"]),
        ("One senior Democrat said the plan was a mistake.", ["Democrat"]),
        ("A majority of Republicans backed the plan on Monday.", ["Republicans"]),
        ("Ohio election officials said the plan was a mistake.", ["Ohio election officials"]),
        ("Norwegian officials said the plan was a mistake.", ["Norway"]),
        ("Ann Lee, Bo Falk and others said the plan was a mistake.", ["Ann Lee", "Bo Falk"]),
        ("The NATO president criticised Ann Lee on Monday.", ["NATO president"]),
        ("A NATO official criticised Ann Lee on Monday.", ["NATO"]),
        ("ZBC anchor and chief reporter Ann Lee interviewed Bo Falk.", ["Ann Lee"]),
        ("The minister and Chief Reporter Ann Lee criticised it.", ["minister", "Ann Lee"]),
        ("The Dow Jones average of 30 industrials fell 24 points on Monday.", []),
        ("Democratic aides said the plan was a mistake.", ["Democratic aides"]),
        ("Some Republicans said the plan was a mistake.", ["Republicans"]),
        ("A Democratic Party spokesman said the plan was a mistake.", ["Democratic Party"]),
        ("Utah Democrats said the plan was a mistake.", ["Utah Democrats"]),
        ("Two of the Republicans criticised Ann Lee on Monday.", ["Republicans"]),
        ("Leeds police arrested Ann Lee on Monday.", ["Leeds police"]),
        ("Leeds police said the plan was a mistake.", ["Leeds police"]),
        ("The mayor of Leeds criticised Ann Lee on Monday.", ["mayor"]),
        ("Republicans among the critics attacked Ann Lee on Monday.", ["Republicans"]),
        ("Thousands of Norwegians greeted Ann Lee on Monday.", ["Norwegians"]),
        ("Ann Lee's top advisers met Bo Falk on Monday.", ["Ann Lee's advisers"]),
        ("Chadian newspapers said the old plan was a mistake.", ["Chadian newspapers"]),
        ("Two rivals, Ann Lee and Bo Falk, opened a school on Monday.", ["Ann Lee", "Bo Falk"]),
        ("The crew of Ann Lee and Bo Falk found the letter on Monday.", ["Ann Lee", "Bo Falk"]),
        ("Lobbyist and fundraiser Bo Falk opened a school on Monday.", ["Bo Falk"]),
        ("Ann Lee and Iowa Gov. Bo Parks opened a school on Monday.", ["Ann Lee", "Bo Parks"]),
        ("Thirty people were arrested after a march by 2,000 villagers on Monday.", []),
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
        (
            "Four bodies support the text, among them the European Commission and the Council of "
            "Europe.",
            [],
        ),
        ("A poll on Monday showed Ann Lee with 46 percent of the vote.", []),
    ],
)
def test_whom_it_happens_to(reader: Extractor, text: str, recipients: list[str]) -> None:
    reading = read(reader, text)
    assert [names(reading, event.recipients) for event in reading.events] == [recipients]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Ann Lee has picked up 20 delegates in Utah.", []),
        ("Ann Lee angered 20 delegates in Utah on Monday.", ["delegates"]),
        ("Ann Lee criticised Ohio officials on Monday.", ["Ohio officials"]),
        (
            "Ann Lee, who is in the race for president, captured Utah in the primary election.",
            [],
        ),
    ],
)
def test_who_undergoes(reader: Extractor, text: str, recipients: list[str]) -> None:
    reading = read(reader, text)
    assert [names(reading, event.recipients) for event in reading.events] == [recipients]


def test_a_primary_is_held_somewhere_and_nobody_does_it(reader: Extractor) -> None:
    reading = read(reader, "Bo Falk is tired after last week's Ohio primary.")
    [event] = reading.events
    assert names(reading, event.actors) == []
    assert names(reading, (event.place or "",)) == ["Ohio"]
