"""A snapshot of the store for one view state: what the three lists show."""

from __future__ import annotations

from collections.abc import Collection, Container, Hashable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.safe import one_line
from tui.view_model.article import event_of
from tui.view_model.grouping import Grouped
from tui.view_model.state import LISTS, ORDER_WORDS, PaneName, Place

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
    "? shows the keys, q leaves.",
)
_NONE_YET = ("No articles yet.",)
_COMING = ("The index is being made.", "What is read stands here in a moment.")
_NOTHING = ("Nothing matches all of this.", "Backspace drops the last filter.")
_MOST = 1000
"""Rows that are lit at most in one pane."""


class ListStart[R](Struct, frozen=True):
    """The beginning of a list: how long it is, and the rows around its cursor."""

    total: int
    offset: int
    rows: Sequence[R]
    cursor: int = 0
    begins: int = 0
    """Where the cursor stands for somebody who was not on any row of it yet."""
    headings: Sequence[int] = ()
    """Rows that are headings, in order: the cursor passes over them."""


class Story(Struct, frozen=True):
    """A frozen picture of the store under one place; all of it of one moment. A list that was
    not asked for is None."""

    place: Place
    counts: dict[str, tuple[int, int]]
    """Shown and total, for each list, under the filter that holds for it."""
    articles: ListStart[ArticleRow] | None
    entities: ListStart[EntityRow] | None
    events: ListStart[EventRow] | None
    buckets: tuple[Bucket, ...]
    grouped: Grouped | None
    """The headings between the events; None where these are one list."""
    today: str | None
    """The corpus's today: when its newest article was published."""
    empty: bool
    """True where the store holds no article at all."""
    coming: bool
    """True while the index lags behind the store: these are not all."""


def tell(views: Views, place: Place, lists: Collection[PaneName] = LISTS) -> Story:
    """Ask for the counts, and for `lists` the page around each cursor; the histogram and the
    headings are the timeline's."""
    # First: whoever was summed up for the rows needs no other sum to be counted.
    around = _around(views, place, "entities") if "entities" in lists else None
    counts: dict[Filter, Counts] = {}
    for pane in ("articles", "entities", "timeline"):
        filter_ = place.filter_of(pane)
        if filter_ not in counts:
            counts[filter_] = views.counts(filter_)
    events = counts[place.filter_of("timeline")].events
    if not place.faint:
        events = (views.event_count(place.filter_of("timeline"), faint=False), events[1])
    of = {
        "articles": counts[place.filter_of("articles")].articles,
        "entities": counts[place.filter_of("entities")].entities,
        "timeline": events,
    }
    articles = entities = timeline = grouped = None
    buckets: tuple[Bucket, ...] = ()
    today = _today(views)
    if "articles" in lists:
        articles = _start(views, place, "articles", _article_rows(views, place))
    if around is not None:
        entities = ListStart(of["entities"][0], *around)
    if "timeline" in lists:
        grouped = _grouped(views, place)
        timeline = _timeline_start(views, place, events[0], grouped, today)
        buckets = tuple(views.histogram(place.filter_of("timeline"), place.zoom))
    return Story(
        place=place,
        counts=of,
        articles=articles,
        entities=entities,
        events=timeline,
        buckets=buckets,
        grouped=grouped,
        today=today,
        empty=not of["articles"][1] and not views.behind,
        coming=views.behind,
    )


def _article_rows(views: Views, place: Place) -> int:
    """How many rows the articles have, those of unfolded copies too."""
    return views.article_count(place.filter_of("articles"), unfolded=place.unfolded)


def _today(views: Views) -> str | None:
    from store import Filter

    newest = views.articles(Filter(), limit=1)
    return newest[0].published if newest else None


def _grouped(views: Views, place: Place) -> Grouped | None:
    if not place.grouped:
        return None
    return Grouped.of(views.headings(place.filter_of("timeline"), place.zoom, faint=place.faint))


def page(
    views: Views, place: Place, pane: str, offset: int, grouped: Grouped | None = None
) -> Sequence[Any]:
    """The rows of one list from `offset` on, a page of them; with `grouped`, lines of the
    timeline."""
    filter_, order = place.filter_of(pane), place.order_of(pane)
    match pane:
        case "articles":
            return views.articles(
                filter_, offset=offset, limit=PAGE, order=order, unfolded=place.unfolded
            )
        case "entities":
            return views.entities(filter_, offset=offset, limit=PAGE, order=order)
        case _:

            def rows(first: int, count: int) -> Sequence[EventRow]:
                return views.events(filter_, offset=first, limit=count, faint=place.faint)

            return grouped.page(offset, PAGE, rows) if grouped else rows(offset, PAGE)


def article_after(
    views: Views, place: Place, number: int | None, at: int, by: int
) -> tuple[int, ArticleRow] | None:
    """The row `by` rows after that of an article, or after row `at` where it is not shown, and
    its place; None past the ends."""
    filter_, order = place.filter_of("articles"), place.order_of("articles")
    rank = None
    if number is not None:
        rank = views.article_rank(filter_, number, order=order, unfolded=place.unfolded)
    wanted = (at if rank is None else rank) + by
    if wanted < 0:
        return None
    rows = views.articles(filter_, offset=wanted, limit=1, order=order, unfolded=place.unfolded)
    return (wanted, rows[0]) if rows else None


