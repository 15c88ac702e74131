"""What stands on every page of a PDF is read once, and sentences go over the ends of pages."""

from __future__ import annotations

import pytest

from store.intake.formats.pdf import join_pages, without_running_heads


def pages(count: int) -> list[str]:
    body = "The bridge of port {} closed.\n\nIt is {} old."
    return [
        f"Harbour News 9 July 2024\n{body.format(n * 'x', n * 'x')}\nPage {n} of {count}"
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [2, 3, 9])
def test_heads_and_numbers_of_pages(count: int) -> None:
    first, *others = without_running_heads(pages(count))
    assert first == "Harbour News 9 July 2024\nThe bridge of port x closed.\n\nIt is x old."
    assert others[0] == "The bridge of port xx closed.\n\nIt is xx old."


def test_heads_of_every_other_page() -> None:
    told = [f"{'Left' if n % 2 else 'Right'} head {n}\nWords of {n * 'x'}.\n{n}" for n in range(6)]
    assert without_running_heads(told)[3] == "Words of xxx."


def test_rows_of_numbers_are_no_heads() -> None:
    told = [f"12 {n}.5\nWords of {n * 'x'}.\n{n} 30" for n in range(6)]
    assert without_running_heads(told) == told


def test_one_page_is_left_alone_and_so_is_what_stands_once() -> None:
    assert without_running_heads(pages(1)) == pages(1)
    assert without_running_heads(["One.\nTwo.", "Three.\nFour."]) == ["One.\nTwo.", "Three.\nFour."]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("The mayor", "met the press.", "The mayor met the press."),
        ("The coun-", "cil met.", "The council met."),
        ("It met.", "The mayor left.", "It met.\n\nThe mayor left."),
        ("It met.", "and left.", "It met.\n\nand left."),
        ("", "It met.", "It met."),
    ],
)
def test_a_sentence_goes_over_the_end_of_a_page(first: str, second: str, text: str) -> None:
    assert join_pages([first, second]) == text
