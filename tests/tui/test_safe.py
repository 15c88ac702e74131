"""Nothing that a terminal would obey gets through, and offsets hold."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.safe import STAND_IN, escaped, one_line, safe

ANYTHING = st.text(st.characters(codec=None, categories=None))


@given(ANYTHING)
def test_escaped_json_says_the_same_and_obeys_nothing(text: str) -> None:
    said = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(said) == text
    assert safe(said) == said


@given(ANYTHING)
def test_length_is_kept(text: str) -> None:
    assert len(safe(text)) == len(text)
    assert len(one_line(text)) == len(text)


@given(ANYTHING)
def test_no_control_is_left(text: str) -> None:
    left = {unicodedata.category(character) for character in safe(text) if character not in "\n\t"}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "unsafe",
    ["\x1b", "\x07", "\x00", "\r", "\x7f", "\x9b", "\x9d", "\u202e", "\u2066", "\u2028",
     "\ud800", "\U000e0041"],
)  # fmt: skip
def test_each_becomes_the_stand_in(unsafe: str) -> None:
    assert safe(f"a{unsafe}b") == f"a{STAND_IN}b"


def test_what_is_harmless_stays() -> None:
    text = "Łódź, 北京, 👩‍👩‍👧, شبكة\n\tend"
    assert safe(text) == text
    assert one_line(text) == text.replace("\n", " ").replace("\t", " ")
