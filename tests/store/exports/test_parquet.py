"""Parquet, read by pyarrow."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store import EXPORT_FORMATS, ExportRows
from store.exports.records import ArticleRecord, EntityRecord, EventRecord

FORMS = {
    "parquet": EventRecord,
    "parquet-articles": ArticleRecord,
    "parquet-entities": EntityRecord,
}


def rows_in(rows: ExportRows, form: str, path: Path) -> list[dict[str, Any]]:
    pq = pytest.importorskip("pyarrow.parquet", reason="needs `make readers`")
    EXPORT_FORMATS[form].write_file(rows, path)
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


def test_events_keep_precision_status_and_citations(case: ExportRows, tmp_path: Path) -> None:
    events = {each["label"]: each for each in rows_in(case, "parquet", tmp_path / "events")}
    assert len(events) == case.totals().events
    closed = events["Norland closes its border"]
    assert (closed["date"], closed["precision"]) == ("2024-06", "month")
    struck = events["Harbour Union strikes"]
    assert (struck["from"], struck["to"], struck["modality"]) == (None, "2024-07-09", "claimed")
    assert (struck["according_to"], struck["confidence"]) == (["Jon Brandt"], 0.9)
    assert struck["state"] == "machine"
    met = events["Mira Adler meets Jon Brandt"]
    assert [each["key"] for each in met["participants"]][:1] == ["person/mira adler"]
    (cited,) = met["evidence"]
    text = case.views.article(cited["number"]).text
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert cited["also_in"] == ["Echo"]


def test_articles_and_their_copies_and_entities(case: ExportRows, tmp_path: Path) -> None:
    lamp, wire, echo = rows_in(case, "parquet-articles", tmp_path / "articles")
    assert (wire["source"], wire["original"]) == ("Harbour Wire", None)
    assert (echo["source"], echo["kind"], echo["original"]) == ("Echo", "same", wire["number"])
    assert lamp["text"].startswith("Talks with Norland")
    entities = {each["name"]: each for each in rows_in(case, "parquet-entities", tmp_path / "e")}
    assert (entities["Minsk"]["lat"], entities["Minsk"]["country"]) == (53.9, "Belarus")


@pytest.mark.parametrize("form", FORMS)
def test_it_has_a_column_for_each_field(form: str, case: ExportRows, tmp_path: Path) -> None:
    record = FORMS[form]
    fields = set(record.__struct_encode_fields__) - {"copies"}
    assert fields <= set(rows_in(case, form, tmp_path / "file")[0])


@pytest.mark.parametrize("form", FORMS)
def test_no_control_character_and_no_strange_link(
    form: str, hostile: ExportRows, tmp_path: Path
) -> None:
    unsafe = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            assert value.get("url") is None
            return [text for each in value.values() for text in texts(each)]
        if isinstance(value, list):
            return [text for each in value for text in texts(each)]
        return [value] if isinstance(value, str) else []

    found = [text for row in rows_in(hostile, form, tmp_path / "file") for text in texts(row)]
    assert found
    assert not any(map(unsafe.search, found))


def test_without_pyarrow_the_message_names_the_extra() -> None:
    program = (
        "import sys\n"
        "sys.modules['pyarrow'] = None\n"
        "from store import EXPORT_FORMATS, UserError\n"
        "try:\n"
        "    EXPORT_FORMATS['parquet-articles'].write_file(None, None)\n"
        "except UserError as error:\n"
        "    print(error.title, error.hint)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert "needs the package pyarrow" in done.stdout
    assert "pip install 'dateline[parquet]'" in done.stdout
