"""Offices mentioned before their holder: "The energy minister has resigned. Ann Lee said"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens
from store.extract.roles.offices import Office, office_from, office_words
from store.extract.roles.owners import Entities, owner
from store.extract.rules import nothing, rule

_TELLING = lexicon.words("roles.telling")
"""Actions of an office holder in the sentence before the one with the name."""
_WORDS = lexicon.words("roles.words_of")
"""Nouns for what somebody said: "comments from the energy minister"."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@rule("roles.named_behind", off=nothing)
def named_behind(doc: Doc, entities: Entities, roles: list[FoundRole]) -> list[FoundRole]:
    """Return the roles of persons whose office stands in the sentence before.

    The person is named in full at the start of a sentence, for the first time and without an
    office. The office is the speaker of the sentence before, and nobody was named since.
    """
    held = {id(role.person) for role in roles}
    told = {role.role.casefold() for role in roles}
    found: list[FoundRole] = []
    if not any(
        doc[person.mentions[0].span.start].is_sent_start and id(person) not in held
        for person in doc._.entities or []
        if person.type == "PERSON"
    ):
        return found
    before: Span | None = None
    for sentence in doc.sents:
        person = _named_first(sentence, entities)
        if person is not None and before is not None and id(person) not in held:
            found += _role_in(before, sentence, person, entities, told)
        before = sentence
    return found


def _role_in(
    before: Span, sentence: Span, person: FoundEntity, entities: Entities, told: set[str]
) -> list[FoundRole]:
    noun = _speaking(before)
    office = office_from(before.doc, noun.i, entities) if noun is not None else None
    if noun is None or office is None or office.name.casefold() in told:
        return []
    if _names_person(before, noun.i, entities):
        return []
    of = owner(before.doc, office, noun, entities)
    if of is None and not _has_two_words(office):
        return []
    span = Tokens(office.span.start, sentence.start + 2)
    return [FoundRole(person, office.name, of, span, office.standing, words=office.span)]


def _has_two_words(office: Office) -> bool:
    return " " in office.name


def _named_first(sentence: Span, entities: Entities) -> FoundEntity | None:
    """Return the person, not named before, whose full name is the sentence's initial subject."""
    start = next((token for token in sentence if not token.is_space), None)
    person = entities.get(start.i) if start is not None else None
    if start is None or person is None or person.type != "PERSON":
        return None
    first = person.mentions[0]
    if first.span.start != start.i or len(first.span) < 2:
        return None
    head = sentence.doc[first.span.start : first.span.end].root
    return person if head.dep_ in _SUBJECTS and head.head.dep_ == "ROOT" else None


def _speaking(sentence: Span) -> Token | None:
    """Return the only noun with "the" that speaks in the sentence or whose words it reports."""
    last = office_words().last
    found = [token for token in sentence if token.lower_ in last and _is_source(token)]
    return found[0] if len(found) == 1 else None


def _is_source(noun: Token) -> bool:
    if noun.pos_ != "NOUN" or noun.left_edge.lower_ != "the":
        return False
    if noun.dep_ == "nsubj":
        return noun.head.lemma_ in _TELLING
    return noun.dep_ == "pobj" and noun.head.lower_ in {"from", "by"} and _is_of_words(noun)


def _is_of_words(noun: Token) -> bool:
    return any(above.lemma_ in _WORDS for above in noun.ancestors)


def _names_person(sentence: Span, index: int, entities: Entities) -> bool:
    """Whether a person is named after the office."""
    return any(
        (entity := entities.get(i)) is not None and entity.type == "PERSON"
        for i in range(index, sentence.end)
    )
