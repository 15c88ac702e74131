"""Relations between two entities, each with the words that state it.

They come from the table `assets/codebook/relations.tsv`, matched against the parse. Only present
facts count: nothing negated, planned or conditional.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import FoundRelation, entities_by_token
from store.extract.relations.behind import relations_behind
from store.extract.relations.impossible import FORMER
from store.extract.relations.parties import party_relations
from store.extract.relations.patterns import border_relations, hyphen_relations
from store.extract.relations.rows import relational
from store.extract.relations.side_by_side import side_by_side
from store.extract.relations.table import Matching
from store.extract.relations.writers import writers

# A wrong table of the user's is an error when the model is loaded, not in each article.
relational()


_NOW = {former: now for now, former in FORMER.items()}
"""What holds says since when and until when, and leaves nothing to what once was."""


@Language.component("dateline_relations")
def relations(doc: Doc) -> Doc:
    """Set `doc._.relations` in text order, without duplicates."""
    entities = entities_by_token(doc)
    found: dict[tuple[int, str, int | str], FoundRelation] = {}
    matching = Matching(doc, entities)
    for relation in (
        *matching.relations(),
        *hyphen_relations(doc, entities),
        *border_relations(doc, entities),
        *party_relations(doc, entities),
        *relations_behind(doc, entities),
        *side_by_side(doc, entities),
        *writers(doc, entities),
    ):
        other = relation.object_text or id(relation.object)
        key = (id(relation.subject), relation.predicate, other)
        found.setdefault(key, relation)
    held = {(id(each.subject), each.predicate, id(each.object)) for each in found.values()}
    doc._.relations = sorted(
        (
            each
            for each in found.values()
            if (id(each.subject), _NOW.get(each.predicate), id(each.object)) not in held
        ),
        key=lambda relation: relation.span,
    )
    return doc
