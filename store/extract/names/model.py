"""The model's own names, as a first draft."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name

_TYPES = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "WORK_OF_ART": "WORK",
    "PRODUCT": "PRODUCT",
    "LAW": "LAW",
}


def from_model(draft: Draft) -> None:
    """Dates, amounts and languages are no names."""
    draft.names = [
        Name(span.start, span.end, _TYPES[span.label_], draft.text(span.start, span.end))
        for span in draft.doc.ents
        if span.label_ in _TYPES
    ]
