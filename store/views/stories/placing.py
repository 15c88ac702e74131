"""Groups articles into stories: those that tell of the same things within days of each other.

Articles are placed in the order of their numbers. A new one is compared with earlier articles that
share one of its weightiest words and appeared near it in time; then the stories that it is like are
divided anew, together with it (see `average_link`). What is far from it is not looked at, so the
last article of a large store costs what the first did.

A story keeps its number and its label while it grows; one that ends in another leads there. Each
step records what it changed. When an article changes that was placed before, all steps from it on
are taken back and made again: the stories are those that a new index would have.
"""

from __future__ import annotations

import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

import msgspec

from store.reading import Article
from store.views.stories.average_link import MOST_LINKS, groups_of
from store.views.stories.story_labels import story_label
from store.views.stories.story_progress import placed
from store.views.stories.story_words import StoryWords, story_words

ALIKE = 0.12
"""How alike the articles of a story are at least, on average. Two short reports of one event share
few words."""
_FAINT = 0.04
"""Articles that are less alike count as not alike."""
_TERMS = 24
"""The weightiest words, by which an article is found."""
_NEAREST = 40
"""How many articles with a word are compared, on each side in time."""
_COMPARED = 60
"""How many are compared word by word: those that share most."""
_DAYS = 120
"""Articles that are further apart are not compared."""
_FADING = 0.25
_FRESH = 1.5
"""How fast likeness fades with the days between two articles. What little they share counts for
less and less: the same people do other things. What is much remains: the next step of a mission."""
_DIVIDED = 80
"""A story with more articles is not divided any more, only joined."""


def _with_of(days: str, order: str) -> str:
    return (
        "SELECT * FROM (SELECT number, weight FROM story_terms WHERE term = :term"
        f" AND day BETWEEN {days} AND number < :number"
        f" ORDER BY day {order}, number {order} LIMIT {_NEAREST})"
    )


_WITH_UNDATED = _with_of(f"0 AND {1 << 30}", "DESC")
_WITH = " UNION ALL ".join(
    (
        _with_of("0 AND 0", "DESC"),
        _with_of(f":day - {_DAYS} AND :day", "DESC"),
        _with_of(f":day + 1 AND :day + {_DAYS}", "ASC"),
    )
)
"""The earlier articles with a word, nearest in time on each side, and those without a date."""


_AT_HAND = 1_000
"""Articles whose words are remembered for comparison, 10 MB."""

type _Vector = tuple[int, Mapping[int, float]]
"""The day of an article, and what each of its words weighs, the weightiest first."""


class _Step(msgspec.Struct, array_like=True):
    """What placing an article changed, as it was before."""

    articles: dict[int, int] = {}
    """Articles, each with its story."""
    stories: dict[int, tuple[str, int | None] | None] = {}
    """Stories, each with its label and successor; None for a new one."""


