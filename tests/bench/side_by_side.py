"""A store of a million articles without hours of indexing: an indexed one set side by side.

    python -m tests.bench.side_by_side BASE FOLDER --times 100

Repetition 0 has the articles of BASE as they are; every later one has other ids, numbers, names and
dates, as in `large_store`. The journal is written as any other, but the rows of the index are those
of BASE with these numbers, names and dates, so that nothing is compared anew. What is derived from
other rows (blocks of mentions and events, bitmaps, totals) is made from them, as in indexing.

An index made from nothing would differ in what needs a look at all articles at once: events and
stories of two repetitions are never one here, changed words weigh what they weighed before, and of
spellings that are used as often another may be the name of an entity.
Counts and pages are those of the articles (see `test_side_by_side`).
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import time
from collections import Counter, defaultdict
from contextlib import closing
from functools import cached_property
from itertools import batched
from pathlib import Path

from msgspec.structs import replace

from store.database import Store
from store.identity.folding import fold, loose
from store.views.indexing.group_blocks import GroupBlocks
from store.views.indexing.index_file import FILE
from store.views.indexing.mention_blocks import MentionBitmaps, Mentioned
from store.views.indexing.schema import ERA_BITS, EVENT_BITS, create
from store.views.joining.event_blocks import blocks_of
from store.views.joining.event_signs import EventSign, decode, encode
from tests.bench.large_store import repetition
from tests.bench.made_store import make_views
from tests.bench.moved_rows import COLUMNS, MovedRows, Row, Sizes, days_of, id_of
from tests.bench.other_names import OtherNames, changing_words

_COMMIT = 500
"""Articles written in one commit."""
_CACHE_KB = 3_000_000
_ERA_OF = {"postings": f"?3 >> {ERA_BITS}", "participants": f"?3 >> {EVENT_BITS + ERA_BITS}"}
"""The era of a row by its third column, which is an article or an event."""
_ENTITIES = """
    INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    total = total + excluded.total, articles = articles + excluded.articles,
    sure = sure + excluded.sure"""
_ALIASES = """
    INSERT INTO aliases VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    mentions = mentions + excluded.mentions, named = named + excluded.named,
    listed = listed + excluded.listed"""
_MOMENTS = """
    INSERT INTO moments SELECT moment, count(*), sum(NOT faint) FROM groups GROUP BY moment"""
_TOTALS = {
    "articles": "SELECT count(*) FROM articles",
    "listed": "SELECT count(*) FROM articles WHERE NOT folded",
    "entities": "SELECT count(*) FROM entities WHERE total > 0",
    "sure entities": "SELECT count(*) FROM entities WHERE total > 0 AND sure > 0",
    "events": "SELECT count(*) FROM groups",
    "clear": "SELECT count(*) FROM groups WHERE NOT faint",
    "placed": "SELECT max(number) FROM articles",
    "log": "SELECT 0",
}


# The journal.


def write_journal(base: Store, store: Store, changing: frozenset[str], times: int) -> None:
    """Write the articles of all repetitions that `store` does not have yet, one repetition after
    the other.

    Raises:
        ValueError: An article has no reading, or two have one id.
    """
    numbers = base.numbers()
    known = [(base.article(number), base.reading(number)) for number in numbers]
    first = len(store.numbers()) // len(known)
    for again in range(first, times):
        names, days = OtherNames(changing, again), days_of(again)
        for some in batched(known, _COMMIT):
            with store.transaction():
                for article, reading in some:
                    if reading is None:
                        raise ValueError(f"{article.id} has no reading")
                    new, its = repetition(article, reading, again, days, names)
                    id_ = {"id": id_of(article.id, again)}
                    new, its = replace(new, **id_), replace(its, **id_)
                    if store.put(new, its, {"outcome": "new"}) is None:
                        raise ValueError(f"{new.id} is there already")


# The index.


class _SideBySide:
    """Writes the rows of one repetition after the other into an index."""

    def __init__(
        self, base: sqlite3.Connection, made: sqlite3.Connection, changing: frozenset[str]
    ) -> None:
        self._base, self._made, self._changing = base, made, changing
        self._sizes = Sizes.of(base)
        self._read: dict[str, list[Row]] = {}
        self._mentioned = Mentioned(made)
        self._bitmaps = MentionBitmaps(made)
        self._groups = GroupBlocks(made)
        made.executemany("INSERT INTO sources VALUES (?, ?)", self._rows_of("sources"))

    def write(self, again: int) -> None:
        """Write the rows of repetition `again`."""
        moved = MovedRows(self._sizes, OtherNames(self._changing, again), again)
        self._made.execute("BEGIN")
        self._write_entities(moved, again)
        self._write_aliases(moved, again)
        for table, kinds in COLUMNS.items():
            rows = sorted(map(moved.row_of(kinds), self._rows_of(table)))
            values = [f"?{place + 1}" for place in range(len(kinds.split()))]
            values[0] = _ERA_OF.get(table, values[0])
            marks = ", ".join(values)
            # Two names that become one by chance are one there.
            self._made.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
        self._write_signs(moved)
        self._write_blocks(moved, again)
        self._made.execute("COMMIT")

    def _rows_of(self, table: str) -> list[Row]:
        """Return the rows of a table of BASE, which are read once."""
        if table not in self._read:
            self._read[table] = self._base.execute(f"SELECT * FROM {table}").fetchall()
        return self._read[table]

    @cached_property
    def _signs(self) -> list[tuple[int, EventSign]]:
        return [(event, decode(packed)) for event, packed in self._rows_of("signs")]

    @cached_property
    def _mentions(self) -> dict[int, dict[int, int]]:
        """The mentions of each entity by article."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for _, entity, article, mentions, _ in self._rows_of("postings"):
            found[article][entity] = mentions
        return found

    def _write_entities(self, moved: MovedRows, again: int) -> None:
        """Write the entities. One with a key that is known is the same."""
        keys: dict[str, str] = {}
        rows = []
        known: dict[str, int] = {}
        for entity, key, name, *rest in self._rows_of("entities"):
            other = keys[key] = moved.key(key)
            row = self._made.execute("SELECT id FROM entities WHERE key = ?", (other,)).fetchone()
            new = entity + again * self._sizes.entities
            found = moved.entities[entity] = known.setdefault(other, row[0] if row else new)
            rows.append((found, other, moved.text(name), *rest))
        moved.know(keys)
        self._made.executemany(_ENTITIES, rows)

    def _write_aliases(self, moved: MovedRows, again: int) -> None:
        """Write the spellings. Those of entities that were there may be there too."""
        rows = []
        known: dict[tuple[int, str], int] = {}
        query = "SELECT id FROM aliases WHERE entity = ? AND name = ?"
        for alias, entity, name, folded, loosely, *counts in self._rows_of("aliases"):
            place = moved.entities[entity], moved.text(name)
            row = self._made.execute(query, place).fetchone()
            new = alias + again * self._sizes.aliases
            found = moved.aliases[alias] = known.setdefault(place, row[0] if row else new)
            is_same = place[1] == name
            spellings = (folded, loosely) if is_same else (fold(place[1]), loose(place[1]))
            rows.append((found, *place, *spellings, *counts))
        self._made.executemany(_ALIASES, rows)

    def _write_signs(self, moved: MovedRows) -> None:
        signs = [(moved.event(event), moved.sign(sign)) for event, sign in self._signs]
        self._made.executemany(
            "INSERT INTO signs VALUES (?, ?)", ((event, encode(sign)) for event, sign in signs)
        )
        blocks = [(block, event) for event, sign in signs for block in blocks_of(sign).own]
        self._made.executemany("INSERT INTO blocks VALUES (?, ?)", sorted(blocks))

    def _write_blocks(self, moved: MovedRows, again: int) -> None:
        """Make what is derived from other rows."""
        first = again * self._sizes.articles + 1
        behind = first + self._sizes.articles
        eras = range(first >> ERA_BITS, (behind - 1 >> ERA_BITS) + 1)
        self._made.executemany("INSERT OR IGNORE INTO eras VALUES (?)", zip(eras))
        for number in range(first, behind):
            self._groups.touch(number)
            its = self._mentions.get(number - first + 1, {})
            mentions = Counter({moved.entities[each]: times for each, times in its.items()})
            self._mentioned.put(number, mentions)
            self._bitmaps.put(number, mentions)
        self._groups.flush()
        self._mentioned.flush()
        self._bitmaps.flush()


