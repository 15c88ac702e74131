"""The lines of `dateline read --jsonl`, as articles."""

from __future__ import annotations

import pytest

from store.ingest.filter import InputLine


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("The ferry sank.", "2024-07-09", ("2024-07-09", None)),
        ("The ferry sank.", "soon", (None, "unreadable")),
        ("The ferry sank.", None, (None, None)),
        ("July 9, 2024\n\nThe ferry sank.", "soon", ("2024-07-09", None)),
        ("03/04/2024\n\nThe ferry sank.", "soon", (None, "ambiguous")),
    ],
)
def test_a_date_that_cannot_be_read_is_looked_for_in_the_text_or_marked(
    text: str, given: str | None, expected: tuple[str | None, str | None]
) -> None:
    found = InputLine(text=text, published=given).article()
    assert (found.published, found.published_doubt) == expected
