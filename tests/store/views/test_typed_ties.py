"""Who is searched by a relation to another: "ann falk's husband"."""

from __future__ import annotations

import msgspec
import pytest

from store.reading import Relation, Role
from store.views import Views
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal


def tie(subject: str, predicate: str, object_: str) -> Relation:
    return Relation(subject=subject, predicate=predicate, object=object_, start=0, end=1)


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    one = article("Ann Falk and Bill Falk have a daughter.")
    people = (
        entity("e1", "person/ann falk", "Ann Falk", times=9),
        entity("e2", "person/bill falk", "Bill Falk", times=4),
        entity("e3", "person/jane falk", "Jane Falk"),
        entity("e4", "person/jane", "Jane"),
        entity("e5", "person/bo roberts", "Bo Roberts"),
        entity("e6", "org/orvis", "Orvis"),
        entity("e7", "person/elon musk", "Elon Musk"),
    )
    read = reading(
        one, *people, roles=(Role(person="e5", role="Director", of="e6", start=0, end=1),)
    )
    relations = (
        tie("e2", "spouse_of", "e1"),
        tie("e3", "child_of", "e2"),
        tie("e4", "child_of", "e2"),
        tie("e5", "founder_of", "e6"),
        tie("e1", "running_mate_of", "e5"),
    )
    journal.put(1, one, msgspec.structs.replace(read, relations=relations))
    views = Views.open(journal)
    views.update()
    return views


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("bill falk's wife", "Ann Falk", "wife of Bill Falk"),
        ("bill falks wife", "Ann Falk", "wife of Bill Falk"),
        ("the husband of ann falk", "Bill Falk", "husband of Ann Falk"),
        ("falk's husband", "Bill Falk", "husband of Ann Falk"),
        ("falk’s daughter", "Jane Falk", "daughter of Bill Falk"),
        ("jane falk father", "Bill Falk", "father of Jane Falk"),
        ("orvis founder", "Bo Roberts", "founder of Orvis"),
        ("roberts running mate", "Ann Falk", "running mate of Bo Roberts"),
        ("orvis chief", "Bo Roberts", "Director, Orvis"),
        ("head of orvis", "Bo Roberts", "Director, Orvis"),
        ("tesla ceo", "Elon Musk", "known as tesla ceo"),
        ("teslas boss", "Elon Musk", "known as teslas boss"),
    ],
)
def test_who_has_a_tie_to_another(views: Views, typed: str, name: str, note: str) -> None:
    (row,) = views.search.names(typed)
    assert (row.name, row.note) == (name, note)


def test_nobody_of_the_other_gender_and_no_other_tie(views: Views) -> None:
    assert views.search.names("ann falk's wife") == []
    assert views.search.names("bill falk's sister") == []


def test_a_name_that_is_typed_whole_comes_before_a_tie(views: Views) -> None:
    assert [row.name for row in views.search.names("bill falk")] == ["Bill Falk"]
