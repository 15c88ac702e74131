"""Minor events, and those that are not sure enough for what they matter: lists leave them out."""

from __future__ import annotations

import pytest

from store.shown_events import ADMITTED, LEAST, is_hidden
from tests.store.views.articles_for_tests import event


@pytest.mark.parametrize(
    ("fields", "hidden"),
    [
        ({"confidence": ADMITTED, "salience": 0.2}, False),
        ({"confidence": LEAST, "salience": 0.2}, True),
        ({"confidence": LEAST, "salience": 1.0}, False),
        ({"confidence": LEAST - 0.01, "salience": 1.0}, True),
        ({"confidence": None}, False),
        ({"confidence": 1.0, "salience": 0.01}, True),
    ],
)
def test_what_is_hidden(fields: dict[str, float | None], hidden: bool) -> None:
    assert is_hidden(event("v1", "2024-07-09", **fields)) is hidden
