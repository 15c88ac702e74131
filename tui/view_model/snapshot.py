"""A snapshot of the store for one view state: what the three lists show."""

from __future__ import annotations

from collections.abc import Collection, Container, Hashable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from tui.safe import one_line
from tui.view_model.article import event_in_reading
from tui.view_model.grouping import GroupedRows
from tui.view_model.state import BY_STORY, LISTS, ORDER_WORDS, PaneName, RowKey, ViewState

if TYPE_CHECKING:
    from store import ArticleRow, Bucket, Counts, EntityRow, EventRow, Filter, Reading, Views

PAGE = 100
"""Rows asked for at a time."""
_EMPTY_STORE = (
    "No articles yet.",
    "",
    "Press a to add a file or a folder,",
    "or in a shell: dateline add PATH",
    "",
    "? shows the keys, q quits.",
)
_NO_ARTICLES = ("No articles yet.",)
_INDEXING = ("The index is being built.", "Rows appear here in a moment.")
_NO_MATCH = ("Nothing matches these filters.", "Backspace removes the last one.")
_NO_MAJOR = (
    "No sure and major event matches.",
    "v shows the minor and unsure ones too.",
    "Backspace removes the last filter.",
)
_MOST_RELATED = 1000
"""Related rows that are marked in one pane, at most."""


class ListPage[R](Struct, frozen=True):
    """The first page that a list shows: how long the list is, and the rows around its cursor."""

    total: int
    offset: int
    rows: Sequence[R]
    cursor: int = 0
    initial_cursor: int = 0
    """The row of the cursor when no row was chosen yet."""
    headings: Sequence[int] = ()
    """The indices of rows that are headings, ascending; the cursor skips them."""


class ViewSnapshot(Struct, frozen=True):
    """What the store holds for one view state, all of it read at one moment.

    A list that was not loaded is None.
    """

    state: ViewState
    counts: dict[str, tuple[int, int]]
    """Rows shown and rows in the store, by pane, under the pane's filter."""
    articles: ListPage[ArticleRow] | None
    entities: ListPage[EntityRow] | None
    timeline: ListPage[EventRow] | None
    buckets: tuple[Bucket, ...]
    grouped: GroupedRows | None
    """The headings of the timeline; None where the timeline is one list."""
    stories: GroupedRows | None
    """The headings of the articles; None where they are not sorted by story."""
    newest: str | None
    """When the newest article was published (ISO)."""
    hidden: int
    """The minor and unsure events that the timeline leaves out."""
    empty: bool
    """True when the store holds no article."""
    index_behind: bool
    """True while the index lags behind the store, so that rows are missing."""

    def page_of(self, pane: PaneName) -> ListPage[Any] | None:
        """The page that a list shows first; None where it was not loaded."""
        pages: dict[str, ListPage[Any] | None] = {
            "articles": self.articles,
            "entities": self.entities,
            "timeline": self.timeline,
        }
        return pages[pane]


def load_snapshot(
    views: Views, state: ViewState, lists: Collection[PaneName] = LISTS
) -> ViewSnapshot:
    """Load the counts, and for each of `lists` the page around its cursor.

    Histogram and headings are loaded with the timeline. Runs in the store thread.

    Raises:
        StoreError: when the store or its index cannot be read.
    """
    # Entities first: the sums made for their rows also give the counts.
    around = _around(views, state, "entities") if "entities" in lists else None
    if not state.minor:  # major events before all, which are then known too
        views.event_count(state.filter_of("timeline"), minor=False)
    of, hidden = _counts(views, state)
    articles = entities = timeline = grouped = stories = None
    buckets: tuple[Bucket, ...] = ()
    newest = _newest(views)
    if "articles" in lists:
        stories = _stories(views, state)
        articles = _articles_start(views, state, stories)
    if around is not None:
        entities = ListPage(of["entities"][0], *around)
    if "timeline" in lists:
        grouped = _grouped(views, state)
        timeline = _timeline_start(views, state, of["timeline"][0], grouped, newest)
        filter_ = state.filter_of("timeline")
        buckets = tuple(views.histogram(filter_, state.zoom, minor=state.minor))
    return ViewSnapshot(
        state=state,
        counts=of,
        articles=articles,
        entities=entities,
        timeline=timeline,
        buckets=buckets,
        grouped=grouped,
        stories=stories,
        newest=newest,
        hidden=hidden,
        empty=not of["articles"][1] and not views.behind,
        index_behind=views.behind,
    )


