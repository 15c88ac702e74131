"""Stories, voices and comparisons by lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Store, Views
from tui.plain.session import PlainSession


@pytest.fixture
def session(store_with_copies: Path) -> Iterator[PlainSession]:
    with Store.open(store_with_copies, readonly=True) as store:
        views = Views.open(store)
        views.update()
        yield PlainSession(store, views)
        views.close()


def said(session: PlainSession, *lines: str) -> list[str]:
    """Return the answer to the last of these lines."""
    for line in lines[:-1]:
        list(session.answer(line))
    return list(session.answer(lines[-1]))


def test_two_sources_side_by_side(session: PlainSession) -> None:
    lines = said(session, "compare Harbour Wire | Norland Post")
    assert lines[0] == "1 event in both, 1 only in Harbour Wire, 1 only in Norland Post"
    assert lines[1] == "both Harbour Wire and Norland Post:"
    assert "Harbour Wire reported it first" in lines
    assert any(line.startswith("Norland Post 2024-07-10 #4: ") for line in lines)
    assert said(session, "compare Harbour Wire") == [
        "Type compare A | B: two sources, periods or queries."
    ]
    assert "compared with itself" in said(session, "C Harbour Wire | harbour wire")[0]


def test_who_tells_an_event(session: PlainSession) -> None:
    lines = said(session, "timeline", "voices 1")
    assert any(line.endswith("2 sentences") or "voices" in line for line in lines)
    assert "Reported by" in lines
    assert said(session, "articles", "voices 1") == ["Name a row of the timeline, or open one."]


def test_a_number_shows_only_a_story(session: PlainSession) -> None:
    lines = said(session, "stories")
    assert lines[0].startswith("1. ")
    assert lines[0].endswith(": 2 of 2")
    where = said(session, "1")
    assert where[0].startswith("filter: story:")
    assert where[1].startswith("2 of 2 articles")
