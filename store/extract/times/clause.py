"""The time of a clause, for the components that date what a verb or a noun tells."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundTime

_STEPS = 12
"""Heads between an expression and its verb, at most."""
_REACH = 80
"""Tokens on either side of a word in which a time of its clause may stand."""
_OPEN = 1_000_000
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "obj", "attr", "pobj"})


def time_of(doc: Doc, index: int) -> FoundTime | None:
    """The calendar time in the clause of the verb (or noun) at `index`, with the whole
    interval where it is a range, and an amount where it lies on the calendar ("the past two
    weeks"); never one of a subordinate clause. The time that hangs on the word itself comes
    before one that hangs on its subject or object, the narrower one before the wider that it
    lies in, and the nearer before the farther."""
    best: tuple[int, int, int] | None = None
    chosen: FoundTime | None = None
    for found in _near(doc, index):
        if not (found.start or found.end):
            continue
        hops = _distance(doc, found, index)
        if hops is None:
            continue
        rank = (hops, _width(found), abs(found.span.start - index))
        if chosen is not None and best is not None and _apart(chosen, found):
            better = (hops, rank[2]) < (best[0], best[2])
        else:
            better = best is None or rank < best
        if better:
            best, chosen = rank, found
    return chosen


def _apart(a: FoundTime, b: FoundTime) -> bool:
    """No day lies in both."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


def _width(found: FoundTime) -> int:
    """Days that it covers; a bound is wider than any interval."""
    if found.start is None or found.end is None:
        return _OPEN
    return (found.end - found.start).days


def _near(doc: Doc, index: int) -> list[FoundTime]:
    """The times as far from a word as a clause reaches."""
    times: list[FoundTime] = doc._.times or []
    first = bisect_left(times, index - _REACH, key=lambda found: found.span.start)
    last = bisect_left(times, index + _REACH, key=lambda found: found.span.start)
    return times[first:last]


def _distance(doc: Doc, found: FoundTime, index: int) -> int | None:
    """How many nouns lie between the expression and the word that it dates; None when the
    way leads past another verb, or deeper than a subject or an object."""
    token = hanging_token(doc, found)
    nouns = 0
    for _ in range(_STEPS):
        if token.head == token:
            return None
        token = token.head
        if token.i == index:
            return nouns
        if token.pos_ in _VERBS:
            return None
        if token.pos_ in _NOUNS and token.i not in found.span:
            nouns += 1
            if nouns > 1 or token.dep_ not in _ARGUMENTS:
                return None
    return None


def hanging_token(doc: Doc, found: FoundTime) -> Token:
    """The token of an expression whose head lies outside of it."""
    for token in doc[found.span.start : found.span.end]:
        if token.head.i not in found.span:
            return token
    return doc[found.span.end - 1]
