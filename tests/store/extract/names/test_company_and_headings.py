"""Names in headings, in lists and beside relatives; sons, laws, cases, teams, works in lists."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, Reading


def read(reader: Extractor, text: str) -> Reading:
    return reader.read(Article(id="company", text=text, published="2031-05-05"))


def types(reading: Reading) -> dict[str, str]:
    return {entity.name: entity.type for entity in reading.entities if entity.is_named}


def test_a_heading_gives_no_name_but_those_of_the_text(reader: Extractor) -> None:
    text = (
        "Ann Lee Slams Orvis Bank Over Missing Ships\n\n"
        "Ann Lee said on Monday that Orvis Bank had lost two ships.\n\n"
        "Why Mutual Trust Matters For Every Harbour\n\n"
        "The bank did not answer."
    )
    assert types(read(reader, text)) == {"Ann Lee": "PERSON", "Orvis Bank": "ORG"}


def test_a_country_in_a_heading_stays(reader: Extractor) -> None:
    text = "Norway Buys Older Ships From France\n\nThe king was glad on Monday."
    assert {"Norway", "France"} <= types(read(reader, text)).keys()


def test_a_son_is_not_his_father(reader: Extractor) -> None:
    text = "Donald Trump Jr. met Donald Trump on Monday. Trump Jr. was glad."
    found = {entity.key: len(entity.mentions) for entity in read(reader, text).entities}
    assert found["person/donald trump jr"] == 2
    assert found["person/donald trump"] == 1


def test_companies_in_a_list_of_towns_stay(reader: Extractor) -> None:
    text = "He worked for Google, Boston University, Microsoft and Apple in Denver."
    found = types(read(reader, text))
    assert {found["Google"], found["Microsoft"], found["Apple"]} == {"ORG"}


def test_a_relative_is_a_person_and_a_country_is_not(reader: Extractor) -> None:
    text = "His daughter Scout sang in Oslo. Her parents left France for her sister Rumer."
    found = types(read(reader, text))
    assert found["Scout"] == found["Rumer"] == "PERSON"
    assert found["France"] == "GPE"


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("He wrote novels such as Far Harbour and Night Hill.", "Night Hill"),
        ("He told NBC's Meet the Lees that it was over.", "Meet the Lees"),
        ("They sold games including Night Harbour and Far Hill.", "Night Harbour"),
    ],
)
def test_works_by_the_words_before_them(reader: Extractor, text: str, work: str) -> None:
    assert types(read(reader, text)).get(work) == "WORK"


def test_persons_behind_a_broadcaster_are_no_programmes(reader: Extractor) -> None:
    text = "NBC's Hallie Jackson met CNN's Jake Tapper, and he likes games such as those of Norway."
    found = types(read(reader, text))
    assert found["Hallie Jackson"] == found["Jake Tapper"] == "PERSON"
    assert "WORK" not in found.values()


def test_a_turned_apostrophe_is_no_part_of_a_name(reader: Extractor) -> None:
    text = "Donald Trump‘s friends came on Monday, and Trump was glad."
    assert types(read(reader, text)) == {"Donald Trump": "PERSON"}


def test_the_code_of_a_share_is_no_name(reader: Extractor) -> None:
    text = "LONDON (Reuters) - Volkswagen (VOWG_p.DE) said on Monday that it had sold more cars."
    assert types(read(reader, text)).keys() == {"London", "Reuters", "Volkswagen"}


def test_a_surname_is_not_the_college_that_bears_it(reader: Extractor) -> None:
    text = (
        "Rosa Harlow founded Harlow University in 1990. Harlow told students of Harlow University "
        "that Harlow's lawyers were late."
    )
    found = {entity.key: len(entity.mentions) for entity in read(reader, text).entities}
    assert found["person/rosa harlow"] == 3
    assert found["org/harlow university"] == 2
