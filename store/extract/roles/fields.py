"""The whole words of an office: "refugee rights director", "director of sports sales"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.gazetteer import gazetteer
from store.extract.roles.branches import name_before, name_end
from store.extract.roles.joined import Held
from store.extract.roles.offices import Office, office_words, titled
from store.extract.roles.owners import Entities
from store.extract.roles.told_bodies import as_shown
from store.extract.rules import rule, second

_WITH_FIELDS = lexicon.words("roles.with_fields")
_UNSAID = lexicon.words("roles.unsaid") | lexicon.words("roles.former")
_NO_BODIES = lexicon.words("roles.no_bodies_behind")
_NO_FIELDS = lexicon.words("roles.no_fields")
_SETTLED = lexicon.words("roles.settled_trades") | lexicon.words("roles.employed")
_OF_TOWNS = frozenset({"city", "town", "village", "county", "state", "district", "regional"})
"""Words of offices that a place has: "city manager"."""
_OF_MEDIA = lexicon.words("roles.of_media") - {"chief", "founder", "co-founder", "analyst"}
"""Offices that only media have."""
_OF_COMMISSIONS = frozenset({"commissioner", "secretary", "superintendent", "treasurer"})
"""Offices that a state has for a portfolio."""
_BODY_NOUNS = lexicon.words("roles.nouns_of_bodies")
_ARE_BODIES = lexicon.words("roles.are_bodies")
"""Words of an office that are bodies by themselves: "Navy"."""
_JOINING = frozenset({"and", "&", ",", "-"})
_NOUNS = frozenset({"NN", "NNS"})
_OF_FIELDS = frozenset({"NN", "NNS", "JJ", "VBG", "CC", "HYPH"})
_MODIFYING = frozenset({"compound", "nmod"})
_BEHIND = frozenset({"of", "for"})
_PEOPLES = frozenset({"GPE", "NORP", "LOC"})
_PARTS = frozenset({"compound", "amod", "poss", "nmod"})
_OTHERS = lexicon.words("roles.others_there")
_OF_NAMES = frozenset({"union", "group", "association"})
"""Nouns for a body that a name before them is not."""
_BEFORE = 6
"""How many words may stand between a body and the last word of its office."""
_LONGEST = 8
"""How many words the field behind an office may have."""


@rule("roles.fields_before", off=second)
def of_field_before(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with all words of its field: "refugee rights program director".

    So are joined ones: "space communications and navigation architect".
    """
    doc, office = last.doc, held.office
    fields = [child for child in last.lefts if _is_noun_of_field(child, entities)]
    first = _first_word(last, office, entities)
    if not fields or fields[0].left_edge.i >= first:
        return held
    at = start = first
    while at > fields[0].left_edge.i and _is_of_field(doc[at - 1], last, entities):
        at -= 1
        if doc[at].lower_ in _BODY_NOUNS and doc[at + 1].text in _JOINING:
            break  # "an aviation firm and charter broker"
        if doc[at].text not in _JOINING:
            start = at
    joins = any(word.lower_ in {"and", "&", ","} for word in doc[start:first])
    known = joins or first < last.i or office.head in _WITH_FIELDS
    if start == first or not known:
        return held
    name = f"{titled(doc[start:first].text)} {office.name}".replace(" - ", "-").replace(" ,", ",")
    span = Tokens(min(start, office.span.start), office.span.end)
    of = held.of or _body_before(start, entities)
    return held._replace(office=office._replace(name=name, span=span), of=of)


def _body_before(start: int, entities: Entities) -> FoundEntity | None:
    """Return the organization right before an office: "an Orvis space navigation engineer"."""
    before = entities.get(start - 1)
    return before if before is not None and before.type == "ORG" else None


def _first_word(last: Token, office: Office, entities: Entities) -> int:
    """Return where the words of an office begin behind its body and "former"."""
    at = office.span.start
    while at < last.i and (
        at in entities or last.doc[at].tag_ == "POS" or last.doc[at].lower_ in office_words().times
    ):
        at += 1
    return at


