"""Relations: what holds between two entities, each with the words that say so.

By the table `assets/codebook/relations.tsv` over the parse. Only what is stated as a fact of
now counts: nothing negated, planned or conditional.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import FoundRelation, entities_by_token
from store.extract.relations.patterns import border_relations, hyphen_relations
from store.extract.relations.table import Matching


@Language.component("dateline_relations")
def relations(doc: Doc) -> Doc:
    """Set `doc._.relations`, each once, in order of the text."""
    entities = entities_by_token(doc)
    found: dict[tuple[int, str, int], FoundRelation] = {}
    matching = Matching(doc, entities)
    for relation in (
        *matching.relations(),
        *hyphen_relations(doc, entities),
        *border_relations(doc, entities),
    ):
        key = (id(relation.subject), relation.predicate, id(relation.object))
        found.setdefault(key, relation)
    doc._.relations = sorted(found.values(), key=lambda relation: relation.span)
    return doc
