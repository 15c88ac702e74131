"""The tables of the index. They use integers wherever possible, and text only for what is
displayed.

The id of an event is `article number << EVENT_BITS | position in the reading`. The events of an
article are neighbours, and no column for the article is needed.

Rows that are sorted by entity are sorted by era first, which is `article number >> ERA_BITS`. The
rows of new articles are therefore neighbours, and indexing a batch writes a few pages instead of
one per entity. A query reads every era; there are few.

The `family` of an article is the number of its original (of which it is a copy, update or excerpt),
or its own number. `folded` means that another article of the family represents it in lists. A row
of `copies` without a number records another source of the identical text of `original`.

A row of `groups` is a row of the timeline. Its events are those of one or more cells: the events
that are one by their key (`cells` has the keys), and those that are likely one with them. `signs`
has what events are compared by, `blocks` which of them are compared, and `links` how likely two are
one. `compared` has how likely others are, as was found when rows were made, so that a row that
grows is not compared anew. The `moment` of an event is that of its row, and so is `faint`: whether
lists leave it out unless asked for all. `own` is the date that its article gives. A `voice` is a
source or agency, as a number; without one the family speaks for itself. `counts` means that an
event only counts the victims of another (see `tolls`).

`participants` also has the entities that the sentences of an event only name (see `NAMED`); of
`events`, `named` has these.

What the log of corrections says is in seven tables. `waiting` has the articles that new lines
touch and that are still to be indexed again, `obeyed` the numbers of the lines that change an
article. `marks` has the marks of articles and events
(see `MarkedThing`), `entity_marks` those of entities, and `overrides` the names and types that
people gave. `rekeyed` has the articles in which a correction of an entity found its key, which an
article indexed under another key no longer shows. `unplaced` has the corrections without a place
in an article.

`start` and `end` of `roles` and `relations` are the range of the sentence that states them.

`mentioned` and `told` hold packed integers for a block of articles: the entities of each article,
repeated for each further mention, and its event groups with flags (see `GroupRank`) and moments.
`first_told` and `told_again` hold the same groups another way, for filters that leave out a few
articles. `first_told` has the place in the block of the article that reports each group first, for
major groups and then for minor ones: by moment, the moments of a single group before all others.
`ones` is how many these are, and `ends` has the end of each other one. `told_again` has the reports
of all others, in order, each with the article that came first.
`written` holds the spellings of an article's entities (see `NameTables`). `frequent` holds the
bitmaps of frequent entities (see `MentionBitmaps`).
"""

from __future__ import annotations

import sqlite3
from enum import IntEnum, IntFlag

from store.reading import Event
from store.views.stories.story_progress import STORY_SCHEMA

SCHEMA = 58
"""The schema version, to be incremented with every change below. A different number in the file
makes dateline rebuild the index.
"""

EVENT_BITS = 20
MAX_EVENTS = 1 << EVENT_BITS
ERA_BITS = 12

IDENTITY = "identity"
"""The name of a row of `meta` with what no other index has: files beside the index say so of which
index they were made."""
CHANGES = "changes"
"""The name of a row of `meta`: how many times an article was indexed or left out."""

BLOCK_BITS = 8
BLOCK = 1 << BLOCK_BITS
"""Articles whose mentions and events are in one row."""
FREQUENT = 32
"""The number of articles from which an entity has bitmaps of its own."""
SLICE_BITS = 5
"""A row of `frequent` is `entity << SLICE_BITS | digit`. It holds the articles whose number of
mentions has this binary digit.
"""
ALL_SLICE = (1 << SLICE_BITS) - 1
"""The digit of the row with all articles of the entity."""

ACTOR, RECIPIENT, PLACE, ACCORDING, NAMED = 1, 2, 4, 8, 16
"""The role of an entity in an event. The `roles` of a participant are their sum. `NAMED`: a
sentence that states the event names it, or a place in it."""
TAKES_PART = ACTOR | RECIPIENT | PLACE | ACCORDING

MEMBERS = """
    SELECT number FROM articles WHERE number = ?1 AND family = ?1
    UNION ALL SELECT number FROM articles WHERE family = ?1 AND family <> number"""
"""The articles of a family."""

SURE_NAME = 0.8
"""The least confidence of a name that makes its entity one that the list shows unasked. Of judged
names drawn at random, 94 in 100 above it were right, and of those below it half."""
FEW_MENTIONS = 3
"""With fewer mentions, an entity that only its own article can identify is not sure: "Robin"."""

