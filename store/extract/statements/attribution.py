"""According to whom something in the text holds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict

from spacy.tokens import Doc

from store.extract.found import FoundStatement

# Kinds whose content is somebody's word. What is condemned, praised or congratulated on is
# taken for granted.
_CLAIMS = frozenset({"speech", "belief", "finding", "intention"})


class Attributions:
    """Who says so, for each token of a document whose statements are read."""

    def __init__(self, doc: Doc) -> None:
        claims = [s for s in doc._.statements or [] if s.kind in _CLAIMS]
        self._claims = sorted(claims, key=_length)
        self._bounds, self._around = _stretches(self._claims)

    def of(self, index: int) -> list[FoundStatement]:
        """The statements whose content holds this token, the innermost first. A cue or a
        source between two parts of a content is not in it, and what somebody approves or
        condemns is not according to her."""
        stretch = bisect_right(self._bounds, index) - 1
        return [self._claims[n] for n in self._around[stretch]] if stretch >= 0 else []


def _stretches(claims: list[FoundStatement]) -> tuple[list[int], list[list[int]]]:
    """Where pieces of contents begin or end, and the numbers of the claims that hold what
    stands from there to the next such token."""
    changes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for n, claim in enumerate(claims):
        for piece in claim.pieces:
            changes[piece.start][n] += 1
            changes[piece.end][n] -= 1
    holding: Counter[int] = Counter()
    around = []
    bounds = sorted(changes)
    for bound in bounds:
        for n, change in changes[bound].items():
            holding[n] += change
            if not holding[n]:
                del holding[n]
        around.append(sorted(holding))
    return bounds, around


def _length(statement: FoundStatement) -> int:
    return sum(len(piece) for piece in statement.pieces)