def write_index(
    base: Path, folder: Path, changing: frozenset[str], times: int, version: int
) -> None:
    """Write the index of all repetitions of an index in the folder `base`. It then covers the
    journal up to `version`."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    uri = f"{(base / FILE).resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True)) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as made,
    ):
        create(made)
        made.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            made.execute(f"PRAGMA {pragma}")
        indexes = made.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            made.execute(f"DROP INDEX {name}")
        sides = _SideBySide(source, made, changing)
        for again in range(times):
            began = time.monotonic()
            sides.write(again)
            print(f"repetition {again}: {time.monotonic() - began:.1f} s", flush=True)
        made.execute(_MOMENTS)
        for _, sql in indexes:  # written at once, which is much faster
            made.execute(sql)
        for name, query in {**_TOTALS, "covered": f"SELECT {version}"}.items():
            made.execute(f"INSERT INTO meta VALUES (?, ({query}))", (name,))
        made.execute("PRAGMA journal_mode = WAL")


def make_store(base: Path, folder: Path, times: int) -> Path:
    """Make a store of so many repetitions, with its index and its words."""
    with Store.open(base, readonly=True) as source, Store.open(folder, create=True) as store:
        readings = (source.reading(number) for number in source.numbers())
        changing = changing_words(reading for reading in readings if reading)
        write_journal(source, store, changing, times)
        views = folder / "views"
        views.mkdir(mode=0o700, exist_ok=True)
        write_index(base / "views", views, changing, times, store.version())
        make_views(store)
    return folder


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("base", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--times", type=int, default=100)
    chosen = options.parse_args()
    gc.disable()  # it would look through the rows of BASE again and again
    make_store(chosen.base, chosen.folder, chosen.times)


if __name__ == "__main__":
    main()
