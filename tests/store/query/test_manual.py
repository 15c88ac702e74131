"""What the manual shows can be typed."""

from __future__ import annotations

import pytest

from store.query.completion import SYNTAX
from store.query.fields import FIELDS
from store.query.parser import parse


@pytest.mark.parametrize(
    "query", [*(row.written for row in SYNTAX), *(field.example for field in FIELDS)]
)
def test_an_example_is_a_query(query: str) -> None:
    parse(query)
