"""The dates that the tags of a page declare."""

from __future__ import annotations

import pytest

from store.intake.page.publication import DeclaredDates

TAG = '<meta property="article:published_time" content="2024-07-09T08:30:00+02:00">'


@pytest.mark.parametrize(
    "tag",
    [
        TAG,
        '<meta content = "2024-07-09T08:30:00+02:00"itemprop= datePublished>',
        "<time pubdate='pubdate' datetime='2024-07-09T08:30:00+02:00'>",
        '<span data-x="a=b" class="published datePublished" title="2024-07-09 08:30 +0200">',
    ],
)
def test_attributes_in_every_notation(tag: str) -> None:
    (found,) = DeclaredDates(tag, None).published
    assert found.iso == "2024-07-09T08:30:00+02:00"


@pytest.mark.parametrize("piece", ["a", "a:", 'a="'])
def test_tags_may_hold_thousands_of_words_and_no_attribute(piece: str) -> None:
    tag = f"<meta content='' {piece * (960 // len(piece))}>"
    (found,) = DeclaredDates(tag * 7_000 + TAG, None).published
    assert found.iso == "2024-07-09T08:30:00+02:00"
