"""Who speaks: the words for them, and Lee's spokesman where only Lee is named."""

from __future__ import annotations

from store.extract.events.members import is_local
from store.extract.events.participants import Participants
from store.extract.events.sought import PERSON_OR_BODY
from store.extract.extensions import FoundEntity, FoundStatement
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

BEHIND = frozenset({"for", "to", "of"})
"""Prepositions of the one somebody speaks for: "a lawyer for Lee", "advisers to Lee"."""


def source_head(said: FoundStatement, parse: Parse) -> int | None:
    """Return the head of the words that name the source of a statement."""
    span = said.source_span
    words = range(span.start, span.end) if span is not None else range(0)
    return next((i for i in words if parse.head[i] not in words), None)


@rule("events.voice_of_somebody")
def voice(people: Participants, head: int, source: FoundEntity) -> FoundEntity | None:
    """Return one person or a body that speaks beside the one who names them, or None.

    For example "Lee's spokesman said", "the Lee administration said", "a Chadian official said",
    "Ohio officials said", "Chadian newspapers said", "the Chadian agency Zeta said". `head` is the
    noun that carries the words for who speaks.
    """
    parse = people.parse
    noun = people.book.actors.get(parse.lemma[head])
    if noun is None or people.entity(head) is not None:
        return None
    apposed = people.one(head, PERSON_OR_BODY)
    if len(apposed) == 1 and apposed[0].is_named and apposed[0] is not source:
        return apposed[0]
    if source.type == "PERSON" and _stands_behind(people, head, source):
        return people.nominals.phrase(head, noun, owned=True, owner=source.name, behind=True)
    if people.modifier(head) is not source:
        return None
    if source.type == "PERSON":
        return people.nominals.phrase(head, noun, owned=True, owner=source.name)
    local = is_local(parse, head, source, noun)
    speaks = local or parse.tag[head] == "NN" or noun.of in ("body", "self")
    return people.nominals.phrase(head, noun) if source.type == "GPE" and speaks else None


def _stands_behind(people: Participants, head: int, source: FoundEntity) -> bool:
    """Whether a person is named behind a noun: "a lawyer for Lee said"."""
    phrases = people.parse.prepositions(head)
    return any(p in BEHIND and people.entity(o) is source for p, o in phrases)
