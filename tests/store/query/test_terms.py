"""The terms of a query, as they were typed."""

from __future__ import annotations

import pytest

from store.query.terms import terms_of


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("grain talks", ["grain", "talks"]),
        ('who:"Ann Lee" type:consult -war', ['who:"Ann Lee"', "type:consult", "-war"]),
        ('"two words"~ (a OR b) event:2024', ['"two words"~', "(a OR b)", "event:2024"]),
        ("-(a b) c", ["-(a b)", "c"]),
        ("a OR b", []),
        ("((a b) c) d", []),
        ("a AND b", []),
        ("", []),
    ],
)
def test_terms(query: str, terms: list[str]) -> None:
    assert terms_of(query) == terms
