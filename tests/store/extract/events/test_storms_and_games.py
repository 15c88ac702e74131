"""What a storm, a winner and a court do, in the words of today's wires."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, only, read


def test_a_named_storm_attacks_nobody(reader: Extractor) -> None:
    text = (
        "Tropical storm Ulvina slammed into northern Peru on Monday, killing at least ten people "
        "and forcing thousands from their homes."
    )
    reading = read(reader, text)
    assert {(e.type, e.mode) for e in reading.events} == {("OTHER", "disaster")}
    assert {e.name: e.type for e in reading.entities}["Ulvina"] == "EVENT"


def test_rain_coerces_nobody(reader: Extractor) -> None:
    text = "Heavy rain forced thousands of people from their homes in Oslo on Monday."
    event, _ = only(reader, text, "OTHER")
    assert event.mode == "disaster"


def test_a_title_that_is_won_is_no_plan(reader: Extractor) -> None:
    text = "Ann Lee beat Eva Stein to win the Oslo Open, becoming the youngest champion since 1992."
    told = {e.label: (e.mode, e.modality, e.from_) for e in read(reader, text).events}
    assert told["Ann Lee wins the Oslo Open, becoming the youngest champion since 1992"] == (
        "win",
        "asserted",
        None,
    )
    assert told[
        "Ann Lee beat Eva Stein to win the Oslo Open, becoming the youngest champion since 1992"
    ] == ("match", "asserted", None)
    assert {since for _, _, since in told.values()} == {None}


def test_who_orders_goes_on_in_a_finite_verb(reader: Extractor) -> None:
    text = "William Ruto ordered the army to help and will visit Chad on Saturday."
    told = {e.label: (e.modality, e.from_) for e in read(reader, text).events}
    assert told == {
        "William Ruto ordered the army to help": ("asserted", None),
        "William Ruto will visit Chad": ("planned", "2024-05-18"),
    }


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Ann Lee told Paul Biya to expect a long term and adjourned sentencing until Monday.",
            "Ann Lee told Paul Biya to expect a long term",
        ),
        ("Ten of the victims drowned in Oslo.", "Ten of the victims drowned in Oslo"),
        ("Talks with lenders broke down.", "Talks with lenders broke down"),
        (
            "Microsoft opened an office. Its board dismissed Ann Lee on Monday.",
            "Microsoft's board dismissed Ann Lee",
        ),
    ],
)
def test_label(reader: Extractor, text: str, label: str) -> None:
    assert label in [e.label for e in read(reader, text).events]


def test_a_tradesman_does_not_act_for_his_country(reader: Extractor) -> None:
    text = "An Italian climber stole the crown from the museum on Monday."
    event, reading = only(reader, text, "OTHER")
    assert names(reading, event.actors) == ["Italian climber"]


def test_who_collapses_is_no_disaster(reader: Extractor) -> None:
    modes = {
        text: [e.mode for e in read(reader, text).events]
        for text in ("Ann Lee collapsed on Monday.", "A bridge collapsed in Oslo on Monday.")
    }
    assert list(modes.values()) == [[None], ["disaster"]]


def test_struck_off_is_not_struck(reader: Extractor) -> None:
    text = "The council struck Ann Lee off the register in 2023."
    event, reading = only(reader, text, "OTHER")
    assert event.mode == "dismissal"
    assert names(reading, event.recipients) == ["Ann Lee"]
