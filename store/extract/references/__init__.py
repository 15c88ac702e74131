"""References: what "she", "its", "the ministry" and "the two countries" stand for.

By rule, and only where the text leaves little doubt: a reference that is left out costs a
mention, a wrong one puts words in somebody's mouth. The text is read once from left to right;
each reference that is settled becomes a mention of its entity, and later ones may follow it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.references.descriptions import Descriptions
from store.extract.references.discourse import Discourse
from store.extract.references.hanging import add_hanging
from store.extract.references.pairs import pair
from store.extract.references.persons import person
from store.extract.references.plurals import several
from store.extract.references.things import thing

__all__ = ["references"]

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_PLURAL = frozenset({"they", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})


@Language.component("dateline_references")
def references(doc: Doc) -> Doc:
    """Add the references to the mentions of the entities in `doc._.entities`."""
    add_hanging(doc)
    discourse = Discourse(doc)
    descriptions = Descriptions(discourse)
    for token in doc:
        if token.i in discourse.entities:
            discourse.pass_by(token)
        elif token.lower_ in _PERSONAL and token.tag_ in {"PRP", "PRP$"}:
            discourse.settle(token, token.i, "pronoun", person(discourse, token))
        elif token.lower_ in _NEUTER and token.tag_ in {"PRP", "PRP$"}:
            discourse.settle(token, token.i, "pronoun", thing(discourse, token))
        elif token.lower_ in _PLURAL and token.tag_ in {"PRP", "PRP$"}:
            discourse.settle(token, token.i, "pronoun", several(discourse, token))
        elif token.pos_ == "NOUN":
            both = pair(discourse, token)
            if both is None:
                descriptions.settle(token)
            else:
                discourse.settle(token, both.start, "nominal", both.entities)
    return doc
