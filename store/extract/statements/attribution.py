"""According to whom something in the text holds."""

from __future__ import annotations

from spacy.tokens import Doc

from store.extract.found import FoundStatement

# Kinds whose content is somebody's word. What is condemned, praised or congratulated on is
# taken for granted.
_CLAIMS = frozenset({"speech", "belief", "finding", "intention"})


def attribution_of(doc: Doc, index: int) -> list[FoundStatement]:
    """The statements whose content holds this token, the innermost first. A cue or a source
    between two parts of a content is not in it, and what somebody approves or condemns is not
    according to her."""
    around = [s for s in doc._.statements or [] if s.kind in _CLAIMS and _holds(s, index)]
    return sorted(around, key=_length)


def _holds(statement: FoundStatement, index: int) -> bool:
    return any(index in piece for piece in statement.pieces)


def _length(statement: FoundStatement) -> int:
    return sum(len(piece) for piece in statement.pieces)
