"""From a place to everything the three lists show there. Runs in the archive's thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.panes.plan import LISTS, PaneName
from tui.story.grouped import Grouped
from tui.story.place import Place
from tui.widgets.pages import PAGE, ListStart

if TYPE_CHECKING:
    from store import ArticleRow, Bucket, Counts, EntityRow, EventRow, Filter, Views


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
        timeline = _events(views, place, events[0], grouped, today)
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


def _events(
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
