"""Who did what to whom, from plain sentences of our own."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import told

Told = tuple[str, list[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil accused Chile of dumping steel.", ("ACCUSE", ["Brazil"], ["Chile"])),
        ("Chile was accused by Brazil of dumping.", ("ACCUSE", ["Brazil"], ["Chile"])),
        ("Norway imposed sanctions on Iran.", ("SANCTION", ["Norway"], ["Iran"])),
        ("Sanctions were imposed on Iran by Norway.", ("SANCTION", ["Norway"], ["Iran"])),
        ("Norway has lifted its sanctions on Iran.", ("CONCEDE", ["Norway"], ["Iran"])),
        ("Kenya threatened to expel Somalia.", ("THREATEN", ["Kenya"], ["Somalia"])),
        ("Peru refused to extradite him to Japan.", ("REJECT", ["Peru"], ["Japan"])),
        ("France urged Mali to hold talks.", ("REQUEST", ["France"], ["Mali"])),
        ("Poland agreed to shelter Ukraine.", ("AGREE", ["Poland"], ["Ukraine"])),
        ("Rebels attacked Chad.", ("ASSAULT", ["rebels"], ["Chad"])),
        ("Kenya launched a raid against Somalia.", ("ASSAULT", ["Kenya"], ["Somalia"])),
        ("Egypt called off its talks with Ethiopia.", ("SANCTION", ["Egypt"], ["Ethiopia"])),
        ("Egypt sent food aid to Sudan.", ("AID", ["Egypt"], ["Sudan"])),
        ("Egypt began to withdraw its troops from Sudan.", ("RETREAT", ["Egypt"], ["Sudan"])),
        ("A jury found Enron guilty.", ("SANCTION", ["jury"], ["Enron"])),
    ],
)
def test_verb_and_its_parties(reader: Extractor, text: str, expected: Told) -> None:
    assert expected in told(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan and Ugandan troops opened a joint exercise near Nairobi on Monday.",
        "The general pointed to the exercise that Kenyan and Ugandan troops are holding.",
    ],
)
def test_the_troops_of_two_countries_are_two(reader: Extractor, text: str) -> None:
    [(kind, actors, recipients)] = told(reader, text)
    assert (kind, recipients) == ("COOPERATE", [])
    assert actors == ["Kenyan military", "Ugandan military"]


def test_whoever_admits_a_member_acts(reader: Extractor) -> None:
    admitted = [("SUPPORT", ["European Union"], ["Norway"])]
    joined = [("SUPPORT", ["Norway"], ["European Union"])]
    assert told(reader, "The European Union admitted Norway as its newest member.") == admitted
    assert told(reader, "Norway was admitted to the European Union in 2013.") == joined


def test_a_participle_tells_of_its_object(reader: Extractor) -> None:
    events = told(reader, "Paul Biya was tired. Kenyan television showed Biya handcuffed.")
    assert events == [("COERCE", [], ["Paul Biya"])]


def test_a_game_is_no_attack_and_an_election_no_excuse(reader: Extractor) -> None:
    assert told(reader, "They beat Norway in the final.") == [("OTHER", [], ["Norway"])]
    assert told(reader, "Ten students were killed during the election.")[0][0] == "ASSAULT"


def test_conjoined_verbs_share_their_subject(reader: Extractor) -> None:
    events = told(reader, "Turkey condemned Greece and expelled two diplomats from Cyprus.")
    assert [(kind, actors) for kind, actors, _ in events] == [
        ("ACCUSE", ["Turkey"]),
        ("SANCTION", ["Turkey"]),
    ]


def test_those_who_meet_are_all_actors(reader: Extractor) -> None:
    assert told(reader, "Emmanuel Macron met with Olaf Scholz in Berlin.") == [
        ("CONSULT", ["Emmanuel Macron", "Olaf Scholz"], [])
    ]


def test_the_visitor_acts_and_the_country_of_the_town_hosts(reader: Extractor) -> None:
    text = "Sweden is small. Emmanuel Macron visited Stockholm."
    assert ("CONSULT", ["Emmanuel Macron"], ["Sweden"]) in told(reader, text)


def test_a_relative_clause_hangs_on_its_noun_alone(reader: Extractor) -> None:
    text = "There is tension between Egypt, which accused Sudan of theft, and Ethiopia."
    assert told(reader, text) == [("ACCUSE", ["Egypt"], ["Sudan"])]


def test_officials_act_for_their_country_and_citizens_do_not(reader: Extractor) -> None:
    assert ("REJECT", ["Spain"], []) in told(reader, "Spanish officials rejected the plan.")
    arrests = told(reader, "Police arrested a Spanish student.")
    assert arrests == [("COERCE", ["police"], ["Spanish student"])]


def test_a_border_takes_no_part(reader: Extractor) -> None:
    events = told(reader, "Egypt and Sudan held joint exercises near the Libyan border.")
    assert events == [("COOPERATE", ["Egypt", "Sudan"], [])]


@pytest.mark.parametrize(
    "text",
    [
        "The drill includes a simulated attack, rescuing hostages and fighting.",
        "Chad is a member of the union.",
        "The minister knew how to attack Chad.",
    ],
)
def test_what_did_not_happen_is_no_event(reader: Extractor, text: str) -> None:
    assert told(reader, text) == []


def test_an_earthquake_is_no_attack(reader: Extractor) -> None:
    kinds = [kind for kind, _, _ in told(reader, "An earthquake struck Chile on Monday.")]
    assert kinds == ["OTHER"]


def test_what_somebody_must_do_is_a_question_and_no_deed(reader: Extractor) -> None:
    assert told(reader, "The judge did not say what Google must change.") == []
    assert told(reader, "The judge said that Google must open its store.") != []


@pytest.mark.parametrize(
    "text",
    [
        "It is a disease that kills hundreds of Kenyans every year.",
        "Ann Lee, who chairs the group Save Our Moor, looked tired.",
        "The prime minister of Norway called it a day for the ages.",
        "Only one runner has ever beaten Eva Stein in Oslo.",
    ],
)
def test_habits_names_and_what_was_ever_done_are_no_events(reader: Extractor, text: str) -> None:
    assert told(reader, text) == []


def test_who_said_it_goes_on(reader: Extractor) -> None:
    text = "Norway's government said its ships had acted lawfully and accused Chad of lies."
    assert ("ACCUSE", ["Norwegian government"], ["Chad"]) in told(reader, text)
