"""The stretch of a text that shows why it was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.query.tree import Text
from store.query.words import words
from store.views.searching.snippets import WIDTH, snippet


def marked(text: str, *leaves: Text) -> list[str]:
    found = snippet(text, leaves)
    return [found.text[low:high] for low, high in found.marks]


def test_the_place_with_most_of_the_words() -> None:
    text = "Grain is dear. " + "Nothing here. " * 40 + "The price of grain rose."
    assert marked(text, Text("price"), Text("grain")) == ["price", "grain"]


def test_prefixes_misspelt_words_and_other_spellings() -> None:
    assert marked("Ministers met.", Text("minis", prefix=True)) == ["Ministers"]
    assert marked("A visit to Minsk.", Text("vizit", fuzzy=True)) == ["visit"]
    assert marked("Lukashenko spoke.", Text("lukashenka")) == ["Lukashenko"]


def test_one_line() -> None:
    found = snippet("The\n   price\t\tof grain", [Text("grain")])
    assert (found.text, found.marks) == ("The price of grain", ((13, 18),))


@given(st.text(alphabet="ab É'\n.", max_size=400), st.sampled_from(["a", "b a", "é"]))
def test_marks_hold_the_words_that_were_asked_for(text: str, asked: str) -> None:
    found = snippet(text, [Text(asked)])
    assert len(found.text) <= WIDTH
    for low, high in found.marks:
        assert "".join(words(found.text[low:high])) in words(asked)
