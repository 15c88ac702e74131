"""What the panes ask of a store, answered from the index."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import UserError
from store.reading import Article, Reading, Span
from store.views.filters import Filter
from store.views.index import IndexFile, gone, unusable
from store.views.journal import SourceJournal
from store.views.moments import Zoom
from store.views.rows import (
    ArticleKey,
    ArticleRow,
    Bucket,
    Counts,
    EntityRow,
    EventRow,
    Heading,
)
from store.views.state import State, ViewsFollower

if TYPE_CHECKING:
    from store.query.completion import Completion
    from store.views.details import Card, EvidenceRow, Hit
    from store.views.search import Searching


class Views:
    """Answers from one unmoving state of the store until `update` is called.

    Nothing in here is the only copy of anything: the folder `views` may be deleted at any time.
    May be used from several threads; one question is answered at a time.
    """

    def __init__(self, journal: SourceJournal, index: IndexFile) -> None:
        self._journal = journal
        self._following = ViewsFollower(journal, index)
        self._lock = threading.RLock()
        self._is_warm = False

    @classmethod
    def open(cls, store: SourceJournal) -> Views:
        """The views of a store as they are; `update` brings them up to it."""
        try:
            return cls(store, IndexFile.of(store.folder, readonly=store.readonly))
        except sqlite3.DatabaseError as error:
            raise unusable(store.folder / "views", error) from error

    def close(self) -> None:
        with self._asking():
            self._following.close()

    @property
    def notes(self) -> Sequence[str]:
        """What a person should be told once: what was found damaged, and is made anew."""
        return tuple(self._following.notes)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """One question at a time. Raises `ViewsTrouble` for what goes wrong with the index; a
        damaged one is emptied, so that the next `update` makes it anew."""
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                raise self._following.troubled(error) from error
            except (FileNotFoundError, NotADirectoryError) as error:
                if isinstance(error, UserError):
                    raise
                if self._journal.folder.exists():
                    raise unusable(self._journal.folder / "views", error) from error
                raise gone(self._journal.folder) from error

    @property
    def version(self) -> int:
        """The version of the store that is seen."""
        return self._state.version

    @property
    def behind(self) -> bool:
        """Whether the store has something that the views have not."""
        return self._journal.version() != self.version

    def update(self, seconds: float | None = None) -> bool:
        """Take in what the store has since, for at most about `seconds`, and look at it.

        Safe in several processes: one takes in, the others see what it has done. True when
        anything is different from what was seen before. Raises `ViewsTrouble` when the disk is
        full or may not be written; what was seen before can still be asked.
        """
        with self._asking():
            return self._following.update(seconds)

    def forget(self) -> None:
        """Let go of what was worked out for filters; it is worked out again when asked."""
        with self._asking():
            self._state.forget()

    @property
    def _state(self) -> State:
        return self._following.state

    @property
    def _searching(self) -> Searching:
        from store.views.search import Searching  # not before the first picture

        following = self._following
        return Searching(following.state, following.finder, following.full_text, self._journal)

    def counts(self, filter_: Filter) -> Counts:
        """How many articles, entities and events are shown, of how many."""
        with self._asking():
            selection, every = self._state.selection(filter_), self._state.selection(Filter())
            articles = self._state.articles
            return Counts(
                articles=(articles.count(selection), articles.count(every)),
                folded=(len(selection.face_of), len(every.face_of)),
                entities=(self._state.entities.count(selection), self._state.entities.count(every)),
                events=(selection.timeline.count(), every.timeline.count()),
            )

    def articles(
        self,
        filter_: Filter,
        *,
        offset: int = 0,
        limit: int = 50,
        order: str = "published",
        unfolded: Collection[int] = (),
    ) -> list[ArticleRow]:
        """Rows of the list of articles, the newest first; copies stand in the row of their
        original, or beneath it where their family is `unfolded`."""
        with self._asking():
            return self._state.articles.page(
                self._state.selection(filter_), offset, limit, order, unfolded
            )

    def article_count(self, filter_: Filter, *, unfolded: Collection[int] = ()) -> int:
        """How many rows the list of articles has."""
        with self._asking():
            return self._state.articles.count(self._state.selection(filter_), unfolded)

    def beneath(self, filter_: Filter, number: int) -> list[ArticleRow]:
        """What is folded under the row of an article: its shown copies, and other sources."""
        with self._asking():
            return self._state.articles.beneath(self._state.selection(filter_), number)

    def family(self, number: int) -> list[ArticleRow]:
        """An article's original, its copies, updates and excerpts, and the other sources of
        each very text: all that the list shows in one row when nothing is filtered."""
        with self._asking():
            return self._state.articles.family(self._state.selection(Filter()), number)

    def also_in(self, number: int) -> tuple[str, ...]:
        """The other sources of an article's words: of its copies, its original, its very text."""
        with self._asking():
            return self._state.articles.also_in(self._state.selection(Filter()), number)

    def entities(
        self,
        filter_: Filter,
        *,
        offset: int = 0,
        limit: int = 50,
        order: str = "mentions",
        kinds: Collection[str] = (),
    ) -> list[EntityRow]:
        """Rows of the list of entities, the most mentioned first; of these types, if any."""
        with self._asking():
            return self._state.entities.page(
                self._state.selection(filter_), offset, limit, order, kinds
            )

    def events(
        self, filter_: Filter, *, offset: int = 0, limit: int = 50, faint: bool = True
    ) -> list[EventRow]:
        """Rows of the timeline; without `faint`, only those that stand out."""
        with self._asking():
            selection = self._state.selection(filter_)
            groups = selection.timeline.page(offset, limit, faint=faint)
            return self._state.events.rows(groups, selection)

    def event_count(self, filter_: Filter, *, faint: bool = True) -> int:
        """How many rows the timeline has."""
        with self._asking():
            return self._state.selection(filter_).timeline.count(faint=faint)

    def histogram(self, filter_: Filter, zoom: Zoom = "month") -> list[Bucket]:
        """Events over time, shown and total; the last bucket is for those in no other."""
        with self._asking():
            return self._state.histogram.buckets(self._state.selection(filter_), zoom)

    def headings(
        self, filter_: Filter, zoom: Zoom = "month", *, faint: bool = True
    ) -> list[Heading]:
        """Headings over the rows of the timeline, by the span in which they begin."""
        with self._asking():
            selection = self._state.selection(filter_)
            return self._state.headings.of(selection, zoom, faint=faint)

    def evidence(self, event_row_id: str, speaker: int | None = None) -> list[EvidenceRow]:
        """The words behind a row of the timeline, of every voice that tells it. An original and
        its copies are one voice: the article `speaker` speaks for its own, else the first."""
        with self._asking():
            return self._state.events.evidence(event_row_id, speaker, self._journal, self.also_in)

    def article_rank(
        self,
        filter_: Filter,
        key: ArticleKey,
        *,
        order: str = "published",
        unfolded: Collection[int] = (),
    ) -> int | None:
        """Where an article stands in the list, from 0; None where it is not shown."""
        with self._asking():
            return self._state.articles.rank(self._state.selection(filter_), key, order, unfolded)

    def entity_rank(
        self, filter_: Filter, key: str, *, order: str = "mentions", kinds: Collection[str] = ()
    ) -> int | None:
        with self._asking():
            return self._state.entities.rank(self._state.selection(filter_), key, order, kinds)

    def event_rank(self, filter_: Filter, row_id: str, *, faint: bool = True) -> int | None:
        """Where the row of this event stands; any article's `number:event_id` will do."""
        with self._asking():
            group = self._state.events.group_of(row_id)
            if group is None:
                return None
            return self._state.selection(filter_).timeline.rank(group, faint=faint)

    def names(self, typed: str, limit: int = 20) -> list[EntityRow]:
        """Search as you type: entities with a name like this, the best first; accents, case,
        the usual other spellings and a wrong letter or two do not matter. Where these are few,
        also those who hold an office like this."""
        with self._asking():
            return self._searching.names(typed, limit)

    def find(self, typed: str, limit: int = 20) -> list[Hit]:
        """What the search box shows while somebody types: names and offices, then texts; for a
        query with fields, the events and articles that it selects.

        Raises `QueryError`, with the place, for what cannot be read (yet). Full text is brought
        up to the store for a moment only; until it is all there, what it has is found.
        """
        with self._asking():
            return self._searching.find(typed, limit)

    def complete(self, query: str, cursor: int) -> list[Completion]:
        """What the word of a query at the cursor may become: fields, names, types."""
        from store.query.completion import complete  # not before the first picture
        from store.views.search import KnownNames

        with self._asking():
            return complete(
                query, cursor, KnownNames(self._state.connection, self._following.finder)
            )

    def prepare_search(self, seconds: float | None = None) -> bool:
        """Read the names and bring full text up to the store, for at most about `seconds`, so
        that the first search need not, nor the first filter. True while there is more to do."""
        with self._asking():
            self._following.finder.warm()
            if not self._is_warm:
                self._is_warm = True
                self._state.warm()
        return self._following.full_text.bring_up(seconds)

    def card(self, key: str) -> Card | None:
        """Everything about an entity; None where there is none of that key."""
        from store.views.details import card

        with self._asking():
            return card(self._state.connection, self.reading, key)

    def with_hash(self, beginning: str) -> list[int]:
        """The numbers of the articles whose hash (their `id`, in hex) begins so, in order."""
        query = "SELECT number FROM articles WHERE id >= ? AND id < ? ORDER BY number"
        behind = beginning + "g"  # behind every digit of hex
        with self._asking():
            found = self._state.connection.execute(query, (beginning, behind))
            return [number for (number,) in found]

    def article(self, number: int) -> Article:
        """The article with its text. Raises `KeyError`."""
        return self._journal.article(number)

    def reading(self, number: int) -> Reading | None:
        return self._journal.reading(number)

    def mentions(self, number: int, key: str) -> list[Span]:
        """Where an article mentions an entity, in order."""
        reading = self.reading(number)
        return sorted(
            Span(mention.start, mention.end)
            for entity in (reading.entities if reading else ())
            if entity.key == key
            for mention in entity.mentions
        )
