"""Minor and unsure events: lists leave them out unless they are asked for all."""

from __future__ import annotations

import pytest

from store.views.indexing.schema import ADMITTED, is_hidden
from tests.store.views.articles_for_tests import event


@pytest.mark.parametrize(
    ("fields", "hidden"),
    [
        ({"confidence": ADMITTED}, False),
        ({"confidence": ADMITTED - 0.01}, True),
        ({"confidence": None}, False),
        ({"confidence": 1.0, "salience": 0.1}, True),
    ],
)
def test_what_is_hidden(fields: dict[str, float | None], hidden: bool) -> None:
    assert is_hidden(event("v1", "2024-07-09", **fields)) is hidden
