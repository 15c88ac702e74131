"""Statements beside events, figures of markets and polls, and what is no news."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, read


def sayings(reader: Extractor, text: str) -> list[tuple[list[str], str]]:
    """(speakers, label) of each statement."""
    reading = read(reader, text)
    return [(names(reading, e.actors), e.label) for e in reading.events if e.type == "STATEMENT"]


def labels(reader: Extractor, text: str) -> list[str]:
    return [event.label for event in read(reader, text).events if event.type != "STATEMENT"]


def test_a_statement_that_only_reports_an_event_is_no_row_of_its_own(reader: Extractor) -> None:
    assert sayings(reader, "Ann Lee said Chad attacked Kenya in May.") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Ann Lee said the man who robbed the bank in May was very ill.",
            "Ann Lee: the man who robbed the bank in May was very ill",
        ),
        (
            "Ann Lee said Chad did not attack Kenya in May.",
            "Ann Lee: Chad did not attack Kenya in May",
        ),
        (
            "Ann Lee said Chad could attack Kenya in June.",
            "Ann Lee: Chad could attack Kenya in June",
        ),
    ],
)
def test_a_statement_is_a_row_if_its_main_clause_is_no_event(
    reader: Extractor, text: str, label: str
) -> None:
    assert sayings(reader, text) == [(["Ann Lee"], label)]


@pytest.mark.parametrize("speaker", ["Police", "Officials", "The committee"])
def test_a_body_without_a_name_speaks(reader: Extractor, speaker: str) -> None:
    ((_, label),) = sayings(reader, f"{speaker} said the old road through Leeds was safe again.")
    assert label.endswith(": the old road through Leeds was safe again")


def test_what_somebody_says_of_what_they_say_is_theirs(reader: Extractor) -> None:
    text = "Ann Lee told the Leeds Post on Monday that she believes the plan is very good."
    ((speakers, _),) = sayings(reader, text)
    assert speakers == ["Ann Lee"]


def test_according_to_somebody_is_a_statement(reader: Extractor) -> None:
    text = "The average rent in Leeds is very high, according to Acme Corp."
    ((speakers, label),) = sayings(reader, text)
    assert speakers == ["Acme Corp."]
    assert label == "Acme Corp.: the average rent in Leeds is very high"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee has not said whether the road is safe.",
        "“Why is the road not safe yet?” Ann Lee said.",
    ],
)
def test_a_question_is_no_statement(reader: Extractor, text: str) -> None:
    assert sayings(reader, text) == []


def test_a_quotation_may_begin_with_a_condition(reader: Extractor) -> None:
    text = "“If the road is safe, the old bridge is safe as well,” Ann Lee said."
    assert len(sayings(reader, text)) == 1


LATE = "Ann Lee spoke. The hall was full. "
"""Two sentences, behind which the present tense is mostly no news."""


@pytest.mark.parametrize(
    "text",
    [
        "Wheat prices were 3 percent lower",
        "Ann Lee leads Bo Parks by 5 points",
        "A poll shows Ann Lee at the top with 36 percent",
        "Acme is closing two mines in Leeds",
    ],
)
def test_figures_and_what_is_going_on_are_events(reader: Extractor, text: str) -> None:
    assert text in labels(reader, f"{LATE}{text}.")


@pytest.mark.parametrize(
    "text",
    [
        "Acme declined to comment on the new plan.",
        "Bo Parks refused to answer questions.",
        "The officials spoke on condition of anonymity.",
        "Ann Lee Just Got Some Devastating News From Kenya.",
    ],
)
def test_what_says_nothing_is_no_event(reader: Extractor, text: str) -> None:
    assert labels(reader, text) == []


def test_the_month_of_a_contract_is_not_the_day_of_its_price(reader: Extractor) -> None:
    text = "Wheat was 3 cents lower with July at 329 cents."
    (event,) = [e for e in read(reader, text).events if e.type == "OTHER"]
    assert event.from_ is None
