"""What the numbers of a sentence count."""

from __future__ import annotations

import pytest

from store.views.words.figures import figures


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("At least nine people were killed and 900 injured.", [("dead", 9), ("injured", 900)]),
        ("The fire killed 14 people, the mayor said.", [("dead", 14)]),
        ("The toll rose to 31 on Sunday.", [("dead", 31)]),
        ("Twenty-one passengers are still missing.", [("missing", 21)]),
        ("Police arrested some 200 protesters.", [("arrested", 200)]),
        ("The quake had a magnitude of 6.4, or 6.1 by another count.",
         [("magnitude", 6.4), ("magnitude", 6.1)]),
        ("The two quakes had magnitudes of 6.0 and 6.3.",
         [("magnitudes", 6.0), ("magnitudes", 6.3)]),
        ("She won 51.2 percent of the vote.", [("percent", 51.2)]),
        ("The bridge will cost $1.5 billion.", [("dollar", 1.5e9)]),
        ("They promised 40 million euros in aid.", [("euro", 4e7)]),
        ("The party took 412 of the 650 seats.", [("seats", 412)]),
        ("She was one of 26 people killed there.", [("dead", 26)]),
        ("He is one of six people who died.", [("dead", 6)]),
        ("One of 26 people was killed.", [("dead", 1)]),
        ("One of the 12 passengers died.", [("dead", 1)]),
        ("Seventy-eight states signed the text.", [("countries", 78)]),
        ("Fire killed more than 900, officials said.", [("dead", 900)]),
        ("Nine dead were counted on Monday and 13 by Friday.", [("dead", 9), ("dead", 13)]),
        ("They killed 12 people on May 4 and 5.", [("dead", 12)]),
        ("She won 51 percent and he 43.", [("percent", 51), ("percent", 43)]),
        ("Some count 411 seats; others arrive at 412.", [("seats", 411)]),
        ("The ship carried 12 containers of steel.", [("contain", 12)]),
    ],
)  # fmt: skip
def test_what_is_counted(sentence: str, found: list[tuple[str, float]]) -> None:
    assert [(each.unit, each.value) for each in figures(sentence)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "It happened on July 14 in 2024.",
        "The minister, 76, resigned after 15 years.",
        "The rocket lifted off at 5:27 p.m. on Friday.",
        "An F-16 crashed near Chapter-9 Road.",
        "Nobody was hurt.",
    ],
)
def test_dates_ages_and_names_count_nothing(sentence: str) -> None:
    assert figures(sentence) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "First. Then 13 people died there. Last."
    (figure,) = figures(text, 7, 33)
    assert text[figure.start : figure.end] == "13"


def test_rounded_numbers_agree_with_near_ones() -> None:
    (about,) = figures("About 300 people died.")
    (near,) = figures("The blast killed 310 people.")
    (far,) = figures("The blast killed 360 people.")
    (exact,) = figures("The blast killed 300 people.")
    assert about.agrees(near)
    assert about.agrees(exact)
    assert not about.agrees(far)
    assert not near.agrees(exact)


@pytest.mark.parametrize("piece", ["_", "_a", "1a", "a'", "1 ", "1.5 earthquake "])
def test_a_sentence_may_have_very_many_words_and_numbers(piece: str) -> None:
    *_, last = figures(f"The F-16 {piece * (400_000 // len(piece))} fell and killed 14 people.")
    assert (last.unit, last.value) == ("dead", 14)
