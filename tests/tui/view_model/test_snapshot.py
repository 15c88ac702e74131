"""A snapshot of a real store for a view state."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store.views import Filter, Views
from store.views.moments import ZOOMS
from store.views.rows import Heading
from tests.store.views.small_stores import filters
from tests.store.views.test_exactness import World, label, opened, worlds
from tui.view_model.snapshot import Story, page, tell
from tui.view_model.state import Place

places = st.builds(
    Place, filters, zoom=st.sampled_from(ZOOMS), grouped=st.booleans(), faint=st.booleans()
)


@given(worlds, places)
@settings(max_examples=60, deadline=None)
def test_every_count_and_every_line_equals_a_recount(world: World, place: Place) -> None:
    with opened(world) as (views, _):
        story = tell(views, place)
        shown, every = world.recount(place.filter), world.recount(Filter())
        assert story.counts["articles"] == (len(shown.rows), len(every.rows))
        assert story.counts["entities"] == (len(shown.mentions), len(every.mentions))
        assert story.counts["timeline"][1] == len(every.groups)
        lines = all_lines(views, story)
        rows = [line for line in lines if not isinstance(line, Heading)]
        assert len(rows) == story.counts["timeline"][0]
        if place.faint:
            assert len(rows) == len(shown.groups)
        check_headings(lines, place, [label(row, place.zoom) for row in everything(views)])
        part = tell(views, place, ["entities"])
        assert (part.counts, part.entities) == (story.counts, story.entities)
        assert part.articles is None
        assert part.events is None


def all_lines(views: Views, story: Story) -> list[Any]:
    start = story.events
    assert start is not None
    lines: list[Any] = []
    while more := page(views, story.place, "timeline", len(lines), story.grouped):
        lines += more
    assert len(lines) == start.total
    assert lines[start.offset : start.offset + len(start.rows)] == list(start.rows)
    assert [isinstance(line, Heading) for line in lines] == [
        at in start.headings for at in range(len(lines))
    ]
    return lines


def everything(views: Views) -> list[Any]:
    return list(views.events(Filter(), limit=10_000))


def check_headings(lines: list[Any], place: Place, every: list[str]) -> None:
    """Under each heading stand its rows and no others, and as many as it says."""
    heading: Heading | None = None
    under: dict[str, int] = {}
    for line in lines:
        if isinstance(line, Heading):
            assert line.label not in under
            heading, under[line.label] = line, 0
            assert line.total == every.count(line.label)
        elif place.grouped:
            assert heading is not None
            assert label(line, place.zoom) == heading.label
            under[heading.label] += 1
    shown = {line.label: line.shown for line in lines if isinstance(line, Heading)}
    assert under == shown
