"""No text and no date can break it: offsets cut, spans are in order, and work is linear."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extract.time_grammar.dispatch import matches
from store.extract.time_grammar.tokens import pieces_of
from tests.store.extract.times.reading_times import after_verb_many, times_in, words_of

EXPRESSIONS = [
    "July 9, 2024", "last week", "ten days ago", "the third quarter", "Friday night", "2016",
    "the mid-1990s", "more than three years", "5 p.m. EST", "next summer", "every Monday",
    "the past two weeks", "Christmas Eve", "now", "two to three months", "early next year",
    "July last year", "Friday of next week", "Q3 2012", "two Fridays ago", "the weekend of May 4",
    "2024-07-09T14:30:00+04:00", "the first two quarters of 2012", "a week from Tuesday",
    "the early hours of Friday", "half past nine", "ten years ago today", "last Easter",
    "the last Friday of the month", "2024-W27", "every third Thursday", "AD 70",
]  # fmt: skip
JOINS = [" ", ", and then, ", " — ", ".\n\n", " (said he) ", "; ", "\u00a0still\u2003", " é🙂 "]
WORDS = [
    *"jan may march the of last next this first second quarter half to from between and - 1 12 "
    "1998 98 ' s th , . : / year years month weeks day ago earlier Monday Sun fall past century a "
    "an few couple hundred thousand million twenty five p m noon night since by until q h fy t z + "
    "weekend overnight same following good attacks Friday Fridays to ended 5 9 11 00 07 "
    "half early hours of every third per long other moment AD BC W27 ' time now beginning one "
    "three Ramadan Easter New Year's weekends about around exactly minutes noon midnight".split()
]


@given(st.lists(st.tuples(st.sampled_from(EXPRESSIONS), st.sampled_from(JOINS)), min_size=1))
def test_offsets_cut_the_expression(parts: list[tuple[str, str]]) -> None:
    text, places = "", []
    for words, join in parts:
        text += "So: "
        places.append((len(text), len(text) + len(words)))
        text += words + join
    found = times_in(text, "2024-07-09")
    assert [time.chars for time in found] == places


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.dates())
def test_any_order_of_the_words_of_time(words: list[str], day: Any) -> None:
    _is_sound(" ".join(words), day.isoformat())


@given(
    st.text(), st.none() | st.dates() | st.sampled_from(["", "soon", "2024-99-99", "9999-12-31"])
)
def test_any_text(text: str, day: Any) -> None:
    _is_sound(text, day if day is None or isinstance(day, str) else day.isoformat())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(day: str) -> None:
    for words in ("last century", "next week", "ten days ago", "last Friday", "next Friday",
                  "a year later", "the past two weeks", "in 100 years", "last winter", "Easter",
                  "Feb. 29", "June", "next quarter", "last decade", "the weekend"):  # fmt: skip
        _is_sound(words, day)


def _is_sound(text: str, day: str | None) -> None:
    found = times_in(text, day)
    end = 0
    for time in found:
        assert end <= time.chars[0] < time.chars[1] <= len(text)
        assert words_of(time, text).strip()
        assert time.value
        assert not (time.start and time.end) or time.start <= time.end
        end = time.chars[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "jan ",
        "7",
        "7 ",
        "the last ",
        "two ",
        "1998-",
        "5, 9 to first and ",
        "June 5 and ",
        "2 days and ",
        "10 p.m. to ",
    ],
)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    short, long = (_calls(unit * (size // len(unit))) for size in (4_000, 80_000))
    assert long <= 22 * short


def _calls(text: str) -> int:
    """How many calls of functions it takes to search a text."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        for _ in matches(pieces_of(text)):
            pass
    finally:
        sys.setprofile(None)
    return count + 100


def test_a_verb_with_thousands_of_times_is_read_as_quickly_as_others() -> None:
    """With one look at all of a verb's children for each of them, this takes minutes."""
    found = after_verb_many("met", "VBD", ["Monday"] * 5_000, date(2024, 7, 9))
    assert {time.value for time in found} == {"2024-07-08"}
    assert len(found) == 5_000
