"""CSV: read back by the standard library, and by a spreadsheet's library."""

from __future__ import annotations

import csv
import io

import pytest

from store import ExportRows
from tests.store.exports.conftest import text_of

CSVS = ("csv", "articles-csv", "entities-csv", "offices-csv", "relations-csv", "network-csv")


def table(rows: ExportRows, form: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(rows, form), newline="")))


def test_timesketch_finds_its_columns_and_dates_say_what_they_mean(case: ExportRows) -> None:
    rows = {row["message"]: row for row in table(case, "csv")}
    met = rows["Mira Adler meets Jon Brandt"]
    assert (met["datetime"], met["timestamp_desc"]) == ("2024-07-08T00:00:00+00:00", "on this day")
    month = rows["Norland closes its border"]
    assert month["timestamp_desc"] == "beginning of 2024-06 (known to the month)"
    assert (month["date"], month["precision"]) == ("2024-06", "month")
    claim = rows["Harbour Union strikes [claimed; according to Jon Brandt]"]
    assert claim["timestamp_desc"] == "before 2024-07-09 (only this end is known)"
    assert (claim["from"], claim["to"]) == ("", "2024-07-09")
    assert rows["Mira Adler to visit Harbour Union [planned]"]["status"] == "planned"
    assert rows["Mira Adler praises Norland"]["datetime"] == ""
    assert {row["state"] for row in rows.values()} == {"machine"}


def test_each_event_is_cited_whole(case: ExportRows) -> None:
    for row in table(case, "csv"):
        text = case.views.article(int(row["id"].split(":")[0])).text
        quote = row["quote"].removeprefix("'")
        assert text[int(row["start"]) : int(row["end"])] == quote
        assert len(row["sha256"]) == 64
    first = table(case, "csv")[1]
    assert (first["source"], first["link"]) == (
        "Harbour Wire",
        "https://harbour.example/1?a=1&b=2",
    )
    assert first["also_in"] == "Echo"


def test_articles_and_entities_are_tables_too(case: ExportRows) -> None:
    assert [(row["number"], row["source"], row["kind"]) for row in table(case, "articles-csv")] == [
        ("2", "Evening Lamp", ""),
        ("1", "Harbour Wire", ""),
        ("1", "Echo", "same"),
    ]
    norland = next(row for row in table(case, "entities-csv") if row["name"] == "Norland")
    assert (norland["type"], norland["key"], norland["mentions"]) == ("GPE", "gpe/norland", "6")


@pytest.mark.parametrize("form", CSVS)
def test_a_spreadsheet_runs_no_cell(form: str, hostile: ExportRows) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs `make readers`")
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    rows = list(csv.reader(io.StringIO(text_of(hostile, form), newline="")))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        assert not [cell for cell in row if cell.lstrip()[:1] in {"=", "+", "-", "@", "＝"}]
        sheet.append(row)
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert not [cell for row in rows for cell in row if cell.startswith("javascript:")]


def test_a_formula_of_a_stranger_is_shown_as_it_is(case: ExportRows) -> None:
    """In the middle of a sentence it is no formula, and is left as it stands."""
    talks = next(row for row in table(case, "csv") if row["message"] == "Norland talks")
    assert talks["quote"].endswith("and cost =1+1 million.")
