"""A statement while it is being read: its parts as tokens, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from store.extract.found import FoundStatement, Tokens, entity_at
from store.extract.statements.sources import Source

_MARKS = frozenset({",", ".", ":", ";", "-", "—", "–", "--"})


@dataclass(slots=True)
class Draft:
    """`frame` is the codebook's, "phrase" or "colon"; `own` says that the source is the cue's
    own subject, not one that it shares with another clause."""

    kind: str
    frame: str
    cue: Tokens
    source: Source | None
    content: Tokens
    own: bool = True

    def finished(self, doc: Doc) -> FoundStatement | None:
        """The statement; None when nothing is left of its content."""
        pieces = self.pieces(doc)
        if not pieces:
            return None
        return FoundStatement(
            source=entity_at(doc, self.source.head.i) if self.source else None,
            source_span=self.source.span if self.source else None,
            cue=self.cue,
            content=Tokens(pieces[0].start, pieces[-1].end),
            kind=self.kind,
            pieces=tuple(pieces),
        )

    def pieces(self, doc: Doc) -> list[Tokens]:
        """The parts of the content that are neither cue nor source, without marks at their
        ends."""
        away = sorted([self.cue, *([self.source.span] if self.source else [])])
        pieces: list[Tokens] = []
        start = self.content.start
        for gap in [*away, Tokens(self.content.end, self.content.end)]:
            end = min(gap.start, self.content.end)
            piece = _trimmed(doc, start, end)
            if piece is not None:
                pieces.append(piece)
            start = max(start, gap.end)
        return pieces


def _trimmed(doc: Doc, start: int, end: int) -> Tokens | None:
    while start < end and (doc[start].is_space or doc[start].text in _MARKS):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _MARKS):
        end -= 1
    return Tokens(start, end) if start < end else None
