"""The queries of the panes, answered from the index."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import UserError
from store.reading import Article, Reading, Span
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.filtering.filters import Filter
from store.views.indexing.index_file import IndexFile, disappeared_error, unusable_error
from store.views.journal import SourceJournal
from store.views.lists.rows import ArticleRow, Bucket, Counts, EntityRow, EventRow, Heading
from store.views.moments import Zoom
from store.views.remembered import give_back
from store.views.state import State, ViewsFollower

if TYPE_CHECKING:
    from store.views.correcting.corrections import CorrectionViews
    from store.views.differences.comparison_views import ComparisonViews
    from store.views.differences.disagreements import Disagreement
    from store.views.indexing.process import IndexingProcess
    from store.views.lists.card_views import CardViews
    from store.views.lists.details import EvidenceRow
    from store.views.lists.export_views import ExportViews
    from store.views.lists.rank_views import RankViews
    from store.views.searching.search_views import SearchViews
    from store.views.stories.story_views import StoryViews


class Views:
    """Answers queries from one state of the store until `update` is called.

    The index never holds the only copy of anything: the folder `views` can be deleted at any time.
    A `Views` object can be used from several threads; it answers one query at a time.
    """

    def __init__(self, journal: SourceJournal, index: IndexFile) -> None:
        self._journal = CorrectedJournal(journal)
        self._following = ViewsFollower(self._journal, index)
        self._lock = threading.RLock()
        self._is_warm = False

    @classmethod
    def open(cls, store: SourceJournal) -> Views:
        """Open the views of a store as they are. Call `update` to update them."""
        try:
            return cls(store, IndexFile.of(store.folder, readonly=store.readonly))
        except sqlite3.DatabaseError as error:
            raise unusable_error(store.folder / "views", error) from error

    def close(self) -> None:
        with self._asking():
            self._following.close()

    @property
    def notes(self) -> Sequence[str]:
        """Messages for the user, such as what was damaged and is rebuilt."""
        return tuple(self._following.notes)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Hold the lock for one query.

        Raises:
            ViewsTrouble: The index cannot be used. A damaged one is emptied, and the next `update`
                rebuilds it.
        """
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                raise self._following.translate_error(error) from error
            except (FileNotFoundError, NotADirectoryError) as error:
                if isinstance(error, UserError):
                    raise
                if self._journal.folder.exists():
                    raise unusable_error(self._journal.folder / "views", error) from error
                raise disappeared_error(self._journal.folder) from error

    @property
    def version(self) -> int:
        """The version of the store that the views show."""
        return self._state.version

    @property
    def behind(self) -> bool:
        """Whether the store has changes that the views do not show, or articles wait for their
        story."""
        return self._journal.version() != self.version or self._state.has_unplaced

    @property
    def is_far_behind(self) -> bool:
        """Whether `update` will take a while: the store has a hundred articles or more that are not
        indexed."""
        with self._asking():
            return self._following.is_far_behind()

    @property
    def waiting(self) -> int:
        """How many articles do not yet show a correction that others show already."""
        return self._state.progress[1]

    def update(self, seconds: float | None = None) -> bool:
        """Index the changes of the store, for about `seconds` at most, and show the new state.

        This is safe in several processes: one of them indexes, and the others see the result.

        Returns:
            True if the state is different from before.

        Raises:
            ViewsTrouble: The disk is full or cannot be written. The previous state can still be
                queried.
        """
        with self._asking():
            return self._following.update(seconds)

    def follow(self) -> bool:
        """Show what another process has indexed, and index nothing here. Return True if the state
        is different from before.
        """
        with self._asking():
            return self._following.follow()

    def index_elsewhere(self) -> IndexingProcess | None:
        """Start a process that indexes what the views do not show or find, if that is much: the
        memory that it takes, and the time, are not this process's then. `follow` shows what it did.

        Returns:
            None if it is little, if another process is indexing, or if only this process can use
            its index.
        """
        return self._following.index_elsewhere()

    def forget(self) -> None:
        """Drop the cached selections. They are computed again on demand."""
        with self._asking():
            self._state.forget()

    @property
    def _state(self) -> State:
        return self._following.state

    def counts(self, filter_: Filter) -> Counts:
        """Return how many articles, entities and events are selected, and how many there are."""
        with self._asking():
            selection, every = self._state.selection(filter_), self._state.selection(Filter())
            articles = self._state.articles
            return Counts(
                articles=(articles.count(selection), articles.count(every)),
                folded=(len(selection.representative_of), len(every.representative_of)),
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
        """Return rows of the list of articles, newest first. Copies are in the row of their
        original, or below it if their family is `unfolded`.
        """
        with self._asking():
            return self._state.articles.page(
                self._state.selection(filter_), offset, limit, order, unfolded
            )

    def article_count(self, filter_: Filter, *, unfolded: Collection[int] = ()) -> int:
        """Return the number of rows in the list of articles."""
        with self._asking():
            return self._state.articles.count(self._state.selection(filter_), unfolded)

    def article_numbers(self, filter_: Filter) -> Sequence[int]:
        """Return the numbers of all selected articles, copies too, in the order of their import."""
        with self._asking():
            return array("q", sorted(self._state.selection(filter_).articles))

    def article_rows(self, filter_: Filter, numbers: Sequence[int]) -> list[ArticleRow]:
        """Return the rows of these articles, each followed by the other sources of its text."""
        with self._asking():
            selection = self._state.selection(filter_)
            return self._state.articles.with_sources(numbers, selection)

    def folded_under(self, filter_: Filter, number: int) -> list[ArticleRow]:
        """Return the rows folded under an article: its selected copies and other sources."""
        with self._asking():
            return self._state.articles.folded_under(self._state.selection(filter_), number)

    def family(self, number: int) -> list[ArticleRow]:
        """Return an article's original, its copies, updates and excerpts, and the other sources of
        identical texts: everything that the list shows in one row without a filter.
        """
        with self._asking():
            return self._state.articles.family(self._state.selection(Filter()), number)

    def also_in(self, number: int) -> tuple[str, ...]:
        """Return the other sources of an article's text: its copies, its original,
        identical texts.
        """
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
        unsure: bool = True,
    ) -> list[EntityRow]:
        """Return rows of the list of entities, the most mentioned first. `kinds` limits
        the types. Without `unsure`, those are left out whose name no reading trusts.
        """
        with self._asking():
            return self._state.entities.page(
                self._state.selection(filter_), offset, limit, order, kinds, unsure=unsure
            )

    def entity_count(self, filter_: Filter, *, unsure: bool = True) -> int:
        """Return the number of rows in the list of entities."""
        with self._asking():
            return self._state.entities.count(self._state.selection(filter_), unsure=unsure)

    def events(
        self, filter_: Filter, *, offset: int = 0, limit: int = 50, minor: bool = True
    ) -> list[EventRow]:
        """Return rows of the timeline. Without `minor`, minor and unsure events are left out."""
        with self._asking():
            selection = self._state.selection(filter_)
            groups = selection.timeline.page(offset, limit, minor=minor)
            return self._state.events.rows(groups, selection)

    def comparison(self, one: Filter, other: Filter) -> ComparisonViews:
        """Return the comparison of what two filters select."""
        from store.views.differences.comparison_views import ComparisonViews

        return ComparisonViews(self._following, self._journal, self._asking, (one, other))

    def event_count(self, filter_: Filter, *, minor: bool = True) -> int:
        """Return the number of rows in the timeline."""
        with self._asking():
            return self._state.selection(filter_).timeline.count(minor=minor)

    def histogram(
        self, filter_: Filter, zoom: Zoom = "month", *, minor: bool = True
    ) -> list[Bucket]:
        """Return the buckets of the histogram. The last one is for events in no other. Without
        `minor`, minor and unsure events are not counted as shown."""
        with self._asking():
            selection = self._state.selection(filter_)
            return self._state.histogram.buckets(selection, zoom, minor=minor)

    def headings(
        self, filter_: Filter, zoom: Zoom = "month", *, minor: bool = True
    ) -> list[Heading]:
        """Return the headings of the timeline, by the period in which the rows begin."""
        with self._asking():
            selection = self._state.selection(filter_)
            return self._state.headings.of(selection, zoom, minor=minor)

    def evidence(self, event_row_id: str, speaker: int | None = None) -> list[EvidenceRow]:
        """Return the evidence of a row of the timeline, from every source.

        An original and its copies count as one source, represented by the article `speaker` if it
        is among them, or else by the first.
        """
        with self._asking():
            return self._state.events.evidence(event_row_id, speaker, self._journal, self.also_in)

    def disagreements(
        self, event_row_id: str, speaker: int | None = None
    ) -> tuple[Disagreement, ...]:
        """Return what the voices of a row of the timeline contradict each other in, each answer
        with its sentences. `speaker` is as in `evidence`. The readings behind the row are read.
        """
        with self._asking():
            return self._state.events.disagreements(event_row_id, speaker, self._journal)

    def doubtful_events(self, limit: int = 500) -> list[tuple[EventRow, EventRow, float]]:
        """Return pairs of rows of the timeline that may be one event, with how likely that is, 0 to
        1, the likeliest first. They are kept apart until somebody says that they are one.
        """
        with self._asking():
            every = self._state.selection(Filter())
            return self._state.events.doubts(limit, every)

    def prepare_search(self, seconds: float | None = None) -> bool:
        """Read the names and update the full-text index, for about `seconds` at most, so that the
        first search and the first filter are fast. Return True if more remains.
        """
        with self._asking():
            self._following.finder.warm()
            if not self._is_warm:
                self._is_warm = True
                self._state.warm()
                self._journal.warm()
                give_back()  # what reading names took: 12 MB with 100,000 articles
        return self._following.full_text.update(seconds)

    def event(self, row_id: str) -> EventRow | None:
        """Return the row of the timeline with this id, the `number:event_id` of any of its
        articles, or None if there is none.
        """
        with self._asking():
            group = self._state.events.group_of(row_id)
            every = self._state.selection(Filter())
            return None if group is None else self._state.events.rows([group], every)[0]

    def with_hash(self, beginning: str) -> list[int]:
        """Return the numbers of the articles whose hash (`id`, in hex) begins so, in order."""
        with self._asking():
            return self._state.articles.with_hash(beginning)

    def article(self, number: int) -> Article:
        """Return the corrected article with its text.

        Raises:
            KeyError: There is no such article.
        """
        with self._asking():
            return self._journal.article(number)

    def reading(self, number: int) -> Reading | None:
        """Return the corrected reading of an article, or None if there is none."""
        with self._asking():
            return self._journal.reading(number)

    def machine_article(self, number: int) -> Article:
        """Return the article as it came in, without corrections.

        Raises:
            KeyError: There is no such article.
        """
        return self._journal.machine.article(number)

    def machine_reading(self, number: int) -> Reading | None:
        """Return what the machine read, without the log of corrections."""
        return self._journal.machine_reading(number)

    @property
    def search(self) -> SearchViews:
        """Answers to what the search box asks."""
        # The parts are loaded after the first paint.
        from store.views.searching.search_views import SearchViews

        return SearchViews(self._following, self._journal, self._asking)

    @property
    def stories(self) -> StoryViews:
        """Answers about stories."""
        from store.views.stories.story_views import StoryViews

        return StoryViews(self._following, self._asking)

    @property
    def cards(self) -> CardViews:
        """Answers about one entity."""
        from store.views.lists.card_views import CardViews

        return CardViews(self._following, self._journal, self._asking)

    @property
    def ranks(self) -> RankViews:
        """Where rows are in their lists."""
        from store.views.lists.rank_views import RankViews

        return RankViews(self._following, self._asking)

    @property
    def exports(self) -> ExportViews:
        """Answers to what exports ask."""
        from store.views.lists.export_views import ExportViews

        return ExportViews(self._following, self._journal, self._asking)

    @property
    def corrections(self) -> CorrectionViews:
        """Answers to the questions of the dialogs that correct something."""
        from store.views.correcting.correction_targets import Targets
        from store.views.correcting.corrections import CorrectionViews

        targets = Targets(self._journal, lambda: self._state.connection, self._asking)
        return CorrectionViews(targets)

    def mentions(self, number: int, key: str) -> list[Span]:
        """Return where an article mentions an entity, in order."""
        with self._asking():
            return self._journal.mentions(number, key)
