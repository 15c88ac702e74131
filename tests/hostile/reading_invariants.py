"""What holds of every reading, whatever the text: each broken rule as one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from store.extract.events.codebook import Codebook
from store.extract.syntax.parse import Parse
from store.extract.syntax.tree import governors
from store.reading import Reading, reading_from, to_document


def broken_parse(doc: Doc, book: Codebook) -> Iterator[str]:
    """Of the `Doc`'s own parse, and of the repaired one that the events are read from."""
    heads = [token.head.i for token in doc]
    bounds = [(sentence.start, sentence.end) for sentence in doc.sents]
    yield from no_trees("the parse", heads, bounds)
    repaired = Parse(doc, book.verbs)
    yield from no_trees("the repaired parse", repaired.head, repaired.bounds)


def no_trees(what: str, heads: Sequence[int], bounds: list[tuple[int, int]]) -> Iterator[str]:
    """Of governors by token and the ranges of the sentences: where they are not one tree each."""
    if [end for _, end in bounds[:-1]] != [start for start, _ in bounds[1:]]:
        yield f"{what}: its sentences do not follow one another"
    for start, end in bounds:
        roots = [i for i in range(start, end) if heads[i] == i]
        if len(roots) != 1:
            yield f"{what}: {len(roots)} roots in the sentence of the tokens {start} to {end}"
        for token in range(start, end):
            top = [token, *governors(heads, token)][-1]
            if top not in roots:
                yield f"{what}: token {token} ends at {top}, which is no root of its sentence"
                return


def broken_rules(reading: Reading) -> Iterator[str]:
    """Of a whole reading."""
    yield from _bad_spans(reading)
    yield from _bad_sentences(reading)
    yield from _bad_ids(reading)
    yield from _bad_dates(reading)
    if reading.partial:
        yield f"read in part: without {reading.missing}"
    if reading_from(to_document(reading)) != reading:
        yield "its document gives another reading"


def _spans(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Every range that the reading names."""
    yield from (("furniture", *span) for span in reading.furniture)
    yield from (("sentence", *span) for span in reading.sentences)
    yield from (("time", each.start, each.end) for each in reading.times)
    for entity in reading.entities:
        yield from ((entity.id, each.start, each.end) for each in entity.mentions)
    for fact in (*reading.roles, *reading.relations):
        yield type(fact).__name__, fact.start, fact.end
    for event in reading.events:
        for piece in event.evidence:
            yield event.id, piece.start, piece.end
            yield f"the verb of {event.id}", *piece.verb
    for statement in reading.statements:
        parts = (statement.source_span, statement.cue, statement.content)
        yield from (("statement", *part) for part in parts if part is not None)


def _bad_spans(reading: Reading) -> Iterator[str]:
    for what, start, end in _spans(reading):
        if not 0 <= start < end <= len(reading.text):
            yield f"{what}: [{start}, {end}) is no range of {len(reading.text)} characters"
    for event in reading.events:
        for piece in event.evidence:
            if not piece.start <= piece.verb.start < piece.verb.end <= piece.end:
                yield f"the verb of {event.id} is outside of its evidence"


def _bad_sentences(reading: Reading) -> Iterator[str]:
    """Sentences are in order, and all that is no furniture lies in one, and so does each verb."""
    for before, behind in pairwise(reading.sentences):
        if before.end > behind.start:
            yield f"the sentence {before} reaches into {behind}"
    covered = bytearray(len(reading.text))
    for start, end in (*reading.sentences, *reading.furniture):
        covered[start:end] = b"\1" * (end - start)
    left = [i for i, letter in enumerate(reading.text) if not covered[i] and letter.isalnum()]
    if left:
        yield f"{len(left)} characters lie in no sentence, the first at {left[0]}"
    starts = {span.start for span in reading.sentences}
    for event in reading.events:
        if any(piece.start not in starts for piece in event.evidence):
            yield f"the evidence of {event.id} is no sentence"


def _bad_ids(reading: Reading) -> Iterator[str]:
    entities = [entity.id for entity in reading.entities]
    events = [event.id for event in reading.events]
    for what, ids in (("entities", entities), ("events", events)):
        if len(set(ids)) != len(ids):
            yield f"two {what} have one id"
    yield from (f"{e.id} has no mention" for e in reading.entities if not e.mentions)
    unknown = set(_named(reading)) - set(entities)
    if unknown:
        yield f"no entity is called {sorted(unknown)}"


def _named(reading: Reading) -> Iterator[str]:
    """The ids of entities that facts refer to."""
    for role in reading.roles:
        yield from _some(role.person, role.of)
    for relation in reading.relations:
        yield from _some(relation.subject, relation.object)
    for event in reading.events:
        yield from (*event.actors, *event.recipients, *event.according_to)
        yield from _some(event.place)
    for statement in reading.statements:
        yield from _some(statement.source)


def _some(*ids: str | None) -> Iterable[str]:
    return (each for each in ids if each is not None)


def _bad_dates(reading: Reading) -> Iterator[str]:
    for dated in (*reading.times, *reading.events):
        if dated.from_ is not None and dated.to is not None and dated.from_ > dated.to:
            yield f"it begins on {dated.from_} and ends on {dated.to}"
    for event in reading.events:
        if (event.date_basis is None) != (event.from_ is None and event.to is None):
            yield f"{event.id} is dated by {event.date_basis} from {event.from_} to {event.to}"
