"""A snapshot of a real store for a view state."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.views import Filter, Views
from store.views.lists.rows import Heading
from store.views.moments import ZOOMS
from tests.store.views.small_stores import filters
from tests.store.views.test_exactness import World, label, opened, worlds
from tui.view_model.snapshot import ViewSnapshot, load_page, load_snapshot
from tui.view_model.state import ViewState

states = st.builds(
    ViewState, filters, zoom=st.sampled_from(ZOOMS), grouped=st.booleans(), minor=st.booleans()
)


@pytest.mark.slow
@given(worlds, states)
@settings(max_examples=60)
def test_every_count_and_every_line_equals_a_recount(world: World, state: ViewState) -> None:
    with opened(world) as (views, _):
        snapshot = load_snapshot(views, state)
        shown, every = world.recount(state.filter), world.recount(Filter())
        assert snapshot.counts["articles"] == (len(shown.rows), len(every.rows))
        assert snapshot.counts["entities"] == (len(shown.mentions), len(every.mentions))
        assert snapshot.counts["timeline"][1] == len(every.groups)
        lines = all_lines(views, snapshot)
        rows = [line for line in lines if not isinstance(line, Heading)]
        assert len(rows) == snapshot.counts["timeline"][0]
        if state.minor:
            assert len(rows) == len(shown.groups)
        check_headings(lines, state, [label(row, state.zoom) for row in everything(views)])
        part = load_snapshot(views, state, ["entities"])
        assert (part.counts, part.entities) == (snapshot.counts, snapshot.entities)
        assert part.articles is None
        assert part.timeline is None


def all_lines(views: Views, snapshot: ViewSnapshot) -> list[Any]:
    page = snapshot.timeline
    assert page is not None
    lines: list[Any] = []
    while more := load_page(views, snapshot.state, "timeline", len(lines), snapshot.grouped):
        lines += more
    assert len(lines) == page.total
    assert lines[page.offset : page.offset + len(page.rows)] == list(page.rows)
    assert [isinstance(line, Heading) for line in lines] == [
        at in page.headings for at in range(len(lines))
    ]
    return lines


def everything(views: Views) -> list[Any]:
    return list(views.events(Filter(), limit=10_000))


def check_headings(lines: list[Any], state: ViewState, every: list[str]) -> None:
    """Under each heading stand its rows and no others, and as many as it says."""
    heading: Heading | None = None
    under: dict[str, int] = {}
    for line in lines:
        if isinstance(line, Heading):
            assert line.label not in under
            heading, under[line.label] = line, 0
            assert line.total == every.count(line.label)
        elif state.grouped:
            assert heading is not None
            assert label(line, state.zoom) == heading.label
            under[heading.label] += 1
    shown = {line.label: line.shown for line in lines if isinstance(line, Heading)}
    assert under == shown
