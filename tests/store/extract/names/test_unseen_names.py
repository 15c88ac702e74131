"""Names that the model leaves out or gives a wrong type, found by what the sentence says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article

Types = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def types(reader: Extractor) -> Types:
    def read(text: str) -> dict[str, str]:
        article = Article(id="a", text=text, published="2024-07-09")
        return {entity.name: entity.type for entity in reader.read(article).entities}

    return read


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("From teachers to Zoomber drivers, few have given a cent to it.", "Zoomber", "ORG"),
        ("Prices rose in Evry, southeast of Paris, she said.", "Evry", "GPE"),
        ("He dug it up thanks to the endless memory of Gmail, he said.", "Gmail", "PRODUCT"),
    ],
)
def test_a_name_that_the_model_left_out(types: Types, text: str, name: str, type_: str) -> None:
    assert types(text).get(name) == type_


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("He told the Gazeta Lubelska newspaper that he was glad.", "Gazeta Lubelska", "ORG"),
        ("Support came from the northern Owambo tribe, he said.", "Owambo", "NORP"),
        ("Prices at the Zalbatsky supermarket rose on Monday.", "Zalbatsky", "ORG"),
    ],
)
def test_the_noun_behind_a_name_tells_its_type(
    types: Types, text: str, name: str, type_: str
) -> None:
    assert types(text).get(name) == type_


def test_a_town_before_a_restaurant_stays_a_town(types: Types) -> None:
    assert types("A cook at an Anchorage restaurant said so.").get("Anchorage") == "GPE"


def test_a_first_name_alone_is_a_person(types: Types) -> None:
    text = "Europe is falling apart as we speak, said Sophie on Monday. Sophie is a member."
    assert types(text).get("Sophie") == "PERSON"


SPORT = (
    "The season ended for the club after the match. The coach praised the players, the captain "
    "and the goalkeeper, and the fans sang for the team. "
)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("In the match against Katie, he lost.", "Katie", "PERSON"),
        ("They fought for years against Kurds and Arabs.", "Kurds", "NORP"),
    ],
)
def test_a_person_or_a_people_in_news_of_sport_is_no_club(
    types: Types, text: str, name: str, type_: str
) -> None:
    assert types(SPORT + text).get(name) == type_


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("She sang “Broken Harbour” (2019) on stage.", "Broken Harbour"),
        ("The choir chose “Quiet Rivers” by Nils Aalto for the evening.", "Quiet Rivers"),
        ("He wrote the songs “Lies” and “Sudden Luck” at home.", "Sudden Luck"),
    ],
)
def test_titles_in_quotation_marks_with_a_year_an_author_or_another_title(
    types: Types, text: str, title: str
) -> None:
    assert types(text).get(title) == "WORK"


def test_a_maker_is_no_part_of_its_product(types: Types) -> None:
    text = "Zorrel sells soap. The kit holds Zorrel's Cloud Paint and a brush. Zorrel is small."
    found = types(text)
    assert "Zorrel" in found
    assert not any(name.startswith("Zorrel's") for name in found)


def test_i_is_never_a_name(types: Types) -> None:
    text = "It is one of the best films I've seen. I tested the phone, and I like it."
    assert "I" not in types(text)


def test_well_known_things_in_a_list_are_several(types: Types) -> None:
    found = types("They reached a deal with Facebook, Google and a range of smaller firms.")
    assert {"Facebook", "Google"} <= found.keys() or not any("," in name for name in found)


def test_a_call_sign_is_a_station(types: Types) -> None:
    assert types("The mayor, speaking on WXR920, called it a shame.").get("WXR920") == "ORG"


def test_a_title_with_a_colon_of_the_table_is_one_name(types: Types) -> None:
    found = types("We spent half an hour talking about Top Gun: Maverick, and then he left.")
    assert found.get("Top Gun: Maverick") == "WORK"


def test_a_short_form_that_owns_something_is_an_organization(types: Types) -> None:
    text = "The bank left because of the sale. Lunde said ZBQ's financial adviser put it at 30."
    assert types(text).get("ZBQ") == "ORG"


def test_the_name_that_somebody_goes_by(reader: Extractor) -> None:
    text = (
        "Nadia Orvel became known in 2009. Since she left, the star, who goes by the name Natalie "
        "Orvel online, has been quiet."
    )
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    persons = [entity for entity in reading.entities if "Orvel" in entity.name]
    assert len(persons) == 1
    assert {"Nadia Orvel", "Natalie Orvel"} <= {*persons[0].aliases, persons[0].name}


def test_initials_before_jr_are_one_person(types: Types) -> None:
    text = "RLO Jr., who turns 70 in January, said no. RLO Jr. spoke on Monday."
    assert types(text) == {"RLO Jr.": "PERSON"}
