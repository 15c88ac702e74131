"""Statements: who said, thinks, wants or found what, as source, cue and content.

`cues.py` finds them on verbs, in phrases ("according to") and at colons. `sources.py` and
`contents.py` read the source and the content from the parse. `quotations.py` pairs the quotation
marks of the article, and `speakers.py` finds the speaker of each quotation. `drafts.py` extends
statements to their quotations, and decides which of several nested ones stand alone.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import entities_by_token
from store.extract.reporting_words import codebook
from store.extract.statements.cues import (
    colon_statements,
    phrase_statements,
    signed_quotations,
    verb_statements,
)
from store.extract.statements.drafts import disentangle, kept, with_quotations
from store.extract.statements.quotations import Quotations
from store.extract.statements.sources import keep_one_speaker
from store.extract.statements.speakers import speak_of_others, with_speakers

__all__ = ["statements"]


@Language.component("dateline_statements")
def statements(doc: Doc) -> Doc:
    """Set `doc._.statements` and `doc._.quotations` in text order."""
    keep_one_speaker(doc)
    quotations = Quotations(doc)
    drafts = [
        *colon_statements(doc),
        *verb_statements(doc, codebook(), quotations),
        *phrase_statements(doc, codebook()),
        *signed_quotations(doc, quotations),
    ]
    disentangle(doc, drafts)
    with_quotations(doc, drafts, quotations)
    entities = entities_by_token(doc)
    found = [draft.finished(doc, entities) for draft in kept(doc, drafts, quotations)]
    doc._.statements = sorted((s for s in found if s is not None), key=lambda s: s.cue)
    doc._.quotations = with_speakers(doc, quotations, doc._.statements)
    speak_of_others(doc._.quotations)
    return doc
