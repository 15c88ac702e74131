"""The time of a clause, and times that an event names; with the real model's parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc

from store.extract.extensions import FoundTime
from store.extract.times.clause import time_of
from store.extract.times.explaining import explain
from store.reading import Article

if TYPE_CHECKING:
    from store.extract.pipeline import Extractor


def parsed(reader: Extractor, text: str) -> Doc:
    return reader.nlp(reader.prepare(Article(id="a", text=text, published="2024-07-09")))


def time_at(doc: Doc, word: str) -> FoundTime | None:
    return time_of(doc, next(token.i for token in doc if token.text == word))


def value_at(doc: Doc, word: str) -> str | None:
    found = time_at(doc, word)
    return found.value if found else None


def test_each_verb_has_the_time_of_its_own_clause(reader: Extractor) -> None:
    doc = parsed(reader, "The minister said on Monday that rebels attacked the town on Thursday.")
    assert value_at(doc, "said") == "2024-07-08"
    assert value_at(doc, "attacked") == "2024-07-04"


def test_a_subordinate_clause_lends_its_time_to_nobody(reader: Extractor) -> None:
    doc = parsed(reader, "Police arrested a man who robbed a bank on Thursday.")
    assert value_at(doc, "robbed") == "2024-07-04"
    assert value_at(doc, "arrested") is None


def test_a_range_is_given_whole(reader: Extractor) -> None:
    doc = parsed(reader, "A delegation visited Minsk from Saturday to Monday.")
    found = time_at(doc, "visited")
    assert found is not None
    assert [str(found.start), str(found.end)] == ["2024-07-06", "2024-07-08"]


def test_the_narrower_time_comes_first(reader: Extractor) -> None:
    doc = parsed(reader, "In 2024 the two leaders met on June 3.")
    assert value_at(doc, "met") == "2024-06-03"


def test_a_narrower_time_elsewhere_does_not_come_first(reader: Extractor) -> None:
    doc = parsed(reader, "A court jailed him in 2021 for a murder in the park in August 2019.")
    assert value_at(doc, "jailed") == "2021"


def test_an_amount_is_no_time_of_a_clause(reader: Extractor) -> None:
    doc = parsed(reader, "The talks lasted three hours.")
    assert value_at(doc, "lasted") is None


def test_an_event_that_another_sentence_dates_is_a_bound(reader: Extractor) -> None:
    text = (
        "The alliance held a summit in Oslo on Thursday. "
        "Following the summit, the chancellor travelled to Bergen."
    )
    doc = parsed(reader, text)
    anchor = next(time for time in doc._.times if time.rule == "following an event")
    assert text[slice(*anchor.chars)] == "the summit"
    assert (str(anchor.start), anchor.end, anchor.basis) == ("2024-07-04", None, "text")


def test_a_range_of_months_lies_within_a_year(reader: Extractor) -> None:
    text = "Between April and June they rose."
    found = explain(text, "2013-03-22", reader=reader)
    assert {(one.time.from_, one.time.to) for one in found} == {("2012-04-01", "2012-06-30")}


def test_a_quarter_of_the_companys_own_year_is_reported_on(reader: Extractor) -> None:
    text = "The brewer posted a loss in the third quarter. It had earned more a year earlier."
    values = [one.time.value for one in explain(text, "2024-07-09", reader=reader)]
    assert values == ["2024-Q3", "2023-Q3"]


def test_an_event_in_mid_sentence_is_no_time(reader: Extractor) -> None:
    text = "The alliance held a summit in Oslo on Thursday. He spoke to reporters after the summit."
    assert [one.words for one in explain(text, "2024-07-09", reader=reader)] == ["Thursday"]


def test_an_event_that_nothing_dates_is_no_time(reader: Extractor) -> None:
    text = "The alliance held a summit in Oslo. Following the summit, she travelled to Bergen."
    assert explain(text, "2024-07-09", reader=reader) == []


@pytest.mark.parametrize(
    ("text", "value", "days"),
    [
        ("She resigned on Tuesday.", "2024-07-09", ("2024-07-09", "2024-07-09")),
        ("She will resign on Monday.", "2024-07-15", ("2024-07-15", "2024-07-15")),
        ("The vote is scheduled for Monday.", "2024-07-15", ("2024-07-15", "2024-07-15")),
        ("He had been due to leave on Monday.", "2024-07-08", ("2024-07-08", "2024-07-08")),
        ("They are to meet as early as Friday.", "2024-07-12", ("2024-07-12", "2024-07-12")),
        ("She will speak when the case is heard on Monday.", "2024-07-15", ("2024-07-15",) * 2),
        ("By Monday, the fire was out.", "2024-07-08", (None, "2024-07-08")),
        ("The fire was to be out by Monday.", "2024-07-15", (None, "2024-07-15")),
        ("Drills go on through July 19.", "2024-07-19", (None, "2024-07-19")),
        ("The harvest failed in October.", "2023-10", ("2023-10-01", "2023-10-31")),
        ("The harvest will begin in October.", "2024-10", ("2024-10-01", "2024-10-31")),
    ],
)
def test_direction_in_whole_sentences(
    reader: Extractor, text: str, value: str, days: tuple[str | None, str]
) -> None:
    (one,) = explain(text, "2024-07-09", reader=reader)
    assert one.time.value == value
    assert (one.time.from_, one.time.to) == days
    assert text[one.time.start : one.time.end] == one.words
