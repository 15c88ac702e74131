"""`explain`: the rule that fired, what only the caller can settle, and when a parse is needed."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor, ModelMissing
from store.extract.times.explaining import explain
from store.reading import DateOrder

_NO_MODEL = "no_such_pipeline"


@pytest.mark.parametrize(
    ("order", "value", "two_ways"),
    [("dmy", "2024-04-03", False), ("mdy", "2024-03-04", False), (None, "2024-04-03", True)],
)
def test_a_date_that_reads_two_ways_is_settled_by_its_order(
    reader: Extractor, order: DateOrder | None, value: str, two_ways: bool
) -> None:
    (one,) = explain("on 03/04/2024", "2024-07-09", reader=reader, date_order=order)
    assert (one.time.value, one.two_ways) == (value, two_ways)


def test_a_date_that_reads_one_way_is_not_doubted(reader: Extractor) -> None:
    for text in ("on 13/04/2024", "on 04/04/2024", "on April 3, 2024"):
        (one,) = explain(text, None, reader=reader)
        assert (one.time.value[:7], one.two_ways) == ("2024-04", False)


@pytest.mark.parametrize("day", ["2024-07-09", None])
@pytest.mark.parametrize(
    "text",
    [
        "last Tuesday", "Monday", "by Monday", "through July 19", "since May", "May", "On March 5.",
        "after Christmas", "before 2019", "in three weeks", "the past two weeks", "from June",
        "the coming days", "later this year", "earlier this year", "3 p.m.", "Friday night", "1500",
        "every Friday", "on February 30", "the third quarter", "until the end of the year", "now",
        "03/04/2024", "the 1990s", "the day before", "a harbour", "“60 Minutes”", "",
    ],
)  # fmt: skip
def test_an_expression_alone_means_the_same_as_when_it_is_parsed(
    reader: Extractor, text: str, day: str | None
) -> None:
    assert explain(text, day, _NO_MODEL) == explain(text, day, reader=reader)


@pytest.mark.parametrize(
    "text",
    [
        "They will meet on Monday.", "Monday they met", "from May 3 to May 9",
        "Two days later, on April 10", "July 4.They met", "Long March 5 rocket",
    ],
)  # fmt: skip
def test_words_around_an_expression_are_parsed(text: str) -> None:
    with pytest.raises(ModelMissing):
        explain(text, "2024-07-09", _NO_MODEL)


def test_the_tense_of_a_sentence_still_tells_which_day_is_meant(reader: Extractor) -> None:
    will, did = (
        explain(text, "2024-07-09", reader=reader)[0].time.from_
        for text in ("They will meet on Thursday.", "They met on Thursday.")
    )
    assert (will, did) == ("2024-07-11", "2024-07-04")
