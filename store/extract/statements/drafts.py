"""A statement while it is being read: its parts as tokens, before it is weighed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from store.extract.found import FoundEntity, FoundStatement, Tokens
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
    content: list[Tokens]
    own: bool = True
    aside: Tokens | None = None
    """The clause of the cue, where it stands inside the content ("as the army said")."""

    @property
    def start(self) -> int:
        """Where cue and source begin."""
        return min(self.cue.start, self.source.span.start if self.source else self.cue.start)

    def finished(self, doc: Doc, entities: dict[int, FoundEntity]) -> FoundStatement | None:
        """The statement; None when nothing is left of its content."""
        pieces = self.pieces(doc)
        if not pieces:
            return None
        return FoundStatement(
            source=entities.get(self.source.head.i) if self.source else None,
            source_span=self.source.span if self.source else None,
            cue=self.cue,
            content=Tokens(pieces[0].start, pieces[-1].end),
            kind=self.kind,
            pieces=tuple(pieces),
        )

    def pieces(self, doc: Doc) -> list[Tokens]:
        """The parts of the content that are neither cue nor source, without marks at their
        ends."""
        away = [self.cue]
        away += [self.source.span] if self.source else []
        away += [self.aside] if self.aside else []
        return [piece for part in self.content for piece in _around(doc, part, sorted(away))]


def _around(doc: Doc, part: Tokens, away: list[Tokens]) -> Iterator[Tokens]:
    start = part.start
    for gap in [*away, Tokens(part.end, part.end)]:
        piece = _trimmed(doc, start, min(gap.start, part.end))
        if piece is not None:
            yield piece
        start = max(start, gap.end)


def _trimmed(doc: Doc, start: int, end: int) -> Tokens | None:
    while start < end and (doc[start].is_space or doc[start].text in _MARKS):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _MARKS):
        end -= 1
    return Tokens(start, end) if start < end else None
