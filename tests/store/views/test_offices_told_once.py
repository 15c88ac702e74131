"""An office that some articles tell with its body and some without is one line of the card."""

from __future__ import annotations

import pytest

from store.reading import Role
from store.views import Views
from store.views.searching.office_search import asked_words
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal

HELD = "person/ines prado"


def _offices(journal: MemoryJournal, *bodies: str | None) -> list[tuple[str, str | None]]:
    for number, body in enumerate(bodies, 1):
        told = article(f"Prado spoke, article {number}.")
        who = entity("e1", HELD, "Inés Prado")
        others = [entity("e2", body, body.title())] if body else []
        role = Role(person="e1", role="President", of="e2" if body else None, start=0, end=5)
        journal.put(number, told, reading(told, who, *others, roles=(role,)))
    views = Views.open(journal)
    views.update()
    card = views.cards.of(HELD)
    assert card is not None
    assert sum(role.articles for role in card.roles) == len(bodies)
    return [(role.role, role.of) for role in card.roles]


def test_the_office_without_its_body_is_folded_into_the_one_with_it(
    journal: MemoryJournal,
) -> None:
    assert _offices(journal, None, "org/bank", None) == [("President", "Org/Bank")]


def test_an_office_of_two_bodies_may_be_either(journal: MemoryJournal) -> None:
    assert len(_offices(journal, None, "org/bank", "org/club")) == 3


def test_an_office_that_nobody_tells_the_body_of_is_shown(journal: MemoryJournal) -> None:
    assert _offices(journal, None) == [("President", None)]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            [("Senator", "gpe/US/ohio", "Ohio"), ("Senator", "gpe/US", "United States")],
            [("Senator", "Ohio")],
        ),
        (
            [
                ("Senator", "gpe/US/new york state", "New York state"),
                ("Senator", "gpe/US/new york city", "New York"),
                ("Senator", None, None),
            ],
            [("Senator", "New York state")],
        ),
        (
            [
                ("Candidate", "org/blue", "Blue"),
                ("Mayoral Candidate", "org/blue", "Blue"),
            ],
            [("Mayoral Candidate", "Blue")],
        ),
        ([("Front-Runner", None, None), ("Frontrunner", None, None)], [("Front-Runner", None)]),
        (
            [("Secretary", None, None), ("Secretary of State", None, None)],
            [("Secretary of State", None)],
        ),
        (
            [("President", "org/bank", "Bank"), ("Vice President", "org/bank", "Bank")],
            [("President", "Bank"), ("Vice President", "Bank")],
        ),
        (
            [
                ("Nominee", "org/blue", "Blue"),
                ("presumptive Nominee", "org/blue", "Blue"),
            ],
            [("Nominee", "Blue"), ("presumptive Nominee", "Blue")],
        ),
    ],
)
def test_an_office_in_other_words_is_shown_once(
    journal: MemoryJournal,
    told: list[tuple[str, str | None, str | None]],
    shown: list[tuple[str, str | None]],
) -> None:
    for number, (office, body, name) in enumerate(told, 1):
        who = entity("e1", HELD, "Inés Prado")
        others = [entity("e2", body, name)] if body and name else []
        role = Role(person="e1", role=office, of="e2" if body else None, start=0, end=5)
        said = article(f"Prado spoke, article {number}.")
        journal.put(number, said, reading(said, who, *others, roles=(role,)))
    views = Views.open(journal)
    views.update()
    card = views.cards.of(HELD)
    assert card is not None
    assert sorted((role.role, role.of) for role in card.roles) == sorted(shown)


def test_own_offices_come_before_those_of_who_works_for_the_person(
    journal: MemoryJournal,
) -> None:
    who, aide = entity("e1", HELD, "Inés Prado"), entity("e2", "person/bo falk", "Bo Falk")
    held = [
        Role(person="e2", role="Spokesman", of="e1", start=0, end=5),
        Role(person="e1", role="Mayor", of=None, start=0, end=5),
    ]
    for number, roles in enumerate([held[:1], held[:1], held], 1):
        said = article(f"Prado and Falk spoke, article {number}.")
        journal.put(number, said, reading(said, who, aide, roles=tuple(roles)))
    views = Views.open(journal)
    views.update()
    card = views.cards.of(HELD)
    assert card is not None
    assert [role.role for role in card.roles] == ["Mayor", "Spokesman"]


def test_whom_somebody_works_for_may_be_typed_with_its_ending() -> None:
    assert asked_words("Prado’s spokesman") == asked_words("prado spokesman")
