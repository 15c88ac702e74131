"""The tables of stories, and how far they have come. Loaded at each start, so it loads nothing."""

from __future__ import annotations

import sqlite3

STORY_SCHEMA = """
CREATE TABLE story_texts (
    number INTEGER PRIMARY KEY, day INTEGER NOT NULL, terms BLOB NOT NULL, weights BLOB NOT NULL,
    phrases BLOB NOT NULL);
CREATE INDEX story_texts_undated ON story_texts (number) WHERE day = 0;
CREATE TABLE story_terms (
    term INTEGER, day INTEGER, number INTEGER, weight REAL NOT NULL,
    PRIMARY KEY (term, day, number)) WITHOUT ROWID;
CREATE TABLE story_links (number INTEGER PRIMARY KEY, alike BLOB NOT NULL);
CREATE TABLE story_articles (number INTEGER PRIMARY KEY, story INTEGER NOT NULL);
CREATE INDEX story_articles_story ON story_articles (story, number);
CREATE TABLE stories (id INTEGER PRIMARY KEY, label TEXT NOT NULL, successor INTEGER);
CREATE TABLE story_steps (number INTEGER PRIMARY KEY, before BLOB NOT NULL);
"""
"""`story_texts` has what each article is about, `story_terms` its weightiest words for finding it,
and `story_links` the earlier articles that are like it. `stories` has the label of each story
(empty until it has several articles), and of one that ended, the story that has most of its
articles. `story_steps` has what placing an article changed (see `placing`)."""


def placed(connection: sqlite3.Connection) -> int:
    """Return the number of the last article that was placed, -1 if none was."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'placed'").fetchone()
    return -1 if row is None else int(row[0])


def has_unplaced(connection: sqlite3.Connection) -> bool:
    """Return whether articles wait for their story."""
    query = "SELECT 1 FROM story_texts WHERE number > ? LIMIT 1"
    return connection.execute(query, (placed(connection),)).fetchone() is not None
