"""Times and places in an event's clause that are somebody else's."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, only, read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway delayed the launch of its rocket to 2029.", "OTHER"),
        ("Judge Ann Lee scheduled a hearing for June 9.", "OTHER"),
        ("Norway will appeal against the ruling of May 2.", "OTHER"),
        ("England lost the final, after the one against Italy in 2021.", "OTHER"),
        ("Ann Lee and Jim Roe were honoured on Monday. They discovered a comet.", "OTHER"),
    ],
)
def test_a_time_that_is_not_its_own(reader: Extractor, text: str, kind: str) -> None:
    event, _ = only(reader, text, kind)
    assert event.from_ is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Cocoa prices fell sharply, erasing Monday's gains as traders took profits.", "took"),
        ("Officials promised 40 billion dollars to Chad within the next year.", "promised"),
    ],
)
def test_a_time_of_what_it_refers_to_is_not_its_own(
    reader: Extractor, text: str, word: str
) -> None:
    told = [
        event
        for event in read(reader, text).events
        if any(text[v.verb.start : v.verb.end] == word for v in event.evidence if v.verb)
    ]
    assert all(event.date_basis in (None, "as_of") for event in told)


def test_what_has_happened_was_not_tomorrow(reader: Extractor) -> None:
    event, _ = only(reader, "Chad attacked Kenya on Thursday.", "ASSAULT")
    assert (event.from_, event.to) == ("2024-05-09", "2024-05-09")


def test_a_day_that_hangs_on_another_noun_is_its_own(reader: Extractor) -> None:
    event, _ = only(reader, "Norway expelled Ann Lee after the raid on Monday.", "SANCTION")
    assert event.from_ == "2024-05-13"


def test_the_place_of_the_clause_that_it_hangs_on_is_not_its_own(reader: Extractor) -> None:
    text = "Since Monday, when Ann Lee fled to Peru, students have kept order in Lima."
    reading = read(reader, text)
    event = next(e for e in reading.events if e.mode == "flight")
    assert event.place is not None
    assert names(reading, (event.place,)) == ["Peru"]


def test_a_disaster_is_where_it_strikes(reader: Extractor) -> None:
    event, reading = only(reader, "A powerful earthquake struck the coast of Chile.", "OTHER")
    assert event.place is not None
    assert names(reading, (event.place,)) == ["Chile"]


def test_a_list_without_a_verb_tells_nothing_of_its_heading(reader: Extractor) -> None:
    text = "Calendar of the mission: landing in Oslo on May 2; return on May 5."
    assert read(reader, text).events == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ann Lee set the trial for June 9.", "Ann Lee set the trial for June 9"),
        (
            "Norway raised its forecast for growth this year to 2 percent.",
            "Norway raised its forecast for growth this year to 2 percent",
        ),
        ("Ann Lee tabled a motion for next Tuesday.", "Ann Lee tabled a motion for next Tuesday"),
    ],
)
def test_what_is_planned_for_a_day_was_not_planned_on_it(
    reader: Extractor, text: str, label: str
) -> None:
    event = next(e for e in read(reader, text).events if e.label == label)
    assert (event.from_, event.date_basis) in ((None, None), (None, "as_of"))


def test_a_year_before_one_verb_is_not_that_of_the_next(reader: Extractor) -> None:
    text = "Norway closed its border last year and has deployed troops in Chad."
    dates = {e.type: e.from_ for e in read(reader, text).events}
    assert dates["MOBILIZE"] is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The Supreme Court of Norway annulled a 2020 law on fishing.", "annulled"),
        ("Crews searched on Monday after a ferry sank off Oslo.", "A ferry sank"),
        ("Ann Lee joined Zeta Oil at 19 and ran a bank in Norway in 1966.", "joined"),
        ("Ann Lee met Bo Parks and, on Wednesday, Jim Rask.", "Ann Lee met"),
    ],
)
def test_a_time_of_another_clause_or_noun(reader: Extractor, text: str, start: str) -> None:
    assert [e.from_ for e in read(reader, text).events if start in e.label] == [None]
