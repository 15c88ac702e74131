"""Verbs of speech and thought: who says something, and what somebody did."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, only, read, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Judge Ann Lee on Monday proposed consolidating the pending claims.",
            ("OTHER", ["Ann Lee"], []),
        ),
        ("The Lima Times wrote about the rise of Acme on Monday.", ("OTHER", ["Lima Times"], [])),
        (
            "Nine inches of snow was expected in the hills of Chad by Friday.",
            ("OTHER", [], []),
        ),
        ("The change was plain: Acme had halted its loans in May.", ("OTHER", ["Acme"], [])),
        ("Acme reported $2 billion in sales in May.", ("OTHER", ["Acme"], [])),
        ("The price of rice nearly doubled last week.", ("OTHER", [], [])),
        ("Ann Lee will appear before the Lima court on Tuesday.", ("OTHER", ["Ann Lee"], [])),
        ("Ann Lee remained in prison on Monday.", ("OTHER", ["Ann Lee"], [])),
    ],
)
def test_what_somebody_did_is_an_event(
    reader: Extractor, text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    assert expected in told(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "“It is over,” Ann Lee sobbed on Monday.",
        "Officers found it small.",
        "Ann Lee was asked about the harvest on Monday.",
    ],
)
def test_what_only_leads_to_words_is_none(reader: Extractor, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Investigators found that the tank should not have been full.", "investigators"),
        ("The committee concluded that the mill is in good order.", "committee"),
    ],
)
def test_a_finding_is_told_in_its_own_words(reader: Extractor, text: str, speaker: str) -> None:
    event, reading = only(reader, text, "STATEMENT")
    assert names(reading, event.actors) == [speaker]
    assert event.label in text or event.label.lower() in text.lower()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ann Lee's lawyers said rebels attacked Kosti.", "Ann Lee's lawyers"),
        ("A Chadian newspaper said rebels attacked Kosti.", "Chadian newspaper"),
        ("Diplomatic sources said rebels attacked Kosti.", "diplomatic sources"),
        ("Her lawyers, Ann Lee said, attacked Kosti.", "Ann Lee"),
        ("Chadian officials said rebels attacked Kosti.", "Chad"),
        ("A Chadian diplomat said rebels attacked Kosti.", "Chadian diplomat"),
        ("Ann Lee is ill. Her lawyer said rebels attacked Kosti.", "Ann Lee's lawyer"),
        ("A lawyer for Ann Lee said rebels attacked Kosti.", "Ann Lee's lawyer"),
        ("Chad's news agency Tell said rebels attacked Kosti.", "Tell"),
    ],
)
def test_who_speaks_is_the_source_of_a_claim(reader: Extractor, text: str, source: str) -> None:
    reading = read(reader, text)
    told = [e for e in reading.events if e.type != "STATEMENT"]
    assert [names(reading, e.according_to) for e in told] == [[source]]


def test_what_is_said_may_begin_with_somebody_s_own(reader: Extractor) -> None:
    event, reading = only(reader, "Ann Lee said her old brother was ill at home.", "STATEMENT")
    assert names(reading, event.actors) == ["Ann Lee"]
    assert event.label == "Ann Lee: her old brother was ill at home"
