"""The names that a common noun in a slot stands for: "the painter Ann Lee", "firms like Orvis"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.relations.lists import names_in_list
from store.extract.relations.slots import Entities, joined
from store.extract.rules import nothing, rule

Filled = tuple[Token, FoundEntity]
"""A word in a slot, and its entity."""
MUTUAL = ("each",)
"""The slots of the object of a relation that several have to each other."""
_TWO = 2
_OBJECTS = frozenset({"dobj", "prep", "dative", "agent"})
_WITH = frozenset({"to", "by", "with"})
_QUOTES = frozenset({'"', "“", "``", "‘", "'"})
_ARTICLE = "The"
_LISTING = frozenset({"including", "like"})
_CALLING = frozenset({"call", "name", "dub", "title", "entitle", "nickname"})
_MESSAGES = lexicon.words("relations.messages")
_CAMPAIGN = "campaign"
_BOARDS = frozenset({"board", "staff", "faculty", "council"})
_PLURAL = "NNS"


def names_for(noun: Token, entities: Entities) -> list[Token]:
    """Return the words of the names that a noun without a name stands for, in text order."""
    if noun.pos_ != "NOUN" or noun.lemma_ in _MESSAGES:
        return []
    called = _called(noun, entities)
    if called is not None:
        return _all_called(noun, called, entities) if noun.tag_ == _PLURAL else [called]
    named = _titled(noun, entities) or _body(noun, entities) or _candidate(noun, entities)
    return [named] if named is not None else list(_listed(noun, entities))


@rule("relations.called")
def _called(noun: Token, entities: Entities) -> Token | None:
    """Return the name behind a noun: "the game Gravelpit", "former linebacker Ann Lee"."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor().is_sent_start:
        return None
    named = noun.nbor()
    if named.text == _ARTICLE and named.i + 1 < len(noun.doc):
        named = named.nbor()  # "the film The Gravelpit"
    if named.text in _QUOTES and named.i + 1 < len(noun.doc):
        return named.nbor() if named.i + 1 in entities else None
    entity = entities.get(named.i)
    if entity is None:
        return None
    last = named
    while last.i + 1 < len(noun.doc) and entities.get(last.i + 1) is entity:
        last = last.nbor()
    is_its_name = any(
        word.head.i == noun.i or (word.dep_ == "appos" and word.head.i <= noun.i)
        for word in noun.doc[named.i : last.i + 1]
    )
    return last if is_its_name else None


@rule("relations.called_lists", off=lambda _, called, __: list(joined(called)))
def _all_called(noun: Token, called: Token, entities: Entities) -> list[Token]:
    """Return the names of a list behind a plural: "the games Gravelpit, Highway and Moorland"."""
    found = {word.i for word in joined(called)}
    found.update(_in_row(noun.i + 1, noun, entities))
    return [noun.doc[at] for at in sorted(found)]


def _in_row(at: int, noun: Token, entities: Entities) -> list[int]:
    """Return the last tokens of the names of a list that ends with "and" and begins at a token."""
    while at < len(noun.doc) and (noun.doc[at].text in _QUOTES or noun.doc[at].lower_ == "the"):
        at += 1
    first = entities.get(at)
    if first is None:
        return []
    found = [last for _, last in names_in_list(noun.doc, at, entities, first.type)]
    is_closed = any(word.lower_ == "and" for word in noun.doc[at : found[-1] + 3])
    return found if is_closed else found[:1]


@rule("relations.titled")
def _titled(noun: Token, entities: Entities) -> Token | None:
    """Return the name that a participle gives: "a firm in Leeds called Orvis"."""
    for child in noun.rights:
        if child.dep_ == "acl" and child.lemma_ in _CALLING:
            named = next((part for part in child.rights if part.dep_ in {"oprd", "dobj"}), None)
            return named if named is not None and named.i in entities else None
    return None


@rule("relations.boards")
def _body(noun: Token, entities: Entities) -> Token | None:
    """Return the body of a board: "sits on the board of Orvis"."""
    of = (child for child in noun.rights if child.lower_ == "of" and noun.lemma_ in _BOARDS)
    named = (part for each in of for part in each.rights if part.dep_ == "pobj")
    return next((part for part in named if part.i in entities), None)


@rule("relations.campaigns")
def _candidate(noun: Token, entities: Entities) -> Token | None:
    """Return whose campaign it is: "a spokesman for the Lee campaign"."""
    if noun.lemma_ != _CAMPAIGN:
        return None
    names = (child for child in noun.lefts if child.dep_ in {"compound", "poss"})
    return next((name for name in names if _is_person(entities.get(name.i))), None)


def _is_person(entity: FoundEntity | None) -> bool:
    return entity is not None and entity.type == "PERSON"


@rule("relations.listed", off=nothing)
def _listed(noun: Token, entities: Entities) -> Iterator[Token]:
    """Yield the names of a list behind a plural: "three firms, including Orvis and Zeta"."""
    if noun.tag_ != _PLURAL:
        return
    for child in noun.rights:
        is_such = child.lower_ == "as" and any(part.lower_ == "such" for part in child.lefts)
        if child.dep_ != "prep" or not (is_such or child.lower_ in _LISTING):
            continue
        named = (each for word in child.rights if word.dep_ == "pobj" for each in joined(word))
        found = [each for each in named if each.i in entities]
        yield from found or _rowed(child, noun, entities)


@rule("relations.rows_of_names", off=nothing)
def _rowed(preposition: Token, noun: Token, entities: Entities) -> list[Token]:
    """Return the names that a parse takes for words: "films like Coming Home and Moorland"."""
    return [noun.doc[at] for at in _in_row(preposition.i + 1, noun, entities)]


@rule("relations.mutual", off=nothing)
def of_each_other(word: Token, found: list[Filled]) -> Iterator[tuple[Filled, Filled]]:
    """Yield the two that are something to each other: "Ann Lee and Bo Falk married in Leeds".

    Nothing if another is named to whom they are it: "Ann Lee and Bo Falk married models".
    """
    is_verb = word.pos_ in {"VERB", "AUX", "ADJ"}
    if is_verb and (len(found) != _TWO or any(map(_names_another, word.rights))):
        return
    if is_verb or word.tag_ == _PLURAL:
        yield from (pair for pair in combinations(found, 2) if pair[0][1] is not pair[1][1])


def _names_another(child: Token) -> bool:
    return child.dep_ == "dobj" or (child.dep_ in _OBJECTS and child.lower_ in _WITH)
