"""Being built."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dateline_statements")
def statements(doc: Doc) -> Doc:
    doc._.statements = []
    return doc
