"""The gender that a person's name tells, which decides whom "she" may stand for."""

from __future__ import annotations

import pytest

from store.asset_files import shipped
from store.extract.names.words import gender_of_person
from store.extract.pipeline import Extractor
from store.reading import Article


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Debbie Lee", "female"),
        ("Corey Falk", "male"),
        ("J. Michael Roe", "male"),
        ("Hans-Dietrich Roe", "male"),
        ("Ann-Louise Lee", "female"),
        ("Taylor Roe", None),
        ("J. Roe", None),
        ("Falk", None),
        ("", None),
    ],
)
def test_a_first_name_tells_the_gender(name: str, gender: str | None) -> None:
    assert gender_of_person(name.split()) == gender


def test_she_is_the_woman_of_two_persons(reader: Extractor) -> None:
    text = "Debbie Lee met Corey Falk in Oslo on Monday. She left for Lima."
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    at = text.index("She")
    named = [e.name for e in reading.entities if any(m.start == at for m in e.mentions)]
    assert named == ["Debbie Lee"]


def test_no_first_name_has_both_genders() -> None:
    rows = shipped("codebook", "genders.tsv").read_text(encoding="utf-8").splitlines()
    given = [row.split("\t")[0] for row in rows if "\tgiven\t" in row]
    assert len(given) == len(set(given))
