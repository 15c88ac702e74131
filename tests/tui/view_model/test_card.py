"""The card of an entity: unsure offices are counted, and shown when all is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.reading import Role
from store.views import Views
from store.views.indexing.schema import SURE_OFFICE
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal
from tui.view_model.card import card_page

HELD = "person/ines prado"


@pytest.mark.parametrize("every", [False, True])
def test_a_card_shows_an_unsure_office_when_it_is_asked_for_all(
    tmp_path: Path, every: bool
) -> None:
    journal = MemoryJournal(tmp_path)
    for number, (office, sure) in enumerate([("Mayor", 0.95), ("Coach", SURE_OFFICE - 0.1)], 1):
        told = article(f"Prado spoke, article {number}.")
        who, body = entity("e1", HELD, "Inés Prado"), entity("e2", "org/zeta", "Zeta")
        role = Role(person="e1", role=office, of="e2", start=0, end=5, confidence=sure)
        journal.put(number, told, reading(told, who, body, roles=(role,)))
    views = Views.open(journal)
    views.update()
    page = card_page(views, HELD, every=every)
    views.close()
    assert page is not None
    lines = ["".join(text for text, _ in line.fragments) for line in page.lines]
    assert any("   Mayor of Zeta" in line for line in lines)
    assert any(" ! Coach of Zeta" in line for line in lines) is every
    assert any(line.strip() == "1 unsure; v shows them" for line in lines) is not every
