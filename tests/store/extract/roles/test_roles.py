"""Offices as words, without a parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from store.extract.pipeline import Extractor
from store.extract.roles.offices import office_ending, office_from
from store.reading import Article

_NLP = spacy.blank("en")


def _doc(text: str) -> Doc:
    return _NLP.make_doc(text)


@pytest.mark.parametrize(
    ("text", "name", "standing"),
    [
        ("the foreign minister", "Foreign Minister", None),
        ("former deputy prime minister", "Deputy Prime Minister", "former"),
        ("ex-president", "President", "former"),
        ("the then president", "President", "former"),
        ("an interim coach", "Coach", "acting"),
        ("the president-elect", "President", "elect"),
        ("the editor emeritus", "Editor", "former"),
        ("the de facto king", "de facto King", None),
        ("its new CEO", "Chief Executive", None),
        ("the director-general", "Director-General", None),
        ("secretary of state", "Secretary of State", None),
        ("Minister of Foreign Affairs", "Minister of Foreign Affairs", None),
        ("the presumptive nominee", "presumptive Nominee", None),
        ("a lieutenant colonel", "Lieutenant Colonel", None),
        ("Rear Adm.", "Rear Admiral", None),
        ("the auxiliary bishop", "Auxiliary Bishop", None),
    ],
)
def test_office_ending(text: str, name: str, standing: str | None) -> None:
    doc = _doc(text)
    office = office_ending(doc, len(doc))
    assert office is not None
    assert (office.name, office.standing) == (name, standing)


def test_no_office() -> None:
    doc = _doc("the old harbour")
    assert office_ending(doc, len(doc)) is None


def test_an_office_takes_no_word_of_a_name() -> None:
    doc = _doc("White House spokesman")
    office = office_ending(doc, 3, names={0, 1})
    assert office is not None
    assert office.name == "Spokesman"


def test_office_from_its_head_noun() -> None:
    doc = _doc("the secretary of state for war")
    office = office_from(doc, 1)
    assert office is not None
    assert office.name == "Secretary of State"


Held = tuple[str, str, str | None]


@pytest.fixture(scope="module")
def held(reader: Extractor) -> Callable[[str], list[Held]]:
    """Person, office with its standing, and body of every role, as names."""

    def tell(text: str) -> list[Held]:
        reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
        names = {entity.id: entity.name for entity in reading.entities}
        return [(names[r.person], r.full, names[r.of] if r.of else None) for r in reading.roles]

    return tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Iraq's electricity minister, Ziyad Fadhil, signed.",
            ("Ziyad Fadhil", "Electricity Minister", "Iraq"),
        ),
        (
            "A spokeswoman for the governor, Carla Jennings, declined.",
            ("Carla Jennings", "Spokeswoman", None),
        ),
        ("Rosa Blom, a cardiologist from Norway, spoke.", ("Rosa Blom", "Cardiologist", None)),
        ("Bergen lawyers met Oslo lawyer Rosa Blom.", ("Rosa Blom", "Lawyer", None)),
        (
            "Rosa Blom, an expert on Kenya at Orvis Bank, spoke.",
            ("Rosa Blom", "Expert", "Orvis Bank"),
        ),
        (
            "Rosa Blom, assistant director of trade at Orvis Bank, spoke.",
            ("Rosa Blom", "Assistant Director of Trade", "Orvis Bank"),
        ),
        (
            "Former Republican presidential candidate Rosa Blom spoke.",
            ("Rosa Blom", "former Presidential Candidate", "Republican Party"),
        ),
        (
            "Rosa Blom, then the mayor of Leeds, opened it.",
            ("Rosa Blom", "former Mayor", "Leeds"),
        ),
        (
            "Rosa Blom, president of the Orvis Bank union, spoke.",
            ("Rosa Blom", "President of the Orvis Bank Union", None),
        ),
        (
            "Rosa Blom, chief strategist of Carl Dahl's 2008 campaign, spoke.",
            ("Rosa Blom", "former Chief Strategist", "Carl Dahl"),
        ),
        ("Prosecutor General Rosa Blom spoke.", ("Rosa Blom", "Prosecutor General", None)),
        ("Officer Rosa Blom spoke.", ("Rosa Blom", "Officer", None)),
        ("Kenyan rebel leader Rosa Blom spoke.", ("Rosa Blom", "Rebel Leader", "Kenya")),
        (
            "They met Rosa Blom, then the NASA director.",
            ("Rosa Blom", "former Director", "National Aeronautics and Space Administration"),
        ),
        ("Rep. Rosa Blom spoke.", ("Rosa Blom", "Representative", None)),
        ("Sen. Rosa Blom (Utah) spoke.", ("Rosa Blom", "Senator", "Utah")),
        (
            "They praised Rosa Blom, who served as mayor of Leeds.",
            ("Rosa Blom", "former Mayor", "Leeds"),
        ),
        (
            "Rosa Blom, a Catholic and former mayor of Leeds, spoke.",
            ("Rosa Blom", "former Mayor", "Leeds"),
        ),
        (
            "Rosa Blom, recently named chief executive of Orvis Bank, spoke.",
            ("Rosa Blom", "Chief Executive", "Orvis Bank"),
        ),
        ("Vice-Chancellor Mosa Moshabela agreed.", ("Mosa Moshabela", "Vice-Chancellor", None)),
        ("French President Emmanuel Macron spoke.", ("Emmanuel Macron", "President", "France")),
        (
            "Emmanuel Macron, the French president, spoke.",
            ("Emmanuel Macron", "President", "France"),
        ),
        (
            "The French president, Emmanuel Macron, spoke.",
            ("Emmanuel Macron", "President", "France"),
        ),
        (
            "Sanne Brink met the mayor of Rotterdam, Ahmed Yilmaz, on Thursday.",
            ("Ahmed Yilmaz", "Mayor", "Rotterdam"),
        ),
        ("Emmanuel Macron is the president of France.", ("Emmanuel Macron", "President", "France")),
        (
            "Former U.S. President Barack Obama spoke.",
            ("Barack Obama", "former President", "United States"),
        ),
        (
            "NATO Secretary General Jens Stoltenberg spoke.",
            ("Jens Stoltenberg", "Secretary General", "NATO"),
        ),
        (
            "Satya Nadella, the Microsoft CEO, spoke.",
            ("Satya Nadella", "Chief Executive", "Microsoft"),
        ),
        (
            "President of Poland Andrzej Duda spoke in the evening.",
            ("Andrzej Duda", "President", "Poland"),
        ),
        (
            "Maria Zakharova, a spokeswoman for the Russian Foreign Ministry, denied it.",
            ("Maria Zakharova", "Spokeswoman", "Russian Foreign Ministry"),
        ),
        (
            "Rosa Blom, head of the industry body ELSPA, disagreed.",
            ("Rosa Blom", "Head", "ELSPA"),
        ),
        (
            "Rosa Blom, the head of the Norwegian delegation, disagreed.",
            ("Rosa Blom", "Head of the Norwegian Delegation", "Norway"),
        ),
        (
            "Rep. Rosa Blom, R-Utah, voted against it.",
            ("Rosa Blom", "Representative", "Utah"),
        ),
        (
            "Leeds University political science professor Rosa Blom agreed.",
            ("Rosa Blom", "Political Science Professor", "Leeds University"),
        ),
        (
            "Rosa Blom, formerly head of Orvis Bank, died.",
            ("Rosa Blom", "former Head", "Orvis Bank"),
        ),
        (
            "Orvis Bank named Rosa Blom its chief financial officer.",
            ("Rosa Blom", "Chief Financial Officer", "Orvis Bank"),
        ),
        (
            "Rosa Blom was unveiled as manager of Orvis Bank.",
            ("Rosa Blom", "Manager", "Orvis Bank"),
        ),
        (
            "Prices must fall, the trade and industry secretary has said. Rosa Blom is expected "
            "to meet the banks.",
            ("Rosa Blom", "Trade and Industry Secretary", None),
        ),
        (
            "Carl Dahl and Rosa Blom, the mayor of Leeds, spoke.",
            ("Rosa Blom", "Mayor", "Leeds"),
        ),
        (
            "Ex-Prime Minister Boris Johnson spoke.",
            ("Boris Johnson", "former Prime Minister", None),
        ),
    ],
)
def test_role(held: Callable[[str], list[Held]], text: str, expected: Held) -> None:
    assert held(text) == [expected]


def test_an_office_stands_before_a_rank_of_birth(held: Callable[[str], list[Held]]) -> None:
    found = held("Saudi Energy Minister Prince Abdulaziz bin Salman signed in Riyadh.")
    assert ("Abdulaziz bin Salman", "Energy Minister", "Saudi Arabia") in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruth Kissam, Norway's Minister of Tax Reforms, told reporters that it was so.",
            ("Ruth Kissam", "Minister of Tax Reforms", "Norway"),
        ),
        (
            "Ruth Kissam, chairman of the psychiatry department at Leeds University, said so.",
            ("Ruth Kissam", "Chairman of the Psychiatry Department", "Leeds University"),
        ),
        (
            "Ruth Kissam, Norway's special envoy for Korean peace affairs, wept.",
            ("Ruth Kissam", "Special Envoy for Korean Peace Affairs", "Norway"),
        ),
        (
            "Ruth Kissam, vice president of over-the-counter trading at Orvis Bank, wept.",
            ("Ruth Kissam", "Vice President of Over-The-Counter Trading", "Orvis Bank"),
        ),
        (
            "Ohio Sens. Ruth Kissam and Bo Falk voted no on Monday.",
            ("Ruth Kissam", "Senator", "Ohio"),
        ),
        (
            "Orvis Bank Chief Commercial Officer Ruth Kissam told Reuters that it was so.",
            ("Ruth Kissam", "Chief Commercial Officer", "Orvis Bank"),
        ),
        (
            "They are keen to re-elect Gov. Ruth Kissam.",
            ("Ruth Kissam", "Governor", None),
        ),
        (
            "Ruth Kissam, a spokeswoman for House Speaker Bo Falk, wept.",
            ("Ruth Kissam", "Spokeswoman", "Bo Falk"),
        ),
        (
            "Ruth Kissam, a computer science professor at Leeds University, wept.",
            ("Ruth Kissam", "Computer Science Professor", "Leeds University"),
        ),
        (
            "Ruth Kissam, a spokeswoman for the seed growers, wept.",
            ("Ruth Kissam", "Spokeswoman for the Seed Growers", None),
        ),
        (
            "Ruth Kissam, a nurse at a campaign rally in Ohio, wept.",
            ("Ruth Kissam", "Nurse", None),
        ),
        (
            "Bo Falk, then prime minister, and Ruth Kissam, president of Norway, wept.",
            ("Ruth Kissam", "President", "Norway"),
        ),
    ],
)
def test_an_office_and_its_body_are_whole(
    held: Callable[[str], list[Held]], text: str, expected: Held
) -> None:
    assert expected in held(text)


def test_a_chamber_of_a_race_is_no_body(held: Callable[[str], list[Held]]) -> None:
    text = "Ruth Kissam, the treasurer of Hartwell's first Senate campaign, wept."
    assert all(of is None for _, _, of in held(text))


def test_a_role_is_told_once_and_with_its_body(held: Callable[[str], list[Held]]) -> None:
    text = "French President Emmanuel Macron spoke. President Macron left. President Macron slept."
    assert held(text) == [("Emmanuel Macron", "President", "France")]


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron will not become president of Spain.",
        "Emmanuel Macron met the president of Spain.",
        "Emmanuel Macron was a partner.",
        "He said Emmanuel Macron is the president of Spain.",
        "“Emmanuel Macron is the president of Spain,” she said.",
        "Is Emmanuel Macron the president of Spain?",
        "They disliked the idea of Emmanuel Macron becoming president of Spain.",
        "Ruth Kissam, a leader, wept.",
        "The Republican poll leader Ruth Kissam wept.",
        "Ruth Kissam, the leader in Republican polls, wept.",
        "Ruth Kissam, a member of Norwegian origin, wept.",
        "They are frequent critics of the Republican Kissam administration.",
        "Ruth Kissam, a frequent critic of the Democratic Party, wept.",
        "The plan is named after its chief architect, Ruth Kissam.",
        "With them were Bo Falk, Kevin Bishop, Ruth Kissam, and Laurin Manning.",
        "Kim Orr, a friend of Ann Lee's who was her lawyer at Orvis Bank, was in Leeds.",
    ],
)
def test_no_role(held: Callable[[str], list[Held]], text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Defense lawyer Rosa Blom said that the trial was fair.", "Rosa Blom", "Defense Lawyer"),
        ("Rosa Blom, the school's librarian, disagreed.", "Rosa Blom", "Librarian"),
        ("It was written by food scientist Rosa Blom.", "Rosa Blom", "Food Scientist"),
        ("As secretary of state, Rosa Blom met the king.", "Rosa Blom", "Secretary of State"),
        ("Rosa Blom's tenure as mayor of Leeds was short.", "Rosa Blom", "Mayor"),
    ],
)
def test_trades_and_posts(reader: Extractor, text: str, person: str, role: str) -> None:
    reading = reader.read(Article(id="a", text=text))
    names = {entity.id: entity.name for entity in reading.entities}
    assert (person, role) in [(names[each.person], each.role) for each in reading.roles]


@pytest.mark.parametrize(
    ("text", "standing", "since", "until"),
    [
        ("Rosa Blom, mayor of Leeds since 2010, left.", None, "2010", None),
        ("Rosa Blom has been mayor of Leeds since May 2011.", None, "2011-05", None),
        ("Rosa Blom (mayor of Leeds, 1993-2001) spoke.", "former", "1993", "2001"),
        (
            "Rosa Blom, who was mayor between 2001 and 2005, left.",
            "former",
            "2001",
            "2005",
        ),
        ("Rosa Blom was mayor of Leeds until 2010.", "former", None, "2010"),
        ("Rosa Blom became mayor of Leeds on May 3, 2012.", None, "2012-05-03", None),
        ("Rosa Blom was elected mayor of Leeds in 2012.", None, None, None),
        ("Rosa Blom resigned as mayor of Leeds in June.", "former", None, "2024-06"),
        ("Rosa Blom, mayor of Leeds, left on Monday.", None, None, None),
        ("In 2019, mayor Rosa Blom of Leeds met a king.", None, None, None),
    ],
)
def test_since_when_and_until_when(
    reader: Extractor, text: str, standing: str | None, since: str | None, until: str | None
) -> None:
    (role,) = reader.read(Article(id="a", text=text, published="2024-07-09")).roles
    assert (role.role, role.standing, role.since, role.until) == ("Mayor", standing, since, until)


def test_an_office_told_twice_keeps_what_each_sentence_tells(reader: Extractor) -> None:
    text = "Former mayor Rosa Blom spoke. Rosa Blom was the mayor from 1999 to 2007."
    (role,) = reader.read(Article(id="a", text=text, published="2024-07-09")).roles
    assert (role.full, role.since, role.until) == ("former Mayor", "1999", "2007")


@pytest.mark.parametrize(
    "text",
    [
        "In a talk with Rosa Blom, the mayor of Leeds said that it was good.",
        'The crowd cheered for "President Rosa Blom."',
        "Rosa Blom became the first Norwegian leader to visit Kenya.",
    ],
)
def test_an_office_of_others(reader: Extractor, text: str) -> None:
    assert not reader.read(Article(id="a", text=text, published="2024-07-09")).roles


def test_an_official_without_a_body_has_no_office(reader: Extractor) -> None:
    reading = reader.read(Article(id="a", text="Rosa Blom, an official, left on Monday."))
    assert not reading.roles


@pytest.mark.parametrize(
    ("campaign", "offices"),
    [("campaign", []), ("presidential campaign", ["Presidential Candidate"])],
)
def test_a_candidate_is_told_with_the_race_or_the_party(
    reader: Extractor, campaign: str, offices: list[str]
) -> None:
    text = f"Rosa Blom won the primary. Blom spoke on Monday. Blom's {campaign} was glad."
    read = reader.read(Article(id="a", text=text, published="2020-03-03"))
    assert [role.role for role in read.roles] == offices
