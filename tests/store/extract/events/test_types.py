"""What tense, negation and modals make of an event."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.shown_events import is_hidden
from tests.store.extract.events.told import read, told


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Emmanuel Macron will meet Olaf Scholz in Berlin on Friday.", "CONSULT", "planned"),
        ("Emmanuel Macron will not meet Olaf Scholz.", "REJECT", "asserted"),
        ("Emmanuel Macron did not meet Olaf Scholz.", "CONSULT", "negated"),
        ("Emmanuel Macron may meet Olaf Scholz.", "CONSULT", "hypothetical"),
        ("Egypt tried to attack Sudan.", "ASSAULT", "hypothetical"),
        ("Kenya will invade Somalia.", "THREATEN", "planned"),
        ("Kenya attacked Somalia.", "ASSAULT", "asserted"),
        ("Egypt said that Sudan had attacked Chad.", "ASSAULT", "claimed"),
        ("Egypt allegedly attacked Chad.", "ASSAULT", "claimed"),
        ("Egypt is believed to have attacked Chad.", "ASSAULT", "claimed"),
        ("Egypt denied attacking Chad.", "ASSAULT", "negated"),
        ("Egypt denied that it had attacked Chad.", "ASSAULT", "negated"),
        ("Egypt rejected claims that it attacked Chad.", "ASSAULT", "negated"),
        ("It is not true that Egypt attacked Chad.", "ASSAULT", "negated"),
        ("Egypt no longer supports Chad.", "SUPPORT", "negated"),
        ("Egypt almost attacked Chad.", "ASSAULT", "hypothetical"),
        ("Egypt fears that Sudan attacked Chad.", "ASSAULT", "hypothetical"),
        ("Egypt was expected to attack Chad.", "ASSAULT", "planned"),
        ("A court ruled that Egypt had attacked Chad.", "ASSAULT", "claimed"),
        ("Ann Lee hopes so, before Egypt attacks Chad.", "ASSAULT", "hypothetical"),
        ("Had Egypt attacked Chad, Togo would have left.", "ASSAULT", "hypothetical"),
        ("Egypt is due to meet Chad on Friday.", "AGREE", "planned"),
        ("Ann Lee will endorse Bo Falk at a rally on Friday.", "SUPPORT", "planned"),
        ("Neither Kenya nor Chad attacked Somalia on Friday.", "ASSAULT", "negated"),
        ("Kenya was one of the earliest states to join the union.", "SUPPORT", "asserted"),
        ("If Chad leaves, Ann Lee said Kenya will attack Somalia.", "ASSAULT", "hypothetical"),
        ("A court sentenced Ann Lee to ten years in prison.", "COERCE", "asserted"),
        ("Ann Lee was thrown into prison.", "COERCE", "asserted"),
        ("Chad blocked a package of measures against Kenya.", "REJECT", "asserted"),
        ("Ann Lee hammered Bo Falk.", "ACCUSE", "asserted"),
        ("Ann Lee agreed that the old plan was bad.", "STATEMENT", "asserted"),
        ("Ann Lee called the plan absurd on Monday.", "STATEMENT", "asserted"),
        ("The bank issued a statement about the loss on Monday.", "STATEMENT", "asserted"),
        ("Ann Lee defended her record on Monday.", "OTHER", "asserted"),
        ("Ann Lee defended her manager on Monday.", "SUPPORT", "asserted"),
    ],
)
def test_modality(reader: Extractor, text: str, kind: str, modality: str) -> None:
    events = [(e.type, e.modality) for e in read(reader, text).events]
    assert (kind, modality) in events


def test_an_exercise_of_one_is_a_show_of_force_and_of_two_is_cooperation(reader: Extractor) -> None:
    alone = read(reader, "India held a military exercise on Monday.").events
    together = read(reader, "India and Japan held a joint military exercise.").events
    assert [e.type for e in alone] == ["MOBILIZE"]
    assert [e.type for e in together] == ["COOPERATE"]


def test_a_claim_names_who_makes_it(reader: Extractor) -> None:
    reading = read(reader, "Greece said that Turkey had attacked Cyprus.")
    event = next(e for e in reading.events if e.type == "ASSAULT")
    names = {e.id: e.name for e in reading.entities}
    assert [names[i] for i in event.according_to] == ["Greece"]


def test_what_another_must_do_is_a_demand(reader: Extractor) -> None:
    reading = read(reader, "Ghana said that Togo must free the sailors.")
    demand = next(e for e in reading.events if e.type == "REQUEST")
    assert demand.label == "Ghana said that Togo must free the sailors"
    assert demand.modality == "asserted"


def test_a_statement_is_an_event_of_its_own_kind(reader: Extractor) -> None:
    reading = read(reader, "Emmanuel Macron said that the winter would be long and cold.")
    assert [(e.type, e.label) for e in reading.events] == [
        ("STATEMENT", "Emmanuel Macron: the winter would be long and cold")
    ]


def test_a_statement_that_tells_an_event_is_not_told_twice(reader: Extractor) -> None:
    reading = read(reader, "Police said Ann Lee was arrested in Oslo on Monday.")
    assert [e.type for e in reading.events] == ["COERCE"]


def test_a_statement_is_told_where_lists_do_not_show_its_event(reader: Extractor) -> None:
    reading = read(reader, "Ghana said that Togo had attacked Benin.")
    assert [(e.type, is_hidden(e)) for e in reading.events] == [
        ("STATEMENT", False),
        ("ASSAULT", True),
    ]


def test_troops_sent_to_keep_a_peace_are_aid(reader: Extractor) -> None:
    kinds = [e.type for e in read(reader, "Ghana deployed 200 peacekeepers to Mali.").events]
    assert kinds == ["AID"]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Ann Lee won the election in Chad, beating Paul Biya.", "OTHER", "election"),
        ("Peacekeepers came when Norway sent troops to Chad.", "AID", "military"),
        ("Norway sent troops to Chad on Monday.", "MOBILIZE", "troops"),
        ("Heavy rain and a flood struck. Two bridges were destroyed in Chad.", "OTHER", "damage"),
        ("Two bridges were destroyed in Chad.", "ASSAULT", None),
        ("A gas explosion killed ten in a mine near Oslo on Monday.", "OTHER", "disaster"),
        ("A bomb explosion killed ten in Oslo on Monday.", "ASSAULT", "explosives"),
        ("A Zeta Air plane landed in Riga on Monday with smoke on board.", "OTHER", "travel"),
        ("The jet of Zeta Air crashed in Peru on Monday, killing ten.", "OTHER", "disaster"),
        ("Ann Lee received the award from Eva Stein in Oslo on Monday.", "OTHER", "award"),
        ("A lander touched down on the moon on Thursday.", "OTHER", None),
        ("An exchange of gunfire between police and robbers left two dead.", "ASSAULT", "firearms"),
        ("A soldier was killed in Chad when his jeep went down a hill.", "OTHER", "casualty"),
        ("A singer was killed in Chad when her bus skidded.", "OTHER", "casualty"),
        ("The jury in Oslo awarded Ann Lee $52,000 in damages.", "OTHER", "court"),
        ("The resort in Oslo hosted a Zeta Corp show on Monday.", "OTHER", None),
        ("Ann Lee launched a scathing attack on Chad on Monday.", "ACCUSE", None),
        ("The strikers in Oslo ended their strike on Monday.", "CONCEDE", None),
        ("A judge blocked a law in Norway on Monday.", "OTHER", "court"),
        ("Ann Lee won on Monday, beating Eva Stein at the first hole.", "OTHER", "match"),
        ("A nurse who stole money was jailed in Oslo on Monday.", "COERCE", "arrest"),
    ],
)
def test_a_type_by_its_circumstances(
    reader: Extractor, text: str, kind: str, mode: str | None
) -> None:
    assert (kind, mode) in [(e.type, e.mode) for e in read(reader, text).events]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zeta Corp beat the forecast on Monday.", "OTHER"),
        ("Rebels blew up a bridge in Chad.", "ASSAULT"),
        ("Norway bombed crops in Chad.", "ASSAULT"),
    ],
)
def test_what_cannot_be_hurt_is_not_assaulted(reader: Extractor, text: str, kind: str) -> None:
    assert [k for k, _, _ in told(reader, text)] == [kind]


def test_a_person_inside_the_phrase_that_acts_does_no_harm(reader: Extractor) -> None:
    assert told(reader, "The murder of Ann Lee shocked Oslo.")[-1][1] == []
    (event,) = told(reader, "Ann Lee's murder took place in Oslo on Monday.")
    assert event == ("ASSAULT", [], ["Ann Lee"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann Lee spoke out about the illness of her son on Monday.", "STATEMENT"),
        ("Ann Lee spoke out against the ban on Monday.", "ACCUSE"),
        ("Ann Lee gave a long speech in Utah on Monday.", "OTHER"),
        ("Ann Lee took the occasion to accuse Bo Falk of fraud.", "ACCUSE"),
        ("Ann Lee has locked up the nomination.", "OTHER"),
        ("Ann Lee recognized the need for a new plan on Monday.", "OTHER"),
        ("Japan had a trade surplus with Chad last year.", "OTHER"),
        ("Ann Lee welcomed a pair of twins on Monday.", "OTHER"),
        ("The mayor disbanded the choir on Monday.", "OTHER"),
        ("The mayor called on the ministers to help Ann Lee on Monday.", "REQUEST"),
        ("Friends of Ann Lee launched a petition against the mayor on Monday.", "REQUEST"),
    ],
)
def test_everyday_senses_of_words_of_politics(text: str, kind: str, reader: Extractor) -> None:
    assert kind in {event.type for event in read(reader, text).events}
