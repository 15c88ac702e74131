"""Being built."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dateline_references")
def references(doc: Doc) -> Doc:
    return doc
