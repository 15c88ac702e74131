"""What readers noted of a person or a body is found in a reading, or missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, Reading
from tests.judging import cards

TEXT = (
    "Ann Lee, the finance minister of Norway, met Bo Falk in Oslo on Tuesday. "
    "Orvis Bank, a subsidiary of Zeta Group, said Falk and Lee agreed."
)


@pytest.fixture(scope="module")
def made(reader: Extractor) -> Reading:
    (reading,) = reader.read_all([Article(id="made/1", text=TEXT, published="2024-05-08")])
    return reading


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start}:{start + len(words)}"


def noted(sort: str, kind: str, one: str, other: str, title: str) -> cards.NotedFact:
    body = at(other) if other else "-"
    called = at(title) if title else "-"
    return cards.NotedFact("made/1", "a", sort, kind, at(one), body, called, at(one), "1")


def test_office_with_its_body_is_whole(made: Reading) -> None:
    fact = noted("office", "current", "Ann Lee", "Norway", "finance minister")
    assert cards.result(made, fact) == cards.WHOLE


def test_office_of_another_body_is_a_part(made: Reading) -> None:
    fact = noted("office", "current", "Ann Lee", "Zeta Group", "finance minister")
    assert cards.result(made, fact) == cards.PART


def test_office_of_somebody_else_is_missed(made: Reading) -> None:
    fact = noted("office", "current", "Bo Falk", "Norway", "finance minister")
    assert cards.result(made, fact) == cards.MISSED


def test_relation_is_found_from_either_side(made: Reading) -> None:
    for one, other in (("Orvis Bank", "Zeta Group"), ("Zeta Group", "Orvis Bank")):
        assert cards.result(made, noted("relation", "part_of", one, other, "")) == cards.FOUND


def test_relation_that_an_office_tells_counts_as_that(made: Reading) -> None:
    fact = noted("relation", "works_for", "Ann Lee", "Norway", "")
    assert cards.result(made, fact) == cards.OFFICE


def test_relation_of_two_who_only_met_is_missed(made: Reading) -> None:
    fact = noted("relation", "colleague_of", "Ann Lee", "Bo Falk", "")
    assert cards.result(made, fact) == cards.MISSED


def test_only_the_first_reader_of_an_article_counts(tmp_path: Path) -> None:
    rows = ("made/1 a office current 0:7 - 13:29 0:29 1", "made/1 b relation x 0:7 8:9 - 0:9 1")
    lines = [row.replace(" ", "\t") for row in (*rows, "made/2 b none - - - - - 0")]
    (tmp_path / "noted_cards.tsv").write_text("\n".join(lines) + "\n")
    assert [fact.reader for fact in cards.noted_facts(tmp_path)] == ["a"]


def test_report_counts_what_is_noted_first_by_itself(made: Reading) -> None:
    facts = [
        noted("office", "current", "Ann Lee", "Norway", "finance minister"),
        noted("office", "current", "Bo Falk", "Norway", "finance minister")._replace(first="0"),
    ]
    lines = list(cards.report(list(cards.compared(facts, iter([made])))))
    assert lines[:2] == ["office: 2 noted, whole 1, missed 1", "office, first: 1 noted, whole 1"]
