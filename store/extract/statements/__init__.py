"""Statements: who said, thinks, wants or found what, as source, cue and content.

`codebook` holds the reporting words, `cues` finds them on verbs, `phrases` finds "according to"
and its like, `sources` and `contents` read the two sides from the parse, `quotations` knows
where quoted words begin and end. `attribution_of` tells what follows for an event: the chain
of those who say so.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.statements.attribution import attribution_of
from store.extract.statements.chains import told
from store.extract.statements.codebook import codebook
from store.extract.statements.cues import verb_statements
from store.extract.statements.phrases import phrase_statements
from store.extract.statements.quotations import Quotations

__all__ = ["attribution_of", "statements"]


@Language.component("dateline_statements")
def statements(doc: Doc) -> Doc:
    """Set `doc._.statements`, in the order of their cues."""
    quotations = Quotations(doc)
    drafts = [*verb_statements(doc, codebook(), quotations), *phrase_statements(doc)]
    found = [draft.finished(doc) for draft in told(doc, drafts, quotations)]
    doc._.statements = sorted((s for s in found if s is not None), key=lambda s: s.cue)
    return doc
