"""Organisations that the model missed beside one that it found: "Ralma and Orvis Motors
announced"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name
from store.extract.names.types.people import full_surnames
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEALS = frozenset("announce agree merge form launch plan sign".split())
"""What two companies do together."""


def add_paired(draft: Draft) -> None:
    """A capitalised word without a type that shares a subject with an organisation is one; so is
    one that the model took for a person, if it has no other name and they make a deal."""
    marks = draft.covered()
    alone = {n.start: n for n in draft.names if n.type == "PERSON" and n.end == n.start + 1}
    surnames = full_surnames(draft)
    heads = {draft.doc[n.start : n.end].root.i for n in draft.names if n.type == "ORG"}
    added: list[Name] = []
    for token in draft.doc:
        if token.dep_ not in _SUBJECTS or token.tag_ != "NNP" or not token.text[:1].isupper():
            continue
        if not heads.intersection(other.i for other in token.conjuncts):
            continue
        name = alone.get(token.i)
        if name is not None and token.head.lemma_ in _DEALS:
            word = fold(name.text)
            if not name.titled and word not in surnames and word not in GIVEN_NAMES:
                name.type = "ORG"
        start = token.i
        while start and draft.doc[start - 1].head.i == token.i and _is_part(draft, start - 1):
            start -= 1
        if not any(marks[start : token.i + 1]):
            added.append(Name(start, token.i + 1, "ORG", draft.text(start, token.i + 1)))
    draft.add(added)


def _is_part(draft: Draft, index: int) -> bool:
    token = draft.doc[index]
    return token.tag_ == "NNP" and token.dep_ == "compound"
