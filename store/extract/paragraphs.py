"""A sentence never crosses a blank line: starts are set before the parser, which keeps them."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dateline_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence at the first word after each blank line."""
    broken = True
    for token in doc:
        if token.is_space:
            broken = broken or token.text.count("\n") > 1
        else:
            if broken:
                token.is_sent_start = True
            broken = False
    return doc
