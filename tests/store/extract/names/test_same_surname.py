"""Several persons of one surname, and the firm that is called like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article

Named = dict[str, list[str]]


@pytest.fixture(scope="module")
def named(reader: Extractor) -> Callable[[str], Named]:
    """For each entity, its mentions by name."""

    def tell(text: str) -> Named:
        reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
        return {
            e.name: [text[m.start : m.end] for m in e.mentions if m.kind in {"name", "acronym"}]
            for e in reading.entities
        }

    return tell


def test_mr_and_ms_of_one_surname_are_told_apart(named: Callable[[str], Named]) -> None:
    found = named(
        "Councilwoman Patricia Moore voted against. Her brother, Daniel Moore, spoke for an hour. "
        "Ms Moore said the hall should be sold. Mr Moore left early."
    )
    assert found["Patricia Moore"] == ["Patricia Moore", "Moore"]
    assert found["Daniel Moore"] == ["Daniel Moore", "Moore"]


def test_kinship_tells_who_a_first_name_does_not(named: Callable[[str], Named]) -> None:
    found = named(
        "Park Jae-hyun founded the works in Ulsan. His daughter, Park Soo-min, runs them. "
        "Ms Park said that the price was high."
    )
    assert found["Park Soo-min"] == ["Park Soo-min", "Park"]


def test_a_title_of_the_other_gender_is_somebody_else(named: Callable[[str], Named]) -> None:
    found = named("Bill Porter won the prize in Leeds. Mrs Porter was not there.")
    assert found["Bill Porter"] == ["Bill Porter"]


def test_the_wife_of_a_president_has_her_own_title(named: Callable[[str], Named]) -> None:
    found = named("Michelle Obama was there. Mrs. Obama's aide spoke to President Obama.")
    assert found["Michelle Obama"] == ["Michelle Obama", "Obama"]


def test_the_second_half_of_a_double_surname_is_no_surname(named: Callable[[str], Named]) -> None:
    found = named(
        "Miriam Adeyemi-Schultz taught in Geneva. Her daughter, Folake Schultz, is a doctor. "
        "Ms. Schultz said that the book was finished."
    )
    assert found["Folake Schultz"] == ["Folake Schultz", "Schultz"]


def test_a_lone_surname_is_whom_its_paragraph_named(named: Callable[[str], Named]) -> None:
    found = named(
        "Li Fei travelled to Seoul on Tuesday.\n\n"
        "Li Qiang, the premier, was there in May. Li met the president."
    )
    assert found["Li Qiang"] == ["Li Qiang", "Li"]


def test_the_first_of_two_surnames_is_a_person(named: Callable[[str], Named]) -> None:
    found = named(
        "A court in Lima jailed Rosario Quispe Huamán, who was a minister. "
        "Quispe had taken money, the judge said. The judge told Quispe to repay it."
    )
    assert found["Rosario Quispe Huamán"] == ["Rosario Quispe Huamán", "Quispe", "Quispe"]


def test_a_firm_is_no_member_of_the_family(named: Callable[[str], Named]) -> None:
    found = named(
        "Carla Morandi won control of Morandi SpA after her stepson Marco Morandi lost in court. "
        "Mr Morandi will appeal. Morandi builds yachts in Livorno."
    )
    assert found["Morandi SpA"] == ["Morandi SpA", "Morandi"]
    assert found["Marco Morandi"] == ["Marco Morandi", "Morandi"]
    assert found["Carla Morandi"] == ["Carla Morandi"]


def test_a_nickname_is_inside_its_name(named: Callable[[str], Named]) -> None:
    found = named('Council President Robert "Bob" Lang voted in favor. Lang said he was sorry.')
    assert found['Robert "Bob" Lang'] == ['Robert "Bob" Lang', "Lang"]


def test_initials_are_a_first_name(named: Callable[[str], Named]) -> None:
    found = named(
        "A.L. Kessler won the prize in London. Kessler, 47, lives there. Her mother, the pianist "
        "Anna Weiss-Kessler, flew in."
    )
    assert found["A.L. Kessler"] == ["A.L. Kessler", "Kessler"]
    assert found["Anna Weiss-Kessler"] == ["Anna Weiss-Kessler"]


def test_a_headline_means_the_first_of_that_surname(named: Callable[[str], Named]) -> None:
    found = named(
        "Murray clashes with Grant\n\nSen. Thomas Murray spoke on Tuesday in Fresno. "
        "His brother, Alan Murray, owns land. Alan Murray would not comment."
    )
    assert found["Thomas Murray"] == ["Murray", "Thomas Murray"]


def test_whose_challenge_one_declines_is_somebody_else(named: Callable[[str], Named]) -> None:
    found = named(
        "Bill Bradley and Ann Bradley ran for mayor. Eve Roe wanted a debate. "
        "Bradley declined her challenge on Monday."
    )
    assert found["Ann Bradley"] == ["Ann Bradley"]


def test_a_future_president_may_be_anybody_of_the_surname(named: Callable[[str], Named]) -> None:
    found = named("Hillary Clinton spoke in Oslo. It is an agenda that a President Clinton likes.")
    assert found["Hillary Clinton"] == ["Hillary Clinton", "Clinton"]


def test_a_town_called_like_a_sea(named: Callable[[str], Named]) -> None:
    found = named("A volunteer died in a crash in Atlantic, Iowa, on Monday.")
    assert "Atlantic" in found
    assert "Atlantic Ocean" not in found
