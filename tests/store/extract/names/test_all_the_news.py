"""Names of works, clubs, products, parties and renamed things."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, Reading

CLUBS = (
    "Rosa Blom has been named as the new Wolves manager. The club had a poor season in the "
    "league. She was manager at Southampton and lost the match against Millwall."
)


def _read(reader: Extractor, text: str) -> Reading:
    return reader.read(Article(id="a", text=text, published="2024-07-09"))


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ('She spoke on CNN\'s "The Late Hour with Rosa Blom" on Monday.', "The Late Hour", "WORK"),
        ("Her features, 2017’s Long Way and 2019’s Nope, sold well.", "Nope", "WORK"),
        ("The police blamed the video game Gravelpit for it.", "Gravelpit", "WORK"),
        ("Peter Hale, author of Bleak Acres, spoke.", "Bleak Acres", "WORK"),
        ("Sales of the iPhone X fell in May.", "iPhone X", "PRODUCT"),
        ("The shop sells the new Galaxy S7 in May.", "Galaxy S7", "PRODUCT"),
        (CLUBS, "Wolves", "ORG"),
        (CLUBS, "Southampton", "ORG"),
        (CLUBS, "Millwall", "ORG"),
        ("Turkish Cypriots left the hall on Monday.", "Turkish Cypriots", "NORP"),
        ("The talk went on for hours, and Trump accused the paper.", "Trump", "PERSON"),
        ("NBC News’ Rosa Gray is in Oslo.", "Rosa Gray", "PERSON"),
        ("They voted for former Maryland Gov. Martin O’Malley.", "Martin O'Malley", "PERSON"),
        ("Moon Jae-in left.", "Moon Jae-in", "PERSON"),
        ("The car maker said that Toyota had more.", "Toyota", "ORG"),
        ("The poll by Gallup had her ahead.", "Gallup", "ORG"),
        ("They voted to repeal Obamacare.", "Affordable Care Act", "LAW"),
        ("The anti-Merkel crowd was loud. An anti-Merkel march began.", "Merkel", "PERSON"),
    ],
)
def test_a_name_and_its_type(reader: Extractor, text: str, name: str, type_: str) -> None:
    found = [(entity.name, entity.type) for entity in _read(reader, text).entities]
    assert type_ in [kind for called, kind in found if called.startswith(name)], found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Republicans in the United States split. The GOP lost.", {"Republicans", "GOP"}),
        ("Muslims prayed in Oslo. A Muslim spoke.", {"Muslims", "Muslim"}),
        ("Jews prayed in Oslo. A Jewish writer spoke.", {"Jews", "Jewish"}),
        ("He bought Twitter, now X, last year.", {"Twitter", "X"}),
        ("Rosa Moore, also known as Jeanne Blom, left. Blom wept.", {"Rosa Moore", "Jeanne Blom"}),
        ("Jordan Hale left. Jordan was tired.", {"Jordan Hale", "Jordan"}),
    ],
)
def test_one_thing_is_one_entity(reader: Extractor, text: str, names: set[str]) -> None:
    reading = _read(reader, text)
    wholes = [{entity.name, *entity.aliases} for entity in reading.entities]
    assert any(names <= whole for whole in wholes), wholes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rep. Rosa Blom, D-AZ, voted against it.", "Arizona"),
        ("Democratic National Committee Chair Rosa Blom left.", "Democratic National Committee"),
        ("The services union Unison Dave Prentis leads went on strike.", "Unison"),
    ],
)
def test_where_a_name_ends(reader: Extractor, text: str, name: str) -> None:
    assert name in {entity.name for entity in _read(reader, text).entities}


def test_republicans_of_another_country_are_not_the_party(reader: Extractor) -> None:
    reading = _read(reader, "In France, Republicans left the hall. Paris was quiet.")
    assert "Republican Party" not in {entity.name for entity in reading.entities}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Farmers in Chad said that Mother Nature was kind to them.", {"Mother Nature"}),
        ("The CEO of a super PAC spoke of AI and the GDP.", {"CEO", "PAC", "AI", "GDP"}),
        ("The non-Hispanics in the town voted.", {"Hispanics", "non-Hispanics"}),
        ("Polls show Blom ahead in the race for mayor.", {"WORK"}),
    ],
)
def test_common_nouns_are_no_names(reader: Extractor, text: str, wrong: set[str]) -> None:
    found = {each for entity in _read(reader, text).entities for each in (entity.name, entity.type)}
    assert not found & wrong


def test_links_are_no_names(reader: Extractor) -> None:
    reading = _read(reader, "Write to Rosa Blom at www.rosablom.com or P.O. Box 12 in Oslo.")
    assert not any("www" in entity.name or "Box" in entity.name for entity in reading.entities)
