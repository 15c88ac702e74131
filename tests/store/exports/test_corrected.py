"""What people corrected leaves corrected, and every format says that they did."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store import (
    EXPORT_FORMATS,
    AddOffice,
    Check,
    Corrections,
    ExportRequest,
    ExportRows,
    Filter,
    Merge,
    SetDate,
    SetTitle,
    Star,
    Store,
    Views,
    WrittenDate,
    starred,
)
from tests.store.exports.conftest import text_of
from tests.store.exports.made_case import fill_case


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[ExportRows]:
    """The case after a merge, a date, a title, an office by hand and a check."""
    with Store.open(fill_case(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        found = views.corrections
        rows = {event.label: event.id for event in ExportRows(views, ExportRequest()).events()}
        adler, brandt = found.entity_ref("person/mira adler"), found.entity_ref("person/jon brandt")
        norland = found.entity_ref("gpe/norland")
        minsk = found.entity_ref("gpe/BY/minsk")
        assert adler and brandt and norland and minsk
        Corrections(store, author="ana").record(
            Merge("gpe/BY/minsk", norland),
            SetDate(
                found.event_refs(rows["Norland talks"]),
                WrittenDate("2024-07-11", "2024-07-11", "day", "2024-07-11"),
            ),
            Check(found.event_refs(rows["Norland closes its border"])),
            SetTitle(found.article_ref(1), "Two leaders, one table"),
            AddOffice(brandt, "envoy", norland, found.span_ref(1, 0, 40)),
        )
        views.update()
        yield ExportRows(views, ExportRequest())
        views.close()


def test_records_say_who_answers_for_them(corrected: ExportRows) -> None:
    events = {event.label: event for event in corrected.events()}
    assert (events["Norland talks"].date, events["Norland talks"].state) == ("2024-07-11", "edited")
    assert events["Norland closes its border"].state == "checked"
    assert events["Harbour Union strikes"].state == "machine"
    assert {role.role: role.state for role in corrected.roles()} == {
        "minister": "machine",
        "envoy": "edited",
    }
    entities = {entity.name: entity.state for entity in corrected.entities()}
    assert entities["Norland"] == "edited"
    assert entities["Mira Adler"] == "machine"
    assert "Minsk" not in entities
    articles = {article.shown_title: article.state for article in corrected.articles()}
    assert articles["Two leaders, one table"] == "edited"


def test_follow_the_money(corrected: ExportRows) -> None:
    lines = [json.loads(line) for line in text_of(corrected, "ftm").splitlines()]
    events = {
        line["properties"]["name"][0]: line["properties"]
        for line in lines
        if line["schema"] == "Event"
    }
    assert events["Norland talks"]["date"] == ["2024-07-11"]
    assert "edited" in events["Norland talks"]["keywords"]
    assert "checked" in events["Norland closes its border"]["keywords"]
    (article,) = [
        line["properties"]
        for line in lines
        if line["schema"] == "Article" and line["properties"].get("publisher") == ["Harbour Wire"]
    ]
    assert "edited" in article["keywords"]


def test_graph_and_tables(corrected: ExportRows) -> None:
    graph = text_of(corrected, "graphml")
    assert '<data key="node-state">edited</data>' in graph
    assert '<data key="edge-state">edited</data>' in graph
    offices: list[dict[str, Any]] = list(
        csv.DictReader(io.StringIO(text_of(corrected, "offices-csv"), newline=""))
    )
    assert {row["office"]: row["state"] for row in offices} == {
        "minister": "machine",
        "envoy": "edited",
    }


def test_annotations_and_references(corrected: ExportRows) -> None:
    items = json.loads(text_of(corrected, "annotations"))["first"]["items"]
    states = {
        item["dateline:event"]["dateline:label"]: item["dateline:event"]["dateline:state"]
        for item in items
        if "dateline:event" in item
    }
    assert states["Norland talks"] == "edited"
    for form in ("ris", "csl"):
        assert "A person changed its title, source or date" in text_of(corrected, form)


def test_sqlite_and_parquet(corrected: ExportRows, tmp_path: Path) -> None:
    EXPORT_FORMATS["sqlite"].write_file(corrected, tmp_path / "case.db")
    file = sqlite3.connect(tmp_path / "case.db")
    assert dict(file.execute("SELECT office, state FROM offices")) == {
        "minister": "machine",
        "envoy": "edited",
    }
    (state,) = file.execute("SELECT state FROM events WHERE label = 'Norland talks'").fetchone()
    assert state == "edited"
    file.close()
    pq = pytest.importorskip("pyarrow.parquet", reason="needs `make readers`")
    EXPORT_FORMATS["parquet"].write_file(corrected, tmp_path / "events")
    states = {row["label"]: row["state"] for row in pq.read_table(tmp_path / "events").to_pylist()}
    assert states["Norland closes its border"] == "checked"


def test_reports(corrected: ExportRows) -> None:
    markdown = text_of(corrected, "markdown")
    assert "- **2024-07-11** Norland talks *(edited)* [^" in markdown
    assert "- **2024-06** Norland closes its border *(checked)* [^" in markdown
    assert "- [[Norland]] (GPE, 7 mentions) *(edited)*; also: Minsk" in markdown
    assert "Two leaders, one table](<https://harbour.example/1?a=1&b=2>)" in markdown
    assert "Edited by a person, confidence 0.90." in markdown
    assert "- [[Jon Brandt]]: envoy, [[Norland]] [^" in markdown
    page = text_of(corrected, "html")
    assert 'Norland talks</span> <span class="mark edited">edited</span>' in page
    assert 'border</span> <span class="mark checked">checked</span>' in page
    assert "Checked by a person, confidence 1.00." in page


def test_calendars_and_timelines(corrected: ExportRows) -> None:
    calendar = text_of(corrected, "ics").replace("\r\n ", "")
    assert "SUMMARY:Norland talks (edited)" in calendar
    assert "DTSTART;VALUE=DATE:20240711" in calendar
    slides = json.loads(text_of(corrected, "timelinejs"))["events"]
    dates = {each["text"]["headline"]: each["display_date"] for each in slides}
    assert dates["Norland talks"] == "2024-07-11 (edited)"
    assert dates["Norland closes its border"] == "2024-06 (checked)"


def test_tables(corrected: ExportRows) -> None:
    def states(form: str, name: str) -> dict[str, str]:
        rows = csv.DictReader(io.StringIO(text_of(corrected, form), newline=""))
        return {row[name]: row["state"] for row in rows}

    assert states("csv", "message")["Norland talks"] == "edited"
    assert states("csv", "message")["Norland closes its border"] == "checked"
    assert states("entities-csv", "name")["Norland"] == "edited"
    assert states("articles-csv", "source")["Harbour Wire"] == "edited"
    plain = json.loads(text_of(corrected, "tinydb"))
    assert {each["label"]: each["state"] for each in plain["events"].values()}[
        "Norland talks"
    ] == "edited"
    assert len(plain["corrections"]) == 5


def test_a_starred_event_leaves_even_if_it_is_unsure(tmp_path: Path) -> None:
    with Store.open(fill_case(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        found = views.corrections
        rows = {row.label: row.id for row in views.events(Filter(), limit=50)}
        Corrections(store, author="ana").record(
            Star(found.event_refs(rows["Jon Brandt leaves"])), Star(found.article_ref(2))
        )
        views.update()
        exported = ExportRows(views, starred(views, Filter()))
        labels = {event.label for event in exported.events()}
        assert "Jon Brandt leaves" in labels, "it is unsure, and starred itself"
        assert "Norland talks" in labels, "its article is starred"
        assert "Jon Brandt eats" not in labels, "it is minor, and only its article is starred"
        assert exported.totals().events == len(labels)
        views.close()
