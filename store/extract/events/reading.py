"""A document's events, from its parse, entities, times and statements."""

from __future__ import annotations

from spacy.tokens import Doc

from store.extract.events.codebook import Codebook, shipped_codebook
from store.extract.events.drafts import Draft
from store.extract.events.parse import Parse
from store.extract.events.participants import Participants
from store.extract.events.predicates import Predicates
from store.extract.found import FoundEvent, FoundEvidence, Tokens


def found_events(doc: Doc, book: Codebook | None = None) -> list[FoundEvent]:
    """The events; nominal entities that take part in one join `doc._.entities`."""
    if doc._.entities is None:
        doc._.entities = []
    parse = Parse(doc)
    people = Participants(book or shipped_codebook(), parse, doc._.entities)
    drafts = Predicates(book or shipped_codebook(), parse, people).drafts()
    events = [_finished(draft, parse) for draft in drafts]
    _admit(doc, events)
    return events


def _finished(draft: Draft, parse: Parse) -> FoundEvent:
    start, end = parse.bounds[parse.sentence[draft.verb]]
    return FoundEvent(
        type=draft.type,
        mode=draft.mode,
        label=draft.lemma,
        evidence=[FoundEvidence(Tokens(start, end), Tokens(draft.verb, draft.verb + 1))],
        actors=draft.actors,
        recipients=draft.recipients,
        modality=draft.modality,
    )


def _admit(doc: Doc, events: list[FoundEvent]) -> None:
    known = {id(entity) for entity in doc._.entities}
    for event in events:
        for entity in (*event.actors, *event.recipients):
            if id(entity) not in known:
                known.add(id(entity))
                doc._.entities.append(entity)
