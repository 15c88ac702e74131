"""FollowTheMoney: one entity a line, as Aleph and the `ftm` tools load them.

Articles are `Article`, people `Person`, bodies `Organization`, countries and peoples `LegalEntity`,
places `Address`. An event is an `Event` that names those who take part, with its articles as
`proof`. Offices are `Position` and `Occupancy`; they and relations have `proof` too, which the
model has since version 4 and older readers skip. Entities get the same id in every export, so
cases can be joined. The package followthemoney is not needed; the tests validate with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from store.asset_files import shipped_rows
from store.date_words import format_date
from store.exports.as_json import as_json
from store.exports.citing import cited, web_link
from store.exports.network import Tie, ties
from store.exports.records import ArticleRecord, Citation, EntityRecord, EventRecord
from store.exports.rows import ExportRows
from store.reading import Entity, Reading
from store.safe_text import one_line, safe

type Line = dict[str, Any]
type Values = Iterable[str | int | float | None] | str | int | float | None

_SCHEMATA = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "LegalEntity",
    "NORP": "LegalEntity",
    "LOC": "Address",
    "FAC": "Address",
    "EVENT": "Event",
}
"""The model has nothing for works, products and laws."""
_LEGAL = {"Person", "Organization", "LegalEntity"}
"""What takes part in an event, and what a mention resolves to."""
_LONGEST = {
    "name": 384, "alias": 384, "namesMentioned": 384, "full": 250, "location": 250,
    "sourceUrl": 4_096, "bodyText": 65_000, "description": 65_000, "notes": 65_000,
    "summary": 65_000,
}  # fmt: skip
"""The longest values of the model's types, in code points, and of any other type:"""
_LONGEST_STRING = 1_024
_LINES = {"bodyText", "description", "notes"}
"""Properties of several lines."""
_COUNTRY = re.compile("gpe/([A-Z]{2})(?:/|$)")
_DAY = re.compile(r"[12]\d{3}(?:-\d\d(?:-\d\d)?)?")
"""A truncated date. The model knows the years from 1000 to 2999."""
_MONTHS = {"month", "quarter"}
_YEARS = {"year", "decade", "century"}


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the lines of a FollowTheMoney file."""
    for line in _lines(rows):
        yield as_json(line) + "\n"


def _lines(rows: ExportRows) -> Iterator[Line]:
    documents: set[str] = set()
    for article in rows.articles():
        for each in (article, *article.copies):
            line = _article(each, article)
            documents.add(line["id"])
            yield line
    schemata: dict[str, str] = {}
    for entity in rows.entities():
        if schema := _SCHEMATA.get(entity.type):
            schemata[entity.key] = schema
            yield from _entity(entity, schema)
    for _, reading in rows.readings():
        yield from _mentions(reading, schemata)
    yield from _events(rows, schemata, documents)
    yield from _ties(rows, schemata)


# Articles and entities.


def _article(article: ArticleRecord, original: ArticleRecord) -> Line:
    return _made(
        "Article",
        _article_id(article),
        name=article.shown_title,
        title=article.title,
        fileName=_file_name(article.origin) or article.shown_title,
        author=article.author,
        publisher=article.source,
        sourceUrl=web_link(article.url),
        publishedAt=_utc(article.published),
        modifiedAt=_utc(article.modified),
        language=_languages().get((article.language or "")[:2]),
        mimeType="text/plain",
        bodyText=_parts(article.text),
        keywords=(
            f"{article.kind} of {original.sha256}" if article.kind else None,
            article.state if article.state != "machine" else None,
        ),
        notes=f"SHA-256 of the text: {article.sha256}",
    )


def _cited_article(citation: Citation, id_: str) -> Line:
    """Return what a citation knows of its article."""
    return _made(
        "Article",
        id_,
        name=citation.title or citation.quote,
        title=citation.title,
        fileName=_file_name(citation.origin) or citation.title or citation.sha256,
        publisher=citation.source,
        sourceUrl=web_link(citation.url),
        publishedAt=_utc(citation.published),
        notes=f"SHA-256 of the text: {citation.sha256}",
    )


def _file_name(origin: str | None) -> str:
    return (origin or "").rpartition("/")[2]


def _article_id(article: ArticleRecord) -> str:
    """Another source of the same text has the same id in the store, and needs its own here."""
    if article.kind != "same":
        return _id("article", article.id)
    return _id("article", article.id, article.source, article.url, article.published)


def _parts(text: str) -> list[str]:
    """Cut a text that is longer than a value may be."""
    size = _LONGEST["bodyText"]
    return [text[at : at + size] for at in range(0, len(text), size)]


def _entity(entity: EntityRecord, schema: str) -> Iterator[Line]:
    place = _address(entity) if entity.lat is not None or schema == "Address" else None
    if place is not None:
        yield place
    if schema != "Address":
        yield _made(
            schema,
            _id("entity", entity.key),
            name=entity.name,
            alias=entity.aliases,
            country=_country(entity.key, entity.iso),
            addressEntity=place["id"] if place else None,
            keywords=(_kind(entity.type), _answered(entity.state)),
            notes=f"{entity.mentions} of {entity.all} mentions, dateline key {entity.key}",
        )


def _address(entity: EntityRecord) -> Line:
    id_ = "entity" if _SCHEMATA[entity.type] == "Address" else "place"
    return _made(
        "Address",
        _id(id_, entity.key),
        name=entity.name,
        full=entity.name,
        alias=entity.aliases,
        latitude=entity.lat,
        longitude=entity.lon,
        country=_country(entity.key, entity.iso),
        keywords=(_kind(entity.type), _answered(entity.state)),
    )


def _mentions(reading: Reading, schemata: Mapping[str, str]) -> Iterator[Line]:
    """Yield one `Mention` for each entity of an article, with all the words that name it."""
    for entity in reading.entities:
        if entity.key in schemata and entity.mentions:
            resolved = schemata[entity.key] in _LEGAL
            yield _made(
                "Mention",
                _id("mention", reading.id, entity.key),
                document=_id("article", reading.id),
                resolved=_id("entity", entity.key) if resolved else None,
                name=(entity.name, *_words(reading, entity)),
                detectedSchema=schemata[entity.key],
                contextCountry=_country(entity.key, entity.iso),
            )


def _words(reading: Reading, entity: Entity) -> list[str]:
    named = [each for each in entity.mentions if each.kind in {"name", "acronym", "demonym"}]
    return sorted({reading.text[each.start : each.end] for each in named})


# Events.


def _events(rows: ExportRows, schemata: Mapping[str, str], documents: set[str]) -> Iterator[Line]:
    """Yield the events. An article that reports one and is not selected comes before it."""
    for event in rows.events():
        for citation in event.evidence:
            id_ = _id("article", citation.article)
            if id_ not in documents:
                documents.add(id_)
                yield _cited_article(citation, id_)
        yield _event(event, schemata)


def _event(event: EventRecord, schemata: Mapping[str, str]) -> Line:
    parties = [each for each in event.participants if each.part in {"actor", "recipient"}]
    involved = [each for each in parties if schemata.get(each.key) in _LEGAL]
    others = [each for each in event.participants if each not in involved]
    place = next((each for each in event.participants if each.part == "place"), None)
    return _made(
        "Event",
        _event_id(event),
        name=event.label,
        summary=_summary(event),
        description="\n".join(map(cited, event.evidence)),
        location=event.place,
        country=_country(place.key) if place else None,
        involved=[_id("entity", each.key) for each in involved],
        namesMentioned=[each.name for each in others],
        proof=[_id("article", each.article) for each in event.evidence],
        sourceUrl=[web_link(each.url) for each in event.evidence],
        publisher=[each.source for each in event.evidence],
        keywords=(event.type, event.mode, *event.labels),
        recordId=event.id,
        **_period(event.from_, event.to, event.precision),
    )


def _event_id(event: EventRecord) -> str:
    """Return an id made of the text that first reports the event, and its place in that text."""
    number, _, name = event.id.partition(":")
    first = [each.sha256 for each in event.evidence if str(each.number) == number]
    return _id("event", *first[:1], name) if first else _id("event", event.id)


def _summary(event: EventRecord) -> str:
    """Return what the properties cannot say: the parts, the date in words, status, confidence."""
    said = [f"{event.type} {event.mode}" if event.mode else event.type]
    said += [f"{part}: {', '.join(who)}" for part, who in
             (("actor", event.actors), ("recipient", event.recipients)) if who]  # fmt: skip
    precision = f" ({event.precision})" if event.precision else ""
    basis = f", {event.date_basis}" if event.date_basis else ""
    said.append(f"date: {event.date}{precision}{basis}")
    said += event.labels
    if event.confidence is not None:
        said.append(f"confidence {event.confidence:g}")
    return "; ".join(said)


def _period(first: str | None, last: str | None, precision: str | None) -> dict[str, str]:
    """Return the date as truncated ISO dates. A month stays a month.

    A bound ("before 9 July") is left out: the model would read it as a beginning or an end. So is
    what the model does not know. The summary has both in words.
    """
    first, last = _truncated((first or "")[:10]), _truncated((last or "")[:10])
    if not (first and last):
        return {}
    size = 4 if precision in _YEARS else 7 if precision in _MONTHS else 10
    whole = format_date(first, last, precision)
    if _DAY.fullmatch(whole):
        return {"date": whole}
    return {"startDate": first[:size], "endDate": last[:size]}


# Offices and relations.


def _ties(rows: ExportRows, schemata: Mapping[str, str]) -> Iterator[Line]:
    posts: set[str] = set()
    for tie in ties(rows):
        subject = schemata.get(tie.subject_key)
        if tie.kind == "office" and subject == "Person":
            yield from _office(tie, schemata, posts)
        object_ = schemata.get(tie.object_key or "")
        if tie.kind == "relation" and subject and object_:
            yield _relation(tie, subject, object_)


def _office(tie: Tie, schemata: Mapping[str, str], posts: set[str]) -> Iterator[Line]:
    """Yield who holds an office, and the office itself when it comes for the first time."""
    post = _id("post", tie.label, tie.object_key or tie.object)
    if post not in posts:
        posts.add(post)
        organization = schemata.get(tie.object_key or "") == "Organization"
        yield _made(
            "Position",
            post,
            name=f"{tie.label}, {tie.object}" if tie.object else tie.label,
            organization=_id("entity", tie.object_key) if organization else None,
            country=_country(tie.object_key or ""),
        )
    yield _made(
        "Occupancy",
        _id("office", tie.subject_key, post, *filter(None, (tie.since, tie.until))),
        startDate=_truncated(tie.since),
        endDate=_truncated(tie.until),
        holder=_id("entity", tie.subject_key),
        post=post,
        **_evidence(tie),
    )


def _relation(tie: Tie, subject_schema: str, object_schema: str) -> Line:
    schema, subject, object_ = _link(tie.label, subject_schema, object_schema)
    return _made(
        schema,
        _id("relation", tie.subject_key, tie.label, tie.object_key, tie.since, tie.until),
        role=tie.label.replace("_", " "),
        startDate=_truncated(tie.since),
        endDate=_truncated(tie.until),
        **{subject: _id("entity", tie.subject_key), object_: _id("entity", tie.object_key)},
        **_evidence(tie),
    )


def _link(predicate: str, subject: str, object_: str) -> tuple[str, str, str]:
    """Return schema and properties for a relation between entities of these schemata."""
    if object_ == "Organization":
        if predicate == "member_of" and subject in _LEGAL:
            return "Membership", "member", "organization"
        if predicate == "works_for" and subject == "Person":
            return "Employment", "employee", "employer"
        if predicate == "chair_of" and subject in _LEGAL:
            return "Directorship", "director", "organization"
    return "UnknownLink", "subject", "object"


def _evidence(tie: Tie) -> dict[str, Values]:
    return {
        "summary": f"stated by {len(tie.evidence)} articles, published "
        f"{tie.first or 'undated'} to {tie.last or 'undated'}; {_answered(tie.state)}",
        "description": "\n".join(map(cited, tie.evidence)),
        "proof": [_id("article", each.article) for each in tie.evidence],
        "sourceUrl": [web_link(each.url) for each in tie.evidence],
        "publisher": [each.source for each in tie.evidence],
    }


# Values.


def _made(schema: str, id_: str, **properties: Values) -> Line:
    """Return an entity of the model. Empty values are left out; a name is never."""
    kept = {name: found for name, value in properties.items() if (found := _clean(name, value))}
    if "name" in properties:
        kept.setdefault("name", [id_])
    return {"id": id_, "schema": schema, "properties": kept}


def _clean(name: str, value: Values) -> list[str]:
    several = [value] if isinstance(value, str | float | int | None) else value
    longest = _LONGEST.get(name, _LONGEST_STRING)
    texts = [str(each) for each in several if each is not None]
    if name not in _LINES:
        texts = [" ".join(one_line(each).split()) for each in texts]
    return list(dict.fromkeys(safe(each)[:longest] for each in texts if each))


def _id(kind: str, *parts: str | None) -> str:
    """Return an id that depends only on what is named, so that it is the same in every export."""
    said = "\0".join((kind, *(part or "" for part in parts)))
    return hashlib.sha1(said.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _country(key: str, iso: str | None = None) -> str | None:
    found = _COUNTRY.match(key)
    return (iso or (found[1] if found else "")).lower() or None


def _truncated(day: str | None) -> str | None:
    return day if day and _DAY.fullmatch(day) else None


def _utc(moment: str | None) -> str | None:
    """Return a day as it is, and a time in UTC, as the model has it."""
    if moment is None or len(moment) <= len("2024-07-09"):
        return _truncated(moment)
    try:
        exact = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return _truncated(moment[:10])
    return f"{exact:%Y-%m-%dT%H:%M:%S}".rjust(len("2024-07-09T00:00:00"), "0")


@cache
def _languages() -> Mapping[str, str]:
    """Return the three-letter codes of the languages that the model has."""
    return dict(shipped_rows("gazetteer", "languages.tsv"))


def _kind(type_: str) -> str:
    return type_.lower()


def _answered(state: str) -> str:
    return "machine only" if state == "machine" else state