def _counts(views: Views, state: ViewState) -> tuple[dict[str, tuple[int, int]], int]:
    """Return how many rows each list shows and how many there are in all, and how many events are
    hidden as minor or unsure."""
    counts: dict[Filter, Counts] = {}
    for pane in ("articles", "entities", "timeline"):
        filter_ = state.filter_of(pane)
        if filter_ not in counts:
            counts[filter_] = views.counts(filter_)
    events = counts[state.filter_of("timeline")].events
    every = events[0]
    names = counts[state.filter_of("entities")].entities
    if not state.minor:
        events = (views.event_count(state.filter_of("timeline"), minor=False), events[1])
        names = (views.entity_count(state.filter_of("entities"), unsure=False), names[1])
    articles = counts[state.filter_of("articles")].articles
    of = {"articles": articles, "entities": names, "timeline": events}
    return of, every - events[0]


def _article_rows(views: Views, state: ViewState) -> int:
    """Return the number of rows of the articles, unfolded copies included."""
    return views.article_count(state.filter_of("articles"), unfolded=state.unfolded)


def _newest(views: Views) -> str | None:
    from store import Filter

    rows = views.articles(Filter(), limit=1)
    return rows[0].published if rows else None


def _stories(views: Views, state: ViewState) -> GroupedRows | None:
    if state.order_of("articles") != BY_STORY:
        return None
    filter_ = state.filter_of("articles")
    return GroupedRows.of(views.stories.headings(filter_, unfolded=state.unfolded))


def _articles_start(views: Views, state: ViewState, stories: GroupedRows | None) -> ListPage[Any]:
    """Return the first page of the articles, with headings where they are sorted by story."""
    if stories is None:
        return _start(views, state, "articles", _article_rows(views, state))
    cursor = stories.line_of_key(str(state.cursor_in("articles")))
    if cursor is None:
        cursor = stories.line_of_row(_rank(views, state, "articles") or 0)
    offset = cursor // PAGE * PAGE
    rows = load_page(views, state, "articles", offset, stories)
    return ListPage(stories.total, offset, rows, cursor, 1, stories.lines)


def _grouped(views: Views, state: ViewState) -> GroupedRows | None:
    if not state.grouped:
        return None
    return GroupedRows.of(
        views.headings(state.filter_of("timeline"), state.zoom, minor=state.minor)
    )


def load_page(
    views: Views, state: ViewState, pane: str, offset: int, grouped: GroupedRows | None = None
) -> Sequence[Any]:
    """Load one page of a list from row `offset` on; with `grouped`, from this line on.

    Raises:
        StoreError: when the store or its index cannot be read.
    """
    filter_, order = state.filter_of(pane), state.order_of(pane)
    match pane:
        case "articles":

            def articles(first: int, count: int) -> Sequence[ArticleRow]:
                return views.articles(
                    filter_, offset=first, limit=count, order=order, unfolded=state.unfolded
                )

            return grouped.page(offset, PAGE, articles) if grouped else articles(offset, PAGE)
        case "entities":
            return views.entities(
                filter_, offset=offset, limit=PAGE, order=order, unsure=state.minor
            )
        case _:

            def rows(first: int, count: int) -> Sequence[EventRow]:
                return views.events(filter_, offset=first, limit=count, minor=state.minor)

            return grouped.page(offset, PAGE, rows) if grouped else rows(offset, PAGE)


def article_after(
    views: Views, state: ViewState, number: int | None, at: int, by: int
) -> tuple[int, ArticleRow] | None:
    """Return the article `by` rows after another, with its row; None past the ends.

    Where the article is not in the list, `by` counts from row `at`.
    """
    filter_, order = state.filter_of("articles"), state.order_of("articles")
    rank = None
    if number is not None:
        rank = views.ranks.article(filter_, number, order=order, unfolded=state.unfolded)
    wanted = (at if rank is None else rank) + by
    if wanted < 0:
        return None
    rows = views.articles(filter_, offset=wanted, limit=1, order=order, unfolded=state.unfolded)
    return (wanted, rows[0]) if rows else None


def _rank(views: Views, state: ViewState, pane: str) -> int | None:
    """Return the present index of the row that the cursor was on; None when it is gone."""
    key: Any = state.cursor_in(pane)
    if key is None:
        return None
    filter_, order = state.filter_of(pane), state.order_of(pane)
    match pane:
        case "articles":
            return views.ranks.article(filter_, key, order=order, unfolded=state.unfolded)
        case "entities":
            return views.ranks.entity(filter_, key, order=order, unsure=state.minor)
        case _:
            return views.ranks.event(filter_, key, minor=state.minor)


def is_listed(views: Views, state: ViewState, pane: PaneName, key: RowKey) -> bool:
    """Return whether a list has a row of this key. Runs in the store thread."""
    return _rank(views, replace(state, cursors=((pane, key),)), pane) is not None


def _start(views: Views, state: ViewState, pane: str, total: int) -> ListPage[Any]:
    return ListPage(total, *_around(views, state, pane))


