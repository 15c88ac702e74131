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
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

import msgspec

from store.reading import Article, Reading
from store.views.stories.average_link import MOST_LINKS, groups_of
from store.views.stories.story_labels import story_label, with_names
from store.views.stories.story_postings import StoryPostings
from store.views.stories.story_progress import placed
from store.views.stories.story_reader import Row, StoryReader
from store.views.stories.story_words import story_words

ALIKE = 0.12
"""How alike the articles of a story are at least, on average. Two short reports of one event share
few words."""
_FAINT = 0.04
"""Articles that are less alike count as not alike."""
_TERMS = 24
"""The weightiest words, by which an article is found."""
_COMPARED = 40
"""How many are compared word by word: those that share most."""
_FADING = 0.25
_FRESH = 1.5
"""How fast likeness fades with the days between two articles. What little they share counts for
less and less: the same people do other things. What is much remains: the next step of a mission."""
_DIVIDED = 40
"""A story with more articles is not divided any more, only joined."""

_MANY = 150
"""Articles that wait from which it is worth remembering those before them."""
_SMALL = 20_000
"""Articles of a store of which all are remembered."""


class _Step(msgspec.Struct, array_like=True):
    """What placing an article changed, as it was before."""

    articles: dict[int, int] = {}
    """Articles, each with its story."""
    stories: dict[int, Row | None] = {}
    """Stories, each with its label and successor; None for a new one."""


