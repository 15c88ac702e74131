"""When two articles tell the same event."""

from __future__ import annotations

import pytest

from store.reading import Event, Evidence, Span
from store.views.joining.event_groups import copied_key, group_key
from tests.store.views.articles_for_tests import event

KEYS = {"e1": "person/a", "e2": "person/b", "x1": "person/a", "x2": "person/b"}
DAY = "2024-07-04"
MONTH = {"from_": "2024-07-01", "to": "2024-07-31", "precision": "month"}


def same(one: Event, other: Event, verb: str = "told") -> bool:
    key = group_key(one, KEYS, verb)
    return key is not None and key == group_key(other, KEYS, verb)


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
    [
        {"type": "OTHER", "actors": ("e1",)},
        {"actors": ("e1",), **MONTH},
        {"recipients": ("e2",)},
        {"type": "AGREE", "actors": ("e1",)},
    ],
)
def test_where_the_rest_says_little_the_label_must_be_the_same(fields: dict[str, object]) -> None:
    one = event("v1", DAY, **{**fields, "label": "A wins the prize"})
    assert same(one, event("v2", DAY, **{**fields, "label": "a wins the Prize"}))
    assert not same(one, event("v2", DAY, **{**fields, "label": "A loses the prize"}))


def test_nobody_or_no_date_is_no_reason_to_join() -> None:
    assert not same(event("v1", DAY), event("v1", DAY))
    assert not same(event("v1", actors=("e1",)), event("v1", actors=("e1",)))


def test_those_who_meet_may_be_told_in_any_order() -> None:
    received = event("v1", DAY, actors=("e1",), recipients=("e2",))
    for met in ({"actors": ("x2", "x1")}, {"actors": ("x2",), "recipients": ("x1",)}):
        assert same(received, event("v2", DAY, **met))
        assert not same(
            event("v1", DAY, type="ACCUSE", actors=("e1",), recipients=("e2",)),
            event("v2", DAY, type="ACCUSE", **met),
        )


def test_who_was_pardoned_is_so_whoever_is_said_to_have_done_it() -> None:
    told = {"type": "CONCEDE", "recipients": ("e2",)}
    active, passive = event("v1", DAY, actors=("e1",), **told), event("v2", DAY, **told)
    assert group_key(active, KEYS, "pardons") == group_key(passive, KEYS, "pardoned")
    assert group_key(active, KEYS, "pardoned") != group_key(passive, KEYS, "sentenced")
    assert not same(active, passive, "thanked")
    month = {**told, **MONTH}
    assert not same(event("v1", actors=("e1",), **month), event("v2", **month), "pardoned")


def test_what_one_did_alone_is_told_by_its_mode() -> None:
    alone = {"type": "RETREAT", "actors": ("e1",)}
    one = event("v1", DAY, mode="resign", label="A resigns", **alone)
    assert same(one, event("v2", DAY, mode="resign", label="A steps down", **alone))
    assert not same(one, event("v2", DAY, mode="withdraw", label="A leaves", **alone))


def test_nobody_with_a_name_is_joined_with_nobody() -> None:
    keys = {"e1": "nominal/1/police", "x1": "nominal/1/police"}
    assert group_key(event("v1", DAY, actors=("e1",)), keys, "stopped") is None


def test_a_copy_tells_it_again() -> None:
    first, second = "Police stopped Ann Lee today.", "Today, police stopped Ann Lee."
    here = {"e1": "nominal/1/police", "e2": "person/ann lee"}
    there = {"e1": "nominal/2/police", "e2": "person/ann lee"}
    said = {"type": "COERCE", "actors": ("e1",), "recipients": ("e2",)}
    one = copied_key(event("v1", evidence=(at(first, "stopped"),), **said), here, first, 1)
    two = copied_key(event("v1", evidence=(at(second, "stopped"),), **said), there, second, 1)
    assert one == two
    another = copied_key(event("v1", evidence=(at(second, "stopped"),), **said), there, second, 2)
    assert another != two


def test_where_the_parties_say_little_a_copy_must_say_the_very_words() -> None:
    first, second = "The port said that it closed.", "The port said that it opened."
    keys = {"e1": "org/port"}
    said = {"type": "STATEMENT", "actors": ("e1",)}
    one = copied_key(event("v1", evidence=(at(first, "said"),), **said), keys, first, 1)
    two = copied_key(event("v1", evidence=(at(second, "said"),), **said), keys, second, 1)
    assert one != two


def at(text: str, verb: str) -> Evidence:
    start = text.index(verb)
    return Evidence(start=0, end=len(text), verb=Span(start, start + len(verb)))