def _around(views: Views, state: ViewState, pane: str) -> tuple[int, Sequence[Any], int]:
    """Return the page of the cursor: the index of its first row, its rows, and the cursor."""
    cursor = _rank(views, state, pane) or 0
    offset = cursor // PAGE * PAGE
    return offset, load_page(views, state, pane, offset), cursor


def _timeline_start(
    views: Views, state: ViewState, total: int, grouped: GroupedRows | None, newest: str | None
) -> ListPage[Any]:
    """Return the first page of the timeline; its cursor starts at the newest article's date."""
    if grouped is None:
        return _start(views, state, "timeline", total)
    initial_cursor = grouped.line_of_day(newest)
    cursor = grouped.line_of_key(str(state.cursor_in("timeline")))
    if cursor is None:
        rank = _rank(views, state, "timeline")
        cursor = grouped.line_of_row(rank) if rank is not None else initial_cursor
    offset = cursor // PAGE * PAGE
    rows = load_page(views, state, "timeline", offset, grouped)
    return ListPage(grouped.total, offset, rows, cursor, initial_cursor, grouped.lines)


def first_row_on(views: Views, state: ViewState, day: str | None) -> int:
    """Return the first row of the timeline that begins on `day` (ISO) or later.

    Without a day, return the first undated row. Rows are sorted by their first day; those with
    an open end come after them and the undated last, so this is a binary search.
    """
    filter_ = state.filter_of("timeline")
    low, high = 0, views.event_count(filter_, minor=state.minor)
    while low < high:
        middle = (low + high) // 2
        (row,) = views.events(filter_, offset=middle, limit=1, minor=state.minor)
        closed = row.from_ is not None and row.to is not None
        undated = row.from_ is None and row.to is None
        before = closed and (row.from_ or "")[:10] < day if day else not undated
        low, high = (middle + 1, high) if before else (low, middle)
    return low


def empty_list_lines(snapshot: ViewSnapshot, name: PaneName) -> tuple[str, ...]:
    """Return what a list without rows shows: why it is empty and what to do."""
    if snapshot.empty:
        return _EMPTY_STORE if name == "articles" else _NO_ARTICLES
    if snapshot.index_behind and not snapshot.counts[name][1]:
        return _INDEXING
    return _NO_MAJOR if name == "timeline" and not snapshot.state.minor else _NO_MATCH


def order_label(snapshot: ViewSnapshot, name: PaneName) -> str:
    """Return the right end of a pane's heading: how the list is sorted."""
    if name != "timeline":
        return ORDER_WORDS[snapshot.state.order_of(name)]
    newest = f"latest article {one_line(snapshot.newest[:10])}, " if snapshot.newest else ""
    return f"{newest}by {snapshot.state.zoom}"


class AllRows(Container[Hashable]):
    """Every row of a list."""

    def __contains__(self, _: object) -> bool:
        return True


ALL_ROWS = AllRows()


class RelatedRows(Struct, frozen=True):
    """Keys of the rows to mark in each list."""

    articles: Container[Hashable] = frozenset()
    entities: Container[Hashable] = frozenset()
    timeline: Container[Hashable] = frozenset()


def related_rows(
    views: Views, filter_: Filter, pane: str, row: Any, *, pinned: bool = False
) -> RelatedRows:
    """Return the rows of the other panes that belong to `row`, under a filter.

    `pinned` says that a list may show more rows than the filter leaves. Runs in the store thread.
    """
    from store import Term

    match pane:
        case "articles":
            here = filter_.add(Term("article", str(row.number)))
            reading = views.reading(row.number)
            keys = (entity.key for entity in reading.entities) if reading else ()
            return RelatedRows(entities=frozenset(keys), timeline=_events(views, here))
        case "entities":
            term = Term("entity", row.key)
            if term in filter_.terms and not pinned:
                return RelatedRows(articles=ALL_ROWS, timeline=ALL_ROWS)
            here = filter_.add(term)
            found = views.articles(here, limit=_MOST_RELATED)
            articles = frozenset(each for row in found for each in (row.key, row.family))
            return RelatedRows(articles=articles, timeline=_events(views, here))
        case _:
            found_in = views.evidence(row.id, row.number)
            numbers = frozenset(key for each in found_in for key in (each.number, each.family))
            return RelatedRows(
                articles=numbers, entities=_participants(views.reading(row.number), row)
            )


def _events(views: Views, filter_: Filter) -> frozenset[Hashable]:
    return frozenset(event.id for event in views.events(filter_, limit=_MOST_RELATED))


def _participants(reading: Reading | None, row: Any) -> frozenset[Hashable]:
    event = event_in_reading(reading, row)
    if reading is None or event is None:
        return frozenset()
    part = {*event.actors, *event.recipients, *event.according_to, event.place}
    return frozenset(entity.key for entity in reading.entities if entity.id in part)
