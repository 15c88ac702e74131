"""Events by the form of their clause: participles, infinitives, states of a day, polls."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read


def labels(reader: Extractor, text: str) -> list[tuple[str, str | None]]:
    """Return the label and the first day of each event but statements."""
    events = [e for e in read(reader, text).events if e.type != "STATEMENT"]
    return [(e.label, e.from_) for e in events]


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        (
            "The result is a report released by Acme on Monday.",
            "A report was released by Acme",
            "2024-05-13",
        ),
        (
            "Eight rebels appeared in court in Lima on Monday.",
            "Eight rebels appeared in court in Lima",
            "2024-05-13",
        ),
        ("A new census is to be taken this month.", "A new census is to be taken", "2024-05-01"),
        (
            "The dollar was higher against the other currencies today.",
            "Dollar was higher against the other currencies",
            "2024-05-15",
        ),
        (
            "A cinema agreed to suspend the showing of a new film.",
            "A cinema agreed to suspend the showing of a new film",
            None,
        ),
        (
            "The Democrats sought to broaden the talks to other issues.",
            "Democrats sought to broaden the talks to other issues",
            None,
        ),
        ("Talks resume today on the new budget.", "Talks resume on the new budget", "2024-05-15"),
    ],
)
def test_is_a_row(reader: Extractor, text: str, label: str, day: str | None) -> None:
    assert (label, day) in labels(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "The mood in Oslo was good on Monday.",
        "In a poll of 800 farmers, taken in May, nothing was clear.",
        "Chad had a good day on Monday.",
    ],
)
def test_is_no_row(reader: Extractor, text: str) -> None:
    assert labels(reader, text) == []


def test_what_a_share_of_those_polled_says_is_a_row(reader: Extractor) -> None:
    text = "A poll was taken in Oslo. Some 52 percent said they were against the plan."
    assert "Some 52 percent said they were against the plan" in dict(labels(reader, text))
    alone = "It rained. Some 52 percent said they were against the plan."
    assert labels(reader, alone) == []


def test_a_coming_primary_is_a_row_with_its_day(reader: Extractor) -> None:
    events = read(reader, "The race has turned nasty ahead of Kenya's Friday primary.").events
    primary = next(e for e in events if e.mode == "election")
    assert (primary.from_, primary.modality) == ("2024-05-17", "planned")
