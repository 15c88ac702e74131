"""W3C Web Annotation: each piece of evidence, and each mention of an entity, as an annotation.

The file is one `AnnotationCollection` (www.w3.org/TR/annotation-model). Each target has a
`TextQuoteSelector` and a `TextPositionSelector`. Positions and quotes refer to the text that
dateline stored, whose hash is in the target's state. As the recommendation requires, `start` and
`end` count Unicode code points. A tool that counts UTF-16 code units, as JavaScript does, is off by
one for each earlier character beyond U+FFFF; it should anchor by the quote.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

import msgspec

from store.exports.as_json import as_json
from store.exports.citing import web_link
from store.exports.records import (
    Citation,
    EventRecord,
    Participant,
    RelationRecord,
    RoleRecord,
)
from store.exports.rows import ExportRows
from store.reading import Entity, Reading, Span
from store.safe_text import one_line, safe

type Json = dict[str, Any]

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dateline": "urn:dateline:"}]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:dateline:")
_AROUND = 32
"""Code points of `prefix` and `suffix`."""
_KEPT = 64
"""Texts that are kept for the next target."""


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the pieces of an annotation collection in JSON-LD."""
    label = f"dateline: {one_line(rows.request.query) or 'all articles'}"
    page = {"id": _id("page", label), "type": "AnnotationPage", "startIndex": 0}
    head = {
        "@context": _CONTEXT,
        "id": _id("collection", label),
        "type": "AnnotationCollection",
        "label": label,
        "first": page,
    }
    yield as_json(head).removesuffix("}}") + ', "items": ['
    total = 0
    for total, annotation in enumerate(_annotations(rows), start=1):
        yield ("\n" if total == 1 else ",\n") + as_json(annotation)
    yield f'\n]}}, "total": {total}}}\n'


def _annotations(rows: ExportRows) -> Iterator[Json]:
    text_of = lru_cache(_KEPT)(lambda number: rows.views.article(number).text)

    def targets(evidence: Iterable[Citation]) -> list[Json]:
        return [
            {**_target(each, text_of(each.number)), **_named(_origin(each))} for each in evidence
        ]

    for event in rows.events():
        yield _event(event, targets(event.evidence))
    facts: tuple[Iterator[RoleRecord | RelationRecord], ...] = (rows.roles(), rows.relations())
    for found in facts:
        for _, stated in groupby(found, key=lambda record: record.evidence[0].number):
            # A sentence may state the same twice, which is one annotation.
            said = (_stated(each, targets(each.evidence)) for each in stated)
            yield from {annotation["id"]: annotation for annotation in said}.values()
    for number, reading in rows.readings():
        article = rows.records.citation(number, 0, 0)
        for entity in reading.entities:
            if entity.is_named and entity.mentions:
                yield _mentions(entity, reading, article)


def _stated(fact: RoleRecord | RelationRecord, targets: list[Json]) -> Json:
    if isinstance(fact, RoleRecord):
        words = f"{fact.person}: {fact.full}" + (f", {fact.of}" if fact.of else "")
        return _annotation("office", words, targets, _fields(fact))
    words = f"{fact.subject} {fact.predicate.replace('_', ' ')} {fact.object}"
    return _annotation("relation", words, targets, _fields(fact))


def _event(event: EventRecord, targets: list[Json]) -> Json:
    words = "; ".join((f"{event.date}: {event.label}", *event.labels))
    tags = [event.type, event.mode, event.status or event.modality]
    fields = _fields(event)
    fields["participants"] = [_participant(each) for each in event.participants]
    name = event.id.rpartition(":")[2]  # an article may tell two events in the same words
    return _annotation(
        "event", words, targets, fields, tags=[tag for tag in tags if tag], name=name
    )


def _mentions(entity: Entity, reading: Reading, article: Citation) -> Json:
    """Return one annotation for all mentions of an entity in an article."""
    targets = [
        _target(
            msgspec.structs.replace(
                article,
                start=each.start,
                end=each.end,
                quote=reading.text[each.start : each.end],
            ),
            reading.text,
        )
        for each in entity.mentions
    ]
    fields = {"key": entity.key, "name": entity.name, "type": entity.type, **_origin(article)}
    return _annotation(
        "entity", entity.name, targets, fields, motivation="identifying", tags=[entity.type]
    )


def _annotation(
    kind: str,
    words: str,
    targets: list[Json],
    fields: Json,
    *,
    motivation: str = "describing",
    tags: Iterable[str] = (),
    name: str = "",
) -> Json:
    body: list[Json] = [
        {
            "type": "TextualBody",
            "purpose": motivation,
            "format": "text/plain",
            "value": one_line(words),
        }
    ]
    body += [{"type": "TextualBody", "purpose": "tagging", "value": one_line(tag)} for tag in tags]
    where = [as_json(each["selector"][1]) + each["state"]["cached"] for each in targets]
    return {
        "id": _id(kind, name, words, *where),
        "type": "Annotation",
        "motivation": motivation,
        "generator": {"type": "Software", "name": "dateline"},
        "body": body,
        "target": targets,
        f"dateline:{kind}": _named(fields),
    }


def _target(cited: Citation, text: str) -> Json:
    """Return the range of a text, by its words and by its position in code points."""
    span = Span(cited.start, cited.end)
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    cached = _hash_name(cited.sha256)
    return {
        "type": "SpecificResource",
        "source": web_link(cited.url) or cached,
        "state": {"type": "TimeState", "cached": cached},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": safe(cited.quote),
                "prefix": safe(before),
                "suffix": safe(after),
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _origin(cited: Citation) -> Json:
    """Return where a citation comes from, as people cite it."""
    return {
        "title": cited.title,
        "source": cited.source,
        "published": cited.published,
        "sha256": cited.sha256,
        "also_in": cited.also_in,
    }


def _fields(record: msgspec.Struct) -> Json:
    """Return the fields of a record without its citations, which are the targets."""
    plain: Json = msgspec.to_builtins(record)
    return {name: value for name, value in plain.items() if name not in {"record", "evidence"}}


def _participant(each: Participant) -> Json:
    return _named({"part": each.part, "key": each.key, "name": each.name, "type": each.type})


def _named(fields: Json) -> Json:
    """Return fields as terms of ours. Unknown and empty ones are left out."""
    return {
        f"dateline:{name}": _safe(value)
        for name, value in fields.items()
        if value not in (None, "", [], ())
    }


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    return [_safe(each) for each in value] if isinstance(value, list | tuple) else value


def _hash_name(sha256: str) -> str:
    """Return the name of a text by its hash, as RFC 6920 writes it."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _id(kind: str, *parts: str) -> str:
    """Return an id that depends only on what is annotated."""
    said = "\0".join(chain((kind,), parts)).encode("utf-8", "replace").decode()
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, said)}"
