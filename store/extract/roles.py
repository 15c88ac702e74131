"""Being built."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dateline_roles")
def roles(doc: Doc) -> Doc:
    doc._.roles = []
    doc._.relations = []
    return doc
