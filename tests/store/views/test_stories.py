"""Articles on the same things form a story, whatever the order and history of the index."""

from __future__ import annotations

import random
import shutil
import sqlite3

import pytest

from store.reading import Article
from store.views import Filter, Term, Views
from store.views.stories import story_reader
from store.views.stories.average_link import groups_of
from store.views.stories.placing import StoryTables
from store.views.stories.story_list import stories_meant
from store.views.stories.story_progress import STORY_SCHEMA
from store.views.stories.story_words import story_words
from tests.store.views.articles_for_tests import article
from tests.store.views.memory_journal import MemoryJournal

EVERYTHING = Filter()
FIRE = (
    "A fire destroyed the timber market of Ostrava on Tuesday, and two stallholders were hurt.",
    "Firemen fought the blaze in the timber market of Ostrava until dawn; the stallholders ask who"
    " will pay for the timber.",
    "The stallholders of the burnt timber market in Ostrava may put up tents, says the city.",
)
STRIKE = (
    "Pilots of Aldair walked out on Wednesday over rest hours, and ninety flights were cancelled.",
    "Aldair and its pilots agreed on rest hours, which ends the walkout that cancelled flights.",
)
OTHERS = (
    "The harvest of apricots in the valley was the smallest in a decade after the frost of spring.",
    "A museum bought the diaries of a lighthouse keeper who wrote down every ship that passed.",
)


def put(journal: MemoryJournal, *texts: str, published: str = "2024-05-07") -> None:
    for number, text in enumerate(texts, max(journal.articles, default=0) + 1):
        journal.put(number, article(text, source=f"Paper {number}", published=published), None)


def opened(journal: MemoryJournal) -> Views:
    views = Views.open(journal)
    views.update()
    return views


def grouped(views: Views) -> list[tuple[int, ...]]:
    return [tuple(sorted(row.articles)) for row in views.stories.rows(EVERYTHING)]


def test_articles_on_the_same_things_are_a_story_called_by_their_words(
    journal: MemoryJournal,
) -> None:
    put(journal, FIRE[0], STRIKE[0], OTHERS[0], FIRE[1], STRIKE[1], OTHERS[1], FIRE[2])
    views = opened(journal)
    assert sorted(grouped(views)) == [(1, 4, 7), (2, 5)]
    fire = next(row for row in views.stories.rows(EVERYTHING) if 1 in row.articles)
    assert {"Ostrava", "timber"} <= set(fire.label.split(", "))
    assert fire.total == 3
    assert fire.sources == ("Paper 1", "Paper 4", "Paper 7")
    assert views.stories.of(4) == (fire.id, fire.label)
    assert views.stories.of(3) is None


def test_a_story_grows_without_another_name(journal: MemoryJournal) -> None:
    put(journal, FIRE[0], STRIKE[0], FIRE[1])
    views = opened(journal)
    (before,) = views.stories.rows(EVERYTHING)
    put(journal, OTHERS[0], FIRE[2], STRIKE[1])
    views.update()
    after = next(row for row in views.stories.rows(EVERYTHING) if 1 in row.articles)
    assert (after.id, after.label) == (before.id, before.label)
    assert sorted(after.articles) == [1, 3, 5]


def test_what_is_far_apart_in_time_is_no_story(journal: MemoryJournal) -> None:
    put(journal, FIRE[0], published="2024-05-07")
    put(journal, FIRE[1], published="2019-05-07")
    assert grouped(opened(journal)) == []


def test_an_undated_article_belongs_to_a_story_by_its_words(journal: MemoryJournal) -> None:
    put(journal, FIRE[0])
    journal.put(2, article(FIRE[1]), None)
    assert grouped(opened(journal)) == [(1, 2)]


def test_a_story_is_a_filter(journal: MemoryJournal) -> None:
    put(journal, *FIRE[:2], *STRIKE, *OTHERS)
    views = opened(journal)
    story = next(row for row in views.stories.rows(EVERYTHING) if 1 in row.articles)
    for term in (
        Term("story", str(story.id)),
        Term("query", f"story:{story.id}"),
        Term("query", "story:ostrava"),
        Term("query", f'story:"{story.label}"'),
    ):
        assert list(views.article_numbers(Filter((term,)))) == [1, 2], term
    without = Filter((Term("story", str(story.id), exclude=True),))
    assert list(views.article_numbers(without)) == [3, 4, 5, 6]
    for unknown in ("story:99", "story:norland", f"story:{'9' * 30}"):
        assert not views.article_numbers(Filter((Term("query", unknown),)))
    labels = {each.text.strip('"') for each in views.search.complete("story:", 6)}
    assert labels == {row.label for row in views.stories.rows(EVERYTHING)}


def test_a_story_that_ended_is_found_by_its_old_number() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(STORY_SCHEMA)
    rows = [(1, "timber", 2), (2, "timber, Ostrava", 5), (5, "Ostrava", None), (6, "a", 6)]
    connection.executemany("INSERT INTO stories VALUES (?, ?, ?)", rows)
    assert stories_meant(connection, "1") == {5}
    assert stories_meant(connection, "5") == {5}
    assert stories_meant(connection, "6") == {6}
    assert stories_meant(connection, "ostrava") == {5}


