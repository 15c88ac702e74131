"""Join two names around "and" that the parser put elsewhere in the sentence."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.syntax.tree import Columns, Edge, governors

JOINED = frozenset({"PERSON", "ORG", "GPE"})
BEFORE_NAME = frozenset({"nmod", "compound"})
BEHIND_NAME = frozenset({"appos", "npadvmod"})
ENDING = frozenset("VB VBD VBZ VBP VBG MD IN TO CC WP WDT , :".split())
"""Tags of words that end what may stand between "and" and a name."""
_AHEAD = 8
"""How many tokens behind "and" the name begins, at most."""
_LONG = 5
"""How many words of a name are read."""


@rule("parse.join_names")
def join_names(parse: Columns) -> None:
    """Make the second of two names a conjunct of the first.

    For example Falk in "Lee and the lawyer Bo Falk met", where the parser may take him for a second
    subject or for another name of Lee, and Acme in "Acme and Oslo-based Zeta merged", which it may
    put below Zeta.
    """
    for i, word in enumerate(parse.lower):
        if word != "and" or parse.dep[i] != "cc" or parse.kind[i] or i < 2:
            continue
        comma = parse.lower[i - 1] == ","
        first = _main_word(parse, i - 2 if comma else i - 1)
        second = _ahead(parse, i, parse.kind[first])
        if second is None or parse.sentence[first] != parse.sentence[i]:
            continue
        if second in governors(parse.head, first):
            if parse.head[first] == second and parse.dep[first] in BEFORE_NAME:
                _join(parse, first, second, i, Edge(first, parse.head[second], parse.dep[second]))
        elif _is_stray(parse, first, second):
            described = comma and parse.dep[first] == "appos"
            _join(parse, parse.head[first] if described else first, second, i)


def _main_word(parse: Columns, last: int) -> int:
    """Return the word on which the others of a name hang, from its last word."""
    kind, token = parse.kind[last], last
    while kind in JOINED and token > 0:
        above = parse.head[token]
        if above == token or parse.kind[above] != kind or not last - _LONG < above <= last:
            break
        token = above
    return token


def _ahead(parse: Columns, i: int, kind: str) -> int | None:
    """Return the last word of the name of this kind behind "and" and a description, or None."""
    for k in range(i + 1, min(i + _AHEAD, len(parse.head))):
        if parse.sentence[k] != parse.sentence[i] or parse.tag[k] in ENDING or kind not in JOINED:
            return None
        if parse.kind[k] == kind and parse.pos[k] == "PROPN":
            return _last_word(parse, k)
    return None


def _last_word(parse: Columns, first: int) -> int:
    """Return the last word of a name from its first."""
    last = first
    while last + 1 < len(parse.head) and parse.kind[last + 1] == parse.kind[first]:
        if parse.head[last] not in (last + 1, parse.head[last + 1]):
            break
        last += 1
    return last


def _is_stray(parse: Columns, first: int, second: int) -> bool:
    """Whether the parser took the second name for something that it cannot be beside the first."""
    above, dep = parse.head[second], parse.dep[second]
    if dep == parse.dep[first] == "nsubj":
        return above == parse.head[first]
    if above > first:
        return False
    return dep in BEHIND_NAME or (dep == "conj" and parse.pos[above] in ("VERB", "AUX"))


def _join(parse: Columns, first: int, second: int, i: int, *edges: Edge) -> None:
    """Join two names, and put below the second what describes it."""
    titles = [
        Edge(k, second, "compound")
        for k in range(i + 1, second)
        if parse.head[k] == first and parse.dep[k] == "conj"
    ]
    parse.attach(*edges, Edge(second, first, "conj"), Edge(i, first), *titles)
