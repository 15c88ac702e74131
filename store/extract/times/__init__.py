"""Time expressions: the component `times` finds them as TIMEX3 and resolves them to days."""

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.times.component import times_of
from store.extract.times.context import event_anchors


@Language.component("dateline_times")
def times(doc: Doc) -> Doc:
    """Set `doc._.times`."""
    doc._.times = times_of(doc)
    doc._.times = sorted([*doc._.times, *event_anchors(doc)], key=lambda time: time.span)
    return doc
