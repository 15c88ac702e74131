"""Keys: the same thing has the same key, two things never share one for a spelling's sake."""

from __future__ import annotations

import pytest

from store.identity import keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aleksandr Lukashenko", "Alyaksandr Lukashenka"),
        ("Александр Лукашенко", "Alexander Lukashenko"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
        ("Muhammad Yunus", "Mohammad Yunus"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Donald J. Trump", "Donald Trump"),
        ("Donald J. Trump, Jr.", "Donald Trump Jr."),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    assert keys.person_key(one) == keys.person_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mike Johnson", "Michael Johnson"),
        ("John Smith", "Jan Smith"),
        ("Anna Meyer", "Anna Meier"),
        ("Charles", "Charles III"),
        ("Martin Luther King Jr.", "Martin Luther King"),
        ("John D. Rockefeller IV", "John D. Rockefeller III"),
        ("George W. Bush", "George H.W. Bush"),
        ("Lukashenko", "Aleksandr Lukashenko"),
        ("Peter Skyenka", "Peter Skyenko"),
    ],
)
def test_in_doubt_apart(one: str, other: str) -> None:
    assert keys.person_key(one) != keys.person_key(other)


def test_a_nickname_is_dropped() -> None:
    assert keys.person_key("Dwayne “The Rock” Johnson") == keys.person_key("Dwayne Johnson")
    assert keys.person_key("Dwayne (the Rock) Johnson") == keys.person_key("Dwayne Johnson")


def test_a_name_may_have_very_many_marks_that_open() -> None:
    assert keys.person_key("Ann " + "“" * 120_000 + " Writer") == keys.person_key("Ann Writer")


def test_a_family_name_that_comes_first_stays_first() -> None:
    assert keys.person_key("Xi Jinping") == "person/xi jinping"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shanghai Cooperation Organization", "the Shanghai Cooperation Organisation"),
        ("Velmora Industries Inc.", "Velmora Industries"),
        ("Northern Theatre Command", "Northern Theater Command"),
        ("Acme Co Ltd", "Acme"),
    ],
)
def test_spellings_of_one_organization(one: str, other: str) -> None:
    assert keys.organization_key(one) == keys.organization_key(other)


def test_a_company_is_more_than_its_legal_form() -> None:
    assert keys.organization_key("Company") == "org/company"


def test_places_tell_their_country() -> None:
    assert keys.country_key("BY") == "gpe/BY"
    assert keys.place_key("Brest", "BY") != keys.place_key("Brest", "FR")
    assert keys.place_key("Brest") == "gpe/brest"


def test_bodies_are_of_their_owner() -> None:
    assert keys.body_key("Defence Ministry", "BY") == "org/BY/defense ministry"
    assert keys.body_key("military", "NATO") == "org/nato/military"


def test_a_local_key_is_of_one_article() -> None:
    key = keys.organization_key("Supreme Court")
    assert keys.local_key(key, "a") == keys.local_key(key, "a") != keys.local_key(key, "b")
    assert keys.local_key(key, "a").startswith("org/supreme court@")
