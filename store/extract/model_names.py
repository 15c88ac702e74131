"""Entities for articles that are not in English, taken from the model's own names.

Dateline's rules are for English. For other languages each spelling of a name that the model finds
becomes an entity. Times, roles and events, which need grammar, are left out.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import FoundEntity, FoundMention, Tokens
from store.identity.keys import organization_key, person_key, place_key, thing_key
from store.reading import EntityType

_TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON", "PER": "PERSON", "persName": "PERSON", "PRS": "PERSON",
    "ORG": "ORG", "orgName": "ORG", "ORGANIZATION": "ORG",
    "GPE": "GPE", "LOC": "LOC", "placeName": "LOC", "geogName": "LOC", "FAC": "FAC",
    "NORP": "NORP", "EVENT": "EVENT", "EVT": "EVENT", "WORK_OF_ART": "WORK",
    "PRODUCT": "PRODUCT", "LAW": "LAW",
}  # fmt: skip
"""The labels of spaCy's pipelines, which depend on their training data, as entity types."""


@Language.component("dateline_model_names")
def model_names(doc: Doc) -> Doc:
    """Set one entity for each spelling and type of a name that the model finds."""
    found: dict[str, FoundEntity] = {}
    for span in doc.ents:
        kind = _TYPES.get(span.label_)
        name = " ".join(span.text.split())
        if kind is None or not any(map(str.isalnum, name)):
            continue
        key = _key(kind, name)
        entity = found.setdefault(key, FoundEntity(key, name, kind))
        entity.mentions.append(FoundMention(Tokens(span.start, span.end), "name"))
        if name != entity.name:
            entity.aliases.add(name)
    doc._.entities = list(found.values())
    return doc


def _key(kind: EntityType, name: str) -> str:
    if kind == "PERSON":
        return person_key(name)
    if kind == "ORG":
        return organization_key(name)
    return place_key(name) if kind in {"GPE", "LOC", "FAC"} else thing_key(kind, name)
