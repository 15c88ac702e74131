"""A name found once is a name wherever the article repeats it."""

from __future__ import annotations

from collections import defaultdict

from store.extract.names.acronyms import is_acronym
from store.extract.names.draft import Draft, Name
from store.extract.names.words import PARTICLES

_REPEATED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT")


def add_repeats(draft: Draft) -> None:
    """Mentions that the model missed: the same words, or the surname of a person named in
    full, with a capital and outside every other name."""
    wanted = _wanted(draft)
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if word not in wanted or marks[index]:
            continue
        for pieces, model in wanted[word]:
            end = index + len(pieces)
            if draft.words[index:end] == pieces and not any(marks[index:end]):
                added.append(_copy(draft, model, index, end))
                marks[index:end] = b"\x01" * len(pieces)
                break
    draft.add(added)


def _copy(draft: Draft, model: Name, start: int, end: int) -> Name:
    text = draft.text(start, end)
    known = model.known if text == model.text else None
    return Name(start, end, model.type, text, model.kind, known=known, sure=model.sure)


def _wanted(draft: Draft) -> dict[str, list[tuple[list[str], Name]]]:
    """First token → token sequences to look for, the longest first."""
    wanted: defaultdict[str, dict[tuple[str, ...], Name]] = defaultdict(dict)
    for name in draft.names:
        if name.chars or name.type not in _REPEATED:
            continue
        pieces = draft.words[name.start : name.end]
        if len(pieces) > 1 or _tells(name):
            wanted[pieces[0]].setdefault(tuple(pieces), name)
        if name.type == "PERSON" and len(pieces) > 1 and _is_surname(pieces[-1]):
            wanted[pieces[-1]].setdefault((pieces[-1],), name)
    return {
        first: sorted(((list(p), n) for p, n in found.items()), key=lambda each: -len(each[0]))
        for first, found in wanted.items()
    }


def _tells(name: Name) -> bool:
    """A single word that means little else: no word that may just begin a sentence."""
    return name.text[:1].isupper() and (
        name.sure or name.titled or is_acronym(name) or name.type in ("PERSON", "GPE", "ORG")
    )


def _is_surname(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word.casefold() not in PARTICLES
