"""JSON Lines: they conform to their schema, and come back as the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from store import (
    EXPORT_FORMATS,
    Corrections,
    ExportRequest,
    ExportRows,
    Filter,
    Import,
    Merge,
    SetTitle,
    Star,
    Store,
    Term,
    Views,
    export_corrections,
    export_to_file,
    import_corrections,
    sources,
)
from store.exports.as_jsonl import export_schema
from store.reading import Article
from tests.store.exports.conftest import text_of
from tests.store.exports.made_case import NASTY, fill_case

jsonschema = pytest.importorskip("jsonschema", reason="needs `make readers`")


def lines(rows: ExportRows) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(rows, "jsonl").splitlines()]


def test_every_line_conforms_to_the_schema(case: ExportRows, hostile: ExportRows) -> None:
    jsonschema.Draft202012Validator.check_schema(export_schema())
    valid = jsonschema.Draft202012Validator(export_schema())
    for rows in (case, hostile):
        records = lines(rows)
        assert [record for record in records if not valid.is_valid(record)] == []
    kinds = {record["record"] for record in records}
    assert kinds == {"export", "article", "entity", "event", "role", "relation"}
    assert not valid.is_valid({"record": "event", "id": "1:v1"})


def test_precision_status_and_citations_are_there(case: ExportRows) -> None:
    events = {each["label"]: each for each in lines(case) if each["record"] == "event"}
    month = events["Norland closes its border"]
    assert (month["from"], month["to"], month["precision"]) == ("2024-06-01", "2024-06-30", "month")
    bound = events["Harbour Union strikes"]
    assert (bound["from"], bound["to"], bound["date"]) == (None, "2024-07-09", "before 2024-07-09")
    assert (bound["modality"], bound["according_to"]) == ("claimed", ["Jon Brandt"])
    (piece,) = month["evidence"]
    assert piece["quote"] == "Norland closed its border in June 2024."
    assert piece["url"] == "https://harbour.example/1?a=1&b=2"


def test_words_of_strangers_are_kept_whole(hostile: ExportRows) -> None:
    titles = [each["title"] for each in lines(hostile) if each["record"] == "article"]
    whole = [words.replace("\ud800", "\N{REPLACEMENT CHARACTER}") for words in NASTY]
    assert [title.replace("\ud800", "\N{REPLACEMENT CHARACTER}") for title in titles] == whole


@pytest.mark.slow
def test_a_new_store_of_an_export_has_the_same_articles(case: ExportRows, tmp_path: Path) -> None:
    file = tmp_path / "case.jsonl"
    export_to_file(case, EXPORT_FORMATS["jsonl"], file)
    with Store.open(tmp_path / "new", create=True) as store:
        importing = Import(store)
        list(importing.run(sources([str(file)])))
        assert importing.report.failures == []
        assert importing.report.sums()["passed over"] == 0
        assert dict(articles(store)) == dict(articles_of(case.views))
        views = Views.open(store)
        views.update()
        assert views.also_in(1) == ("Echo",)


def articles(store: Store) -> list[tuple[int, dict[str, Any]]]:
    return [(number, fields(store.article(number))) for number in store.numbers()]


def articles_of(views: Views) -> list[tuple[int, dict[str, Any]]]:
    return [(number, fields(views.article(number))) for number in (1, 2)]


def fields(article: Article) -> dict[str, Any]:
    """What is the same in a store of the export: all but where the article was read from."""
    return {
        name: getattr(article, name)
        for name in ("id", "text", "title", "source", "url", "published", "published_from",
                     "author", "language", "modified")
    }  # fmt: skip


@pytest.mark.slow
def test_lines_of_a_stranger_that_look_like_ours_are_named(tmp_path: Path) -> None:
    newer = tmp_path / "newer.jsonl"
    newer.write_text('{"record": "export", "format": "dateline", "version": 99}\n{"text": "Hm."}\n')
    bare = tmp_path / "bare.jsonl"
    bare.write_text(
        '{"record": "export", "format": "dateline", "version": 1}\n'
        '{"record": "article", "text": 3}\n'
        '{"record": "event", "label": "not an article"}\n'
    )
    with Store.open(tmp_path / "new", create=True) as store:
        found = [item.reason for item in Import(store).run(sources([str(newer), str(bare)]))]
    assert any("another version" in str(reason) for reason in found)
    assert any("line 2: an article of an export without its text" in str(each) for each in found)


@pytest.mark.slow
def test_a_new_store_has_the_same_corrections(tmp_path: Path) -> None:
    """Articles and corrections come from one file; both stores then show the same."""
    with Store.open(fill_case(tmp_path / "case")) as store:
        views = Views.open(store)
        views.update()
        found = views.corrections
        adler, brandt = found.entity_ref("person/mira adler"), found.entity_ref("person/jon brandt")
        assert adler and brandt
        log = Corrections(store, author="ana")
        log.record(SetTitle(found.article_ref(1), "Two leaders, one table"), reason="a typo")
        log.record(Merge("person/jon brandt", adler))
        log.undo()
        log.record(Star(found.article_ref(2)))
        views.update()
        rows = ExportRows(views, ExportRequest())
        export_to_file(rows, EXPORT_FORMATS["jsonl"], tmp_path / "case.jsonl")
        first = [*export_corrections(store)]
        selected = parse_filter("source:echo")
        few = [each.correction.id for each in ExportRows(views, selected).corrections()]
        views.close()
    assert len(first) == 4
    assert len(few) == 3, "the star on the other article stays behind"
    records = [json.loads(line) for line in (tmp_path / "case.jsonl").read_text().splitlines()]
    valid = jsonschema.Draft202012Validator(export_schema())
    assert [record for record in records if not valid.is_valid(record)] == []
    with Store.open(tmp_path / "new", create=True) as store:
        list(Import(store).run(sources([str(tmp_path / "case.jsonl")])))
        assert store.article(1).title == "Two leaders in one room"
        lines = (tmp_path / "case.jsonl").read_bytes().splitlines()
        assert len(import_corrections(store, lines).added) == 4
        assert import_corrections(store, lines).known == 4
        assert [*export_corrections(store)] == first
        views = Views.open(store)
        views.update()
        assert views.article(1).title == "Two leaders, one table"
        starred = views.articles(Filter((Term("is", "starred"),)))
        assert [row.number for row in starred] == [2]
        views.close()


def parse_filter(query: str) -> ExportRequest:
    return ExportRequest(query=query, selected=Filter((Term("query", query),)))
