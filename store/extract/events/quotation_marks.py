"""The double quotation marks around some words of a label: he called it “a loss”."""

from __future__ import annotations

from collections.abc import Sequence

from store.extract.rules import rule, second
from store.extract.syntax.parse import Parse

DOUBLE = frozenset({'"', "“", "”", "``", "''"})
"""Marks of a quotation that is inside no other."""
OPENING, CLOSING = frozenset({"“", "``"}), frozenset({"”", "''"})
INNER = (["'"], ["’"])
"""Marks of an inner quotation, which may be a part of the mark before: "all,'''"."""
JOINED = frozenset("([-–—_/")
"""Marks that an opening one may follow without a space."""


def paired(parse: Parse, first: int, last: int) -> list[tuple[int, int]]:
    """Return the opening and closing marks of the quotations in the sentences of two tokens.

    A sentence may end in front of its last mark.
    """
    found: list[tuple[int, int]] = []
    opened = None
    start, end = parse.bounds[parse.sentence[first]][0], parse.bounds[parse.sentence[last]][1]
    for token in range(start, min(end + 1, len(parse))):
        if parse.lower[token] not in DOUBLE or parse.lower[token + 1 : token + 2] in INNER:
            continue
        if _opens(parse, token):
            opened = token
        elif opened is not None:
            found.append((opened, token))
            opened = None
    return found


def _opens(parse: Parse, token: int) -> bool:
    """Whether a mark opens a quotation; the two marks of some papers look alike."""
    if parse.lower[token] in OPENING:
        return True
    before = parse.doc[token - 1] if token else None
    apart = before is None or bool(before.whitespace_) or before.is_space or before.text in JOINED
    return apart and not parse.doc[token].whitespace_


@rule("events.label_marks", off=second)
def with_marks(parse: Parse, tokens: list[int]) -> list[int]:
    """Return the tokens with the mark that a quotation lacks of which they hold all words.

    For example ``called it “a loss`` from: Ann Lee called it “a loss,” and left.
    """
    kept = set(tokens)
    for first, last in paired(parse, min(kept), max(kept)) if kept else ():
        inside = [t for t in tokens if first < t < last]
        alone = len(tokens) == len(inside) + (first in kept) + (last in kept)
        one = (first in kept) != (last in kept)
        if alone or not one or not _is_whole(parse, inside, first, last):
            continue
        if first in kept and first != tokens[0]:
            place = tokens.index(inside[-1]) + 1
            tokens = [*tokens[:place], last, *tokens[place:]]
        elif last in kept and first > parse.bounds[parse.sentence[first]][0]:
            place = tokens.index(inside[0])
            tokens = [*tokens[:place], first, *tokens[place:]]
    return tokens


def _is_whole(parse: Parse, inside: list[int], first: int, last: int) -> bool:
    """Whether the tokens between two marks are the whole quotation, or all but its comma."""
    ends = bool(inside) and all(parse.pos[t] == "PUNCT" for t in range(inside[-1] + 1, last))
    return ends and inside[0] == first + 1


def alike(parse: Parse, tokens: Sequence[int]) -> dict[int, str]:
    """Return the marks to write for those that look the same at both ends."""
    kept = set(tokens)
    pairs = paired(parse, min(kept), max(kept)) if kept else []
    doc = parse.doc
    wrong = [p for p in pairs if doc[p[0]].text in CLOSING or doc[p[1]].text in OPENING]
    return {first: "“" for first, _ in wrong} | {last: "”" for _, last in wrong}


@rule("events.label_torn_quotation")
def tears_quotation(parse: Parse, tokens: Sequence[int]) -> bool:
    """Whether one mark of a quotation is left out between words that are kept.

    For example of: Ann Lee, who had roles in “Boats,” “Bells” and “Books,” left Oslo.
    """
    kept = set(tokens)
    least, most = min(kept, default=0), max(kept, default=0)
    for first, last in paired(parse, least, most) if kept else ():
        inside = [t for t in tokens if first < t < last]
        one = (first in kept) != (last in kept) and least < first and last < most
        if one and not _is_whole(parse, inside, first, last):
            return True
    return False
