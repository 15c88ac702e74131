"""The other party of a verb: behind a preposition, in a complement, at the end of a journey."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, read


def first(reader: Extractor, text: str) -> tuple[list[str], list[str]]:
    """Return the names of those who act and of those who undergo it in the first event."""
    reading = read(reader, text)
    event = reading.events[0]
    return names(reading, event.actors), names(reading, event.recipients)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Orvis will end up buying Zeta Bank next year.", ["Orvis"], ["Zeta Bank"]),
        ("Orvis announced plans to merge with Zeta Bank.", ["Orvis"], ["Zeta Bank"]),
        ("Orvis agreed on Monday to be bought by Zeta Bank.", ["Orvis"], ["Zeta Bank"]),
        ("Orvis responded on Monday by hiring Ann Lee.", ["Orvis"], ["Ann Lee"]),
        ("Ann Lee earned a victory over Bo Falk on Monday.", ["Ann Lee"], ["Bo Falk"]),
        (
            "Ann Lee wrote a letter on Monday to the chairman, Bo Falk.",
            ["Ann Lee"],
            ["Bo Falk"],
        ),
        (
            "Ann Lee, who ordered the raid, was shot in May by her guards.",
            ["guards"],
            ["Ann Lee"],
        ),
    ],
)
def test_party(reader: Extractor, text: str, actors: list[str], recipients: list[str]) -> None:
    reading = read(reader, text)
    found = [
        (names(reading, e.actors), names(reading, e.recipients))
        for e in reading.events
        if e.recipients
    ]
    assert (actors, recipients) in found


def test_who_is_made_to_act(reader: Extractor) -> None:
    text = "Ann Lee was forced to withdraw from the race on Thursday."
    assert first(reader, text) == (["Ann Lee"], [])


@pytest.mark.parametrize(
    "text",
    [
        "Chad called for a commission on the deaths on Monday.",
        "Chad called for the appointment of a commission on Monday.",
        "The pope called for peace in Chad on Monday.",
        "Kenya agreed on Monday that the borders of Chad must not change.",
        "Ann Lee pleaded guilty in Lima on Monday.",
        "Ann Lee bought a house in Lima on Monday.",
        "Ann Lee, a painter, flew to Nairobi on Monday. Kenya was glad.",
    ],
)
def test_what_is_no_party(reader: Extractor, text: str) -> None:
    assert first(reader, text)[1] == []


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Chad's president, Ann Lee, flew to Nairobi on Monday. Kenya was glad.", ["Kenya"]),
        ("Ann Lee flew to Nairobi in Kenya on Monday.", ["Kenya"]),
        ("Ann Lee visited Kenya on Monday.", ["Kenya"]),
    ],
)
def test_host(reader: Extractor, text: str, hosts: list[str]) -> None:
    assert first(reader, text)[1] == hosts


@pytest.mark.parametrize("name", ["Coleman", "Ackman", "Newman"])
def test_surname_that_ends_like_a_noun(reader: Extractor, name: str) -> None:
    assert first(reader, f"Mr. {name} praised Bo Falk on Monday.") == ([name], ["Bo Falk"])
