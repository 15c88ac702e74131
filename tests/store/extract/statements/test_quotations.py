"""Where quoted words begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from store.extract.statements.quotations import Quotations

_NLP = spacy.blank("en")


def _quoted(text: str) -> list[str]:
    doc = _NLP.make_doc(text)
    return [doc[q.start : q.end].text for q in Quotations(doc).ranges]


def test_straight_and_curly_marks() -> None:
    assert _quoted('He said "we won" and “they lost” to us.') == ['"we won"', "“they lost”"]


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    assert _quoted("“We won.\n\n“They lost.” He left.") == ["“We won.", "“They lost.”"]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He is 6'3\" tall, said Lee. “We won.”", ["“We won.”"]),
        ("She said “we lost, he said. “It is over.”", ["“we lost,", "“It is over.”"]),
        ("She said “it was a “rant” of his”.", ["“it was a “rant” of his”"]),
        ("''We won the cup,'' he said.", ["''We won the cup,''"]),
        ("'We won the cup,' he said of the miners' day.", ["'We won the cup,'"]),
        ("The miners' day and Lee's 'best' plan.", []),
    ],
)
def test_what_opens_and_what_closes(text: str, quotations: list[str]) -> None:
    assert _quoted(text) == quotations


def test_a_quotation_that_the_next_paragraph_opens_again_goes_on_there() -> None:
    doc = _NLP.make_doc("He said “we won.\n\n“They lost.” She said “yes to it”.")
    quotations = Quotations(doc)
    assert [q in quotations.resumed for q in quotations.ranges] == [False, True, False]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(['"', "“", "”", "a", "b", "\n\n", "."]), max_size=30))
def test_ranges_are_in_order_and_apart_and_found_again(words: list[str]) -> None:
    doc = Doc(_NLP.vocab, words=words)
    quotations = Quotations(doc)
    ranges = quotations.ranges
    assert all(one.end <= other.start for one, other in pairwise(ranges))
    for token in doc:
        inside = [q for q in ranges if token.i in q]
        assert quotations.at(token.i) == (inside[0] if inside else None)
