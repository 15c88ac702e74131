"""A plain TinyDB file: opened by stock TinyDB."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB, where

from store import EXPORT_FORMATS, ExportRows, export_to_file


def test_stock_tinydb_opens_and_queries_it(case: ExportRows, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    export_to_file(case, EXPORT_FORMATS["tinydb"], file)
    with TinyDB(file, access_mode="r") as db:
        assert db.tables() == {
            "articles", "entities", "events", "offices", "relations", "corrections"
        }  # fmt: skip
        (found,) = db.table("articles").search(where("source") == "Evening Lamp")
        assert found["text"] == case.views.article(2).text
        months = db.table("events").search(where("precision") == "month")
        assert [each["date"] for each in months] == ["2024-06"]
        assert months[0]["evidence"][0]["quote"] == "Norland closed its border in June 2024."
        assert db.table("offices").get(doc_id=1)["role"] == "minister"


def test_any_text_comes_back(hostile: ExportRows, tmp_path: Path) -> None:
    file = tmp_path / "hostile.json"
    export_to_file(hostile, EXPORT_FORMATS["tinydb"], file)
    file.read_bytes().decode("ascii")
    with TinyDB(file, access_mode="r") as db:
        texts = [each["text"] for each in db.table("articles")]
    assert texts == [hostile.views.article(number).text for number in range(1, len(texts) + 1)]
