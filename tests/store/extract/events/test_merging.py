"""One event told in several sentences is one event."""

from __future__ import annotations

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, only, read

EXERCISE = (
    "India and Japan are holding joint naval exercises through May 20. "
    "The drills began on Monday in the city of Mumbai."
)


def test_two_sentences_one_exercise(reader: Extractor) -> None:
    event, reading = only(reader, EXERCISE, "COOPERATE")
    assert (event.from_, event.to) == ("2024-05-13", "2024-05-20")
    assert event.place is not None
    assert names(reading, (event.place,)) == ["Mumbai"]
    assert len(event.evidence) == 2


def test_evidence_is_the_sentence_and_its_verb(reader: Extractor) -> None:
    event, reading = only(reader, EXERCISE, "COOPERATE")
    pieces = [reading.text[p.verb.start : p.verb.end] for p in event.evidence]
    assert pieces == ["holding", "drills"]
    assert all(p.start <= p.verb.start < p.verb.end <= p.end for p in event.evidence)


def test_other_days_are_other_events(reader: Extractor) -> None:
    text = "Egypt attacked Sudan on Monday. Egypt attacked Sudan on May 3."
    assert len([e for e in read(reader, text).events if e.type == "ASSAULT"]) == 2


def test_other_victims_are_other_events(reader: Extractor) -> None:
    text = "Police arrested a student. Police arrested two miners."
    assert len([e for e in read(reader, text).events if e.type == "COERCE"]) == 2


def test_numbers_far_apart_are_other_events(reader: Extractor) -> None:
    text = "Rebels killed {} people in Chad. Rebels killed {} people in Chad on Monday."
    for first, second, events in (("1,200", "3", 2), ("12", "15", 1)):
        read_events = read(reader, text.format(first, second)).events
        assert len([e for e in read_events if e.type == "ASSAULT"]) == events


def test_attacked_killing_is_one_event(reader: Extractor) -> None:
    event, reading = only(reader, "Rebels attacked a base, killing ten soldiers.", "ASSAULT")
    assert names(reading, event.recipients) == ["base", "soldiers"]


def test_an_asserted_telling_outweighs_a_claim(reader: Extractor) -> None:
    text = "Egypt attacked Sudan on Monday. Sudan said that Egypt had attacked it on Monday."
    event, _ = only(reader, text, "ASSAULT")
    assert event.modality == "asserted"


def test_one_earthquake_whatever_it_is_said_to_hit(reader: Extractor) -> None:
    text = "An earthquake struck Chile on Monday. The quake killed nine miners in Arica."
    event, _ = only(reader, text, "OTHER")
    assert event.mode == "disaster"
    assert len(event.evidence) == 2


def test_a_final_is_the_game_that_it_is_won_in(reader: Extractor) -> None:
    event, _ = only(reader, "Chile beat Peru 2-1 in the final on Monday in Lima.", "OTHER")
    assert event.mode == "match"


def test_a_summit_told_beside_another_trip_lends_no_date(reader: Extractor) -> None:
    text = (
        "Paul Biya talked with William Ruto in Oslo. "
        "Lula had gone to Chile on May 7 and went on to Peru after the summit."
    )
    event = next(e for e in read(reader, text).events if e.label.startswith("Paul Biya talked"))
    assert event.from_ != "2024-05-07"


def test_who_talks_beside_a_summit_did_not_hold_it(reader: Extractor) -> None:
    text = (
        "William Ruto ended a three-day summit of African leaders on Thursday. "
        "Paul Biya talked with William Ruto on Thursday."
    )
    events = [e for e in read(reader, text).events if e.type == "CONSULT"]
    assert sorted(len(e.actors) for e in events) == [1, 2]


def test_the_place_is_not_that_of_what_came_before(reader: Extractor) -> None:
    event, reading = only(
        reader, "William Ruto arrived in Norway after the parade in Nairobi.", "CONSULT"
    )
    assert event.place is not None
    assert names(reading, (event.place,)) == ["Norway"]


def test_another_summit_is_no_evidence(reader: Extractor) -> None:
    text = "Kenya and Norway held a summit in Oslo. It was the first summit for Togo."
    event, _ = only(reader, text, "CONSULT")
    assert len(event.evidence) == 1
