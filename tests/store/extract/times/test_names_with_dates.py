"""Dates inside of names are none; days that events are called by are theirs."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.pipeline import Extractor
from store.extract.times.explaining import explain
from tests.store.extract.times.reading_times import time_in, times_in

DAY = date(2024, 7, 9)


@pytest.mark.parametrize(
    "text",
    [
        "The April 6 Youth Movement called a strike.", "The Occupy Oct. 15 movement met.",
        "The March 14 coalition won.", "They marched down 17 November Street.",
        "The 26th of July Movement won.", "The Good Friday Agreement held.",
        "The Good Friday peace accord held.", "on the 5th floor, on the 27th anniversary",
        "a Boeing 747", "a Long March 2D", "Windows 95", "since Black Monday", "on Super Tuesday",
    ],
)  # fmt: skip
def test_a_name_that_holds_a_date(text: str) -> None:
    assert [one for one in times_in(text, DAY) if "Good" in text or one.type != "SET"] == []


@pytest.mark.parametrize(
    "text",
    [
        "They saw a Long March 5 rocket on the pad.",
        "China's Long March 5 carried the probe.",
        "The engineers checked two Long March 7 rockets.",
    ],
)
def test_a_number_of_a_make_is_no_day(reader: Extractor, text: str) -> None:
    assert explain(text, "2024-07-09", reader=reader) == []


def test_round_numbers_of_things_are_no_years(reader: Extractor) -> None:
    text = "The firm cut more than 2000 jobs, and closed 1500 new stores, and its 2000 models sold."
    assert [one.words for one in explain(text, "2024-07-09", reader=reader)] == ["2000"]


def test_last_may_be_the_verb() -> None:
    for text, words in (("It could last 60 days.", "60 days"), ("It may last weeks.", "weeks")):
        (one,) = times_in(text, DAY)
        assert (text[slice(*one.chars)], one.start) == (words, None)


def test_a_date_behind_a_place_stays_one(reader: Extractor) -> None:
    (one,) = explain("The storm hit Oslo March 5.", "2024-07-09", reader=reader)
    assert one.time.value == "2024-03-05"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the July 4 parade", "2024-07-04"),
        ("the Fourth of July parade", "2024-07-04"),
        ("the Nov. 5 election", "2023-11-05"),
        ("the 9/11 attacks", "2001-09-11"),
        ("the Sept. 11 attacks", "2001-09-11"),
        ("the Sept. 11 attack in Benghazi", "2024-09-11"),
        ("the October 7 attack", "2023-10-07"),
        ("the Jan. 6 riot", "2021-01-06"),
    ],
)
def test_a_day_that_an_event_is_called_by(text: str, value: str) -> None:
    found = time_in(text, DAY)
    assert found.value[5:] == value[5:]
    assert found.value == value or found.rule == "month day"


def test_an_older_article_means_another_day() -> None:
    assert time_in("the Sept. 11 attacks", date(1998, 9, 20)).value == "1998-09-11"
    assert times_in("since 9/11", date(1998, 9, 20)) == []


def test_the_highs_of_the_80s_are_no_decade() -> None:
    assert times_in("Temperatures rose to the 80s.", DAY) == []
    assert time_in("the music of the 80s", DAY).value == "198"
