"""A name found once is a name wherever the article repeats it."""

from __future__ import annotations

from collections import defaultdict

from store.extract.names.draft import Draft, Name
from store.extract.names.joined.acronyms import is_acronym
from store.extract.names.types.heads import is_organization_head
from store.extract.names.words.beside import PARTICLES

_REPEATED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT")


def add_repeats(draft: Draft) -> None:
    """Mentions that the model missed: the same words, or the surname of a person named in
    full, with a capital and outside every other name."""
    wanted = _wanted(draft)
    lengths = {
        first: sorted({len(pieces) for pieces in found}, reverse=True)
        for first, found in wanted.items()
    }
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if word in wanted and not marks[index]:
            found = _at(draft, index, wanted[word], lengths[word])
            if found and not any(marks[found.start : found.end]):
                added.append(found)
                marks[found.start : found.end] = b"\x01" * (found.end - found.start)
    draft.add(added)


def _at(
    draft: Draft, index: int, wanted: dict[tuple[str, ...], Name], lengths: list[int]
) -> Name | None:
    """The longest wanted name that begins here."""
    for length in lengths:
        model = wanted.get(tuple(draft.words[index : index + length]))
        if model is not None and index + length <= len(draft.words):
            return _copy(draft, model, index, index + length)
    return None


def _copy(draft: Draft, model: Name, start: int, end: int) -> Name:
    text = draft.text(start, end)
    copy = Name(start, end, model.type, text, model.kind, sure=model.sure)
    if text == model.text:
        copy.known, copy.short_for = model.known, model.short_for
    return copy


def _wanted(draft: Draft) -> dict[str, dict[tuple[str, ...], Name]]:
    """First token → the token sequences to look for, with a name that has them."""
    wanted: defaultdict[str, dict[tuple[str, ...], Name]] = defaultdict(dict)
    for name in draft.names:
        if name.chars or name.type not in _REPEATED:
            continue
        pieces = tuple(draft.words[name.start : name.end])
        if len(pieces) > 1 or _tells(name):
            wanted[pieces[0]].setdefault(pieces, name)
        if name.type == "PERSON" and len(pieces) > 1 and _is_surname(pieces[-1]):
            wanted[pieces[-1]].setdefault(pieces[-1:], name)
    return dict(wanted)


def _tells(name: Name) -> bool:
    """A single word that means little else: no word that may just begin a sentence."""
    return (
        name.text[:1].isupper()
        and not is_organization_head(name.text)
        and name.text not in ("Embassy", "House", "State")
    ) and (name.sure or name.titled or is_acronym(name) or name.type in ("PERSON", "GPE", "ORG"))


def _is_surname(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word.casefold() not in PARTICLES
