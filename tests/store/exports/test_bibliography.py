"""The articles in a reference manager: RIS read by rispy, CSL-JSON by citeproc-py."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from store import ExportRows, Store
from tests.store.exports.conftest import Rows, text_of
from tests.store.exports.made_case import Told, put

Json = dict[str, Any]

CSL: Json = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "id": {"type": "string"},
            "type": {"const": "article-newspaper"},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["literal"],
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": "integer"},
                        },
                    }
                },
                "additionalProperties": False,
            },
            **{
                name: {"type": "string"}
                for name in ("title", "container-title", "language", "URL", "keyword", "note")
            },
        },
        "additionalProperties": False,
    },
}
"""What citationstyles.org requires of an item, and which of its variables we use."""


def test_rispy_reads_the_references(case: ExportRows) -> None:
    rispy = pytest.importorskip("rispy", reason="needs `make readers`")
    lamp, wire, echo = rispy.loads(text_of(case, "ris"))
    assert wire["type_of_reference"] == "NEWS"
    assert wire["title"] == "Two leaders in one room"
    assert wire["secondary_title"] == "Harbour Wire"
    assert (wire["year"], wire["date"]) == ("2024", "2024/07/09/")
    assert wire["authors"] == ["L. Vance"]
    assert wire["urls"] == ["https://harbour.example/1?a=1&b=2"]
    assert "Mira Adler" in wire["keywords"]
    assert re.search(r"SHA-256 of the text: [0-9a-f]{64}", wire["notes"][-1])
    assert (
        lamp["title"] == "Talks with Norland lasted from 10 to 12 July 2024 and cost =1+1 million."
    )
    assert "no title" in lamp["notes"][0]
    assert lamp["date"] == "2024/07/21/"
    assert echo["secondary_title"] == "Echo"
    assert "year" not in echo
    assert "Undated" in echo["notes"]
    assert any(note.startswith(f"same of {wire['id']}") for note in echo["notes"])
    assert len({lamp["id"], wire["id"], echo["id"]}) == 3


def test_a_field_of_a_stranger_begins_no_other_field(hostile: ExportRows, tmp_path: Path) -> None:
    rispy = pytest.importorskip("rispy", reason="needs `make readers`")
    text = text_of(hostile, "ris")
    assert re.fullmatch(r"(?:[A-Z][A-Z0-9]  - [^\r\n]*\r\n|\r\n)*", text)
    references = rispy.loads(text)
    assert len(references) == hostile.totals().articles
    for reference in references:
        assert "urls" not in reference
        assert not re.search(r"<[A-Za-z/!?]", repr(reference))


def test_citeproc_cites_the_articles(case: ExportRows) -> None:
    citeproc = pytest.importorskip("citeproc", reason="needs `make readers`")
    from citeproc.source.json import CiteProcJSON

    items = json.loads(text_of(case, "csl"))
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    works = citeproc.CitationStylesBibliography(
        style, CiteProcJSON(items), citeproc.formatter.plain
    )
    for item in items:
        works.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    works.sort()
    cited = sorted(str(each) for each in works.bibliography())
    assert any("Two leaders in one room" in each and "2024" in each for each in cited)
    assert any("L. Vance" in each and "Harbour Wire" in each for each in cited)


@pytest.mark.parametrize("store", ["case", "hostile"])
def test_csl_json_has_the_published_form(store: str, request: pytest.FixtureRequest) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs `make readers`")
    rows = request.getfixturevalue(store)
    items = json.loads(text_of(rows, "csl"))
    jsonschema.Draft202012Validator(CSL).validate(items)
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert not re.search(r"<[A-Za-z/!?]", repr(item))
        assert item.get("URL", "https://").startswith("https://")


def test_csl_json_dates_are_days_or_none(case: ExportRows) -> None:
    lamp, wire, echo = json.loads(text_of(case, "csl"))
    assert wire["issued"] == {"date-parts": [[2024, 7, 9]]}
    assert lamp["issued"] == {"date-parts": [[2024, 7, 21]]}
    assert "issued" not in echo
    assert wire["author"] == [{"literal": "L. Vance"}]


def test_a_title_that_is_markup_stays_readable(tmp_path: Path, rows_of: Rows) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, [Told(text="Text.")], title="Growth <5 % & <i>more</i>")
    (item,) = json.loads(text_of(rows_of(tmp_path / "store"), "csl"))
    assert item["title"] == "Growth <5 % & < i>more< /i>"
