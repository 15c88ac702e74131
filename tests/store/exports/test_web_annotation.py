"""W3C Web Annotation: by the rules of the recommendation, and anchored again in the texts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store import ExportRows, Store
from store.reading import Role
from tests.store.exports.conftest import Rows, text_of
from tests.store.exports.made_case import Told, article_of, put, reading_of

Json = dict[str, Any]

IRI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:"}
SCHEMA: Json = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"type": "array", "contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "startIndex", "items"],
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"const": 0},
                "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
    "$defs": {
        "annotation": {
            "type": "object",
            "required": ["id", "type", "target"],
            "properties": {
                "id": IRI,
                "type": {"const": "Annotation"},
                "motivation": {"enum": ["describing", "identifying"]},
                "generator": {"type": "object", "required": ["type"]},
                "body": {"type": "array", "items": {"$ref": "#/$defs/body"}},
                "target": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/target"}},
            },
            "patternProperties": {"^dateline:": {"type": "object"}},
            "additionalProperties": False,
        },
        "body": {
            "type": "object",
            "required": ["type", "value"],
            "properties": {
                "type": {"const": "TextualBody"},
                "value": {"type": "string"},
                "format": {"const": "text/plain"},
                "purpose": {"enum": ["describing", "identifying", "tagging"]},
            },
            "additionalProperties": False,
        },
        "target": {
            "type": "object",
            "required": ["type", "source", "selector", "state"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": IRI,
                "state": {
                    "type": "object",
                    "required": ["type", "cached"],
                    "properties": {"type": {"const": "TimeState"}, "cached": IRI},
                },
                "selector": {
                    "type": "array",
                    "prefixItems": [{"$ref": "#/$defs/quote"}, {"$ref": "#/$defs/position"}],
                    "minItems": 2,
                    "maxItems": 2,
                },
            },
            "patternProperties": {"^dateline:": {"type": ["string", "array"]}},
            "additionalProperties": False,
        },
        "quote": {
            "type": "object",
            "required": ["type", "exact"],
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string", "minLength": 1},
                "prefix": {"type": "string", "maxLength": 32},
                "suffix": {"type": "string", "maxLength": 32},
            },
            "additionalProperties": False,
        },
        "position": {
            "type": "object",
            "required": ["type", "start", "end"],
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "additionalProperties": False,
        },
    },
}
"""What the recommendation requires of a collection, and which of its terms we use."""


def items_of(rows: ExportRows) -> list[Json]:
    collection: Json = json.loads(text_of(rows, "annotations"))
    items: list[Json] = collection["first"]["items"]
    assert collection["total"] == len(items)
    return items


def targets_of(rows: ExportRows) -> Iterator[Json]:
    return (target for item in items_of(rows) for target in item["target"])


@pytest.mark.parametrize("store", ["case", "hostile"])
def test_it_is_a_collection_of_the_recommendation(
    store: str, request: pytest.FixtureRequest
) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs `make readers`")
    rows = request.getfixturevalue(store)
    collection = json.loads(text_of(rows, "annotations"))
    jsonschema.Draft202012Validator(SCHEMA).validate(collection)
    ids = [item["id"] for item in collection["first"]["items"]]
    assert len(set(ids)) == len(ids)


def test_positions_and_quotes_name_the_same_words(case: ExportRows) -> None:
    texts = {
        hashlib.sha256(article.text.encode()).hexdigest(): article.text
        for article in case.articles()
    }
    for target in targets_of(case):
        quote, position = target["selector"]
        name = target["state"]["cached"].removeprefix("ni:///sha-256;")
        text = texts[base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).hex()]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_citations_are_whole(case: ExportRows) -> None:
    for item in items_of(case):
        mentions = item.get("dateline:entity")
        for cited in [mentions] if mentions else item["target"]:
            assert len(cited["dateline:sha256"]) == 64
            assert cited["dateline:source"] in {"Harbour Wire", "Evening Lamp"}
            assert cited["dateline:published"]
            if cited["dateline:source"] == "Harbour Wire":
                assert cited["dateline:title"] == "Two leaders in one room"
                assert cited["dateline:also_in"] == ["Echo"]


def test_positions_count_code_points_and_not_utf_16(tmp_path: Path, rows_of: Rows) -> None:
    """Each of the two emoji before the name is one code point and two units of UTF-16."""
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, [Told(text="\N{FIRE}\N{FIRE} Mira Adler met Jon Brandt.")])
    (target,) = [
        target
        for target in targets_of(rows_of(tmp_path / "store"))
        if target["selector"][0]["exact"] == "Mira Adler"
    ]
    quote, position = target["selector"]
    assert (position["start"], position["end"]) == (3, 13)
    assert quote["prefix"] == "\N{FIRE}\N{FIRE} "


def test_ids_are_different_where_words_are_the_same(tmp_path: Path, rows_of: Rows) -> None:
    """One sentence tells two events with one label, in two years, and the same office twice."""
    told = Told(text="Mira Adler, minister of Norland, met Jon Brandt, the minister said.",
                label="Mira Adler meets", actors=("Mira Adler",))  # fmt: skip
    article = article_of([told], published="2024-07-09")
    reading = reading_of(
        article,
        [told],
        roles=tuple(
            Role(person="Mira Adler", role="minister", of="Norland", start=at, end=at + 8)
            for at in (12, 54)
        ),
    )
    (event,) = reading.events
    before = {"from_": "2020-01-01", "to": "2020-12-31", "precision": "year"}
    events = event, msgspec.structs.replace(event, id="v2", **before)
    with Store.open(tmp_path / "store", create=True) as store:
        store.put(article, msgspec.structs.replace(reading, events=events), {"state": "new"})
    items = items_of(rows_of(tmp_path / "store"))
    assert len({item["id"] for item in items}) == len(items)
    assert [*map(kind_of, items)].count("dateline:event") == 2
    assert [*map(kind_of, items)].count("dateline:office") == 1


def kind_of(item: Json) -> str:
    return next(name for name in item if name.startswith("dateline:"))


def test_an_event_keeps_its_date_status_and_confidence(case: ExportRows) -> None:
    events = {
        item["dateline:event"]["dateline:label"]: item
        for item in items_of(case)
        if "dateline:event" in item
    }
    closed = events["Norland closes its border"]["dateline:event"]
    assert (closed["dateline:date"], closed["dateline:precision"]) == ("2024-06", "month")
    struck = events["Harbour Union strikes"]
    words = struck["body"][0]["value"]
    assert words == (
        "before 2024-07-09: Harbour Union strikes; claimed; according to Jon Brandt; machine only"
    )
    assert [body["value"] for body in struck["body"][1:]] == ["PROTEST", "claimed"]
    assert struck["dateline:event"]["dateline:confidence"] == 0.9
    assert struck["dateline:event"]["dateline:state"] == "machine"
    assert "planned" in events["Mira Adler to visit Harbour Union"]["body"][0]["value"]


def test_offices_relations_and_entities_are_annotations_too(case: ExportRows) -> None:
    said = {item["body"][0]["value"] for item in items_of(case)}
    assert {"Mira Adler: minister, Norland", "Jon Brandt leader of Harbour Union"} <= said
    mentions = [item for item in items_of(case) if item["motivation"] == "identifying"]
    assert sum(len(item["target"]) for item in mentions) == len(list(case.mentions()))


def test_the_source_is_a_link_only_if_it_is_one(case: ExportRows, hostile: ExportRows) -> None:
    assert {target["source"] for target in targets_of(case)} > {"https://harbour.example/1?a=1&b=2"}
    for target in targets_of(hostile):
        assert target["source"].startswith("ni:///sha-256;")
