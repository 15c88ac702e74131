"""Events: who did what to whom, where and when, according to whom.

`codebook` holds what words mean, `matching` finds its phrases in the parse, `arguments` and
`participants` find who takes part, `types` and `modality` read what the grammar makes of it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.events.reading import found_events

__all__ = ["events"]


@Language.component("dateline_events")
def events(doc: Doc) -> Doc:
    """Set `doc._.events`, in the order of the text."""
    doc._.events = found_events(doc)
    return doc