class StoryTables:
    """Writes the tables of stories."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._vectors: dict[int, _Vector] = {}

    def reset(self) -> None:
        """Clear what is remembered of the tables, which is invalid after a rollback."""
        self._vectors.clear()

    def put(
        self, number: int, article: Article, furniture: Sequence[tuple[int, int]], day: int | None
    ) -> None:
        """Note what an article is about. `day` is the ordinal of its date."""
        words = story_words(article.title, article.text, furniture)
        row = (
            number,
            day or 0,
            array("I", words.terms).tobytes(),
            array("d", words.weights).tobytes(),
            msgspec.json.encode(words.phrases),
        )
        query = "SELECT * FROM story_texts WHERE number = ?"
        if self._connection.execute(query, (number,)).fetchone() == row:
            return
        self.forget(number)
        self._take_back(number)
        self._connection.execute("INSERT INTO story_texts VALUES (?, ?, ?, ?, ?)", row)
        self._connection.executemany(
            "INSERT INTO story_terms VALUES (?, ?, ?, ?)",
            (
                (term, day or 0, number, weight)
                for term, weight in zip(words.terms[:_TERMS], words.weights, strict=False)
            ),
        )

    def forget(self, number: int) -> None:
        """Remove an article, if it is there."""
        text = self._text(number)
        if text is None:
            return
        self._vectors.pop(number, None)
        self._take_back(number)
        self._connection.executemany(
            "DELETE FROM story_terms WHERE term = ? AND day = ? AND number = ?",
            ((term, text.day, number) for term in text.words.terms[:_TERMS]),
        )
        self._connection.execute("DELETE FROM story_texts WHERE number = ?", (number,))

    def place(self, most: int) -> None:
        """Place the articles that wait, the first `most` of them."""
        waiting = self._connection.execute(
            "SELECT number FROM story_texts WHERE number > ? ORDER BY number LIMIT ?",
            (placed(self._connection), most),
        ).fetchall()
        for (number,) in waiting:
            self._place(number)
        if waiting:
            self._record_placed(waiting[-1][0])

    def _record_placed(self, number: int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('placed', ?)", (number,))

    def _take_back(self, number: int) -> None:
        """Undo the steps from an article on."""
        if number > placed(self._connection):
            return
        steps = self._connection.execute(
            "SELECT number, before FROM story_steps WHERE number >= ? ORDER BY number DESC",
            (number,),
        ).fetchall()
        for each, packed in steps:
            step = msgspec.msgpack.decode(packed, type=_Step)
            self._connection.execute("DELETE FROM story_articles WHERE number = ?", (each,))
            self._write(step.articles, step.stories)
        for table, column in (
            ("story_steps", "number"),
            ("story_links", "article"),
            ("story_links", "other"),
        ):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} >= ?", (number,))
        self._record_placed(number - 1)

    def _write(
        self, articles: Mapping[int, int], stories: Mapping[int, tuple[str, int | None] | None]
    ) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO story_articles VALUES (?, ?)", articles.items()
        )
        self._connection.executemany("DELETE FROM stories WHERE id = ?", zip(stories, strict=True))
        self._connection.executemany(
            "INSERT INTO stories VALUES (?, ?, ?)",
            ((story, *row) for story, row in stories.items() if row is not None),
        )

    # Placing one article.

    def _place(self, number: int) -> None:
        links = self._link(number)
        stories = self._stories_of(links)
        before = {article: story for story, group in stories.items() for article in group}
        groups = self._divided(number, links, stories)
        after = self._named(groups, before)
        changed = {
            article: story for article, story in after.items() if before.get(article) != story
        }
        rows = self._rows(after, before)
        step = _Step(
            {article: before[article] for article in changed if article != number},
            {story: self._row(story) for story in rows},
        )
        self._connection.execute(
            "INSERT INTO story_steps VALUES (?, ?)", (number, msgspec.msgpack.encode(step))
        )
        self._write(changed, rows)

    def _link(self, number: int) -> dict[int, float]:
        """Compare an article with earlier ones. Return those that are like it."""
        text = self._text(number)
        assert text is not None  # noqa: S101 - `place` reads its number from this table
        weights = dict(zip(text.words.terms, text.words.weights, strict=True))
        shared: defaultdict[int, float] = defaultdict(float)
        for term in text.words.terms[:_TERMS]:
            for other, weight in self._with(term, text.day, number):
                shared[other] += weight * weights[term]
        most = sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:_COMPARED]
        alike = {other: self._alike(weights, text.day, other) for other, _ in most}
        best = sorted(alike.items(), key=lambda each: (-each[1], each[0]))[:MOST_LINKS]
        links = {other: value for other, value in best if value >= _FAINT}
        self._connection.executemany(
            "INSERT INTO story_links VALUES (?, ?, ?)",
            (
                row
                for other, value in links.items()
                for row in ((number, other, value), (other, number, value))
            ),
        )
        return links

    def _with(self, term: int, day: int, number: int) -> list[tuple[int, float]]:
        """Return the earlier articles with a word, nearest in time, and what it weighs there."""
        query = _WITH if day else _WITH_UNDATED
        asked = {"term": term, "day": day, "number": number}
        return self._connection.execute(query, asked).fetchall()

    def _alike(self, weights: Mapping[int, float], day: int, other: int) -> float:
        its = self._vector(other)
        if its is None:
            return 0.0
        its_day, its_weights = its
        shared = filter(weights.__contains__, its_weights)
        cosine: float = sum([weights[term] * its_weights[term] for term in shared])
        apart: int = abs(day - its_day) if day and its_day else 0
        return float(min(cosine, 1.0) ** (1 + _FADING * math.log1p(apart / _FRESH)))

    def _stories_of(self, links: Mapping[int, float]) -> dict[int, list[int]]:
        """Return the stories to which the links lead and that are half as alike as needed, the most
        alike first."""
        totals: defaultdict[int, float] = defaultdict(float)
        for other, value in links.items():
            totals[self._story(other)] += value
        groups = {story: self._articles(story) for story in totals}
        means = {
            story: total / min(len(groups[story]), MOST_LINKS) for story, total in totals.items()
        }
        near = [story for story in means if 2 * means[story] >= ALIKE]
        return {story: groups[story] for story in sorted(near, key=lambda s: (-means[s], s))}

    def _divided(
        self, number: int, links: Mapping[int, float], stories: Mapping[int, list[int]]
    ) -> list[list[int]]:
        """Divide the articles of these stories and a new one into stories."""
        parts: list[list[int]] = []
        articles = 0
        for group in stories.values():
            articles += len(group)
            # A large story stays as it is.
            parts += [group] if articles > _DIVIDED else [[article] for article in group]
        parts.sort()
        linked: dict[int, Mapping[int, float]] = {number: links}
        for group in parts:
            linked.update((article, self._links(article)) for article in group)
        return groups_of([*parts, [number]], linked, ALIKE)

    def _named(self, groups: Iterable[Sequence[int]], before: Mapping[int, int]) -> dict[int, int]:
        """Return the story of each article. A story goes on in the group that has most of it; a
        group without one is a new story."""
        groups = [sorted(group) for group in groups]
        claims = []
        for group in groups:
            of_story = Counter(before[article] for article in group if article in before)
            claims += [(-members, story, group) for story, members in of_story.items()]
        names: dict[int, int] = {}
        given: set[int] = set()
        for _, story, group in sorted(claims):
            if story not in given and group[0] not in names:
                given.add(story)
                names.update(dict.fromkeys(group, story))
        (top,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM stories").fetchone()
        new = count(top + 1)
        for group in groups:
            if group[0] not in names:
                names.update(dict.fromkeys(group, next(new)))
        return names

    def _rows(
        self, after: Mapping[int, int], before: Mapping[int, int]
    ) -> dict[int, tuple[str, int | None]]:
        """Return the rows of stories that change: new ones, those that get a label, and those that
        end."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        successors: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for article, story in sorted(after.items()):
            members[story].append(article)
            if article in before:
                successors[before[article]][story] += 1
        rows: dict[int, tuple[str, int | None]] = {}
        for story, articles in members.items():
            row = self._row(story)
            label = row[0] if row else ""
            if not label and len(articles) > 1:
                texts = (self._text(article) for article in articles)
                label = story_label([text.words for text in texts if text is not None])
            if row != (label, None):
                rows[story] = label, None
        for story, those in successors.items():
            if story not in members:
                row = self._row(story)
                rows[story] = row[0] if row else "", those.most_common(1)[0][0]
        return rows

    # Reading the tables.

    def _vector(self, number: int) -> _Vector | None:
        """Return the day of an article and its words with their weights. They are remembered: an
        article is compared with dozens of later ones."""
        known = self._vectors.get(number)
        if known is None:
            row = self._connection.execute(
                "SELECT day, terms, weights FROM story_texts WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                return None
            if len(self._vectors) >= _AT_HAND:
                self._vectors.clear()
            day, terms, weights = row
            known = day, dict(zip(array("I", terms), array("d", weights), strict=True))
            self._vectors[number] = known
        return known

    def _text(self, number: int) -> _Text | None:
        row = self._connection.execute(
            "SELECT day, terms, weights, phrases FROM story_texts WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        day, terms, weights, phrases = row
        words = StoryWords(
            tuple(array("I", terms)),
            tuple(array("d", weights)),
            msgspec.json.decode(phrases, type=tuple[tuple[int, str], ...]),
        )
        return _Text(day, words)

    def _story(self, number: int) -> int:
        query = "SELECT story FROM story_articles WHERE number = ?"
        return int(self._connection.execute(query, (number,)).fetchone()[0])

    def _articles(self, story: int) -> list[int]:
        query = "SELECT number FROM story_articles WHERE story = ? ORDER BY number"
        return [number for (number,) in self._connection.execute(query, (story,))]

    def _links(self, number: int) -> dict[int, float]:
        query = "SELECT other, alike FROM story_links WHERE article = ? ORDER BY other"
        return dict(self._connection.execute(query, (number,)).fetchall())

    def _row(self, story: int) -> tuple[str, int | None] | None:
        query = "SELECT label, successor FROM stories WHERE id = ?"
        row = self._connection.execute(query, (story,)).fetchone()
        return None if row is None else (str(row[0]), row[1])


class _Text(msgspec.Struct):
    day: int
    words: StoryWords
