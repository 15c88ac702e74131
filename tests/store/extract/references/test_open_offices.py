"""Offices whose body the article tells elsewhere."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article


@pytest.mark.parametrize(
    ("text", "role", "of"),
    [
        ("In Sen. Ann Lee's column, the Republican from Utah blames the news.", "Senator", "Utah"),
        ("He lost to former senator Ann Lee from neighboring Maine.", "Senator", "Maine"),
        (
            "Sen. Ann Lee spoke in Leeds. It was her third year as senator from Ohio.",
            "Senator",
            "Ohio",
        ),
        ("Sen. Ann Lee met Bo Falk. Sen. Falk, D-Ohio, left.", "Senator", None),
        (
            "Ann Lee saw the helicopter landing officer, Bo Falk.",
            "Helicopter Landing Officer",
            None,
        ),
        (
            "The strike hurt Orvis Bank. Sales fell, chief executive Ann Lee said on Monday.",
            "Chief Executive",
            "Orvis Bank",
        ),
        (
            "Hedge fund manager Ann Lee met Orvis Bank and Falk Steel.",
            "Hedge Fund Manager",
            None,
        ),
        ("Secretary of Defense Ann Lee left South Korea for Japan.", "Secretary of Defense", None),
        (
            "Secretary of State Madeleine Albright spoke. The United States will stay.",
            "Secretary of State",
            "United States",
        ),
        (
            "President Franklin D. Roosevelt led the United States out of the crisis.",
            "President",
            "United States",
        ),
        (
            "American bankers met President Ronald Reagan.",
            "President",
            "United States",
        ),
        (
            "Ann Lee is the president of the Leeds Armenian Students’ Association.",
            "President",
            "Leeds Armenian Students’ Association",
        ),
    ],
)
def test_what_an_article_tells_of_an_office(
    reader: Extractor, text: str, role: str, of: str | None
) -> None:
    reading = reader.read(Article(id="a", text=text))
    names = {entity.id: entity.name for entity in reading.entities}
    assert (role, of) in [(each.role, names.get(each.of or "")) for each in reading.roles]
