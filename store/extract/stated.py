"""Whether a clause states a fact of now."""

from __future__ import annotations

from spacy.tokens import Token

_CONDITIONS = frozenset({"if", "unless", "whether", "until"})
_WISHING = frozenset({"xcomp", "advcl"})


def states(verb: Token, past: bool) -> bool:
    """Not negated, not modal, no wish or condition; in the simple past only where `past`."""
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.tag_ in {"MD", "TO"}):
            return False
        if child.dep_ == "mark" and child.lower_ in _CONDITIONS:
            return False
        if child.dep_ in {"aux", "auxpass"} and child.lower_ in {"was", "were", "did", "had"}:
            return past
    if verb.tag_ == "VBD" and not past:
        return False
    return not (verb.tag_ == "VB" and verb.dep_ in _WISHING)
