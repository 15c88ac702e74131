"""Resolve pairs: "the two countries" or "both leaders" are the only two just named."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundMention, Tokens, token_at
from store.extract.gazetteer import gazetteer
from store.extract.names.words import gender_of_noun
from store.extract.references.discourse import (
    SUBJECTS,
    Discourse,
    Occurrence,
    above,
    clause,
    subject,
)
from store.extract.rules import nothing, rule
from store.reading import MentionKind

_COUNTRIES = frozenset(
    "countries nations states governments neighbours neighbors capitals sides parties".split()
)
_PERSONS = lexicon.words("references.paired_persons")
_BODIES = frozenset(
    "companies firms banks carmakers airlines unions groups organizations organisations teams "
    "clubs universities newspapers networks".split()
)
_SIDES = frozenset({"sides", "parties", "side"})
"""Nouns for countries or bodies that deal with each other."""
_COUPLES = frozenset({"couple", "pair", "duo"})
"""Nouns in the singular for two persons."""
PAIRED = _COUNTRIES | _PERSONS | _BODIES | _SIDES | _COUPLES | {"two"}
"""Nouns that may describe two entities together."""
_BACK = 3
"""How many sentences back the two may have been named."""
_NEAR = 2
"""How many sentences back the two may be joined by "and"."""
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class Pair(NamedTuple):
    start: int
    entities: list[FoundEntity]


@rule("references.pair")
def pair(discourse: Discourse, noun: Token) -> Pair | None:
    """Return the two entities that a plural noun stands for, and where its phrase starts."""
    if noun.lower_ == "two":
        return _alone(discourse, noun)
    if noun.lower_ not in PAIRED:
        return None
    start = noun.left_edge.i
    words = [token.lower_ for token in discourse.doc[start : noun.i] if not token.is_space]
    if not _tells_two(noun, words) or _narrowed(noun):
        return None
    countries = noun.lower_ in _COUNTRIES or noun.lower_ == "side"
    is_quoted = discourse.quotations.at(noun.i) is not None
    if words == ["the"] and (is_quoted or not (countries or noun.lower_ in _COUPLES)):
        return None
    found = _joined_pair(discourse, noun) if words != ["the"] and not is_quoted else []
    if not found and noun.lower_ not in _BODIES:
        found = _two(discourse, noun, countries)
    if not found and noun.lower_ in _BODIES | _SIDES and words != ["the"] and not is_quoted:
        found = _two_bodies(discourse, noun)
    return Pair(start, found) if found else None


def _tells_two(noun: Token, words: list[str]) -> bool:
    """Whether the words before a noun make it two: "the two", "both", "the couple", "each side"."""
    if noun.lower_ in _COUPLES:
        return words == ["the"]
    if noun.lower_ == "side":
        return words == ["each"]
    return words in (["the"], ["the", "two"], ["both"], ["both", "the"])


@rule("references.joined_pair", off=nothing)
def _joined_pair(discourse: Discourse, noun: Token) -> list[FoundEntity]:
    """Return the only two names that the last sentence with names joins, if they are of the kind.

    For example "Kenya and Chad met in June. The two sides signed a treaty".
    """
    kind = "PERSON" if noun.lower_ in _PERSONS else "GPE" if noun.lower_ in _COUNTRIES else "ORG"
    number = discourse.number(noun)
    for back in range(min(number, _NEAR) + 1):
        seen = [o for o in discourse.passed[number - back] if o.kind != "pronoun"]
        joined = [_joined(discourse, o.token) for o in seen]
        pairs = {frozenset(map(id, each)): each for each in joined if each}
        if len(pairs) == 1:
            (found,) = pairs.values()
            fits = noun.lower_ in _SIDES or all(e.type == kind for e in found)
            fits = fits and _may_be(discourse, noun, found) and _doer(discourse, noun) not in found
            return found if len(found) == 2 and fits else []
        if pairs:
            return []
    return []


def _joined(discourse: Discourse, name: Token) -> list[FoundEntity]:
    """Return the entities of a participant and of what is joined to it; none if one has no name."""
    words = sorted({name.i, *(token.i for token in name.conjuncts)})
    named = [discourse.at(discourse.doc[i]) for i in words]
    found = [entity for entity in named if entity is not None and entity.type in _NAMES]
    return found if len(found) == len(words) > 1 and name.dep_ != "amod" else []


@rule("references.the_two")
def _alone(discourse: Discourse, two: Token) -> Pair | None:
    """Return the two persons that "the two" stands for, as a subject without a noun."""
    if two.dep_ not in SUBJECTS or two.n_rights or two.n_lefts != 1 or two.i == 0:
        return None
    if two.nbor(-1).lower_ != "the" or discourse.quotations.at(two.i) is not None:
        return None
    found = _two(discourse, two, countries=False)
    return Pair(two.i - 1, found) if found else None


def _narrowed(noun: Token) -> bool:
    return any(
        child.dep_ in {"relcl", "acl", "prep"} for child in noun.rights if child.lower_ != "in"
    )


def _two(discourse: Discourse, noun: Token, countries: bool) -> list[FoundEntity]:
    """Return the two entities named in one sentence, or two persons from successive sentences."""
    number = discourse.number(noun)
    doer = _doer(discourse, noun)
    persons: list[FoundEntity] = []
    for back in range(min(number, _BACK) + 1):
        seen = discourse.passed[number - back]
        near = _distinct(seen, "GPE" if countries else "PERSON", countries)
        if len(near) == 1 and countries:
            near = _distinct_with_cities(discourse, seen, near)
        if not countries:
            near = [each for each in near if each is not doer]
            if noun.dep_ in SUBJECTS:
                near = persons = list({id(e): e for e in (*persons, *near)}.values())
            near = near if _may_be(discourse, noun, near) else []
        if len(near) == 2:
            return near
        if len(near) > 2 or len(persons) > 2 or (countries and near and back):
            return []
    return []


@rule("references.two_bodies", off=nothing)
def _two_bodies(discourse: Discourse, noun: Token) -> list[FoundEntity]:
    """Return the two bodies of the last sentence that names any: "Both companies declined"."""
    number = discourse.number(noun)
    for back in range(min(number, _BACK) + 1):
        near = _distinct(discourse.passed[number - back], "ORG", countries=False)
        if near:
            return near if len(near) == 2 else []
    return []


def _doer(discourse: Discourse, noun: Token) -> FoundEntity | None:
    """Return who does something to the two, or says something of them."""
    who = subject(clause(noun)) if noun.dep_ not in SUBJECTS else _teller(noun)
    return discourse.at(who) if who is not None else None


@rule("references.pair_without_teller")
def _teller(noun: Token) -> Token | None:
    """Return the subject of the verb that governs the clause of "the two men".

    One who says that "the two men died" is not one of them.
    """
    verb = above(clause(noun))
    who = subject(verb) if verb is not None and clause(noun).dep_ == "ccomp" else None
    return who if who is not None and not list(who.conjuncts) else None


def _may_be(discourse: Discourse, noun: Token, persons: list[FoundEntity]) -> bool:
    """Whether the genders fit: "both men" cannot be women."""
    gender = gender_of_noun(noun.lemma_)
    return gender is None or all(discourse.genders.may_be(each, gender) for each in persons)


def _distinct(seen: list[Occurrence], kind: str, countries: bool) -> list[FoundEntity]:
    found = {
        id(o.entity): o.entity
        for o in seen
        if o.entity.type == kind and (not countries or o.entity.iso) and o.entity.country is None
    }
    return list(found.values())


def _distinct_with_cities(
    discourse: Discourse, seen: list[Occurrence], near: list[FoundEntity]
) -> list[FoundEntity]:
    """Count a city as its country if only one country is named: "visited Minsk"."""
    names = {o.entity.country for o in seen if o.entity.country}
    others = [
        entity
        for entity in discourse.doc._.entities
        if entity.name in names and entity.iso and entity not in near and entity.country is None
    ]
    return near + others


# Names before a suspended hyphen: "Beijing-" in "Beijing- and Moscow-led".

_HANGING = re.compile(r"-(?:, |,? (?:and|or) )")


@rule("references.suspended")
def add_suspended(doc: Doc) -> None:
    """Make a country before a suspended hyphen a mention, if it is named elsewhere in the article.

    A capital counts as its country here.
    """
    text = doc.text
    for match in _HANGING.finditer(text):
        start, end = text.rfind(" ", 0, match.start()) + 1, match.start()
        found = _named(doc, text[start:end]) if end > start else None
        token = token_at(doc, start, end)
        if token is not None and found is not None:
            entity, kind = found
            entity.mentions.append(FoundMention(Tokens(token.i, token.i + 1), kind, (start, end)))


def _named(doc: Doc, word: str) -> tuple[FoundEntity, MentionKind] | None:
    places = gazetteer()
    capital = places.capital(word)
    known = capital or places.place(word) or places.demonym(word)
    if known is None or not known.iso:
        return None
    for entity in doc._.entities:
        if entity.iso == known.iso and entity.type == "GPE" and entity.country is None:
            return entity, "metonym" if capital else "name"
    return None
