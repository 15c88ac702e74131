"""Updates the index from the journal, in batches."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import msgspec

from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.indexing.index_file import IndexFile, ViewsTrouble
from store.views.indexing.schema import give_identity
from store.views.journal import SourceChange
from store.views.stories.story_progress import has_unplaced, placed

if TYPE_CHECKING:
    from store.views.indexing.articles import Indexing

BATCH = 1_024
"""Articles per transaction. Each transaction rewrites the pages sorted by name and date, so a few
large ones write much less than many small ones.
"""
CACHE_KB = 64_000
HURRIED_BATCH = 384
HURRIED_CACHE_KB = 16_000
"""The same in a dashboard, where a user waits and memory is scarce."""

HURRIED_TOUCHED = 32
"""Articles per transaction that a correction touches, in a dashboard: its panes follow after the
first of them, within a tenth of a second."""

_LONG_LOG = 1_000_000
"""Bytes. With a longer log, the next process to open the index would have to read all of it."""
_FOLLOWED = frozenset({"articles", "texts", "readings"})
_KEYS = {"articles": "number", "copies": "id"}


def update_index(
    index: IndexFile, journal: CorrectedJournal, *, seconds: float | None = None
) -> None:
    """Index what the journal has since, for about `seconds` at most.

    Every batch is one transaction that also records the version reached. If the process is killed,
    indexing continues from there. If another process is indexing, nothing is done.

    Raises:
        ViewsTrouble: The disk is full or cannot be written.
    """
    if not index.writable:
        return
    try:
        _update_index(index, journal, seconds)
    except (sqlite3.OperationalError, OSError) as error:
        raise ViewsTrouble(
            f"The index in {index.folder} could not be written: {error}.",
            "Nothing is lost. Indexing continues when the disk has room and permits writing.",
        ) from error


def _update_index(index: IndexFile, journal: CorrectedJournal, seconds: float | None) -> None:
    from store.views.indexing.articles import Indexing  # usually the index is up to date already

    with index.locked() as mine:
        if not mine:
            return
        size, cache_kb = (BATCH, CACHE_KB) if seconds is None else (HURRIED_BATCH, HURRIED_CACHE_KB)
        with closing(index.write(cache_kb)) as connection, _uncollected():
            _restart_if_foreign(connection, journal)
            deadline = None if seconds is None else time.monotonic() + seconds
            indexing = Indexing(connection, is_dashboard=seconds is not None)
            touched = BATCH if seconds is None else HURRIED_TOUCHED
            while _batch(connection, indexing, journal, size, touched):
                if deadline is not None and time.monotonic() > deadline:
                    break
            if index.log_size() > _LONG_LOG:
                connection.execute("PRAGMA busy_timeout = 100")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for garbage meanwhile: a batch makes many objects and no cycles, and the search
    takes a twentieth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def covered(connection: sqlite3.Connection) -> int:
    """Return the version of the journal that the index covers."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'covered'").fetchone()
    return 0 if row is None else int(row[0])


def progress(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return the version that the index covers, how many articles wait for a correction, and the
    last article that has its story.
    """
    (waiting,) = connection.execute("SELECT count(*) FROM waiting").fetchone()
    return covered(connection), waiting, placed(connection)


def _restart_if_foreign(connection: sqlite3.Connection, journal: CorrectedJournal) -> None:
    """Start again if the journal is shorter than what was indexed: it is another one."""
    if covered(connection) <= journal.version():
        return
    _empty(connection)


def _empty(connection: sqlite3.Connection) -> None:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    connection.execute("BEGIN IMMEDIATE")
    for (table,) in tables:
        connection.execute(f"DELETE FROM {table}")
    give_identity(connection)
    connection.execute("COMMIT")


def _batch(
    connection: sqlite3.Connection,
    indexing: Indexing,
    journal: CorrectedJournal,
    size: int,
    touched: int,
) -> bool:
    """Index the next articles, those first that new corrections touch. Return False if there were
    none.
    """
    from store.views.indexing.log import follow_log, take_waiting

    since = covered(connection)
    if since >= journal.version() and not has_unplaced(connection):
        return False
    found = _next(journal.changes(since), since, size)
    if found.emptied:
        for table, those in (("articles", found.articles), ("copies", found.copies)):
            known = connection.execute(f"SELECT {_KEYS[table]} FROM {table}")
            those.update((number, None) for (number,) in known.fetchall())
    connection.execute("BEGIN IMMEDIATE")
    try:
        follow_log(connection, indexing, journal)
        taken, more = take_waiting(connection, touched)
        if more:
            found = _Next(since)
        _index(indexing, journal, found, taken)
        indexing.flush(size)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('covered', ?)", (found.version,))
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()  # does nothing where a full disk has ended the transaction
        indexing.reset()
        raise
    return more or found.version > since or has_unplaced(connection)


def _index(
    indexing: Indexing, journal: CorrectedJournal, found: _Next, taken: Iterable[int]
) -> None:
    """Index what has changed, and the articles that corrections touch (`taken`)."""
    for record in found.copies:
        changed = indexing.index_copy(record, journal.copy_record(record))
        found.articles.update(dict.fromkeys(sorted(changed)))
    found.articles.update(dict.fromkeys(taken))
    for number in found.articles:
        try:
            corrected = journal.corrected(number)
        except KeyError:
            indexing.forget(number)
        else:
            indexing.index_article(number, corrected)


class _Next(msgspec.Struct):
    """The changes up to the end of a commit."""

    version: int
    articles: dict[int, None] = {}
    copies: dict[int, None] = {}
    emptied: bool = False
    """A whole table was dropped, so everything may have changed."""

    def add(self, change: SourceChange) -> None:
        of_copies = change.table == "copies"
        if not of_copies and change.table not in _FOLLOWED:
            return
        if change.doc_id is None:
            self.emptied = True
        else:
            (self.copies if of_copies else self.articles)[change.doc_id] = None


def _next(changes: Iterable[SourceChange], since: int, size: int) -> _Next:
    found = _Next(since)
    for change in changes:
        if change.version != found.version and len(found.articles) >= size:
            break
        found.version = change.version
        found.add(change)
    return found