def _is_noun_of_field(child: Token, entities: Entities) -> bool:
    is_noun = child.dep_ in _MODIFYING and child.tag_ in _NOUNS and child.is_lower
    return is_noun and child.i not in entities and not _is_no_field(child)


def _is_of_field(word: Token, last: Token, entities: Entities) -> bool:
    if word.text in _JOINING:
        return True
    is_free = word.is_lower and word.is_alpha and word.i not in entities and not _is_no_field(word)
    if word.tag_ == "JJ":
        return is_free and word.dep_ == "amod" and word.head.i < last.i
    return is_free and word.tag_ in _NOUNS and word.dep_ in _MODIFYING | {"conj"}


def _is_no_field(word: Token) -> bool:
    """Whether it is an office of its own, or tells of the person: "billionaire", "veteran"."""
    words = office_words()
    return word.lower_ in words.last | words.times | _UNSAID | _NO_FIELDS


@rule("roles.fields_behind", off=second)
def of_field_behind(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with the field behind it, where its body stands before.

    For example "Orvis's director of sports sales", "Norway's envoy for nuclear affairs".
    """
    doc, office = last.doc, held.office
    at = office.span.end
    if held.of is None or doc[at : at + 1].text not in _BEHIND or not _is_before(held, entities):
        return held
    end = at + 1 + sum(1 for _ in _field(doc, at + 1, entities))
    head = doc[end - 1]
    is_cut = end < len(doc) and (doc[end].tag_ in {"POS", "NNP", "NNPS", "CD"} or end in entities)
    if end == at + 1 or head.tag_ not in _NOUNS or is_cut or _is_no_field(head):
        return held
    name = f"{office.name} {titled(doc[at:end].text)}".replace(" - ", "-").replace(" ,", ",")
    return held._replace(office=office._replace(name=name))


def _field(doc: Doc, start: int, entities: Entities) -> Iterator[Token]:
    """Yield the words of a field, which has no article: "foreign economic relations"."""
    for word in doc[start : min(start + _LONGEST, len(doc))]:
        is_people = tells_field(word, entities)
        is_word = (word.is_lower and word.is_alpha) or word.text == "-" or is_people
        if not is_word or word.tag_ not in _OF_FIELDS or word.lower_ in _NO_BODIES:
            return
        if (word.i in entities and not is_people) or (
            word.tag_ == "CC" and not _goes_on(doc, word.i + 1, entities)
        ):
            return
        yield word


def tells_field(word: Token, entities: Entities) -> bool:
    """Whether it is the adjective of a place in a field: "for Korean peace affairs"."""
    place = entities.get(word.i)
    is_adjective = word.tag_ == "JJ" and place is not None and place.type in _PEOPLES
    return is_adjective and word.i + 1 < len(word.doc) and word.nbor().is_lower


def _goes_on(doc: Doc, at: int, entities: Entities) -> bool:
    """Whether what follows "and" is a field too, and no other office."""
    for word in doc[at : at + _LONGEST]:
        if word.lower_ in office_words().last or word.i in entities or not word.is_lower:
            return False
        if word.tag_ in _NOUNS and (word.i + 1 >= len(doc) or word.nbor().tag_ not in _NOUNS):
            return True
        if word.tag_ not in _OF_FIELDS:
            return False
    return False


def _is_before(held: Held, entities: Entities) -> bool:
    """Whether the body of an office stands right before it."""
    first, end = held.office.span.start, held.office.span.end
    return any(entities.get(at) is held.of for at in range(max(first - _BEFORE, 0), end))


@rule("roles.words_as_bodies", off=second)
def of_words(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with the words of it that are taken for a name: "Budget Director"."""
    office, of = held.office, held.of
    words = of.name.casefold().split() if of is not None and of.type in {"ORG", "GPE"} else []
    is_word = bool(words) and office_words().modifiers.issuperset(words)
    if of is None or not is_word or words[-1] in _ARE_BODIES:
        return held
    at = name_before(office, of, entities)
    if at is None or last.doc[at].is_lower:
        return held
    name = f"{titled(last.doc[at : name_end(at, of, entities)].text)} {office.name}"
    return held._replace(office=office._replace(name=name), of=None)


@rule("roles.states_portfolios", off=second)
def of_commission(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office whose portfolio is taken for a body with its state.

    For example "Ohio Agriculture Commissioner Ann Lee", which is an office of Ohio.
    """
    office, of = held.office, held.of
    words = of.name.split() if of is not None and of.type == "ORG" else []
    at = next((n for n in (1, 2) if " ".join(words[:n]) in _states()), None)
    portfolio = words[at:] if at is not None else []
    is_known = bool(portfolio) and all(
        word.casefold() in office_words().modifiers - _OF_TOWNS for word in portfolio
    )
    is_there = of is not None and name_before(office, of, entities) is not None
    if not is_known or not is_there or office.head not in _OF_COMMISSIONS:
        return held
    state = " ".join(words[:at])
    names = (e for e in last.doc._.entities or [] if e.type == "GPE" and e.name == state)
    place = next(names, None)
    told = portfolio if place is not None else words
    return held._replace(office=office._replace(name=" ".join((*told, office.name))), of=place)


@cache
def _states() -> frozenset[str]:
    return frozenset(state.name for state in gazetteer().states.values())


@rule("roles.desks", off=second)
def of_desk(last: Token, held: Held, entities: Entities) -> Held:
    """Return an editor or reporter with the place of the desk: "Orvis News Texas editor"."""
    office, place = held.office, held.of
    is_of_media = office.head.rpartition(" ")[2] in _OF_MEDIA
    if place is None or place.type not in {"GPE", "LOC"} or not is_of_media:
        return held
    at = name_before(office, place, entities)
    if at is None:
        return held
    name = f"{titled(last.doc[at : name_end(at, place, entities)].text)} {office.name}"
    return held._replace(office=office._replace(name=name), of=_body_before(at, entities))


@rule("roles.homes_of_trades", off=second)
def of_nobody(last: Token, held: Held, entities: Entities) -> Held:
    """Return a trade without the place where its holder lives: "a benefits manager from Leeds".

    So is one who makes films: "a French director".
    """
    office, place = held.office, held.of
    if place is None or place.type != "GPE" or not last.is_lower:
        return held
    if office.name == "Director":
        is_home = place.iso is not None and entities.get(last.i - 1) is place
    else:
        is_town = place.iso is None and office.head.rpartition(" ")[2] in _SETTLED
        is_home = is_town and _OF_TOWNS.isdisjoint(office.name.casefold().split())
    if not is_home:
        return held
    return held._replace(office=office._replace(tells_body=True), of=None)


@rule("roles.bodies_there", off=lambda _, office, of, __: (office, of))
def not_there(
    noun: Token, office: Office, of: FoundEntity | None, entities: Entities
) -> tuple[Office, FoundEntity | None]:
    """Return an office with its words in place of what only tells where or whose its body is.

    For example "spokesman for the Norwegian church", "president of the Orvis union".
    """
    body = _unnamed(noun, of, entities) if of is not None and of.type != "PERSON" else None
    if body is None:
        return office, of
    phrase = noun.doc[body.head.i : body.i + 1]
    name = f"{office.name} {as_shown(' '.join(phrase.text.split()))}"
    return office._replace(name=name, tells_body=True), None


def _unnamed(noun: Token, of: FoundEntity, entities: Entities) -> Token | None:
    """Return the noun for the body behind an office if a name before it is another's."""
    others = _OTHERS if of.type in {"GPE", "LOC", "FAC"} else _OF_NAMES
    for phrase in noun.rights:
        for inner in phrase.rights if phrase.dep_ == "prep" else ():
            if inner.dep_ != "pobj" or inner.i in entities or inner.lower_ not in others:
                continue
            tells = [child for child in inner.lefts if entities.get(child.i) is of]
            is_owner = of.type == "ORG" and bool(tells) and tells[0].dep_ == "poss"
            if any(child.dep_ in _PARTS for child in tells) and not is_owner:
                return inner
    return None
