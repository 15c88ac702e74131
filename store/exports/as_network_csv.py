"""CSV of who stands with whom, of offices and of relations: a table each, with whole citations.

The first columns of the pairs are named as Gephi expects them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.exports.as_csv import Cell, csv_line
from store.exports.citing import web_link
from store.exports.network import CoOccurrences
from store.exports.records import Citation, RelationRecord, RoleRecord
from store.exports.rows import ExportRows

_CITATION = (
    "quote", "quoted_from", "published", "title", "url", "sha256", "start", "end", "also_in",
)  # fmt: skip
_PAIR = (
    "Source", "Target", "Type", "Weight", "source_name", "target_name", "articles", "first", "last",
    "event_types", *_CITATION, "state",
)  # fmt: skip
_OFFICE = (
    "person", "office", "body", "standing", "since", "until", "person_key", "body_key", *_CITATION,
    "state", "confidence",
)  # fmt: skip
_RELATION = (
    "subject", "predicate", "object", "since", "until", "subject_key", "object_key", *_CITATION,
    "state",
)  # fmt: skip


def pairs(rows: ExportRows) -> Iterator[str]:
    """Yield a line for each two entities that are named in the same sentences. The first sentence
    is quoted.
    """
    yield csv_line(_PAIR)
    with CoOccurrences(rows) as together:
        for _ in together.entities():
            pass
        for pair in together.pairs():
            yield csv_line(
                (
                    pair.key,
                    pair.other_key,
                    "Undirected",
                    pair.weight,
                    pair.name,
                    pair.other,
                    pair.articles,
                    pair.first,
                    pair.last,
                    "; ".join(f"{kind} {events}" for kind, events in pair.kinds),
                    *_cited(pair.evidence),
                    pair.state,
                )
            )


def offices(rows: ExportRows) -> Iterator[str]:
    """Yield a line for each article that states who holds an office."""
    yield csv_line(_OFFICE)
    for role in rows.roles():
        yield from map(csv_line, _office(role))


def relations(rows: ExportRows) -> Iterator[str]:
    """Yield a line for each article that states a relation."""
    yield csv_line(_RELATION)
    for relation in rows.relations():
        yield from map(csv_line, _relation(relation))


def _office(role: RoleRecord) -> Iterable[Iterable[Cell]]:
    names = role.person, role.role, role.of, role.standing, role.since, role.until
    keys = role.person_key, role.of_key
    return [(*names, *keys, *_cited(each), role.state, role.confidence) for each in role.evidence]


def _relation(found: RelationRecord) -> Iterable[Iterable[Cell]]:
    names = found.subject, found.predicate, found.object, found.since, found.until
    keys = found.subject_key, found.object_key
    return [(*names, *keys, *_cited(each), found.state) for each in found.evidence]


def _cited(citation: Citation) -> tuple[Cell, ...]:
    return (
        citation.quote,
        citation.source,
        citation.published,
        citation.title,
        web_link(citation.url),
        citation.sha256,
        citation.start,
        citation.end,
        "; ".join(citation.also_in),
    )