class StoryTables:
    """Writes the tables of stories."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read = StoryReader(connection)
        self._near = StoryPostings(connection)

    def reset(self) -> None:
        """Clear what is remembered of the tables, which is invalid after a rollback."""
        self._read.reset()
        self._near.reset()

    def put(
        self,
        number: int,
        article: Article,
        furniture: Sequence[tuple[int, int]],
        day: int | None,
        reading: Reading | None = None,
    ) -> None:
        """Note what an article is about. `day` is the ordinal of its date. Another reading of the
        same text leaves the stories and their labels as they are."""
        words = story_words(article.title, article.text, furniture)
        named = with_names(words.phrases, reading) if reading else words.phrases
        row = (day or 0, array("I", words.terms).tobytes(), array("d", words.weights).tobytes())
        query = "SELECT day, terms, weights FROM story_texts WHERE number = ?"
        before = self._connection.execute(query, (number,)).fetchone()
        if before == row:
            self._connection.execute(
                "UPDATE story_texts SET phrases = ? WHERE number = ?",
                (msgspec.json.encode(named), number),
            )
            return
        if before is not None:
            self.forget(number)
        self._take_back(number)
        self._connection.execute(
            "INSERT INTO story_texts VALUES (?, ?, ?, ?, ?)",
            (number, *row, msgspec.json.encode(named)),
        )
        self._connection.executemany(
            "INSERT INTO story_terms VALUES (?, ?, ?, ?)",
            (
                (term, day or 0, number, weight)
                for term, weight in zip(words.terms[:_TERMS], words.weights, strict=False)
            ),
        )

    def forget(self, number: int) -> None:
        """Remove an article, if it is there."""
        text = self._read.text(number)
        if text is None:
            return
        self._take_back(number)
        self._connection.executemany(
            "DELETE FROM story_terms WHERE term = ? AND day = ? AND number = ?",
            ((term, text.day, number) for term in text.words.terms[:_TERMS]),
        )
        self._connection.execute("DELETE FROM story_texts WHERE number = ?", (number,))

    def place(self, most: int) -> None:
        """Place the articles that wait, the first `most` of them."""
        last = placed(self._connection)
        waiting = self._connection.execute(
            "SELECT number FROM story_texts WHERE number > ? ORDER BY number LIMIT ?", (last, most)
        ).fetchall()
        if len(waiting) >= _MANY and last < _SMALL:
            self._near.keep()
            self._read.keep_arrays()
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
        self.reset()
        steps = self._connection.execute(
            "SELECT number, before FROM story_steps WHERE number >= ? ORDER BY number DESC",
            (number,),
        ).fetchall()
        for each, packed in steps:
            step = msgspec.msgpack.decode(packed, type=_Step)
            self._connection.execute("DELETE FROM story_articles WHERE number = ?", (each,))
            self._write(step.articles, step.stories)
        for table in ("story_steps", "story_links"):
            self._connection.execute(f"DELETE FROM {table} WHERE number >= ?", (number,))
        self._record_placed(number - 1)

    def _write(self, articles: Mapping[int, int], stories: Mapping[int, Row | None]) -> None:
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
            {story: self._read.row(story) for story in rows},
        )
        self._connection.execute(
            "INSERT INTO story_steps VALUES (?, ?)", (number, msgspec.msgpack.encode(step))
        )
        self._write(changed, rows)
        self._read.remember(groups, after, stories, rows)

    def _link(self, number: int) -> Mapping[int, float]:
        """Compare an article with earlier ones. Return those that are like it."""
        day, telling = self._read.telling(number, _TERMS)
        others = self._near.most_shared(telling, number, day, _COMPARED)
        alike = [
            (-_faded(share, day, its_day), other)
            for other, share, its_day in self._read.compared(number, others)
            if share >= _FAINT
        ]
        links = {other: -value for value, other in sorted(alike)[:MOST_LINKS] if -value >= _FAINT}
        self._connection.execute(
            "INSERT INTO story_links VALUES (?, ?)", (number, msgspec.msgpack.encode(links))
        )
        self._read.keep(number, links)
        self._near.add(number, day, telling)
        return links

    def _stories_of(self, links: Mapping[int, float]) -> dict[int, Sequence[int]]:
        """Return the stories to which the links lead and that are half as alike as needed, the most
        alike first."""
        totals: defaultdict[int, float] = defaultdict(float)
        for other, value in links.items():
            totals[self._read.story(other)] += value
        groups = {story: self._read.articles(story) for story in totals}
        means = {
            story: total / min(len(groups[story]), MOST_LINKS) for story, total in totals.items()
        }
        near = [story for story in means if 2 * means[story] >= ALIKE]
        return {story: groups[story] for story in sorted(near, key=lambda s: (-means[s], s))}

    def _divided(
        self, number: int, links: Mapping[int, float], stories: Mapping[int, Sequence[int]]
    ) -> list[list[int]]:
        """Divide the articles of these stories and a new one into stories."""
        parts: list[Sequence[int]] = []
        articles = 0
        for group in stories.values():
            articles += len(group)
            # A large story stays as it is.
            parts += [group] if articles > _DIVIDED else [[article] for article in group]
        parts.sort(key=itemgetter(0))
        # Links lead to earlier articles, so those of an article without one in other parts do not
        # matter. In a large story these are most.
        linked = {number: links}
        for place, group in enumerate(parts):
            other = parts[0 if place else 1][0] if len(parts) > 1 else number
            after = group[bisect_left(group, other) :]
            linked.update((article, self._read.links(article)) for article in after)
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
        unnamed = [group for group in groups if group[0] not in names]
        if unnamed:
            query = "SELECT coalesce(max(id), 0) FROM stories"
            (top,) = self._connection.execute(query).fetchone()
            for story, group in enumerate(unnamed, top + 1):
                names.update(dict.fromkeys(group, story))
        return names

    def _rows(self, after: Mapping[int, int], before: Mapping[int, int]) -> dict[int, Row]:
        """Return the rows of stories that change: new ones, those that get a label, and those that
        end."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        successors: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for article, story in sorted(after.items()):
            members[story].append(article)
            if article in before:
                successors[before[article]][story] += 1
        rows: dict[int, Row] = {}
        for story, articles in members.items():
            row = self._read.row(story)
            label = row[0] if row else ""
            if not label and len(articles) > 1:
                texts = (self._read.text(article) for article in articles)
                label = story_label([text.words for text in texts if text is not None])
            if row != (label, None):
                rows[story] = label, None
        for story, those in successors.items():
            if story not in members:
                row = self._read.row(story)
                rows[story] = row[0] if row else "", those.most_common(1)[0][0]
        return rows


def _faded(share: float, day: int, other: int) -> float:
    """Return how alike two articles of these days are that share so much."""
    apart = abs(day - other) if day and other else 0
    return float(min(share, 1.0) ** (1 + _FADING * math.log1p(apart / _FRESH)))
