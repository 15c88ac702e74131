"""The view state and its history."""

from __future__ import annotations

import pytest

from store.views import Filter, Term
from tui.view_model.state import Place, Trail, order_now, ordered, orders

WHO = Term("entity", "person/x")


WHAT = Term("type", "CONSULT")


def test_back_and_forward_and_a_new_way_from_the_middle() -> None:
    trail = Trail([Place(Filter())])
    assert trail.go(trail.here.with_term(WHO))
    assert trail.go(trail.here.with_term(WHAT))
    assert trail.step(-1)
    assert trail.here.filter.terms == (WHO,)
    assert trail.go(Place(Filter((WHAT,))))
    assert not trail.step(1)
    assert trail.step(-2)
    assert not trail.here.filter


def test_the_same_place_is_no_step() -> None:
    trail = Trail([Place(Filter())])
    assert not trail.go(Place(Filter()))
    assert not trail.step(-1)


def test_a_pin_keeps_the_filter_that_it_had() -> None:
    place = Place(Filter()).with_term(WHO).pinned("timeline").with_term(WHAT)
    assert place.filter_of("timeline").terms == (WHO,)
    assert place.filter_of("articles").terms == (WHO, WHAT)
    assert place.pinned("timeline").filter_of("timeline").terms == (WHO, WHAT)


def test_zoom_stops_at_the_ends() -> None:
    assert Place(Filter()).zoomed(-9).zoom == "day"
    assert Place(Filter()).zoomed(9).zoom == "decade"


def test_each_pane_is_sorted_by_itself() -> None:
    place = Place(Filter()).sorted_by("entities", "name")
    assert place.order_of("entities") == "name"
    assert place.order_of("articles") == "published"


@pytest.mark.parametrize("pane", ["articles", "entities", "timeline"])
def test_every_order_that_is_offered_is_taken(pane: str) -> None:
    for order in orders(pane):
        assert order_now(ordered(Place(Filter()), pane, order), pane) == order
