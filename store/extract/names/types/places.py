"""Countries, regions and well-known organisations by gazetteer: types settled, misses added."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name, tokens
from store.extract.names.types.people import full_surnames
from store.identity.folding import fold

_SAID_IN = frozenset("in In speak speaks spoke speaking into learn learned".split())


def settle_known(draft: Draft) -> None:
    """A name that the gazetteer knows has its type, whatever the model said."""
    surnames = full_surnames(draft)
    draft.names = [
        name
        for name in draft.names
        if len(tokens(name)) > 1
        or not draft.gazetteer.demonym(name.text)
        or not _is_language(draft, name.start)
    ]
    for name in draft.names:
        if name.type != "PERSON" or not name.titled:
            _settle(draft, name, surnames)


def _settle(draft: Draft, name: Name, surnames: set[str]) -> None:
    """A part of somebody's full name here stays a person: "Jordan" beside "Michael Jordan"."""
    gazetteer = draft.gazetteer
    one_word = " " not in name.text
    of_somebody = one_word and fold(name.text) in surnames
    if of_somebody and (name.type == "PERSON" or gazetteer.demonym(name.text)):
        return
    if (place := gazetteer.place(name.text)) is not None:
        name.known, name.type, name.sure = place, place.type, True
    elif (organization := gazetteer.organization(name.text)) is not None:
        name.known, name.type, name.sure = organization, "ORG", True
    elif (people := gazetteer.demonym(name.text)) is not None:
        name.known, name.type, name.kind, name.sure = people, "GPE", "demonym", True
    elif name.text in gazetteer.peoples and not name.titled:
        name.type, name.sure = "NORP", True


def add_known(draft: Draft) -> None:
    """Countries, peoples and organisations that the model missed."""
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if not marks[index] and len(word) > 1 and word[0].isupper() and word not in draft.acronyms:
            added += _known_at(draft, index, word)
    draft.add(added)


def _known_at(draft: Draft, index: int, word: str) -> list[Name]:
    gazetteer = draft.gazetteer
    if (place := gazetteer.place(word)) is not None and place.iso:
        return [Name(index, index + 1, place.type, word, known=place, sure=True)]
    if (people := gazetteer.demonym(word)) is not None and not _is_language(draft, index):
        return [Name(index, index + 1, "GPE", word, "demonym", known=people, sure=True)]
    if (organization := gazetteer.organization(word)) is not None:
        if len(word) > 2 or not _among_capitals(draft, index):
            return [Name(index, index + 1, "ORG", word, known=organization, sure=True)]
    elif "-" in word:
        return _pair_at(draft, index, word)
    return []


def _is_language(draft: Draft, index: int) -> bool:
    """ "in French" and "speaks Polish" are about words, not about a people."""
    token = draft.doc[index]
    return token.ent_type_ == "LANGUAGE" or (
        token.dep_ in ("pobj", "dobj") and draft.before(index) in _SAID_IN and token.tag_ != "NNPS"
    )


def _among_capitals(draft: Draft, index: int) -> bool:
    """A word in capitals beside another one: "IS" may be a verb there."""
    beside = draft.words[max(index - 1, 0) : index] + draft.words[index + 1 : index + 2]
    return any(word.isupper() and len(word) > 1 for word in beside)


def _pair_at(draft: Draft, index: int, word: str) -> list[Name]:
    """ "U.S.-Iraq" is one token and two countries."""
    first, _, second = word.partition("-")
    both = draft.gazetteer.place(first), draft.gazetteer.place(second)
    if both[0] is None or both[1] is None:
        return []
    start = draft.doc[index].idx
    middle = start + len(first) + 1
    return [
        Name(index, index + 1, "GPE", first, chars=(start, middle - 1), known=both[0]),
        Name(index, index + 1, "GPE", second, chars=(middle, middle + len(second)), known=both[1]),
    ]