def _rank(views: Views, place: Place, pane: str) -> int | None:
    """Where the row that the cursor stood on is now; None where it is gone."""
    key: Any = place.key_in(pane)
    if key is None:
        return None
    filter_, order = place.filter_of(pane), place.order_of(pane)
    match pane:
        case "articles":
            return views.article_rank(filter_, key, order=order, unfolded=place.unfolded)
        case "entities":
            return views.entity_rank(filter_, key, order=order)
        case _:
            return views.event_rank(filter_, key, faint=place.faint)


def _start(views: Views, place: Place, pane: str, total: int) -> ListStart[Any]:
    return ListStart(total, *_around(views, place, pane))


def _around(views: Views, place: Place, pane: str) -> tuple[int, Sequence[Any], int]:
    """The page that the cursor stands on: its first row, its rows, and the cursor's own."""
    cursor = _rank(views, place, pane) or 0
    offset = cursor // PAGE * PAGE
    return offset, page(views, place, pane, offset), cursor


def _timeline_start(
    views: Views, place: Place, total: int, grouped: Grouped | None, today: str | None
) -> ListStart[Any]:
    """The timeline, under headings where it has some; it begins where the news has come to."""
    if grouped is None:
        return _start(views, place, "timeline", total)
    begins = grouped.line_of_day(today)
    cursor = grouped.line_of_key(str(place.key_in("timeline")))
    if cursor is None:
        rank = _rank(views, place, "timeline")
        cursor = grouped.line_of_row(rank) if rank is not None else begins
    offset = cursor // PAGE * PAGE
    rows = page(views, place, "timeline", offset, grouped)
    return ListStart(grouped.total, offset, rows, cursor, begins, grouped.lines)


def row_at(views: Views, place: Place, day: str | None) -> int:
    """The first row of the timeline that begins on `day` (ISO) or later; None: the undated.

    Rows are sorted: those with both ends by the first, then "before" and "since", then the
    undated; so this is a search by halves.
    """
    filter_ = place.filter_of("timeline")
    low, high = 0, views.event_count(filter_, faint=place.faint)
    while low < high:
        middle = (low + high) // 2
        (row,) = views.events(filter_, offset=middle, limit=1, faint=place.faint)
        closed = row.from_ is not None and row.to is not None
        undated = row.from_ is None and row.to is None
        before = closed and (row.from_ or "")[:10] < day if day else not undated
        low, high = (middle + 1, high) if before else (low, middle)
    return low


def words_for_nothing(story: Story, name: PaneName) -> tuple[str, ...]:
    """What a list without rows says: what to do next."""
    if story.empty:
        return _EMPTY_STORE if name == "articles" else _NONE_YET
    return _COMING if story.coming and not story.counts[name][1] else _NOTHING


def order_words(story: Story, name: PaneName) -> str:
    """What stands at the right of a heading: how the list is sorted."""
    if name != "timeline":
        return ORDER_WORDS[story.place.order_of(name)]
    until = f"news to {one_line(story.today[:10])}, " if story.today else ""
    faint = "" if story.place.faint else "minor hidden, "
    return f"{until}{faint}by {story.place.zoom}"


class Every(Container[Hashable]):
    """All the rows of a list, however many."""

    def __contains__(self, _: object) -> bool:
        return True


EVERY = Every()


class Lights(Struct, frozen=True):
    """Keys of the rows to light in each list."""

    articles: Container[Hashable] = frozenset()
    entities: Container[Hashable] = frozenset()
    timeline: Container[Hashable] = frozenset()


def lights(views: Views, filter_: Filter, pane: str, row: Any, *, pinned: bool = False) -> Lights:
    """What belongs to the chosen article, entity or event, under the filter; `pinned` where a
    list shows more than that."""
    from store import Term

    match pane:
        case "articles":
            here = filter_.add(Term("article", str(row.number)))
            reading = views.reading(row.number)
            keys = (entity.key for entity in reading.entities) if reading else ()
            return Lights(entities=frozenset(keys), timeline=_events(views, here))
        case "entities":
            term = Term("entity", row.key)
            if term in filter_.terms and not pinned:
                return Lights(articles=EVERY, timeline=EVERY)
            here = filter_.add(term)
            found = views.articles(here, limit=_MOST)
            articles = frozenset(each for row in found for each in (row.key, row.family))
            return Lights(articles=articles, timeline=_events(views, here))
        case _:
            told = views.evidence(row.id, row.number)
            numbers = frozenset(each for piece in told for each in (piece.number, piece.family))
            return Lights(articles=numbers, entities=_parties(views.reading(row.number), row))


def _events(views: Views, filter_: Filter) -> frozenset[Hashable]:
    return frozenset(event.id for event in views.events(filter_, limit=_MOST))


def _parties(reading: Reading | None, row: Any) -> frozenset[Hashable]:
    event = event_of(reading, row)
    if reading is None or event is None:
        return frozenset()
    part = {*event.actors, *event.recipients, *event.according_to, event.place}
    return frozenset(entity.key for entity in reading.entities if entity.id in part)
