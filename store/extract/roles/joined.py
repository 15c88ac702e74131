"""Offices with their bodies, and those coordinated with them: "founder and president of"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.roles.offices import Office, office_from
from store.extract.roles.owners import Entities, is_home, owner
from store.extract.rules import nothing, rule
from store.extract.times.tenure import NEVER, Tenure

_FREE = lexicon.words("roles.free_trades")


class Held(NamedTuple):
    """An office that somebody holds, its country or body, and since when and until when."""

    office: Office
    of: FoundEntity | None
    tenure: Tenure = NEVER


@rule("roles.joined_offices")
def joined_behind(doc: Doc, noun: Token, office: Office, entities: Entities) -> Office | None:
    """Return the second of two offices: "founder and president of Orvis Bank"."""
    end = office.span.end
    if end + 1 >= len(doc) or doc[end].lower_ not in {"and", "&"}:
        return None
    joined = next((child for child in noun.rights if child.dep_ == "conj"), None)
    return office_from(doc, joined.i, entities) if joined is not None else None


@rule("roles.shared_bodies", off=lambda office, joined: joined.span.start == office.span.end + 1)
def shares_body(office: Office, joined: Office) -> bool:
    """Whether the body of the second of two offices is that of the first too.

    Not in "a lobbyist and a former congressman from Ohio", "a writer and former editor of Orvis".
    """
    is_beside = joined.span.start == office.span.end + 1
    is_over = joined.standing is not None and office.standing is None
    is_apart = is_over or joined.head not in _FREE
    return is_beside and not (is_apart and office.head in _FREE)


@rule("roles.listed", off=nothing)
def listed(doc: Doc, noun: Token, first: Office, entities: Entities) -> Sequence[Held]:
    """Return the offices of a list behind the first: "a former mayor, governor and envoy"."""
    found: list[Held] = []
    office, word = first, noun
    while doc[office.span.end : office.span.end + 1].text == ",":
        joined = next((child for child in word.rights if child.dep_ == "conj"), None)
        other = office_from(doc, joined.i, entities) if joined is not None else None
        if joined is None or other is None or other.span.start != office.span.end + 1:
            break
        word, office = joined, other
        last = joined_behind(doc, joined, other, entities)
        for each in (other,) if last is None else (other, last):
            standing = each.standing or first.standing
            of = owner(doc, each, doc[each.span.end - 1], entities)
            found.append(Held(each._replace(standing=standing), of))
    is_list = bool(found) and doc[found[-1].office.span.start - 1].lower_ in {"and", "&"}
    return found if is_list else ()


@rule("roles.former_both", off=lambda _, __, joined, of: Held(joined, of))
def joined_held(doc: Doc, first: Office, joined: Office, of: FoundEntity | None) -> Held:
    """Return the second of two former offices: "the former senator and candidate Ann Lee"."""
    of = None if is_home(joined, doc[joined.span.end - 1], of) else of
    is_over = first.standing == "former" and joined.standing is None and of is None
    is_next = joined.span.start == first.span.end + 1
    if is_over and is_next and doc[joined.span.start].is_lower:
        joined = joined._replace(standing="former")
    return Held(joined, of)


def joined_to(noun: Token) -> list[Token]:
    """Return the office joined to another noun: "a Catholic and former mayor of Leeds"."""
    joined = [child for child in noun.rights if child.dep_ == "conj" and child.pos_ == "NOUN"]
    joined = [child for child in joined if not _is_somebody_else(child)]
    return joined if noun.pos_ in {"NOUN", "PROPN"} and noun.dep_ in {"appos", "attr"} else []


@rule("roles.joined_to_bodies", off=nothing)
def joined_to_body(noun: Token, entities: Entities) -> list[Token]:
    """Return the office that a parse joins to the body of another.

    For example "a trustee of the Orvis Fund and a former director at Orvis Bank".
    """
    phrases = (child for child in noun.rights if child.dep_ == "prep")
    bodies = (part for each in phrases for part in each.rights if part.i in entities)
    joined = (child for each in bodies for child in each.rights if child.dep_ == "conj")
    return [each for each in joined if each.tag_ == "NN" and each.left_edge.lower_ in {"a", "an"}]


@rule("roles.one_of_several", off=nothing)
def one_of(noun: Token) -> list[Token]:
    """Return the office of "one of Orvis's founders"."""
    if noun.lower_ != "one":
        return []
    phrases = (child for child in noun.rights if child.lower_ == "of")
    return [
        inner
        for phrase in phrases
        for inner in phrase.rights
        if inner.dep_ == "pobj" and inner.tag_ == "NNS"
    ]


def _is_somebody_else(noun: Token) -> bool:
    """Whether a noun is the next of a list: "his wife, Ann, and the candidate for mayor"."""
    first = noun.left_edge
    before = noun.doc[max(first.i - 2, 0) : first.i].text
    return first.lower_ == "the" and before.startswith(",")
