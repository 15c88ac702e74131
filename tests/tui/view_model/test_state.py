"""The view state and its history."""

from __future__ import annotations

import pytest

from store.views import Filter, Term
from tui.view_model.state import ViewHistory, ViewState, current_order, order_choices, with_order

WHO = Term("entity", "person/x")


WHAT = Term("type", "CONSULT")


def test_back_and_forward_and_a_new_way_from_the_middle() -> None:
    history = ViewHistory([ViewState(Filter())])
    assert history.push(history.current.with_term(WHO))
    assert history.push(history.current.with_term(WHAT))
    assert history.step(-1)
    assert history.current.filter.terms == (WHO,)
    assert history.push(ViewState(Filter((WHAT,))))
    assert not history.step(1)
    assert history.step(-2)
    assert not history.current.filter


def test_the_same_state_is_no_step() -> None:
    history = ViewHistory([ViewState(Filter())])
    assert not history.push(ViewState(Filter()))
    assert not history.step(-1)


def test_a_pin_keeps_the_filter_that_it_had() -> None:
    state = ViewState(Filter()).with_term(WHO).toggle_pin("timeline").with_term(WHAT)
    assert state.filter_of("timeline").terms == (WHO,)
    assert state.filter_of("articles").terms == (WHO, WHAT)
    assert state.toggle_pin("timeline").filter_of("timeline").terms == (WHO, WHAT)


def test_zoom_stops_at_the_ends() -> None:
    assert ViewState(Filter()).with_zoom(-9).zoom == "day"
    assert ViewState(Filter()).with_zoom(9).zoom == "decade"


def test_each_pane_is_sorted_by_itself() -> None:
    state = ViewState(Filter()).with_order_of("entities", "name")
    assert state.order_of("entities") == "name"
    assert state.order_of("articles") == "published"


@pytest.mark.parametrize("pane", ["articles", "entities", "timeline"])
def test_every_order_that_is_offered_is_taken(pane: str) -> None:
    for order in order_choices(pane):
        assert current_order(with_order(ViewState(Filter()), pane, order), pane) == order
