"""TimelineJS: the form that its documentation gives."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from store import ExportRows
from tests.store.exports.conftest import text_of

jsonschema = pytest.importorskip("jsonschema", reason="needs `make readers`")

DATE = {
    "type": "object",
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
    "required": ["year"],
    "dependentRequired": {"day": ["month"]},
    "additionalProperties": False,
}
TEXT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
DOCUMENTED = {
    "type": "object",
    "properties": {
        "scale": {"enum": ["human", "cosmological"]},
        "title": {"type": "object", "properties": {"text": TEXT}, "additionalProperties": False},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "start_date": DATE,
                    "end_date": DATE,
                    "display_date": {"type": "string"},
                    "text": TEXT,
                    "group": {"type": "string"},
                    "unique_id": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]*$"},
                },
                "required": ["start_date", "text"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["events"],
    "additionalProperties": False,
}
"""What https://timeline.knightlab.com/docs/json-format.html documents of what is used here."""


def slides(rows: ExportRows) -> dict[str, Any]:
    timeline = json.loads(text_of(rows, "timelinejs"))
    jsonschema.Draft202012Validator(DOCUMENTED).validate(timeline)
    return {each["text"]["headline"]: each for each in timeline["events"]}


def test_a_date_has_no_more_parts_than_are_known(case: ExportRows) -> None:
    found = slides(case)
    month = found["Norland closes its border"]
    assert month["start_date"] == month["end_date"] == {"year": 2024, "month": 6}
    assert month["display_date"] == "2024-06"
    assert "Read by machine, checked by nobody, confidence 0.90." in month["text"]["text"]
    claim = found["Harbour Union strikes"]
    assert claim["display_date"] == "before 2024-07-09 (claimed; according to Jon Brandt)"
    assert "end_date" not in claim
    since = found["Norland pays Harbour Union"]
    assert (since["start_date"], since["display_date"]) == ({"year": 2020}, "since 2020-01-01")
    talks = found["Norland talks"]
    assert talks["end_date"] == {"year": 2024, "month": 7, "day": 12}
    assert "Mira Adler praises Norland" not in found


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)


def test_words_are_no_html(hostile: ExportRows) -> None:
    parser = Elements()
    for slide in slides(hostile).values():
        parser.feed(" ".join([*slide["text"].values(), slide["display_date"], slide["group"]]))
    assert parser.seen == {"p"}
