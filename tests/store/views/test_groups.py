"""When two articles tell the same event."""

from __future__ import annotations

import pytest

from store.reading import Event
from store.views.groups import group_key
from tests.store.views.articles_for_tests import event

KEYS = {"e1": "person/a", "e2": "person/b", "x1": "person/a", "x2": "person/b"}
DAY = "2024-07-04"
MONTH = {"from_": "2024-07-01", "to": "2024-07-31", "precision": "month"}


def same(one: Event, other: Event) -> bool:
    key = group_key(one, KEYS)
    return key is not None and key == group_key(other, KEYS)


def test_the_same_parties_on_the_same_day() -> None:
    one = event("v1", DAY, actors=("e1",), recipients=("e2",), label="A meets B")
    other = event("v9", DAY, actors=("x1",), recipients=("x2",), label="They talk", mode="visit")
    assert same(one, other)


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "ASSAULT"},
        {"actors": ("e2",)},
        {"recipients": ()},
        {"to": "2024-07-05"},
        {"modality": "negated"},
        {"from_": None},
    ],
)
def test_another_event(fields: dict[str, object]) -> None:
    known = {"actors": ("e1",), "recipients": ("e2",)}
    assert not same(event("v1", DAY, **known), event("v1", DAY, **{**known, **fields}))


@pytest.mark.parametrize(
    "fields",
    [{"type": "OTHER", "actors": ("e1",)}, {"actors": ("e1",), **MONTH}, {"recipients": ("e2",)}],
)
def test_where_the_rest_says_little_the_label_must_be_the_same(fields: dict[str, object]) -> None:
    one = event("v1", DAY, **{**fields, "label": "A wins the prize"})
    assert same(one, event("v2", DAY, **{**fields, "label": "a wins the Prize"}))
    assert not same(one, event("v2", DAY, **{**fields, "label": "A loses the prize"}))


def test_nobody_or_no_date_is_no_reason_to_join() -> None:
    assert not same(event("v1", DAY), event("v1", DAY))
    assert not same(event("v1", actors=("e1",)), event("v1", actors=("e1",)))
