"""Events that are only mentioned where something else is told."""

from __future__ import annotations

import pytest

from store.extract.events.mentions import NOTED, SURE
from store.extract.pipeline import Extractor
from store.reading import Event
from tests.store.extract.events.told import names, read


def mentioned(reader: Extractor, text: str) -> list[Event]:
    found = read(reader, text).events
    return [event for event in found if (event.confidence, event.salience) == (SURE, NOTED)]


@pytest.mark.parametrize(
    ("text", "label", "type_"),
    [
        (
            "Ann Lee wept when Chad left, days after Bo Falk's speech in Oslo.",
            "Bo Falk's speech in Oslo",
            "OTHER",
        ),
        (
            "Crowds gathered at Ann Lee's second debate in Iowa.",
            "Ann Lee's second debate in Iowa",
            "OTHER",
        ),
        ("Ann Lee has been rich since selling Acme in 2011.", "Ann Lee sells Acme", "OTHER"),
    ],
)
def test_a_noun_or_verb_deep_in_a_clause_is_a_row_that_no_list_shows(
    reader: Extractor, text: str, label: str, type_: str
) -> None:
    assert (label, type_) in [(event.label, event.type) for event in mentioned(reader, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee wept when Chad left, days after a speech.",
        "Ann Lee wept when Chad left because she feared an attack on Oslo.",
        "Ann Lee relied on the support of Chad.",
        "The laws of Chad forbid the deportation of Kenyans.",
        "Ann Lee opposes the merger of Acme and Zeta.",
        "Ann Lee would boycott Bo Falk's speech in Oslo.",
        "Bo Falk accepted bribes in return for hiring Ann Lee.",
        "Chad's cabinet was expected to approve plans on Monday to place Lee in charge, Falk said.",
    ],
)
def test_no_certain_event_is_not_mentioned(reader: Extractor, text: str) -> None:
    assert mentioned(reader, text) == []


def test_its_day_is_that_of_its_own_words(reader: Extractor) -> None:
    text = "On Monday Ann Lee praised Bo Falk's speech of May 3 in Oslo."
    speech = next(e for e in mentioned(reader, text) if "speech" in e.label)
    assert speech.from_ == "2024-05-03"


def test_what_has_a_row_is_not_mentioned_too(reader: Extractor) -> None:
    text = "Chad and Kenya held talks in Oslo on Monday. The talks lasted two hours."
    assert [event.label for event in mentioned(reader, text)] == []


def test_it_adds_nobody_to_the_article(reader: Extractor) -> None:
    text = "Ann Lee wept when Chad left, days after the lawyers' speech in Oslo."
    reading = read(reader, text)
    assert "lawyers" not in [entity.name for entity in reading.entities]
    assert [names(reading, event.actors) for event in mentioned(reader, text)] == [[]]