MENTIONED = 0.5
"""The confidence of events that are only mentioned, of which their salience is 0: the extractor
gives it, which views do not load."""

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, published TEXT, at INTEGER, day INTEGER,
    source INTEGER, language TEXT, title TEXT NOT NULL, title_is_sentence INTEGER NOT NULL,
    events INTEGER NOT NULL, family INTEGER NOT NULL, folded INTEGER NOT NULL, voice INTEGER);
CREATE INDEX articles_at ON articles (at, number, folded);
CREATE INDEX articles_family ON articles (family, number, folded) WHERE family <> number;
CREATE INDEX articles_eventless ON articles (number) WHERE events = 0;
CREATE INDEX articles_day ON articles (day);
CREATE INDEX articles_source ON articles (source, number);

CREATE TABLE entities (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL,
    total INTEGER NOT NULL, articles INTEGER NOT NULL, sure INTEGER NOT NULL,
    read_type TEXT NOT NULL);
CREATE INDEX entities_total ON entities (total DESC, id, sure);
CREATE INDEX entities_order ON entities (total DESC, key) WHERE total > 0;
CREATE INDEX entities_name ON entities (name COLLATE NOCASE, name);
CREATE INDEX entities_type ON entities (type, total DESC, id);

CREATE TABLE aliases (
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, name TEXT NOT NULL,
    folded TEXT NOT NULL, loose TEXT NOT NULL, mentions INTEGER NOT NULL, named INTEGER NOT NULL,
    listed INTEGER NOT NULL, UNIQUE (entity, name));

CREATE TABLE eras (era INTEGER PRIMARY KEY);

CREATE TABLE postings (
    era INTEGER, entity INTEGER, article INTEGER, mentions INTEGER NOT NULL, sure INTEGER NOT NULL,
    PRIMARY KEY (era, entity, article)) WITHOUT ROWID;

CREATE TABLE mentioned (
    block INTEGER PRIMARY KEY, ends BLOB NOT NULL, entities BLOB NOT NULL,
    again_ends BLOB NOT NULL, again BLOB NOT NULL);
CREATE TABLE told (
    block INTEGER PRIMARY KEY, ends BLOB NOT NULL, groups BLOB NOT NULL, tellings BLOB NOT NULL,
    moments BLOB NOT NULL);
CREATE TABLE first_told (
    block INTEGER PRIMARY KEY,
    places BLOB NOT NULL, ones INTEGER NOT NULL, ends BLOB NOT NULL, moments BLOB NOT NULL,
    faint_places BLOB NOT NULL, faint_ones INTEGER NOT NULL, faint_ends BLOB NOT NULL,
    faint_moments BLOB NOT NULL);
CREATE TABLE told_again (
    block INTEGER PRIMARY KEY, places BLOB NOT NULL, tellings BLOB NOT NULL, groups BLOB NOT NULL,
    firsts BLOB NOT NULL, moments BLOB NOT NULL);
CREATE TABLE frequent (id INTEGER PRIMARY KEY, articles BLOB NOT NULL);
CREATE TABLE written (number INTEGER PRIMARY KEY, aliases BLOB NOT NULL);

CREATE TABLE events (
    id INTEGER PRIMARY KEY, grp INTEGER NOT NULL, moment INTEGER NOT NULL,
    faint INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, mode TEXT,
    modality TEXT NOT NULL, basis TEXT, label TEXT NOT NULL, actors TEXT NOT NULL,
    recipients TEXT NOT NULL, place INTEGER, according TEXT NOT NULL,
    named TEXT NOT NULL, salience REAL NOT NULL,
    confidence REAL, sentences INTEGER NOT NULL, voice INTEGER, counts INTEGER NOT NULL,
    cell INTEGER NOT NULL, own INTEGER NOT NULL);
CREATE INDEX events_cell ON events (cell);
CREATE INDEX events_grp ON events (grp, id);
CREATE INDEX events_moment ON events (moment, grp, faint);
CREATE INDEX events_long ON events (moment & 4194303, moment, grp, faint)
    WHERE moment < 281474976710656 AND (moment & 4194303) > (moment >> 26);
CREATE INDEX events_type ON events (type, mode, grp, moment, faint);
CREATE INDEX events_modality ON events (modality, grp, moment, faint)
    WHERE modality <> 'asserted';

CREATE TABLE participants (
    era INTEGER, entity INTEGER, event INTEGER, roles INTEGER NOT NULL, grp INTEGER NOT NULL,
    moment INTEGER NOT NULL, faint INTEGER NOT NULL,
    PRIMARY KEY (era, entity, event)) WITHOUT ROWID;

CREATE TABLE groups (
    id INTEGER PRIMARY KEY, first INTEGER NOT NULL, moment INTEGER NOT NULL,
    members INTEGER NOT NULL, voices INTEGER NOT NULL, articles INTEGER NOT NULL,
    copies INTEGER NOT NULL, sentences INTEGER NOT NULL, faint INTEGER NOT NULL,
    salience REAL NOT NULL, disputed INTEGER NOT NULL);
