"""The date that the tables keep of each event is that of its row."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from store.reading import Article, Reading
from store.views import Views
from store.views.moments import pack
from tests.store.views.articles_for_tests import article, entity, event, reading
from tests.store.views.memory_journal import MemoryJournal

DAY = "2024-07-04"


def told(number: int) -> tuple[Article, Reading]:
    of = article(f"Ada met Bob, say {number}.", source=f"Wire {number}", published=DAY)
    parties = entity("e1", "person/ada", "Ada"), entity("e2", "person/bob", "Bob")
    meets = event("v1", DAY, actors=("e1",), recipients=("e2",))
    return of, reading(of, *parties, events=(meets,))


def test_the_events_of_a_row_follow_when_one_more_article_changes_its_date(
    journal: MemoryJournal,
) -> None:
    for number in (1, 2):
        journal.put(number, *told(number))
    views = Views.open(journal)
    views.update()
    # As if a third event had given the row another date, and was read again without it.
    earlier = pack("2024-06-28", "2024-07-03", "day")
    with closing(sqlite3.connect(journal.folder / "views" / "index.sqlite")) as index, index:
        index.execute("UPDATE events SET moment = ?", (earlier,))
        index.execute("UPDATE participants SET moment = ?", (earlier,))
        index.execute("UPDATE groups SET moment = ?", (earlier,))
        index.execute("UPDATE moments SET moment = ?", (earlier,))
    journal.put(3, *told(3))
    views.update()
    rows = views._state.connection.execute("SELECT DISTINCT moment FROM events").fetchall()
    assert rows == [(pack(DAY, DAY, "day"),)]
