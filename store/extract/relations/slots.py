"""Who stands where: the entities in a slot of a relation."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract.found import FoundEntity
from store.extract.references.discourse import clause, subject
from store.extract.stated import states

Entities = dict[int, FoundEntity]

_WARS = frozenset({"war", "invasion", "offensive", "aggression"})
_COMPLEMENTS = frozenset({"attr", "acomp", "advmod", "oprd"})
_COPULAS = frozenset({"be", "become", "remain"})
_MANY = 40
"""Members of a list that are read; a longer one is a table."""
_HAVING = frozenset({"have", "hold", "maintain", "keep", "form", "share"})
_OWNERS = frozenset({"poss", "compound", "amod", "nmod"})


def fill(word: Token, slot: str, past: bool) -> list[Token]:
    """The words in a slot, those joined to them included."""
    find = _SLOTS.get(slot)
    first = find(word, past) if find is not None else _after(word, slot)
    if first is None:
        return []
    # "The U.S., which supports X, and NATO": what is joined on behind the verb is not in it.
    ahead = slot == "subject" and first.i < word.i
    return [joined for joined in _joined(first) if not ahead or joined.i < word.i]


def _joined(word: Token) -> Iterator[Token]:
    """A word and the words joined to it. ("Both the U.S., which …, and NATO" are two.)"""
    joined: Token | None = word
    for _ in range(_MANY):
        if joined is None:
            return
        yield joined
        joined = next((child for child in joined.rights if child.dep_ == "conj"), None)


def _subject(word: Token, past: bool) -> Token | None:
    if word.pos_ in {"VERB", "AUX"}:
        return _doer(word)
    return _said_of(word, past)


def _doer(verb: Token) -> Token | None:
    who = subject(verb)
    if who is None:
        return verb.head if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"} else None
    if who.tag_ in {"WDT", "WP"}:
        return verb.head if verb.dep_ == "relcl" else _relative(who)
    passive = any(child.dep_ == "nsubjpass" for child in verb.children)
    agentive = any(child.dep_ == "agent" for child in verb.children)
    return None if passive and agentive else who


def _relative(pronoun: Token) -> Token | None:
    verb = clause(pronoun)
    for above in verb.ancestors:
        if verb.dep_ != "conj":
            break
        verb = above
    return verb.head if verb.dep_ == "relcl" else None


def _said_of(noun: Token, past: bool) -> Token | None:
    """What a noun is said of: by a copula, an apposition, "has", or as its name."""
    head = noun.head
    if noun.dep_ in {"attr", "acomp", "advmod", "oprd"} and head.lemma_ in {
        "be",
        "become",
        "remain",
    }:
        return _doer(head) if states(head, past or head.lemma_ == "become") else None
    if noun.dep_ == "dobj" and head.lemma_ in _HAVING:
        return _doer(head) if states(head, past) else None
    if noun.dep_ in {"appos", "compound"}:
        return head
    return _apposed(noun, past)


def _apposed(noun: Token, past: bool) -> Token | None:
    del past
    return next((child for child in noun.rights if child.dep_ == "appos"), None)


def _object(word: Token, past: bool) -> Token | None:
    del past
    return next((child for child in word.rights if child.dep_ == "dobj"), None) or next(
        (child for child in word.lefts if child.dep_ == "nsubjpass"), None
    )


def _agent(word: Token, past: bool) -> Token | None:
    del past
    by = next((child for child in word.rights if child.dep_ == "agent"), None)
    return _after_preposition(by) if by is not None else None


def _self(word: Token, past: bool) -> Token | None:
    del past
    return word


def _owner(word: Token, past: bool) -> Token | None:
    del past
    owners = [child for child in word.lefts if child.dep_ in _OWNERS]
    return max(
        owners, key=lambda child: (child.dep_ == "poss", child.pos_ == "PROPN"), default=None
    )


def _above(word: Token, past: bool) -> Token | None:
    if word.dep_ != "pobj":
        return None
    governor = word.head.head
    return _owner(governor, past) if governor.pos_ == "NOUN" else None


def _war(word: Token, past: bool) -> Token | None:
    war = _object(word, past)
    return _owner(war, past) if war is not None and war.lemma_ in _WARS else None


def _clause(word: Token, past: bool) -> Token | None:
    del past
    verb = clause(word)
    return _doer(verb) if verb.pos_ in {"VERB", "AUX"} else None


def _after(word: Token, preposition: str) -> Token | None:
    for child in word.rights:
        if child.dep_ in {"prep", "dative"} and child.lower_ == preposition:
            return _after_preposition(child)
    return None


def _after_preposition(preposition: Token) -> Token | None:
    return next((child for child in preposition.rights if child.dep_ == "pobj"), None)


_SLOTS = {
    "subject": _subject,
    "object": _object,
    "agent": _agent,
    "self": _self,
    "owner": _owner,
    "above": _above,
    "apposed": _apposed,
    "war": _war,
    "clause": _clause,
}
