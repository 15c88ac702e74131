"""The table of relations that is shipped hangs together."""

from __future__ import annotations

from store.extract.relations.table import relational

_SLOTS = set("subject object agent self owner apposed above war clause".split())
_PREPOSITIONS = set("of in to with against on from for at".split())
_TYPES = set("PERSON ORG GPE LOC FAC NORP PRODUCT WORK COUNTRY TOWN *".split())


def test_slots_and_types_are_known() -> None:
    table = relational()
    for rows in (*table.verbs.values(), *table.nouns.values(), *table.hyphens.values()):
        for row in rows:
            assert set(row.subject) | set(row.object) <= _SLOTS | _PREPOSITIONS, row
            assert row.subject_types | row.object_types <= _TYPES, row


def test_an_adjective_is_read_apart_from_its_noun() -> None:
    rows = relational().nouns["newspaper"]
    assert [(row.predicate, row.adjective) for row in rows] == [
        ("official_newspaper_of", "official")
    ]
