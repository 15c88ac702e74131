"""The salience of rows: what an analyst would note stands above what is said and done beside it."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read

MAIN = "Kenya's parliament elected Ann Lee president on Monday."


@pytest.mark.parametrize(
    "beside",
    [
        "“The garden is lovely again this year,” a friend said.",
        "“I love her voice,” said a neighbour.",
        "Ann Lee brought a green scarf on Monday.",
        "Sudan had not elected anybody in years, and nobody remembered when it last did.",
    ],
)
def test_the_main_event_stands_above_what_is_beside_it(reader: Extractor, beside: str) -> None:
    events = read(reader, f"{MAIN} {beside}").events
    main, *others = events
    assert main.label.startswith("Kenya")
    assert others
    assert all(0 <= other.salience < main.salience <= 1 for other in others)


def test_what_a_body_decided_stands_above_what_a_person_feels(reader: Extractor) -> None:
    text = (
        "It rained. It was cold. The court in Oslo fined Acme 3 million dollars on Tuesday. "
        "“I love her voice,” said a neighbour."
    )
    by_type = {event.type: event.salience for event in read(reader, text).events}
    assert by_type.pop("STATEMENT") < max(by_type.values())


def test_what_cost_lives_is_noted_though_nobody_is_named(reader: Extractor) -> None:
    text = "It rained. It was cold. People slept. More than 90 people were killed, doctors said."
    (event,) = (e for e in read(reader, text).events if e.type != "STATEMENT")
    assert event.salience > 0.5
