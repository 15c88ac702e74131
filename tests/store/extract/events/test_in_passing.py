"""Events that are told in passing: nouns known by their place, or by what follows them."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Event, Reading
from tests.store.extract.events.told import names, only, read, rows


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The shooting in Oslo put off the rally.", "Oslo"),
        ("Norway mourned after the Oslo massacre.", "Oslo"),
        ("Oslo killings have changed the debate.", "Oslo"),
        ("Ann Lee called for calm following the attack at a market in Lagos.", "Lagos"),
    ],
)
def test_violence_is_known_by_its_place(reader: Extractor, text: str, place: str) -> None:
    event, reading = only(reader, text, "ASSAULT")
    assert event.place is not None
    assert names(reading, (event.place,)) == [place]
    assert event.actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee spoke of shootings in Oslo.",
        "The mayor fears an attack in Oslo.",
        "Ann Lee has been silent since the attack.",
    ],
)
def test_no_certain_event_is_none(reader: Extractor, text: str) -> None:
    assert [e.label for e in read(reader, text).events if e.type == "ASSAULT"] == []


def test_what_follows_an_event_tells_it(reader: Extractor) -> None:
    event, reading = only(reader, "Ann Lee has been silent since the arrest of Bo Falk.", "COERCE")
    assert names(reading, event.recipients) == ["Bo Falk"]


@pytest.mark.parametrize(
    ("text", "type_", "party"),
    [
        ("The board discussed the murder of Bo Falk.", "ASSAULT", "Bo Falk"),
        ("The ouster of President Bo Falk was condemned.", "OTHER", "Bo Falk"),
        ("Many were surprised by Ann Lee's victory in Iowa.", "OTHER", "Ann Lee"),
    ],
)
def test_what_happens_once_is_known_by_whom_it_names(
    reader: Extractor, text: str, type_: str, party: str
) -> None:
    events = [e for e in read(reader, text).events if e.type == type_]
    assert party in [name for e in events for name in _parties(read(reader, text), e)]


def test_of_many_wins_none_is_known(reader: Extractor) -> None:
    reading = read(reader, "Many were surprised by Ann Lee's victories in Iowa.")
    assert "victories" not in _triggers(reading)


def test_a_better_telling_stands_before_one_in_passing(reader: Extractor) -> None:
    text = (
        "Ann Lee has been silent since the arrest of Bo Falk. "
        "Police arrested Bo Falk in Oslo on Monday."
    )
    event, reading = only(reader, text, "COERCE")
    assert (event.from_, names(reading, event.actors)) == ("2024-05-13", ["police"])
    assert len(event.evidence) == 2


def test_attacks_in_two_places_are_two(reader: Extractor) -> None:
    text = "The shooting in Oslo put off the rally. Norway mourned after the shooting in Lagos."
    reading = read(reader, text)
    places = [e.place for e in reading.events if e.type == "ASSAULT"]
    assert [names(reading, (place,)) for place in places if place] == [["Oslo"], ["Lagos"]]


def _parties(reading: Reading, event: Event) -> list[str]:
    return names(reading, (*event.actors, *event.recipients))


def _triggers(reading: Reading) -> list[str]:
    return [reading.text[slice(*event.evidence[0].verb)] for event in rows(reading)]
