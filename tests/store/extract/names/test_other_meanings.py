"""Known names that mean something else here, and things by how an article tells of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, Reading

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read(reader: Extractor) -> Read:
    def one(text: str) -> Reading:
        return reader.read(Article(id="a", text=text, published="2024-07-09"))

    return one


def types(reading: Reading) -> dict[str, str]:
    return {entity.name: entity.type for entity in reading.entities}


def owner_of(reading: Reading, words: str) -> list[str]:
    """The entities of each mention with these words, in text order."""
    found = [
        (mention.start, entity.name)
        for entity in reading.entities
        for mention in entity.mentions
        if reading.text[mention.start : mention.end] == words
    ]
    return [name for _, name in sorted(found)]


LEAGUE = (
    "The league sent its scouts to the playoffs. The coach praised the rookie guard, the roster "
    "and the freshman shooter, who scored in overtime. "
)


def test_a_short_form_that_the_article_spells_is_no_known_body(read: Read) -> None:
    assert "BP" not in types(read("The nurse measured blood pressure (BP). High BP is common."))
    assert "BP" in types(read("Shares of BP rose on Monday, and BP sold a field."))


def test_two_letters_in_an_article_on_games_are_no_company(read: Read) -> None:
    text = "The gameplay is slow, and gamers with a console lose HP in the multiplayer on Monday."
    assert "Hewlett-Packard" not in types(read(text))
    assert "Hewlett-Packard" in types(read("HP said on Monday that it would cut 40 jobs."))


def test_a_nationality_in_the_name_of_a_thing_is_no_country(read: Read) -> None:
    found = types(read("He had a Swiss Army knife. They met at Marcello's Italian Grille."))
    assert found.get("Marcello's Italian Grille") == "ORG"
    assert not found.keys() & {"Italy", "Switzerland"}
    assert "Italy" in types(read("He met Italian Prime Minister Mario Draghi on Monday."))


def test_what_is_sold_under_a_surname_is_the_companys(read: Read) -> None:
    text = (
        "Norman McHarrow is the former president of McHarrow Inc. of Sylmar. No accidents were "
        "blamed on McHarrow bolts. McHarrow supporters met on Monday."
    )
    assert owner_of(read(text), "McHarrow") == ["McHarrow Inc.", "Norman McHarrow"]


def test_a_surname_that_has_its_own_things_is_the_known_company(read: Read) -> None:
    text = (
        "Michael Bloomberg, the former mayor, is rich. In 2012, Bloomberg started publishing its "
        "index. Bloomberg said that he was glad."
    )
    assert owner_of(read(text), "Bloomberg") == ["Bloomberg", "Michael Bloomberg"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Unbeaten Oregon State routed top-ranked Colorado 21-6 on Monday.", "ORG"),
        (LEAGUE + "Scouts like Colorado's depth.", "ORG"),
        (LEAGUE + "He was born in Colorado.", "GPE"),
        ("Scouts of the army like Colorado's depth of snow.", "GPE"),
    ],
)
def test_a_state_that_plays_is_a_team(read: Read, text: str, type_: str) -> None:
    assert types(read(text)).get("Colorado") == type_


def test_two_unknown_words_in_news_of_a_league_are_a_player(read: Read) -> None:
    text = LEAGUE + "Clippers fans liked Trentyn Flowers, and Wooga Poplar was seen by teams."
    assert types(read(text)).get("Wooga Poplar") == "PERSON"


def test_a_club_and_its_nickname_are_one(read: Read) -> None:
    text = (
        "The season ended for Tottenham after the match. The coach praised the players, the "
        "captain and the fans. The striker of Spurs scored again, and the squad of Tottenham won."
    )
    assert owner_of(read(text), "Spurs") == ["Tottenham"]


def test_a_panel_and_a_foundation_have_their_whole_names(read: Read) -> None:
    found = types(
        read(
            "She leads the Health, Labor and Pensions Committee. The work is paid for by the Carl "
            "and Melinda Yates Foundation."
        )
    )
    assert found.get("Health, Labor and Pensions Committee") == "ORG"
    assert found.get("Carl and Melinda Yates Foundation") == "ORG"


def test_an_officer_beside_a_full_name_is_another_person(read: Read) -> None:
    text = (
        "Sanders spoke of Bill Hartwell. He will debate Secretary Hartwell on the issues, not "
        "Bill Hartwell's past."
    )
    assert owner_of(read(text), "Hartwell") == ["Hartwell"]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The House passed HB 49 on Monday.", "HB 49", "LAW"),
        ("Mines in Zalba Beach, Calif., closed on Monday.", "Zalba Beach", "GPE"),
        ("They met at Orvis Terminal on Monday.", "Orvis Terminal", "FAC"),
        ("The police closed the Charles Bridge on Monday.", "Charles Bridge", "FAC"),
        ("He joined the video game project Umbra on Monday.", "Umbra", "WORK"),
        ('"Do not watch the Texas Harbor Massacre," she said.', "Texas Harbor Massacre", "WORK"),
        ("The deal was struck by Broadleaf, an IT services firm in Reston.", "Broadleaf", "ORG"),
        ("A security company, CTV, protected the town, he said.", "CTV", "ORG"),
        ("Forty cases fell, according to a WBQZ tally of records.", "WBQZ", "ORG"),
    ],
)
def test_the_words_beside_a_name_tell_its_type(
    read: Read, text: str, name: str, type_: str
) -> None:
    assert types(read(text)).get(name) == type_


def test_a_title_in_quotation_marks_is_a_work_where_songs_are_told_of(read: Read) -> None:
    songs = "The singer wrote the songs of the album with her band: "
    assert types(read(songs + "“Winter Pears,” “Old Harbor Road” and more.")).items() >= {
        ("Winter Pears", "WORK"),
        ("Old Harbor Road", "WORK"),
    }


def test_indians_of_the_americas_are_a_people(read: Read) -> None:
    found = types(read("He visited the Indian communities of southeastern Mexico on Monday."))
    assert found.get("Indian") == "NORP"
    assert "India" in types(read("He met Indian officials in New Delhi on Monday."))


def test_a_town_before_another_state_is_not_the_state_of_its_name(read: Read) -> None:
    reading = read("Ann Lee, a soprano from Indiana, Pa., sang in Oslo. Bo Falk lives in Indiana.")
    keys = {entity.key for entity in reading.entities if entity.name == "Indiana"}
    assert len(keys) == 2


def test_the_last_word_of_a_product_is_the_product(read: Read) -> None:
    text = (
        "Apple sells the iPhone Zarptor. Buyers say that the Zarptor has a big screen, and shops "
        "in Zarptor sold it."
    )
    assert set(owner_of(read(text), "Zarptor")) == {"iPhone Zarptor"}
