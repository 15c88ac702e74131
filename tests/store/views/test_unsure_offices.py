"""Offices that no reading trusts: cards and searches leave them out or mark them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.exports.rows import ExportRequest, ExportRows
from store.reading import Role
from store.shown_events import SURE_OFFICE
from store.views import Views
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

HELD = "person/ines prado"
DOUBTFUL = SURE_OFFICE - 0.1


@pytest.fixture
def views(tmp_path: Path) -> Iterator[Views]:
    journal = MemoryJournal(tmp_path)
    offices = [("Mayor", 0.95), ("Vice President", DOUBTFUL), ("Coach", None)]
    for number, (office, confidence) in enumerate(offices, 1):
        told = article(f"Prado spoke, article {number}.")
        role = Role(person="e1", role=office, of="e2", start=0, end=5, confidence=confidence)
        who, body = entity("e1", HELD, "Inés Prado"), entity("e2", "org/zeta", "Zeta")
        journal.put(number, told, reading(told, who, body, roles=(role,)))
    views = Views.open(journal)
    views.update()
    yield views
    views.close()


def test_an_office_below_the_bound_is_unsure_and_one_of_an_older_version_is_not(
    views: Views,
) -> None:
    unsure = {role.role: role.is_unsure for role in views.cards.facts(HELD).roles}
    assert unsure == {"Mayor": False, "Vice President": True, "Coach": False}


@pytest.mark.parametrize("every", [False, True])
def test_an_export_has_it_when_it_is_asked_for_all(views: Views, every: bool) -> None:
    rows = ExportRows(views, ExportRequest(every=every))
    found = {role.role: (role.confidence, role.unsure) for role in rows.roles()}
    assert found["Mayor"] == (0.95, False)
    assert found.get("Vice President") == ((DOUBTFUL, True) if every else None)


def test_a_search_by_office_says_that_it_is_unsure(views: Views) -> None:
    (found,) = views.search.names("vice president", limit=5)
    assert found.note == "Vice President, Zeta (unsure)"


def test_a_sure_article_makes_an_office_sure(tmp_path: Path) -> None:
    journal = MemoryJournal(tmp_path)
    for number, confidence in enumerate((DOUBTFUL, 0.95, DOUBTFUL), 1):
        told = article(f"Prado spoke, article {number}.")
        role = Role(person="e1", role="Mayor", of=None, start=0, end=5, confidence=confidence)
        journal.put(number, told, reading(told, entity("e1", HELD, "Inés Prado"), roles=(role,)))
    views = Views.open(journal)
    views.update()
    (office,) = views.cards.facts(HELD).roles
    views.close()
    assert (office.confidence, office.articles) == (0.95, 3)
    assert office.said is not None
    assert office.said.number == 2
