"""Articles are placed alike whether those before them are in memory or looked for in the tables."""

from __future__ import annotations

import random
import sqlite3

import pytest

from store.reading import Article
from store.views.stories import story_arrays, story_postings
from store.views.stories.placing import StoryTables
from store.views.stories.story_progress import STORY_SCHEMA

ARTICLES = 200
WORDS = [f"{first}{last}" for first in ("ferr", "timb", "harv", "mus", "oran") for last in "aeiouy"]
FIRST_DAY = 738_000
DAYS = 260


def placed(at_once: int, *, undated: bool) -> list[tuple[object, ...]]:
    """Return the links and stories of articles of few words, of which so many are placed at
    once."""
    chosen = random.Random(4)  # noqa: S311 - no secret
    connection = sqlite3.connect(":memory:")
    connection.executescript(f"CREATE TABLE meta (name TEXT PRIMARY KEY, value);{STORY_SCHEMA}")
    stories = StoryTables(connection)
    for number in range(1, ARTICLES + 1):
        text = " ".join(chosen.choices(WORDS, k=14))
        day = None if undated and not number % 7 else FIRST_DAY + chosen.randrange(DAYS)
        stories.put(number, Article(id=str(number), text=text), (), day)
    for _ in range(0, ARTICLES, at_once):
        stories.place(at_once)
    links = connection.execute("SELECT * FROM story_links ORDER BY number").fetchall()
    return links + connection.execute("SELECT * FROM story_articles ORDER BY number").fetchall()


@pytest.mark.parametrize("undated", [False, True])
def test_many_articles_are_placed_as_one_after_the_other(*, undated: bool) -> None:
    assert placed(1, undated=undated) == placed(ARTICLES, undated=undated)
    assert len(placed(150, undated=undated)) == 2 * ARTICLES


def test_what_is_too_much_for_memory_is_looked_for_in_the_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = placed(1, undated=True)
    monkeypatch.setattr(story_postings, "_MOST", 600)
    assert placed(ARTICLES, undated=True) == expected


def test_arrays_grow_and_begin_again(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = placed(1, undated=True)
    monkeypatch.setattr(story_arrays, "_FIRST", 16)
    assert placed(ARTICLES, undated=True) == expected
    monkeypatch.setattr(story_arrays, "_MOST", 60)
    assert placed(ARTICLES, undated=True) == expected
