"""How an entity is written, and which name it shows, as articles come and go."""

from __future__ import annotations

from store.views import Filter, Term, Views
from tests.store.views.articles_for_tests import article, entity, named, reading
from tests.store.views.memory_journal import MemoryJournal

XI = "person/xi jinping"


def test_the_name_that_most_readings_choose(journal: MemoryJournal) -> None:
    for number, name in enumerate(("Xi", "Xi Jinping", "Xi Jinping", "Mr. Xi"), 1):
        new = article(f"{name} spoke, article {number}.")
        journal.put(number, new, reading(new, named("e1", XI, new.text, name)))
    views = Views.open(journal)
    views.update()
    card = views.cards.of(XI)
    assert card is not None
    assert card.name == "Xi Jinping"
    assert card.aliases == (("Xi Jinping", 2), ("Xi", 1), ("Mr. Xi", 1))
    for number in (2, 3):
        journal.delete(number)
    views.update()
    card = views.cards.of(XI)
    assert card is not None
    assert (card.name, card.aliases) == ("Xi", (("Xi", 1), ("Mr. Xi", 1)))


def test_a_name_that_is_in_no_article_any_more_finds_nothing(journal: MemoryJournal) -> None:
    first, second = article("One."), article("Two.")
    journal.put(1, first, reading(first, entity("e1", XI, "Xi Jinping", "Uncle Xi")))
    journal.put(2, second, reading(second, entity("e1", XI, "Xi Jinping")))
    views = Views.open(journal)
    views.update()
    uncle = Filter((Term("query", "who:uncle"),))
    assert views.counts(uncle).articles == (2, 2)
    journal.put(1, first, reading(first, entity("e1", XI, "Xi Jinping")))
    views.update()
    assert views.counts(uncle).articles == (0, 2)
    assert Views.open(journal).search.names("uncle") == []
