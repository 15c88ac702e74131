"""What may be wrong: names that look like one or two, dates that contradict, rows with support."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.database import Store
from store.similar_names import similar_entities
from store.suggestions import SuggestionFinder, alike, contradictions, may_be_one, supported
from store.views import Filter, Views
from store.views.lists.rows import EntityRow, EventRow, Marks
from tests.tui.mending_room import fill_mending


def entity(name: str, total: int, type_: str = "PERSON") -> EntityRow:
    return EntityRow(f"{type_.lower()}/{name.lower()}", name, type_, total, total)


def pairs(*rows: EntityRow) -> list[tuple[str, str]]:
    """The pairs that are suggested, by name: the alias first."""
    names = {row.key: row.name for row in rows}
    found = sorted(alike(rows), key=lambda each: -each.score)
    return [(names[each.keys[0]], names[each.keys[1]]) for each in found]


@pytest.mark.parametrize(
    ("rare", "frequent", "type_"),
    [
        ("Adler", "Mira Adler", "PERSON"),
        ("Mira T. Adler", "Mira Adler", "PERSON"),
        ("M. Adler", "Mira Adler", "PERSON"),
        ("Mira Adlar", "Mira Adler", "PERSON"),
        ("Micheal Lee", "Michael Lee", "PERSON"),
        ("Mira Adler Jr.", "Mira Adler", "PERSON"),
        ("Harbour Union Inc.", "The Harbour Union", "ORG"),
        ("NHU", "Norland Harbour Union", "ORG"),
        ("Nordland", "Norrland", "GPE"),
    ],
)
def test_names_that_look_like_one(rare: str, frequent: str, type_: str) -> None:
    assert pairs(entity(rare, 3, type_), entity(frequent, 40, type_)) == [(rare, frequent)]


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("Mira Adler", "Jonas Adler", "PERSON"),
        ("Ann B. Lee", "Ann C. Lee", "PERSON"),
        ("Mira Adler", "Mira Brenn", "PERSON"),
        ("Western Isles", "Eastern Isles", "LOC"),
        ("Harbour Union", "Harbour Council", "ORG"),
        ("Article 5", "Article 6", "LAW"),
    ],
)
def test_names_that_do_not(one: str, other: str, type_: str) -> None:
    assert not pairs(entity(one, 9, type_), entity(other, 9, type_))


def test_a_surname_is_first_that_of_its_most_mentioned_bearer() -> None:
    rows = [entity("Adler", 9), entity("Mira Adler", 90), entity("Jonas Adler", 20)]
    assert pairs(*rows) == [("Adler", "Mira Adler"), ("Adler", "Jonas Adler")]


def test_a_surname_that_many_share_is_nobodys() -> None:
    firsts = ("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kim")
    rows = [entity("Lee", 9), *(entity(f"{first} Lee", 10) for first in firsts)]
    assert not pairs(*rows)


def test_one_name_of_two_types_says_the_types() -> None:
    (found,) = alike([entity("Vell", 3, "ORG"), entity("Vell", 9, "LOC")])
    assert found.title == "Vell (ORG) may be Vell (LOC)"


def test_the_most_useful_is_first() -> None:
    rows = [entity("Adler", 90), entity("Mira Adler", 99), entity("Brenn", 2)]
    assert pairs(*rows, entity("Kaja Brenn", 99))[0] == ("Adler", "Mira Adler")


def event(id_: str, number: int, day: str, **fields: object) -> EventRow:
    row = EventRow(
        id=id_, number=number, event_id="v1", type="CONSULT", mode=None, label="Adler meets Lee",
        actors=("Mira Adler",), recipients=("Ann Lee",), place=None, from_=day, to=day,
        precision="day", date_basis="stated", modality="asserted", sources=(), sentences=1,
        voices=1, salience=0.8, confidence=0.9,
    )  # fmt: skip
    return replace(row, **fields)


def test_dates_that_contradict_each_other() -> None:
    weak, strong = event("1:v1", 1, "2024-07-08"), event("2:v1", 2, "2024-07-09", voices=3)
    (found,) = contradictions([weak, strong])
    assert found.rows == ("1:v1", "2:v1"), "the less supported date is first"
    assert "1 day apart" in found.why[1]


@pytest.mark.parametrize(
    "other",
    [
        event("2:v1", 2, "2024-07-08"),
        event("2:v1", 2, "2024-09-08"),
        event("2:v1", 1, "2024-07-09"),
        event("2:v1", 2, "2024-07-09", actors=("Bo Lee",)),
        event("2:v1", 2, "2024-07-09", label="Adler meets Lee again"),
        event("2:v1", 2, "2024-07-09", modality="negated"),
        event("2:v1", 2, "2024-07-09", to="2024-07-30"),
    ],
)
def test_dates_that_do_not(other: EventRow) -> None:
    assert not list(contradictions([event("1:v1", 1, "2024-07-08"), other]))


def test_unsure_rows_with_support() -> None:
    rows = [
        event("1:v1", 1, "2024-07-08", confidence=0.1, voices=2, sentences=2),
        event("2:v1", 2, "2024-07-08", confidence=0.1),
        event("3:v1", 3, "2024-07-08", voices=4),
    ]
    assert [each.rows for each in supported(rows)] == [("1:v1",)]


def test_a_store_is_searched_in_small_steps(tmp_path: Path) -> None:
    with Store.open(fill_mending(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        finder = SuggestionFinder(views)
        sizes = [len(finder.step(0))]
        while not finder.is_complete:
            sizes.append(len(finder.step(0.001)))
        assert all(one <= other for one, other in pairwise(sizes))
        (found,) = [each for each in finder.step(1) if each.kind == "same"]
        assert found.title == "Mira Adlar may be Mira Adler"
        assert any("one sentence" in line for line in found.against)
        views.close()


def test_an_entity_is_most_like_those_of_its_type(tmp_path: Path) -> None:
    with Store.open(fill_mending(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        key = next(row.key for row in views.entities(Filter()) if row.name == "Mira Adlar")
        assert [row.name for row in similar_entities(views, key)] == ["Mira Adler"]
        assert not similar_entities(views, "person/nobody")
        views.close()


def test_rows_that_may_be_one_event() -> None:
    vague = event("1:v1", 1, "2024-07-01", to="2024-07-31", precision="month")
    exact = event("2:v1", 2, "2024-07-08", voices=2)
    (found,) = may_be_one([(vague, exact, 0.6)])
    assert (found.kind, found.rows) == ("one", ("2:v1", "1:v1")), "the exact date is first"
    assert "60% likely" in found.why


def test_two_that_were_checked_are_two() -> None:
    one, other = event("1:v1", 1, "2024-07-08"), event("2:v1", 2, "2024-07-08")
    checked = Marks(checked=True)
    assert [*may_be_one([(replace(one, marks=checked), other, 0.6)])]
    pair = replace(one, marks=checked), replace(other, marks=checked), 0.6
    assert not [*may_be_one([pair])]
