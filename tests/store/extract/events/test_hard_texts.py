"""Texts that were made to be hard: deep and wide, and empty."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read

TIMES = 400


@pytest.mark.parametrize("text", ["", " \n ", "Attack", "attack " * TIMES, "?!" * TIMES], ids=len)
def test_nothing_to_tell(reader: Extractor, text: str) -> None:
    assert read(reader, text).events == ()


def test_a_text_may_end_with_its_verb(reader: Extractor) -> None:
    (event,) = read(reader, "To end the war, Ann Lee resigned").events
    assert event.label == "Ann Lee resigned"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "The police of " + "the group of " * TIMES + "Kenya attacked Chad.",
        "Kenya attacked " + "a series of " * TIMES + "Chad.",
        "Kenya attacked Chad " + "and attacked Chad " * TIMES + ".",
        "Kenya agreed " + "to agree " * TIMES + "to attack Togo.",
        "Kenya attacked Chad, which attacked " + "Chad, which attacked " * TIMES + "Togo.",
        "Kenya attacked " + "Chad, " * TIMES + "and Togo.",
        "Nairobi-led " * 5000,
        "was led and " * TIMES,
    ],
    ids="parts objects verbs infinitives clauses names compounds passives".split(),
)
def test_depth_and_width_are_survived(reader: Extractor, text: str) -> None:
    reading = read(reader, text)
    pieces = [piece for event in reading.events for piece in event.evidence]
    assert all(0 <= p.start <= p.verb.start < p.verb.end <= p.end <= len(text) for p in pieces)
    assert all(event.label.strip() for event in reading.events)