def test_the_articles_are_listed_by_story(journal: MemoryJournal) -> None:
    for number, (text, day) in enumerate(
        ((FIRE[0], "07"), (STRIKE[0], "08"), (OTHERS[0], "12"), (FIRE[1], "09"), (STRIKE[1], "10")),
        start=1,
    ):
        journal.put(number, article(text, published=f"2024-05-{day}"), None)
    views = opened(journal)
    rows = views.articles(EVERYTHING, order="story")
    assert [row.number for row in rows] == [5, 2, 4, 1, 3]
    for rank, row in enumerate(rows):
        assert views.ranks.article(EVERYTHING, row.key, order="story") == rank
        assert views.articles(EVERYTHING, order="story", offset=rank, limit=1) == [row]
    strike, fire, others = views.stories.headings(EVERYTHING)
    assert (strike.from_, strike.to, strike.runs) == ("2024-05-08", "2024-05-10", ((0, 2),))
    assert (fire.from_, fire.to, fire.runs) == ("2024-05-07", "2024-05-09", ((2, 2),))
    assert (others.label, others.story, others.runs) == ("in no story", None, ((4, 1),))
    only = Filter((Term("article", "1 3"),))
    fire, others = views.stories.headings(only)
    assert (fire.shown, fire.total, fire.runs) == (1, 2, ((0, 1),))
    assert [row.number for row in views.articles(only, order="story")] == [1, 3]


def test_an_original_and_its_copy_are_no_story(journal: MemoryJournal) -> None:
    put(journal, FIRE[0], f"{FIRE[0]} It was the third.", *OTHERS)
    journal.put_copy(1, 2, 1)
    views = opened(journal)
    assert grouped(views) == []
    assert views.stories.of(1) is None


@pytest.mark.parametrize("seed", range(4))
def test_an_index_made_anew_has_the_same_stories(journal: MemoryJournal, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    texts = (*FIRE, *STRIKE, *OTHERS)
    views = opened(journal)
    for _ in range(40):
        number = chance.randrange(1, 15)
        if number in journal.articles and chance.random() < 0.3:
            journal.delete(number)
        else:
            text = f"{chance.choice(texts)} {chance.choice(texts)}"
            day = f"2024-05-{chance.randrange(1, 29):02}"
            journal.put(number, article(text, published=day), None)
        if chance.random() < 0.5:
            views.update(seconds=0)
    while views.behind:
        views.update(seconds=0)
    before = views.stories.rows(EVERYTHING)
    views.close()
    shutil.rmtree(journal.folder / "views")
    again = opened(journal)
    assert again.stories.rows(EVERYTHING) == before
    assert before


def test_after_a_change_the_steps_from_there_on_are_made_again() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(f"CREATE TABLE meta (name TEXT PRIMARY KEY, value);{STORY_SCHEMA}")
    stories = StoryTables(connection)

    def put(number: int, text: str) -> None:
        stories.put(number, Article(id=str(number), text=text), (), None)

    def groups() -> list[tuple[int, int]]:
        return connection.execute("SELECT number, story FROM story_articles ORDER BY 1").fetchall()

    for number, text in enumerate((*FIRE, *STRIKE), start=1):
        put(number, text)
    stories.place(3)
    assert [number for number, _ in groups()] == [1, 2, 3]
    stories.place(10)
    all_of_them = groups()
    put(2, OTHERS[0])
    assert [number for number, _ in groups()] == [1]
    stories.place(10)
    assert dict(groups())[2] != dict(groups())[1] == dict(groups())[3]
    put(2, FIRE[1])
    stories.place(10)
    assert groups() == all_of_them
    put(5, STRIKE[1])
    assert groups() == all_of_them, "what did not change is left alone"


def test_what_is_not_remembered_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def groups() -> list[tuple[int, int]]:
        connection = sqlite3.connect(":memory:")
        connection.executescript(f"CREATE TABLE meta (name TEXT PRIMARY KEY, value);{STORY_SCHEMA}")
        stories = StoryTables(connection)
        for number, text in enumerate((*FIRE, *STRIKE, *OTHERS) * 3, start=1):
            stories.put(number, Article(id=str(number), text=text), (), 738_000 + number)
        stories.place(100)
        return connection.execute("SELECT number, story FROM story_articles ORDER BY 1").fetchall()

    remembered = groups()
    monkeypatch.setattr(story_reader, "_VECTORS", 2)
    monkeypatch.setattr(story_reader, "_PLACES", 2)
    assert groups() == remembered
    assert len({story for _, story in remembered}) == 4


def test_groups_are_joined_by_the_mean_of_their_pairs() -> None:
    pairs = {2: {1: 0.9}, 3: {1: 0.5, 2: 0.3}, 4: {3: 0.39}}
    assert groups_of([[1], [2], [3], [4]], pairs, 0.4) == [[1, 2, 3], [4]]
    assert groups_of([[1], [2], [3], [4]], pairs, 0.41) == [[1, 2], [3], [4]]
    assert groups_of([[1, 2], [3], [4]], pairs, 0.1) == [[1, 2, 3, 4]]


def test_words_weigh_by_rarity_place_and_title() -> None:
    def weights(title: str | None, text: str) -> dict[str, float]:
        words = story_words(title, text, ())
        written = dict(words.phrases)
        return {
            written.get(term, ""): weight
            for term, weight in zip(words.terms, words.weights, strict=True)
        }

    found = weights(
        None, "The minister spoke of zirconium. " + "It rained. " * 200 + "Then quartz."
    )
    assert found["zirconium"] > found["quartz"] > 0
    assert found["zirconium"] > found["minister"]
    assert "The" not in found
    titled = weights("Quartz", "The minister spoke of zirconium and of quartz.")
    assert titled["quartz"] > titled["zirconium"]
    named = weights(
        None, "In Ostrava the mayor met Anna Maria Holt. Anna Maria Holt came by train."
    )
    assert "Anna Maria Holt" in named
    assert story_words("", "", ()).terms == ()


def test_furniture_says_nothing() -> None:
    text = "Subscribe to Gardenia now. A fire destroyed the market."
    without = story_words(None, text, [(0, 26)])
    assert "Gardenia" not in dict(without.phrases).values()
    assert "Gardenia" in dict(story_words(None, text, ()).phrases).values()
