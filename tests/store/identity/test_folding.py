"""Names fold to one spelling, whatever alphabet and orthography they were typed in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.identity.folding import fold, loose, variants


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Лукашенко", "lukashenko"),
        ("Ельцин", "yeltsin"),
        ("Erdoğan", "erdogan"),
        ("İzmir", "izmir"),
        ("Wałęsa", "walesa"),
        ("Straße", "strasse"),
        ("U.S.", "us"),
        ("Sana’a", "sanaa"),
        ("Al-Assad", "al assad"),
        ("  Xi\u00a0 Jinping ", "xi jinping"),
        ("上海", "上海"),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_letter_with_a_mark_is_the_same_composed_or_not() -> None:
    assert fold("Андре\u0438\u0306") == fold("Андреи\u0306") == "andrey"


@pytest.mark.parametrize("typed", ["lukasenka", "Łukaszenka", "Лукашенко", "LUKASHENKO"])
def test_orthographies_meet_loosely(typed: str) -> None:
    assert loose(typed) == loose("Lukashenka")


def test_variants_hold_both_forms() -> None:
    assert variants("Łukaszenka") == {"lukaszenka", "lukasenka"}
    assert variants("…") == frozenset()


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
