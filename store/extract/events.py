"""Being built."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dateline_events")
def events(doc: Doc) -> Doc:
    doc._.events = []
    return doc
