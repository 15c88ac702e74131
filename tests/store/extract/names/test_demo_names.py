"""The demo articles tell a few stories several times: one row for each person and body."""

from __future__ import annotations

from collections import defaultdict

import pytest

from store.asset_files import shipped
from store.extract.pipeline import Extractor
from store.identity.folding import fold
from store.reading import Article


@pytest.fixture(scope="module")
def aliases(reader: Extractor) -> dict[str, set[str]]:
    """Key → every name that any demo article has for it."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(shipped("demo").glob("*.txt"))]
    found: defaultdict[str, set[str]] = defaultdict(set)
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    for reading in reader.read_all(articles):
        for entity in reading.entities:
            found[entity.key] |= {entity.name, *entity.aliases}
    return dict(found)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "person/alexander lukashenko",
            {"Aleksandr Lukashenko", "Alexander Lukashenko", "Alyaksandr Lukashenka"},
        ),
        ("person/vladimir zelensky", {"Volodymyr Zelensky", "Volodymyr Zelenskyy"}),
        ("person/mohammed yunus", {"Muhammad Yunus", "Mohammad Yunus"}),
        ("person/recep tayyip erdogan", {"Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"}),
        (
            "org/shanghai cooperation organization",
            {"SCO", "Shanghai Cooperation Organisation", "Shanghai Cooperation Organization"},
        ),
        ("gpe/BY", {"Belarus", "Belarusian"}),
        ("gpe/AE", {"UAE", "United Arab Emirates"}),
        ("org/wall street journal", {"Wall Street Journal"}),
    ],
)
def test_one_key_for_all_its_names(key: str, names: set[str], aliases: dict[str, set[str]]) -> None:
    assert names <= aliases[key]


@pytest.mark.parametrize(
    "surname", ["Lukashenko", "Zelensky", "Xi", "Krasikov", "González", "Hasina", "Yunus"]
)
def test_nobody_is_there_twice(surname: str, aliases: dict[str, set[str]]) -> None:
    word = fold(surname)
    rows = [
        key
        for key, names in aliases.items()
        if any(word in fold(name).split() for name in names) and key.startswith("person/")
    ]
    assert len(rows) == 1


def test_no_two_people_share_a_key(aliases: dict[str, set[str]]) -> None:
    for key, names in aliases.items():
        if key.startswith("person/"):
            surnames = {fold(name).split()[-1][:4] for name in names if " " in name}
            assert len(surnames) <= 1, (key, names)
