"""What is asked most is answered from indexes: no question reads a big table through."""

from __future__ import annotations

import re

import pytest

from store.views import Filter, Term, Views
from tests.store.views.articles_for_tests import article, entity, event, reading
from tests.store.views.memory_journal import MemoryJournal

BELARUS = Term("entity", "gpe/BY")
JULY = Term("date", "2024-07")
SMALL = "temp|shown|json_each|here|moments|eras|sources|first_told|told_again"
"""The last two have a row for 256 articles, and a filter that excludes needs all."""
SCANNED = re.compile(rf"SCAN (?!{SMALL})\w+\b(?! USING (COVERING )?INDEX)")


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    one = article("A visit.", "A visit", "Wire", "2024-07-04")
    visit = event("v1", "2024-07-04", actors=("e1",))
    journal.put(1, one, reading(one, entity("e1", "gpe/BY", "Belarus"), events=(visit,)))
    views = Views.open(journal)
    views.update()
    return views


@pytest.mark.parametrize(
    "filter_",
    [
        Filter(),
        Filter((BELARUS,)),
        Filter((JULY,)),
        Filter((Term("type", "CONSULT"),)),
        Filter((Term("is", "claim"),)),
        Filter((Term("source", "Wire"),)),
        Filter((Term("pub", "2024-07"),)),
        Filter((BELARUS, Term("type", "CONSULT"), JULY)),
        Filter((Term("query", "type:consult event:2024-07"),)),
    ],
    ids=lambda filter_: " ".join(term.field for term in filter_.terms) or "everything",
)
def test_no_big_table_is_read_through(views: Views, filter_: Filter) -> None:
    asked: list[str] = []
    views._state.connection.set_trace_callback(asked.append)
    views.counts(filter_)
    views.articles(filter_)
    views.entities(filter_)
    views.events(filter_)
    views.histogram(filter_)
    views._state.connection.set_trace_callback(None)
    questions = {question for question in asked if question.lstrip().startswith("SELECT")}
    assert len(questions) > 3
    for question in questions:
        plan = views._state.connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
        steps = [row[3] for row in plan]
        assert not any(map(SCANNED.match, steps)), (question, steps)


def test_a_month_is_looked_up_rather_than_a_type(views: Views) -> None:
    asked: list[str] = []
    views._state.connection.set_trace_callback(asked.append)
    views.counts(Filter((Term("type", "CONSULT"), JULY)))
    views._state.connection.set_trace_callback(None)
    (question,) = [question for question in asked if "FROM events WHERE" in question]
    plan = views._state.connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
    assert any("INDEX events_moment" in row[3] for row in plan)
