"""What the word at the cursor may become."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from store.query.completion import SYNTAX, Completion, complete
from store.query.fields import FIELDS
from store.query.parser import parse


class Names:
    def entities(self, typed: str, kinds: tuple[str, ...], /) -> Iterable[tuple[str, str]]:
        people = [("Ann Lee", "9 mentions"), ("Annan", "2 mentions")]
        return [each for each in people if kinds == ("PERSON",) and typed in each[0].lower()]

    def sources(self, typed: str, /) -> Iterable[tuple[str, str]]:
        return [("Daily Bugle", "3 articles")]

    def tags(self, typed: str, /) -> Iterable[tuple[str, str]]:
        return [(each, "1") for each in ("follow-up", "later") if each.startswith(typed)]

    def languages(self, typed: str, /) -> Iterable[tuple[str, str]]:
        return [("en", "")]


def texts(query: str, cursor: int | None = None) -> list[str]:
    at = len(query) if cursor is None else cursor
    return [query[: each.start] + each.text for each in complete(query, at, Names())]


def test_a_field() -> None:
    assert texts("xi pl") == ["xi place:"]
    assert texts("-pl") == ["-place:"]
    assert texts("(so") == ["(source:"]


def test_a_name_is_put_in_quotation_marks_where_it_needs_them() -> None:
    assert texts("who:ann") == ['who:"Ann Lee"', "who:Annan"]
    assert complete('x who:"ann l', 12, Names()) == [Completion(6, 12, '"Ann Lee"', "9 mentions")]
    assert texts("place:ann") == []


def test_types_states_sources_and_languages() -> None:
    assert texts("type:co") == [
        "type:coerce",
        "type:concede",
        "type:consult",
        "type:cooperate",
    ]
    assert texts("is:und") == ["is:undated"]
    assert texts("source:") == ['source:"Daily Bugle"']
    assert texts("lang:") == ["lang:en"]


def test_only_the_word_at_the_cursor() -> None:
    assert texts("pl who:lee", 2) == ["place:"]
    assert texts("") == []
    assert texts("who:lee ") == []
    assert texts("foo:bar") == []


@pytest.mark.parametrize(
    "query", [*(row.written for row in SYNTAX), *(field.example for field in FIELDS)]
)
def test_an_example_is_a_query(query: str) -> None:
    parse(query)
