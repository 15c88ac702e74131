"""SQLite: read by sqlite3 and opened by Datasette."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import EXPORT_FORMATS, ExportRows, UserError, export_to_file
from store.exports import as_sqlite

Opened = Callable[[ExportRows], sqlite3.Connection]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Write the export of these rows and open the file."""
    files: list[sqlite3.Connection] = []

    def open_(rows: ExportRows) -> sqlite3.Connection:
        path = tmp_path / f"case{len(files)}.db"
        EXPORT_FORMATS["sqlite"].write_file(rows, path)
        files.append(sqlite3.connect(f"file:{path}?mode=ro", uri=True))
        return files[-1]

    yield open_
    for each in files:
        each.close()


def test_the_tables_hold_together(case: ExportRows, opened: Opened) -> None:
    file = opened(case)
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = {
        name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in ("articles", "entities", "events", "mentions", "offices", "relations")
    }
    assert counts == {
        "articles": 3,
        "entities": 5,
        "events": case.totals().events,
        "mentions": len(list(case.mentions())),
        "offices": 1,
        "relations": 1,
    }
    (copy,) = file.execute(
        "SELECT a.source, o.source FROM articles a JOIN articles o ON o.id = a.original"
    )
    assert copy == ("Echo", "Harbour Wire")


def test_every_quote_cuts_from_its_text(case: ExportRows, opened: Opened) -> None:
    file = opened(case)
    for table in ("evidence", "offices", "relations", "co_occurrences"):
        rows = file.execute(
            f'SELECT quote, start, "end", {table}.sha256, text, {table}.published, also_in'
            f" FROM {table} JOIN articles ON articles.id = article"
        ).fetchall()
        assert rows
        for quote, start, end, sha256, text, published, also_in in rows:
            assert text[start:end] == quote
            assert sha256 == hashlib.sha256(text.encode()).hexdigest()
            assert published
            assert isinstance(json.loads(also_in), list)


def test_precision_status_and_confidence_are_kept(case: ExportRows, opened: Opened) -> None:
    file = opened(case)
    rows = file.execute("SELECT label, date, precision, is_bound, labels, confidence FROM events")
    events = {label: rest for label, *rest in rows}
    assert events["Norland closes its border"][:3] == ["2024-06", "month", 0]
    struck = events["Harbour Union strikes"]
    assert struck[:3] == ["before 2024-07-09", "day", 1]
    assert json.loads(struck[3]) == ["claimed", "according to Jon Brandt", "machine only"]
    assert struck[4] == 0.9
    assert json.loads(events["Mira Adler to visit Harbour Union"][3])[0] == "planned"


def test_full_text_finds_articles_events_and_quotes(case: ExportRows, opened: Opened) -> None:
    file = opened(case)
    for table, column in (("articles", "shown_title"), ("events", "label"), ("evidence", "quote")):
        found = file.execute(
            f"SELECT {column} FROM {table} WHERE id IN"
            f" (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH 'talks')"
        ).fetchall()
        assert found
        for (text,) in found:
            assert "alks" in text


def test_a_stranger_leaves_neither_control_characters_nor_links(
    hostile: ExportRows, opened: Opened
) -> None:
    file = opened(hostile)
    unsafe = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
    tables = [
        name
        for (name,) in file.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%'"
            " ESCAPE '\\'"
        )
    ]
    assert len(tables) == 10
    for table in tables:
        cursor = file.execute(f"SELECT * FROM {table}")
        for row in cursor:
            for (column, *_), value in zip(cursor.description, row, strict=True):
                assert not (isinstance(value, str) and unsafe.search(value)), (table, column)
                assert column != "url" or value is None


async def test_datasette_opens_it_with_full_text(case: ExportRows, tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason="needs `make readers`")
    from datasette.app import Datasette

    path = tmp_path / "case.db"
    EXPORT_FORMATS["sqlite"].write_file(case, path)
    datasette = Datasette([str(path)])
    found = await datasette.client.get("/case/articles.json?_search=talks&_shape=array")
    assert [each["source"] for each in found.json()] == ["Evening Lamp"]
    told = await datasette.client.get("/case/evidence.json?_shape=array&_labels=on")
    assert told.status_code == 200
    assert told.json()[0]["event"]["label"]
    page = await datasette.client.get("/case/timeline")
    assert "Norland closes its border" in page.text


async def test_datasette_shows_a_strangers_markup_as_text(
    hostile: ExportRows, tmp_path: Path
) -> None:
    pytest.importorskip("datasette", reason="needs `make readers`")
    from datasette.app import Datasette

    path = tmp_path / "case.db"
    EXPORT_FORMATS["sqlite"].write_file(hostile, path)
    page = await Datasette([str(path)]).client.get("/case/events")
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text
    assert 'href="javascript:' not in page.text


def test_an_unfinished_file_is_no_database(case: ExportRows, tmp_path: Path) -> None:
    def stop(kind: str) -> None:
        if kind == "event":
            raise InterruptedError

    stopped = ExportRows(case.views, case.request, stop)
    with pytest.raises(InterruptedError):
        EXPORT_FORMATS["sqlite"].write_file(stopped, tmp_path / "case.db")
    with closing(sqlite3.connect(tmp_path / "case.db")) as file:
        assert not _tables(file)


def test_a_full_disk_is_one_clear_line(
    case: ExportRows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_sqlite, "_SETTINGS", f"{as_sqlite._SETTINGS}PRAGMA max_page_count = 9;")
    with pytest.raises(UserError, match="could not be written: database or disk is full"):
        export_to_file(case, EXPORT_FORMATS["sqlite"], tmp_path / "case.db")
    assert not [*tmp_path.iterdir()]


def _tables(file: sqlite3.Connection) -> list[str]:
    try:
        return [name for (name,) in file.execute("SELECT name FROM sqlite_schema")]
    except sqlite3.DatabaseError:
        return []
