"""FollowTheMoney: one entity a line, as Aleph and the `ftm` tools load them.

Articles are `Article`, people `Person`, bodies `Organization`, countries and peoples `LegalEntity`,
places `Address`. An event is an `Event` that names those who take part, with its articles as
`proof`. Offices are `Position` and `Occupancy`; they and relations have `proof` too, which the
model has since version 4 and older readers skip. Entities get the same id in every export, so
cases can be joined. The package followthemoney is not needed; the tests validate with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from store.exports.as_json import as_json
from store.exports.citing import cited, web_link
from store.exports.follow_the_money_values import (
    Line,
    Values,
    country_of,
    cut_text,
    id_of,
    language_codes,
    line_of,
    period_of,
    truncated_date,
    utc_moment,
)
from store.exports.network import Tie, ties
from store.exports.records import ArticleRecord, Citation, EntityRecord, EventRecord
from store.exports.rows import ExportRows
from store.reading import Entity, Reading

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
    return line_of(
        "Article",
        _article_id(article),
        name=article.shown_title,
        title=article.title,
        fileName=_file_name(article.origin) or article.shown_title,
        author=article.author,
        publisher=article.source,
        sourceUrl=web_link(article.url),
        publishedAt=utc_moment(article.published),
        modifiedAt=utc_moment(article.modified),
        language=language_codes().get((article.language or "")[:2]),
        mimeType="text/plain",
        bodyText=cut_text(article.text),
        keywords=(
            f"{article.kind} of {original.sha256}" if article.kind else None,
            article.state if article.state != "machine" else None,
        ),
        notes=f"SHA-256 of the text: {article.sha256}",
    )


def _cited_article(citation: Citation, id_: str) -> Line:
    """Return what a citation knows of its article."""
    return line_of(
        "Article",
        id_,
        name=citation.title or citation.quote,
        title=citation.title,
        fileName=_file_name(citation.origin) or citation.title or citation.sha256,
        publisher=citation.source,
        sourceUrl=web_link(citation.url),
        publishedAt=utc_moment(citation.published),
        notes=f"SHA-256 of the text: {citation.sha256}",
    )


def _file_name(origin: str | None) -> str:
    return (origin or "").rpartition("/")[2]


def _article_id(article: ArticleRecord) -> str:
    """Another source of the same text has the same id in the store, and needs its own here."""
    if article.kind != "same":
        return id_of("article", article.id)
    return id_of("article", article.id, article.source, article.url, article.published)


def _entity(entity: EntityRecord, schema: str) -> Iterator[Line]:
    place = _address(entity) if entity.lat is not None or schema == "Address" else None
    if place is not None:
        yield place
    if schema != "Address":
        yield line_of(
            schema,
            id_of("entity", entity.key),
            name=entity.name,
            alias=entity.aliases,
            country=country_of(entity.key, entity.iso),
            addressEntity=place["id"] if place else None,
            keywords=(_kind(entity.type), _answered(entity.state)),
            notes=f"{entity.mentions} of {entity.all} mentions, dateline key {entity.key}",
        )


def _address(entity: EntityRecord) -> Line:
    id_ = "entity" if _SCHEMATA[entity.type] == "Address" else "place"
    return line_of(
        "Address",
        id_of(id_, entity.key),
        name=entity.name,
        full=entity.name,
        alias=entity.aliases,
        latitude=entity.lat,
        longitude=entity.lon,
        country=country_of(entity.key, entity.iso),
        keywords=(_kind(entity.type), _answered(entity.state)),
    )


def _mentions(reading: Reading, schemata: Mapping[str, str]) -> Iterator[Line]:
    """Yield one `Mention` for each entity of an article, with all the words that name it."""
    for entity in reading.entities:
        if entity.key in schemata and entity.mentions:
            resolved = schemata[entity.key] in _LEGAL
            yield line_of(
                "Mention",
                id_of("mention", reading.id, entity.key),
                document=id_of("article", reading.id),
                resolved=id_of("entity", entity.key) if resolved else None,
                name=(entity.name, *_words(reading, entity)),
                detectedSchema=schemata[entity.key],
                contextCountry=country_of(entity.key, entity.iso),
            )


def _words(reading: Reading, entity: Entity) -> list[str]:
    named = [each for each in entity.mentions if each.kind in {"name", "acronym", "demonym"}]
    return sorted({reading.text[each.start : each.end] for each in named})


# Events.


def _events(rows: ExportRows, schemata: Mapping[str, str], documents: set[str]) -> Iterator[Line]:
    """Yield the events. An article that reports one and is not selected comes before it."""
    for event in rows.events():
        for citation in event.evidence:
            id_ = id_of("article", citation.article)
            if id_ not in documents:
                documents.add(id_)
                yield _cited_article(citation, id_)
        yield _event(event, schemata)


def _event(event: EventRecord, schemata: Mapping[str, str]) -> Line:
    parties = [each for each in event.participants if each.part in {"actor", "recipient"}]
    involved = [each for each in parties if schemata.get(each.key) in _LEGAL]
    others = [each for each in event.participants if each not in involved]
    place = next((each for each in event.participants if each.part == "place"), None)
    return line_of(
        "Event",
        _event_id(event),
        name=event.label,
        summary=_summary(event),
        description="\n".join(map(cited, event.evidence)),
        location=event.place,
        country=country_of(place.key) if place else None,
        involved=[id_of("entity", each.key) for each in involved],
        namesMentioned=[each.name for each in others],
        proof=[id_of("article", each.article) for each in event.evidence],
        sourceUrl=[web_link(each.url) for each in event.evidence],
        publisher=[each.source for each in event.evidence],
        keywords=(event.type, event.mode, *event.labels),
        recordId=event.id,
        **period_of(event.from_, event.to, event.precision),
    )


def _event_id(event: EventRecord) -> str:
    """Return an id made of the text that first reports the event, and its place in that text."""
    number, _, name = event.id.partition(":")
    first = [each.sha256 for each in event.evidence if str(each.number) == number]
    return id_of("event", *first[:1], name) if first else id_of("event", event.id)


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
    post = id_of("post", tie.label, tie.object_key or tie.object)
    if post not in posts:
        posts.add(post)
        organization = schemata.get(tie.object_key or "") == "Organization"
        yield line_of(
            "Position",
            post,
            name=f"{tie.label}, {tie.object}" if tie.object else tie.label,
            organization=id_of("entity", tie.object_key) if organization else None,
            country=country_of(tie.object_key or ""),
        )
    yield line_of(
        "Occupancy",
        id_of("office", tie.subject_key, post, *filter(None, (tie.since, tie.until))),
        startDate=truncated_date(tie.since),
        endDate=truncated_date(tie.until),
        holder=id_of("entity", tie.subject_key),
        post=post,
        **_evidence(tie),
    )


def _relation(tie: Tie, subject_schema: str, object_schema: str) -> Line:
    schema, subject, object_ = _link(tie.label, subject_schema, object_schema)
    return line_of(
        schema,
        id_of("relation", tie.subject_key, tie.label, tie.object_key, tie.since, tie.until),
        role=tie.label.replace("_", " "),
        startDate=truncated_date(tie.since),
        endDate=truncated_date(tie.until),
        **{subject: id_of("entity", tie.subject_key), object_: id_of("entity", tie.object_key)},
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
        "proof": [id_of("article", each.article) for each in tie.evidence],
        "sourceUrl": [web_link(each.url) for each in tie.evidence],
        "publisher": [each.source for each in tie.evidence],
    }


# Values.


def _kind(type_: str) -> str:
    return type_.lower()


def _answered(state: str) -> str:
    return "machine only" if state == "machine" else state
