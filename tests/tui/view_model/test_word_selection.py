"""Selecting words of an article by keys."""

from __future__ import annotations

from store import Span
from tui.view_model.word_selection import NameGuesses, WordSelection, words_of

TEXT = "Ministers met O’Neill of AT&T. Kaja Kallas spoke. The Bank of Norland closed."


def words(selection: WordSelection) -> str:
    return TEXT[slice(*selection.span)]


def at(word: str) -> WordSelection:
    every = words_of(TEXT)
    index = next(i for i, span in enumerate(every) if TEXT[slice(*span)] == word)
    return WordSelection(every, index, index)


def test_marks_inside_a_word_belong_to_it() -> None:
    found = [TEXT[slice(*span)] for span in words_of(TEXT)]
    assert found[:5] == ["Ministers", "met", "O’Neill", "of", "AT&T"]


def test_one_word_moves_until_it_is_extended() -> None:
    selection = at("met").move(1)
    assert words(selection) == "O’Neill"
    assert words(selection.extend().move(2)) == "O’Neill of AT&T"
    assert words(selection.extend().move(-1)) == "met O’Neill"
    assert words(selection.extend().move(2).extend()) == "AT&T"


def test_it_stays_within_the_text() -> None:
    assert words(at("met").move(-9)) == "Ministers"
    assert words(at("met").move(99)) == "closed"


def test_moving_to_an_offset_finds_the_word_there() -> None:
    assert words(at("met").move_to(TEXT.index("Kallas") + 2)) == "Kallas"


def guesses(*taken: str) -> NameGuesses:
    spans = [Span(TEXT.index(each), TEXT.index(each) + len(each)) for each in taken]
    starts = [0, TEXT.index("Kaja"), TEXT.index("The")]
    return NameGuesses(TEXT, words_of(TEXT), spans, [Span(each, each + 5) for each in starts])


def seen(found: Span | None) -> str:
    return TEXT[slice(*found)] if found else ""


def test_runs_of_capitals_that_are_no_mention_may_be_missed_names() -> None:
    found = guesses("O’Neill")
    assert seen(found.next(0, 1)) == "AT&T"
    assert seen(found.next(TEXT.index("AT&T"), 1)) == "Kaja Kallas"
    assert seen(found.next(TEXT.index("Kaja"), 1)) == "Bank of Norland"


def test_a_word_that_only_opens_a_sentence_is_no_part_of_a_name() -> None:
    assert seen(guesses("O’Neill").next(TEXT.index("Kallas"), 1)) == "Bank of Norland"


def test_the_guesses_go_round_in_both_directions() -> None:
    found = guesses("O’Neill")
    assert seen(found.next(TEXT.index("Bank"), 1)) == "AT&T"
    assert seen(found.next(TEXT.index("AT&T"), -1)) == "Bank of Norland"


def test_one_capital_at_the_start_of_a_sentence_is_no_guess() -> None:
    found = guesses("O’Neill", "AT&T", "Kaja Kallas", "Bank of Norland")
    assert found.next(0, 1) is None
