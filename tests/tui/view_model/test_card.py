"""The card of an entity: unsure offices are counted, and shown when all is asked for; sentences are
shown around what they prove."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.reading import Relation, Role, Span
from store.shown_events import SURE_OFFICE
from store.views import Views
from tests.store.views.articles_for_tests import article, entity, named, reading
from tests.store.views.memory_journal import MemoryJournal
from tui.view_model.card import card_line, card_page

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


@pytest.fixture
def quotes(tmp_path: Path) -> Iterator[Views]:
    """One article in which Ann Lee manages and works for Zeta, is a rival of Bo Falk, and so on."""
    told = replace(
        article(
            "After a long night of many calls to the newsrooms of the country and abroad, the "
            "campaign manager of Zeta, Ann Lee, went home and said nothing more to anyone. "
            "Bo Falk is a rival of Lee, and she is one of his.",
            published="2024-03-05",
        ),
        source="Harbour Wire",
    )
    first = told.text.index("Bo Falk")
    who = named("e1", "person/ann lee", told.text, "Ann Lee", "Lee, and")
    other = named("e2", "person/bo falk", told.text, "Bo Falk")
    body = named("e3", "org/zeta", told.text, "Zeta")
    role = Role(person="e1", role="Campaign Manager", of="e3", start=0, end=first - 1)
    works = Relation(subject="e1", predicate="works_for", object="e3", start=0, end=first - 1)
    rival = Relation(
        subject="e2", predicate="rival_of", object="e1", start=first, end=len(told.text)
    )
    found = reading(told, who, other, body, roles=(role,))
    spans = (Span(0, first - 1), Span(first, len(told.text)))
    journal = MemoryJournal(tmp_path)
    journal.put(1, told, replace(found, sentences=spans, relations=(works, rival)))
    views = Views.open(journal)
    views.update()
    yield views
    views.close()


def lines_of(views: Views, key: str, width: int) -> list[str]:
    page = card_page(views, key)
    assert page is not None
    return ["".join(text for text, _ in card_line(line, width)) for line in page.lines]


def test_a_sentence_is_cut_around_the_office_and_names_date_and_source(quotes: Views) -> None:
    lines = lines_of(quotes, "person/ann lee", 78)
    (line,) = [each for each in lines if "campaign manager" in each]
    assert line.startswith("     …")
    assert line.endswith("  2024-03-05 Harbour Wire ")
    assert len(line) == 78
    (narrow,) = [each for each in lines_of(quotes, "org/zeta", 40) if "campaign manager" in each]
    assert "2024" not in narrow


def test_each_evidence_leads_to_its_sentence(quotes: Views) -> None:
    page = card_page(quotes, "person/ann lee")
    assert page is not None
    text = quotes.article(1).text
    led = {
        (line.number, text[slice(*line.span)][:7]) for line in page.lines if line.span is not None
    }
    assert led == {(1, "After a"), (1, "Bo Falk")}


def test_a_relation_that_an_office_says_is_left_out(quotes: Views) -> None:
    lines = [line.strip() for line in lines_of(quotes, "person/ann lee", 78)]
    assert "Campaign Manager of Zeta" in lines
    assert "Bo Falk rival of Ann Lee" in lines
    assert not any(line.startswith("works for") for line in lines)
    body = [line.strip() for line in lines_of(quotes, "org/zeta", 78)]
    assert "Campaign Manager: Ann Lee" in body
    assert not any("works for" in line for line in body)
