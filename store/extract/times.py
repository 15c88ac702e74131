"""Being built."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dateline_times")
def times(doc: Doc) -> Doc:
    doc._.times = []
    return doc
