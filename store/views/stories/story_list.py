"""The stories of a selection, and the list of articles sorted by them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from store.views.lists.rows import Heading

_LABELS = "SELECT id, label FROM stories WHERE successor IS NULL AND label <> ''"
_SUCCESSOR = "SELECT successor FROM stories WHERE id = ?"
_LISTED = """
    SELECT story, count(*) FROM story_articles JOIN articles USING (number)
    WHERE NOT folded GROUP BY story HAVING count(*) > 1"""
_SELECTED = """
    SELECT number, story, at, published, (SELECT name FROM sources WHERE sources.id = source)
    FROM json_each(?) JOIN articles ON number = value LEFT JOIN story_articles USING (number)"""
_STORY = "SELECT story FROM story_articles WHERE number = ?"
_LABEL = "SELECT label FROM stories WHERE id = ?"
_IN_ONE = f"SELECT number FROM story_articles WHERE story IN (SELECT story FROM ({_LISTED}))"
NO_STORY = "in no story"


class StoryRow(Struct, frozen=True):
    """A story: articles that tell of the same things within days of each other."""

    id: int
    label: str
    """Names and words that its articles share."""
    articles: tuple[int, ...]
    """The selected articles, the newest first; a copy is in the row of its original."""
    total: int
    """Its articles, whatever the filter."""
    sources: tuple[str, ...]
    """The sources of the selected articles, by name."""
    first: str | None
    """When the first and the last of the selected articles were published."""
    last: str | None


def stories_meant(connection: sqlite3.Connection, written: str) -> frozenset[int]:
    """Return the stories that are meant: the one with this number, or where it ended the one that
    it became; or those with these words in the label.
    """
    if written.isdecimal():
        return frozenset({_following(connection, int(written))})
    from store.identity.folding import fold  # for a filter, not for the first paint

    asked = f" {fold(written)} "
    return frozenset(
        story for story, label in connection.execute(_LABELS) if asked in f" {fold(label)} "
    )


def articles_of(connection: sqlite3.Connection, written: str) -> Iterator[int]:
    """Yield the articles of the stories that are meant."""
    query = "SELECT number FROM story_articles WHERE story IN (SELECT value FROM json_each(?))"
    meant = json.dumps(sorted(stories_meant(connection, written)))
    return (number for (number,) in connection.execute(query, (meant,)))


def articles_in_stories(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield the articles that are in a story with others."""
    return (number for (number,) in connection.execute(_IN_ONE))


def _following(connection: sqlite3.Connection, story: int) -> int:
    story = min(story, (1 << 63) - 1)
    seen = {story}
    while (row := connection.execute(_SUCCESSOR, (story,)).fetchone()) is not None:
        if row[0] is None or row[0] in seen:
            break
        story = int(row[0])
        seen.add(story)
    return story


def story_of(connection: sqlite3.Connection, number: int) -> tuple[int, str] | None:
    """Return the story of an article with its label, or None if it is in none with others."""
    row = connection.execute(_STORY, (number,)).fetchone()
    if row is None:
        return None
    label = label_of(connection, row[0])
    listed = dict(connection.execute(f"{_LISTED[: _LISTED.index('GROUP')]} AND story = ?1", row))
    return (row[0], label) if listed.get(row[0], 0) > 1 else None


def label_of(connection: sqlite3.Connection, story: int) -> str:
    """Return the label of a story. One without words of its own is called by its number."""
    row = connection.execute(_LABEL, (story,)).fetchone()
    return str(row[0]) if row and row[0] else f"story {story}"


class _Listed(Struct, frozen=True):
    number: int
    story: int | None
    at: int | None
    published: str | None
    source: str | None

    @property
    def newest_first(self) -> tuple[bool, int, int]:
        return self.at is None, -(self.at or 0), -self.number


class StoryList:
    """The rows of the list of articles by story: the story with the newest article first, and at
    the end those that are in no story.
    """

    def __init__(self, connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
        """`numbers` are the articles with rows of their own."""
        self._connection = connection
        rows = connection.execute(_SELECTED, (json.dumps(list(numbers)),))
        self._totals: dict[int, int] = dict(connection.execute(_LISTED).fetchall())
        groups: defaultdict[int | None, list[_Listed]] = defaultdict(list)
        for row in rows:
            listed = _Listed(*row)
            groups[listed.story if listed.story in self._totals else None].append(listed)
        for group in groups.values():
            group.sort(key=lambda each: each.newest_first)
        self._others = groups.pop(None, [])
        self._groups = sorted(groups.values(), key=lambda group: group[0].newest_first)

    def order(self) -> Iterator[int]:
        """Yield the articles in the order of their rows."""
        for each in chain(*self._groups, self._others):
            yield each.number

    def rows(self) -> list[StoryRow]:
        """Return the stories."""
        return [self._row(group) for group in self._groups]

    def _row(self, group: Sequence[_Listed]) -> StoryRow:
        story = group[0].story or 0
        dated = [each.published for each in group if each.at is not None]
        return StoryRow(
            id=story,
            label=label_of(self._connection, story),
            articles=tuple(each.number for each in group),
            total=self._totals[story],
            sources=tuple(sorted({each.source for each in group if each.source})),
            first=dated[-1] if dated else None,
            last=dated[0] if dated else None,
        )

    def headings(self, under: Mapping[int, int]) -> list[Heading]:
        """Return a heading for each story, and one for the articles in none, if any.

        `under` maps articles to the number of rows that are unfolded under theirs.
        """
        found: list[Heading] = []
        at = 0
        for row in self.rows():
            shown = len(row.articles)
            lines = shown + sum(under.get(number, 0) for number in row.articles)
            first, last = ((day or "")[:10] or None for day in (row.first, row.last))
            runs = ((at, lines),)
            found.append(Heading(row.label, "story", first, last, shown, row.total, runs, row.id))
            at += lines
        if self._others:
            shown = len(self._others)
            lines = shown + sum(under.get(each.number, 0) for each in self._others)
            found.append(Heading(NO_STORY, "no story", None, None, shown, shown, ((at, lines),)))
        return found
