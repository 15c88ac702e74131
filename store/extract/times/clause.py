"""Find the time of a clause, for components that date a verb or a noun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundTime

_STEPS = 12
"""How many heads may lie between an expression and its verb."""
_REACH = 80
"""How many tokens from a word, on either side, a time of its clause may be."""
_OPEN = 1_000_000
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "obj", "attr", "pobj"})


def time_of(doc: Doc, index: int, without: Container[int] = ()) -> FoundTime | None:
    """Return the calendar time in the clause of the verb or noun at token `index`, or None.

    A range counts as its whole interval, and an amount counts where it lies on the calendar ("the
    past two weeks"). Times of subordinate clauses do not count. A time attached to the word itself
    is preferred to one attached to its subject or object, a narrower time to a wider one that
    contains it, and a nearer one to a farther one. Times that begin at a token in `without` do not
    count.
    """
    best: tuple[int, int, int] | None = None
    chosen: FoundTime | None = None
    for found in _near(doc, index):
        if not (found.start or found.end) or found.span.start in without:
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
    """Whether two times have no day in common."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


def _width(found: FoundTime) -> int:
    """Return the number of days covered. A time with an open end is wider than any interval."""
    if found.start is None or found.end is None:
        return _OPEN
    return (found.end - found.start).days


def _near(doc: Doc, index: int) -> list[FoundTime]:
    """Return the times within reach of a word's clause."""
    times: list[FoundTime] = doc._.times or []
    first = bisect_left(times, index - _REACH, key=lambda found: found.span.start)
    last = bisect_left(times, index + _REACH, key=lambda found: found.span.start)
    return times[first:last]


def _distance(doc: Doc, found: FoundTime, index: int) -> int | None:
    """Count the nouns between the expression and the word that it dates.

    Return None if another verb stands between, or if the expression is deeper than a subject or an
    object.
    """
    token = attached_token(doc, found)
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


def attached_token(doc: Doc, found: FoundTime) -> Token:
    """Return the token of an expression whose head lies outside it."""
    start, end = found.span.start, found.span.end
    for i in range(start, end):  # a `Span` and its iterator take three times as long
        if not start <= doc[i].head.i < end:
            return doc[i]
    return doc[end - 1]
