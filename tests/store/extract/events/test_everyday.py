"""Events outside diplomacy and conflict: what PLOVER's types are not about, and plain news."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Reader
from tests.store.extract.events.told import names, only, read, told


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Norway beat Chad 3-1 on Sunday.", "match"),
        ("Norway will play Chad in Oslo on Sunday.", "match"),
        ("Chad's probe crashed into the Moon.", "disaster"),
        ("Kenya declared an outbreak of cholera on Monday.", "disaster"),
        ("The Kenyan health service shut down its computers.", None),
        ("Chad released a satellite on Monday.", None),
        ("Norway offered tents.", None),
    ],
)
def test_is_no_conflict_and_no_concession(reader: Reader, text: str, mode: str | None) -> None:
    assert [(e.type, e.mode) for e in read(reader, text).events] == [("OTHER", mode)]


def test_who_dies_of_an_earthquake_is_not_attacked(reader: Reader) -> None:
    for text in (
        "In 2015 two earthquakes killed 90 people and destroyed half of the town.",
        "Six people were killed in Oslo when a tremor hit the town.",
    ):
        assert {e.type for e in read(reader, text).events} == {"OTHER"}


def test_a_storm_that_sinks_a_ship_is_one_event_with_it(reader: Reader) -> None:
    (event,) = read(reader, "A ferry capsized in a storm on October 3, 2019.").events
    assert event.label == "Ferry capsizes in a storm"


def test_what_somebody_with_a_name_did_on_a_day_is_news(reader: Reader) -> None:
    event, reading = only(reader, "Chad minted a silver coin on Monday.", "OTHER")
    assert event.label == "Chad mints a silver coin"
    assert names(reading, event.actors) == ["Chad"]
    assert event.from_ == "2024-05-13"


@pytest.mark.parametrize(
    "text",
    [
        "Chad minted a silver coin.",  # no day
        "A baker minted a coin on Monday.",  # nobody with a name
        "Chad did not mint a coin on Monday.",
        "Chad was poor in 2020.",
    ],
)
def test_what_is_no_news(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        (
            "A court sentenced shipping magnate Ann Lee to nine years in prison.",
            "COERCE",
            ["Ann Lee"],
        ),
        ("The court found Ann Lee, 61, guilty of bribery.", "SANCTION", ["Ann Lee"]),
        ("Ann Lee was given a suspended sentence of three years.", "COERCE", ["Ann Lee"]),
        ("Chad's king ordered Kenya to withdraw its troops.", "REQUEST", ["Kenya"]),
        ("Kenya condemned Chad and attacked Togo.", "ASSAULT", ["Togo"]),
    ],
)
def test_to_whom_it_is_done(reader: Reader, text: str, kind: str, recipients: list[str]) -> None:
    event, reading = only(reader, text, kind)
    assert names(reading, event.recipients) == recipients
