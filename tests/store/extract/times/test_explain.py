"""`explain`: the rule that fired, and what only the caller can settle."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.extract.times.component import explain
from store.reading import DateOrder


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