CREATE INDEX groups_disputed ON groups (id) WHERE disputed;
CREATE INDEX groups_moment ON groups (moment, first, id, faint);
CREATE INDEX groups_clear ON groups (moment, first, id) WHERE faint = 0;

CREATE TABLE cells (id INTEGER PRIMARY KEY, same INTEGER NOT NULL UNIQUE);
CREATE TABLE signs (id INTEGER PRIMARY KEY, sign BLOB NOT NULL);
CREATE TABLE blocks (
    block INTEGER, event INTEGER, PRIMARY KEY (block, event)) WITHOUT ROWID;
CREATE TABLE links (
    event INTEGER, other INTEGER, score REAL NOT NULL,
    PRIMARY KEY (event, other)) WITHOUT ROWID;
CREATE TABLE compared (
    event INTEGER, other INTEGER, score REAL NOT NULL,
    PRIMARY KEY (event, other)) WITHOUT ROWID;

CREATE TABLE moments (
    moment INTEGER PRIMARY KEY, groups INTEGER NOT NULL, clear INTEGER NOT NULL);

CREATE TABLE copies (
    id INTEGER PRIMARY KEY, number INTEGER, original INTEGER NOT NULL, kind TEXT NOT NULL,
    source INTEGER, title TEXT, url TEXT, published TEXT);
CREATE INDEX copies_number ON copies (number, id);
CREATE INDEX copies_original ON copies (original, number, id);
CREATE INDEX copies_source ON copies (source, original) WHERE source IS NOT NULL;

CREATE TABLE roles (
    article INTEGER NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, body INTEGER,
    standing TEXT, since TEXT, until TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
    confidence REAL);
CREATE INDEX roles_person ON roles (person);
CREATE INDEX roles_body ON roles (body);
CREATE INDEX roles_article ON roles (article);

CREATE TABLE relations (
    article INTEGER NOT NULL, subject INTEGER NOT NULL, predicate TEXT NOT NULL,
    object INTEGER, words TEXT, since TEXT, until TEXT,
    start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX relations_subject ON relations (subject);
CREATE INDEX relations_object ON relations (object);
CREATE INDEX relations_article ON relations (article);

CREATE TABLE marks (
    thing INTEGER, target INTEGER, mark TEXT, value TEXT,
    PRIMARY KEY (thing, target, mark, value)) WITHOUT ROWID;
CREATE INDEX marks_mark ON marks (mark, value, thing, target);
CREATE TABLE entity_marks (
    key TEXT, mark TEXT, value TEXT, PRIMARY KEY (key, mark, value)) WITHOUT ROWID;
CREATE TABLE waiting (article INTEGER PRIMARY KEY);
CREATE TABLE obeyed (article INTEGER PRIMARY KEY, lines BLOB NOT NULL);
CREATE TABLE overrides (key TEXT PRIMARY KEY, name TEXT, type TEXT) WITHOUT ROWID;
CREATE TABLE rekeyed (key TEXT, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX rekeyed_article ON rekeyed (article);
CREATE TABLE unplaced (
    record TEXT, article INTEGER, why TEXT NOT NULL, PRIMARY KEY (record, article)) WITHOUT ROWID;
CREATE INDEX unplaced_article ON unplaced (article);
"""


class MarkedThing(IntEnum):
    """What the target of a row of `marks` is."""

    ARTICLE = 1
    EVENT = 2
    """`target` is the id of a row of `events`."""


def create(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty database."""
    connection.executescript(f"BEGIN; {_TABLES} {STORY_SCHEMA} COMMIT;")
    give_identity(connection)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def give_identity(connection: sqlite3.Connection) -> None:
    """Give an index that is made, or begins anew, a value that no other one has."""
    query = "INSERT OR REPLACE INTO meta VALUES (?, lower(hex(randomblob(16))))"
    connection.execute(query, (IDENTITY,))


class GroupRank(IntFlag):
    """Flags of an article's report of an event group: whether it is the first article that reports
    it (the one with the lowest number, so that each group has exactly one), and whether the
    group is major.
    """

    AGAIN_FAINT = 0
    FIRST = 1
    CLEAR = 2


def is_current(connection: sqlite3.Connection) -> bool:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(number == SCHEMA)


def is_mentioned(event: Event) -> bool:
    """Return whether an article only mentions an event, where it tells something else."""
    return event.salience == 0 and event.confidence == MENTIONED


def split(numbers: str) -> list[int]:
    """Return the entity ids in a column that holds several."""
    return [int(each) for each in numbers.split()]
