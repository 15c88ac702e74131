"""Offices that somebody runs for: "Ann Lee, who is running for governor of Ohio"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract.extensions import Tokens, states
from store.extract.roles.joined import Held
from store.extract.roles.offices import Office, office_from
from store.extract.roles.owners import Entities, owner
from store.extract.roles.said_of import TOLD, clauses_of, is_asked, is_of
from store.extract.rules import nothing, rule
from store.reading import Standing

_RUNNING = frozenset({"run", "campaign"})
_CANDIDATE = "Candidate for"
_NAMES = {"president": "Presidential Candidate"}
"""What candidates for an office are mostly called."""


@rule("roles.by_running", off=nothing)
def by_running(name: Token, entities: Entities) -> tuple[Held, ...]:
    """Return the offices that a person runs for: "is running for mayor of Leeds".

    Who "ran for mayor" is a candidate no more.
    """
    return tuple(_sought(name, entities))


def _sought(name: Token, entities: Entities) -> Iterator[Held]:
    for verb in _verbs(name):
        sought = _office_behind(verb, entities) if verb.lemma_ in _RUNNING else None
        if sought is None or is_asked(verb) or not states(verb, past=True):
            continue
        span = Tokens(verb.i, sought.office.span.end)
        title = _NAMES.get(sought.office.head, f"{_CANDIDATE} {sought.office.name}")
        standing: Standing | None = "former" if verb.tag_ in {"VBD", "VBN"} else None
        yield Held(Office(span, title, "candidate", standing, tells_body=True), sought.of)


def _verbs(name: Token) -> Iterator[Token]:
    """Yield what a person does, as subject, in a clause or as a participle."""
    yield from (verb for verb in clauses_of(name) if is_of(name, verb))
    if name.dep_ == "nsubj" and name.head.dep_ not in TOLD:
        yield name.head
    yield from (verb for verb in name.rights if verb.dep_ == "acl" and verb.tag_ == "VBG")


def _office_behind(verb: Token, entities: Entities) -> Held | None:
    """Return the office behind "for" with its body."""
    for phrase in verb.rights:
        if phrase.lower_ != "for":
            continue
        for noun in phrase.rights:
            office = office_from(noun.doc, noun.i, entities) if noun.dep_ == "pobj" else None
            if office is not None and office.standing is None:
                return Held(office, owner(noun.doc, office, noun, entities))
    return None
