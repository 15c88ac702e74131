"""GraphML: entities as nodes; sentences that they share, offices and relations as edges.

GraphML 1.0 (graphml.graphdrawing.org), as Gephi, yEd and networkx read it. The edges are
undirected, because networkx reads no graph that mixes both; an office or relation names its
subject. The XML is written with the standard library, one element at a time: a document tree would
hold the whole graph in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from store.exports.citing import web_link
from store.exports.network import CoOccurrence, CoOccurrences, Tie, ties
from store.exports.records import Citation, EntityRecord
from store.exports.rows import ExportRows
from store.safe_text import STAND_IN, safe

type Value = str | int | float | None

_NODE = {
    "label": "string", "key": "string", "type": "string", "mentions": "int", "first": "string",
    "last": "string", "aliases": "string", "iso": "string", "country": "string", "lat": "double",
    "lon": "double", "state": "string",
}  # fmt: skip
_EDGE = {
    "kind": "string", "label": "string", "weight": "double", "articles": "int",
    "first_reported": "string", "last_reported": "string", "event_types": "string",
    "subject": "string", "object": "string", "since": "string", "until": "string",
    "quote": "string", "quoted_from": "string", "published": "string", "title": "string",
    "url": "string", "sha256": "string", "start": "int", "end": "int",
    "also_in": "string", "state": "string",
}  # fmt: skip
_NO_XML = re.compile("[\ufffe\uffff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
        http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the pieces of a GraphML document."""
    yield _HEAD
    for owner, fields in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in fields.items():
            yield (
                f'  <key id="{owner}-{name}" for="{owner}" attr.name="{name}"'
                f' attr.type="{type_}"/>\n'
            )
    yield '  <graph id="entities" edgedefault="undirected">\n'
    ids: dict[str, str] = {}
    with CoOccurrences(rows) as together:
        for entity in together.entities():
            ids[entity.key] = f"n{len(ids) + 1}"
            yield _element(f'node id="{ids[entity.key]}"', "node", _node(entity))
        number = 0
        for number, pair in enumerate(together.pairs(), start=1):
            yield _edge(number, ids[pair.key], ids[pair.other_key], _pair(pair))
    for tie in ties(rows):
        if tie.subject_key in ids and tie.object_key in ids:
            number += 1
            yield _edge(number, ids[tie.subject_key], ids[tie.object_key], _tied(tie))
    yield "  </graph>\n</graphml>\n"


def _node(entity: EntityRecord) -> Mapping[str, Value]:
    return {
        "label": entity.name,
        "key": entity.key,
        "type": entity.type,
        "mentions": entity.mentions,
        "first": entity.first,
        "last": entity.last,
        "aliases": "; ".join(entity.aliases),
        "iso": entity.iso,
        "country": entity.country,
        "lat": entity.lat,
        "lon": entity.lon,
        "state": entity.state,
    }


def _pair(pair: CoOccurrence) -> Mapping[str, Value]:
    return {
        "kind": "same sentence",
        "weight": pair.weight,
        "articles": pair.articles,
        "first_reported": pair.first,
        "last_reported": pair.last,
        "event_types": "; ".join(f"{kind} {events}" for kind, events in pair.kinds),
        "state": pair.state,
        **_citation(pair.evidence),
    }


def _tied(tie: Tie) -> Mapping[str, Value]:
    return {
        "kind": tie.kind,
        "label": tie.label,
        "weight": len(tie.evidence),
        "articles": len(tie.evidence),
        "first_reported": tie.first,
        "last_reported": tie.last,
        "subject": tie.subject_key,
        "object": tie.object_key,
        "since": tie.since,
        "until": tie.until,
        "state": tie.state,
        **_citation(tie.evidence[0]),
    }


def _citation(cited: Citation) -> Mapping[str, Value]:
    return {
        "quote": cited.quote,
        "quoted_from": cited.source,
        "published": cited.published,
        "title": cited.title,
        "url": web_link(cited.url),
        "sha256": cited.sha256,
        "start": cited.start,
        "end": cited.end,
        "also_in": "; ".join(cited.also_in),
    }


def _edge(number: int, source: str, target: str, fields: Mapping[str, Value]) -> str:
    return _element(f'edge id="e{number}" source="{source}" target="{target}"', "edge", fields)


def _element(tag: str, owner: str, fields: Mapping[str, Value]) -> str:
    data = "".join(
        f'      <data key="{owner}-{name}">{_text(value)}</data>\n'
        for name, value in fields.items()
        if value is not None and value != ""
    )
    return f"    <{tag}>\n{data}    </{owner}>\n"


def _text(value: str | float) -> str:
    """Return the value as XML text. Characters that XML does not allow are replaced."""
    return escape(_NO_XML.sub(STAND_IN, safe(str(value))))
