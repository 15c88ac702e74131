"""Types and names that the words around them tell, and what is never a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.gazetteer import gazetteer
from store.extract.names.boundaries import cut_tails
from store.extract.names.compounds import join_halves
from store.extract.names.draft import Name, NamesDraft
from store.extract.pipeline import Extractor
from store.reading import Article, Reading


@pytest.fixture(scope="module")
def read(reader: Extractor) -> Callable[[str], Reading]:
    return lambda text: reader.read(Article(id="a", text=text, published="2024-07-09"))


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("A header beat goalkeeper Dénes Dibusz in Budapest.", "Dénes Dibusz", "PERSON"),
        ("Students asked to honour the activist Cissie Gool.", "Cissie Gool", "PERSON"),
        ("Manchester United want the player.", "Manchester United", "ORG"),
        ("Nordvik said it had no plans. Nordvik shares fell.", "Nordvik", "ORG"),
        ("Police closed the road to Wabag.", "Wabag", "GPE"),
        ("NASA's James Webb Space Telescope saw it.", "James Webb Space Telescope", "PRODUCT"),
        ("In Liguria, Stefano Bonazzi spoke to workers.", "Stefano Bonazzi", "PERSON"),
        ("It was made by film-maker David O Rusko.", "David O Rusko", "PERSON"),
        ("In 2009 manufacturer Ron Orvis was elected.", "Ron Orvis", "PERSON"),
    ],
)
def test_a_type_by_what_stands_beside(
    read: Callable[[str], Reading], text: str, name: str, type_: str
) -> None:
    assert {e.name: e.type for e in read(text).entities}.get(name) == type_


@pytest.mark.parametrize(
    ("text", "junk"),
    [
        ("In Group B, Spain beat Italy.", "Group B"),
        ("The Heat won Game 2 in Boston.", "Game 2"),
        ("The U.S. Dollar fell to 7.8 N.Z. Dlrs in Tokyo.", "Dollar"),
        ("The agency gave the bonds of Acme Corp a BBB rating.", "BBB"),
    ],
)
def test_rows_of_things_sums_and_ratings_are_no_names(
    read: Callable[[str], Reading], text: str, junk: str
) -> None:
    assert not any(junk in alias for e in read(text).entities for alias in e.aliases)


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "The University of Cape Town opened a library. UCT has nine.",
            "UCT",
            "University of Cape Town",
        ),
        (
            "Italy's National Institute for Astrophysics, known as INAF, paid for it. INAF is old.",
            "INAF",
            "National Institute for Astrophysics",
        ),
        (
            "The Security Service of Ukraine (SBU) did it. The SBU confirmed it.",
            "SBU",
            "Security Service of Ukraine",
        ),
    ],
)
def test_an_acronym_that_is_told_otherwise_than_by_its_letters_in_brackets(
    read: Callable[[str], Reading], text: str, short: str, full: str
) -> None:
    entities = {e.name: e for e in read(text).entities}
    assert short in entities[full].aliases
    assert short not in entities


def test_a_club_by_its_nickname(read: Callable[[str], Reading]) -> None:
    reading = read("The Boston Celtics routed the Miami Heat on Saturday. The Celtics lead 2-1.")
    club = next(e for e in reading.entities if e.name == "Boston Celtics")
    assert "Celtics" in club.aliases


def test_brussels_acts_for_the_union_unless_belgium_is_the_subject(
    read: Callable[[str], Reading],
) -> None:
    told = {e.name: e.aliases for e in read("Brussels said it would pay Serbia.").entities}
    assert "Brussels" in told["European Union"]
    told = {
        e.name: e.aliases
        for e in read("Belgian troops left Mali. Brussels said they were tired.").entities
    }
    assert "Brussels" in told["Belgium"]


def test_one_korea_alone_is_meant(read: Callable[[str], Reading]) -> None:
    reading = read("South Korea will pay. Korean firms welcomed it.")
    assert [e.name for e in reading.entities if e.iso] == ["South Korea"]


def test_letters_behind_a_surname_are_outside_and_an_infirmary_is_a_body(
    read: Callable[[str], Reading],
) -> None:
    reading = read("Judge Margaret Thornley QC spoke. She left Leeds Royal Infirmary at noon.")
    assert {e.name: e.type for e in reading.entities} == {
        "Margaret Thornley": "PERSON",
        "Leeds Royal Infirmary": "ORG",
    }


def _drafted(reader: Extractor, text: str, *names: tuple[int, int, str]) -> NamesDraft:
    draft = NamesDraft.of(reader.prepare(Article(id="a", text=text)), gazetteer())
    draft.add([Name(start, end, type_, draft.text(start, end)) for start, end, type_ in names])
    return draft


@pytest.mark.parametrize(
    ("text", "names", "joined"),
    [
        (
            "Ararat Mirzoyan spoke. Mirzoyan left.",
            [(0, 1, "ORG"), (1, 2, "PERSON"), (4, 5, "PERSON")],
            ("Ararat Mirzoyan", "PERSON"),
        ),
        (
            "Lockvale Morton fell. Lockvale left.",
            [(0, 1, "ORG"), (1, 2, "PERSON"), (4, 5, "ORG")],
            ("Lockvale Morton", "ORG"),
        ),
        (
            "Tigist Gebreselassie won.",
            [(0, 1, "NORP"), (1, 2, "NORP")],
            ("Tigist Gebreselassie", "PERSON"),
        ),
    ],
)
def test_two_halves_of_a_name_are_joined(
    reader: Extractor, text: str, names: list[tuple[int, int, str]], joined: tuple[str, str]
) -> None:
    draft = _drafted(reader, text, *names)
    join_halves(draft)
    assert (draft.names[0].text, draft.names[0].type) == joined


@pytest.mark.parametrize(
    ("text", "end", "name"),
    [
        ("Papp for eleven years of service", 6, "Papp"),
        ("Harbour Rights per tonne", 4, "Harbour Rights"),
        ("Friends of the Earth", 4, "Friends of the Earth"),
        ("Harbour party", 2, "Harbour party"),
    ],
)
def test_a_phrase_in_lower_case_behind_a_name_is_cut(
    reader: Extractor, text: str, end: int, name: str
) -> None:
    draft = _drafted(reader, text, (0, end, "ORG"))
    cut_tails(draft)
    assert draft.names[0].text == name
