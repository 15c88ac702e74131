"""Countries, regions and well-known organisations by gazetteer: types settled, misses added."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name


def settle_known(draft: Draft) -> None:
    """A name that the gazetteer knows has its type, whatever the model said."""
    for name in draft.names:
        if name.type != "PERSON" or not name.titled:
            _settle(draft, name)


def _settle(draft: Draft, name: Name) -> None:
    gazetteer = draft.gazetteer
    one_word = " " not in name.text
    if name.type == "PERSON" and one_word and _in_full_name(draft, name):
        return
    if (place := gazetteer.place(name.text)) is not None:
        name.known, name.type, name.sure = place, place.type, True
    elif (organization := gazetteer.organization(name.text)) is not None:
        name.known, name.type, name.sure = organization, "ORG", True
    elif one_word and (people := gazetteer.demonym(name.text)) is not None:
        name.known, name.type, name.kind, name.sure = people, "GPE", "demonym", True


def _in_full_name(draft: Draft, name: Name) -> bool:
    """A part of somebody's full name here: "Jordan" beside "Michael Jordan"."""
    return any(
        other.type == "PERSON" and other is not name and name.text in other.words()
        for other in draft.names
    )


def add_known(draft: Draft) -> None:
    """Countries, peoples and organisations that the model missed."""
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if not marks[index] and word[:1].isupper() and len(word) > 1:
            name = _known_at(draft, index, word)
            if name:
                added.append(name)
    draft.add(added)


def _known_at(draft: Draft, index: int, word: str) -> Name | None:
    gazetteer = draft.gazetteer
    if (place := gazetteer.place(word)) is not None and place.iso:
        return Name(index, index + 1, place.type, word, known=place, sure=True)
    if (people := gazetteer.demonym(word)) is not None:
        return Name(index, index + 1, "GPE", word, "demonym", known=people, sure=True)
    if (organization := gazetteer.acronyms.get(word.replace(".", ""))) and len(word) > 2:
        return Name(index, index + 1, organization.type, word, known=organization, sure=True)
    return None
