"""Nouns beside a name that a parse gives to another word: "his son Bo Falk, the mayor"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.extensions import Tokens
from store.extract.roles.offices import office_words
from store.extract.roles.owners import Entities
from store.extract.roles.said_of import is_doer
from store.extract.rules import nothing, rule

_FIRST = frozenset({"nsubj", "nsubjpass", "npadvmod", "dep", "dobj", "attr"})
"""Relations that a parse gives to a noun before the subject that it describes."""
_OPENING = frozenset({"now", "once", "formerly", "currently"})
_DEEPEST = 3
"""How many phrases may stand between an office and the name behind it."""


def beside_others(doc: Doc, name: Tokens, head: Token, entities: Entities) -> Iterator[Token]:
    """Yield the nouns that describe a person and are not in apposition to the name."""
    yield from _of_kin(doc, name, head, entities)
    yield from _fronted(doc, name, head)
    if head.dep_ == "appos" and doc[name.start - 1].text == ",":
        yield from _joined(doc, name, head)
        yield from _of_body(head, entities)


@rule("roles.appositions_of_kin", off=nothing)
def _of_kin(doc: Doc, name: Tokens, head: Token, entities: Entities) -> list[Token]:
    """Return the noun behind a name that explains another: "his son Bo Falk, the mayor"."""
    if head.dep_ != "appos" or doc[name.end : name.end + 1].text != ",":
        return []
    nouns = (child for child in head.head.rights if child.dep_ == "appos")
    nouns = (noun for noun in nouns if noun.left_edge.i == name.end + 1)
    return [noun for noun in nouns if noun.i not in entities and not is_doer(noun)]


@rule("roles.fronted", off=nothing)
def _fronted(doc: Doc, name: Tokens, head: Token) -> list[Token]:
    """Return the noun at the head of a sentence: "Now the mayor of Oslo, Ann Lee said"."""
    if head.dep_ not in {"nsubj", "nsubjpass"} or doc[max(name.start - 1, 0)].text != ",":
        return []
    nouns = (child for child in head.head.lefts if child.dep_ in _FIRST and child.tag_ == "NN")
    return [
        noun
        for noun in nouns
        if noun.right_edge.i == name.start - 2 and _is_opening(noun.left_edge)
    ]


def _is_opening(word: Token) -> bool:
    """Whether a sentence begins here, or with a word of time right before."""
    before = word.nbor(-1) if word.i > 0 else word
    is_behind_time = before.is_sent_start is True and before.lower_ in _OPENING
    return word.is_sent_start is True or is_behind_time


@rule("roles.joined_before_names", off=nothing)
def _joined(doc: Doc, name: Tokens, head: Token) -> list[Token]:
    """Return the noun right before a name: "Bo Falk and his spokeswoman, Ann Lee, left"."""
    noun = doc[name.start - 2]
    is_joined = noun.dep_ == "conj" and noun.tag_ == "NN" and noun.head == head.head
    return [noun] if is_joined else []


@rule("roles.beside_bodies", off=nothing)
def _of_body(head: Token, entities: Entities) -> list[Token]:
    """Return the office whose body a parse takes for the person: "head of Orvis Bank, Ann Lee"."""
    place = entities.get(head.head.i)
    if place is None or place.type == "PERSON":
        return []
    noun = head.head
    for _ in range(_DEEPEST):
        if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
            break
        noun = noun.head.head
        if noun.tag_ == "NN" and noun.lower_ in office_words().last:
            return [noun]
    return []
