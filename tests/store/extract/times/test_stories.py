"""Stories: an underspecified date belongs to the year that a passage tells of.

The texts in `stories/` are marked by hand: `[words|value]` is an expression with its TIMEX3
value. The first line tells when the text was published.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, TimeExpression

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))
_MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")


class Marked(NamedTuple):
    article: Article
    expressions: list[tuple[str, int, str]]
    """Words, where they begin, and value."""


def marked(path: Path) -> Marked:
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    text, expressions, end = "", [], 0
    for mark in _MARK.finditer(body):
        text += body[end : mark.start()]
        expressions.append((mark[1], len(text), mark[2]))
        text, end = text + mark[1], mark.end()
    article = Article(
        id=path.stem,
        text=text + body[end:],
        published=head.removeprefix("published "),
        published_from="given",
    )
    return Marked(article, expressions)


def wrong(story: Marked, times: tuple[TimeExpression, ...]) -> list[str]:
    """The expressions that were not found, or found with another value."""
    found = {range(time.start, time.end): time.value for time in times}
    missed = []
    for words, start, value in story.expressions:
        said = [
            v
            for place, v in found.items()
            if place.start < start + len(words) and start < place.stop
        ]
        if said[:1] != [value]:
            missed.append(f"{story.article.id}: {words} is {value}, not {said}")
    return missed


def test_the_stories_hold_150_expressions() -> None:
    assert sum(len(marked(path).expressions) for path in STORIES) >= 150


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_dates_of_a_story_are_of_its_own_time(reader: Extractor, path: Path) -> None:
    story = marked(path)
    missed = wrong(story, reader.read(story.article).times)
    assert len(missed) <= 0.1 * len(story.expressions), "\n".join(missed)


def test_the_stories_are_told_nine_times_in_ten_in_their_own_time(reader: Extractor) -> None:
    stories = [marked(path) for path in STORIES]
    missed = [m for story in stories for m in wrong(story, reader.read(story.article).times)]
    assert len(missed) <= 0.1 * sum(len(story.expressions) for story in stories)


def values(reader: Extractor, text: str, narrative: bool | None = None) -> list[str]:
    reader.narrative = narrative
    try:
        article = Article(id="a", text=text, published="2016-09-14", published_from="given")
        return [time.value for time in reader.read(article).times]
    finally:
        reader.narrative = None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She was jailed on March 3, 2009. On Friday her lawyer said that she fell ill in May.",
            ["2009-03-03", "2016-09-09", "2016-05"],
        ),
        (
            "She was jailed on March 3, 2009. The minister says that he was told in May.",
            ["2009-03-03", "2016-05"],
        ),
        (
            "She was jailed on March 3, 2009. She will be freed on November 18.",
            ["2009-03-03", "2016-11-18"],
        ),
        ("The firm, founded in 1987, cut 50 posts in June.", ["1987", "2016-06"]),
        ("The firm was founded in 1987. In June it cut 50 posts.", ["1987", "2016-06"]),
    ],
)
def test_news_comes_back_to_today(reader: Extractor, text: str, expected: list[str]) -> None:
    assert values(reader, text) == expected


def test_a_text_is_a_story_where_somebody_says_so(reader: Extractor) -> None:
    text = "The firm was founded in 1987. In June it cut 50 posts."
    assert values(reader, text, narrative=True) == ["1987", "1987-06"]
    text = "The bank was robbed on March 3, 2009. The trial began on November 18."
    assert values(reader, text, narrative=False)[1] == "2015-11-18"


def test_without_a_day_of_publication_a_text_counts_from_itself(reader: Extractor) -> None:
    text = "The bridge was built in 1936. It burned on 12 November. Today it is a ruin."
    times = reader.read(Article(id="a", text=text)).times
    assert [time.value for time in times] == ["1936", "1936-11-12", "XXXX"]
