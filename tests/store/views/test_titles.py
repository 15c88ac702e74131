"""What stands for an article that has no headline."""

from __future__ import annotations

import pytest

from store.reading import Article, ExtractorVersion, Reading, Span
from store.views.indexing.articles import title_of

SAID = "Two carmakers said on Monday that they would merge."


@pytest.mark.parametrize(
    "above",
    ["TOKYO, 3 Feb 2025 -", "ROTTERDAM, March 12 (Harbour Wire) -", "By Anna Wells", "12:40"],
)
def test_a_dateline_or_a_label_does_not(above: str) -> None:
    text = f"{above}\n\n{SAID}"
    start = len(above) + 2
    reading = Reading(
        id="a",
        text=text,
        sentences=(Span(0, len(above)), Span(start, len(text))),
        extractor=ExtractorVersion(name="dateline", version="1", model="none"),
    )
    assert title_of(Article(id="a", text=text), reading) == (SAID, True)


def test_the_first_line_does_where_nothing_was_read() -> None:
    assert title_of(Article(id="a", text=f"\n12:40\n{SAID}"), None) == ("12:40", True)
