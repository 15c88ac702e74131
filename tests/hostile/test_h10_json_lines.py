"""H10: JSON Lines in which every other line is a trap; the rest is read."""

from __future__ import annotations

import json

import pytest

from store.intake.draft import Failure
from tests.hostile.conftest import TakeIn, failures, texts

GOOD = json.dumps({"text": "The council of Port Leon closed the bridge."}).encode()
TRAPS = {
    "nested": b'{"text":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "nested objects": b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "long number": b'{"text":"x","n":' + b"9" * 5_000 + b"}",
    "not a number": b'{"text":"x","n":NaN}',
    "infinite": b'{"text":"x","n":-Infinity}',
    "a list": b'["text"]',
    "a word": b'"text"',
    "half": GOOD[:20],
    "no text": b'{"title":"x"}',
    "not UTF-8 nor anything": b'{"text":"\x81\x8d\x8f\x90\x9d"}',
    "NUL": b'{"text":"a\0b"}',
}


@pytest.mark.parametrize("kind", TRAPS)
def test_a_trap_costs_its_own_line_only(take_in: TakeIn, kind: str) -> None:
    found = take_in("a.jsonl", b"\n".join([GOOD, TRAPS[kind], GOOD]))
    assert len(texts(found)) == 2
    (failure,) = failures(found)
    assert failure.origin.endswith("a.jsonl:2")
    assert failure.reason.startswith("line 2: ")
    assert isinstance(found[1], Failure)


def test_a_line_that_is_too_long_is_read_away(take_in: TakeIn) -> None:
    long = b'{"text":"' + b"x" * 50_000_000 + b'"}'
    found = take_in("a.jsonl", b"\n".join([GOOD, long, GOOD]))
    assert len(texts(found)) == 2
    assert [each.reason for each in failures(found)] == ["line 2: longer than 20,000,000 bytes"]


def test_a_mark_duplicate_names_and_half_a_last_line(take_in: TakeIn) -> None:
    twice = b'{"text":"Wrong words here.","text":"The last one counts."}'
    found = take_in("a.jsonl", b"\xef\xbb\xbf" + b"\n".join([GOOD, twice, GOOD[:-9]]))
    assert texts(found)[1] == "The last one counts."
    assert failures(found)[0].reason.startswith("line 3: ")


def test_half_a_surrogate_pair_becomes_one_visible_character(take_in: TakeIn) -> None:
    line = rb'{"text":"The bridge \ud800 is closed.","title":"\udfff x"}'
    found = take_in("a.jsonl", line)
    assert texts(found) == ["The bridge \ufffd is closed."]
