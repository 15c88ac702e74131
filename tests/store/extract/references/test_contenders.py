"""Who stands for election although no phrase calls anybody a candidate."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, Role

RACE = (
    "The {race} election is on Sunday. Ana Ruiz leads Luis Paz in the polls by 10 points. "
    "Ruiz's supporters held a rally in Lima. Paz, her rival, lost the {race} debate. "
    "If Ruiz wins the runoff, she will lower taxes. Voters backed Ruiz."
)


def candidacies(reader: Extractor, text: str) -> dict[str, Role]:
    reading = reader.read(Article(id="a", text=text, published="2020-03-02"))
    names = {entity.id: entity.name for entity in reading.entities}
    return {names[role.person]: role for role in reading.roles if "Candidate" in role.role}


@pytest.mark.parametrize(
    ("race", "office"),
    [
        ("presidential", "Presidential Candidate"),
        ("mayoral", "Mayoral Candidate"),
        ("gubernatorial", "Gubernatorial Candidate"),
    ],
)
def test_who_is_in_a_race_is_a_candidate_for_it(reader: Extractor, race: str, office: str) -> None:
    found = candidacies(reader, RACE.format(race=race))
    assert {name: role.role for name, role in found.items()} == {
        "Ana Ruiz": office,
        "Luis Paz": office,
    }


def test_a_candidacy_is_shown_by_words_with_the_person_and_has_a_confidence(
    reader: Extractor,
) -> None:
    text = RACE.format(race="presidential")
    role = candidacies(reader, text)["Ana Ruiz"]
    assert "Ruiz" in text[role.start : role.end]
    assert role.confidence is not None
    assert 0.88 <= role.confidence <= 1


def test_an_election_without_a_race_or_a_party_makes_no_candidate(reader: Extractor) -> None:
    assert not candidacies(reader, RACE.format(race="next"))


def test_a_candidate_told_by_a_phrase_is_told_once(reader: Extractor) -> None:
    text = RACE.format(race="presidential") + " Presidential candidate Ana Ruiz left Lima."
    reading = reader.read(Article(id="a", text=text, published="2020-03-02"))
    (ruiz,) = (entity.id for entity in reading.entities if entity.name == "Ana Ruiz")
    assert len([role for role in reading.roles if role.person == ruiz]) == 1


def test_a_running_mate_stands_for_the_second_office(reader: Extractor) -> None:
    text = (
        "The presidential election is on Sunday. Ana Ruiz, her running mate Eva Sanz and their "
        "rival Luis Paz held rallies. Voters backed Ruiz and Sanz, and Paz lost the debate. "
        "Sanz's supporters cheered when Sanz won the debate."
    )
    found = candidacies(reader, text)
    assert all(name != "Eva Sanz" or "Vice" in role.role for name, role in found.items())


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz leads Luis Paz in the first round of the Lima Open. Ruiz won the race to the "
        "ball, and the crowd backed her. Paz, her rival, lost the last game with 30 percent of "
        "his serves.",
        "Orvis began a campaign against fraud. Ana Ruiz, its chief, backed a candidate for the "
        "job. Luis Paz lost the race for the contract to rival Orvis.",
    ],
)
def test_games_and_firms_have_no_candidates(reader: Extractor, text: str) -> None:
    assert not candidacies(reader, text)


def test_whose_race_was_in_an_earlier_year_is_no_candidate_today(reader: Extractor) -> None:
    text = (
        "The presidential election of 2012 was close. In 2012, Ana Ruiz beat her rival Luis Paz. "
        "In 2012, supporters of Paz held rallies after the debate, and voters backed Ruiz. "
        "Paz lost the presidential election in 2012 with 40 percent of the votes."
    )
    found = candidacies(reader, text)
    assert found
    assert {role.standing for role in found.values()} == {"former"}
