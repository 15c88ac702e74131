"""Brings the index to the log of corrections: which articles and entities a new line touches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from store.corrections.log import Log
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.indexing.articles import Indexing
from store.views.indexing.schema import EVENT_BITS

_APPLIED = "SELECT value FROM meta WHERE name = 'log'"
_ARTICLES = f"""
    SELECT article FROM postings WHERE era IN (SELECT era FROM eras)
        AND entity = (SELECT id FROM entities WHERE key = ?1)
    UNION SELECT event >> {EVENT_BITS} FROM participants WHERE era IN (SELECT era FROM eras)
        AND entity = (SELECT id FROM entities WHERE key = ?1)
    UNION SELECT article FROM rekeyed WHERE key = ?1"""
"""The articles that have a key now, or had it before a correction gave them another one."""


def follow_log(
    connection: sqlite3.Connection, indexing: Indexing, journal: CorrectedJournal
) -> None:
    """Write what new lines say of entities, and let the articles that they touch wait.

    All articles of the index but those that wait obey the log up to the line that `meta` names.
    Lines after it are new, whatever their time is.
    """
    log = journal.log
    row = connection.execute(_APPLIED).fetchone()
    new = log.after(0 if row is None else int(row[0]))
    if row is None or new:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('log', ?)", (log.last,))
    if not new:
        return
    articles, keys, rekeying = log.touched(new)
    _put_entities(connection, indexing, log, keys)
    numbers = {number for number in map(journal.number, articles) if number is not None}
    for key in rekeying:
        numbers.update(number for (number,) in connection.execute(_ARTICLES, (key,)))
    connection.executemany(
        "INSERT OR IGNORE INTO waiting SELECT number FROM articles WHERE number = ?",
        ((number,) for number in numbers),
    )


def take_waiting(connection: sqlite3.Connection, size: int) -> tuple[list[int], bool]:
    """Take articles from those that wait, the newest first. Return whether more are left."""
    rows = connection.execute(
        "SELECT article FROM waiting ORDER BY article DESC LIMIT ?", (size + 1,)
    ).fetchall()
    taken = [number for (number,) in rows[:size]]
    if taken:
        connection.execute("DELETE FROM waiting WHERE article >= ?", (taken[-1],))
    return taken, len(rows) > size


def _put_entities(
    connection: sqlite3.Connection, indexing: Indexing, log: Log, keys: Iterable[str]
) -> None:
    for key in keys:
        connection.execute("DELETE FROM entity_marks WHERE key = ?", (key,))
        connection.executemany(
            "INSERT INTO entity_marks VALUES (?, ?, ?)",
            ((key, *mark) for mark in log.entity_marks(key)),
        )
        name, type_ = log.override(key)
        connection.execute("DELETE FROM overrides WHERE key = ?", (key,))
        if name is not None or type_ is not None:
            connection.execute("INSERT INTO overrides VALUES (?, ?, ?)", (key, name, type_))
        indexing.choose_again(key)
