"""Find the speaker of each quotation: the statement that it belongs to.

A quotation belongs to the statement whose reporting verb governs it. Without such a verb it
continues the quotation before it: if its paragraph reopens an open quotation, if it follows in the
same paragraph, or if its paragraph contains nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundEntity, FoundQuotation, FoundStatement, Tokens, spaces
from store.extract.rules import rule
from store.extract.statements.quotations import SPEECH, Quotations

_NEAR = 12
"""How many tokens may stand between a cue and its quotation.

The limit applies if the parser attached only few of the quoted words to the cue.
"""
_WORDS_BESIDE = 3
"""How many words a paragraph of quotations may have besides them ("And again:")."""


def with_speakers(
    doc: Doc, quotations: Quotations, statements: list[FoundStatement]
) -> list[FoundQuotation]:
    """Return the quotations of speech, each with its statement."""
    speech = [s for s in statements if s.kind in ("speech", "finding") and s.content is not None]
    speakers = _Speakers(doc, quotations, speech)
    return [speakers.read(q) for q in quotations.ranges if len(q) >= SPEECH]


def speak_of_others(quotations: Iterable[FoundQuotation]) -> None:
    """Drop "he" and "she" in a quotation as mentions of its speaker, who says "I"."""
    for quotation in quotations:
        said = quotation.statement
        if said is not None and said.source is not None and said.source.type == "PERSON":
            _drop_pronouns(quotation.span, said.source)


@rule("statements.speak_of_others")
def _drop_pronouns(quotation: Tokens, speaker: FoundEntity) -> bool:
    """Drop the speaker's pronouns in a quotation, and return whether there were any."""
    others = [m for m in speaker.mentions if m.kind != "pronoun" or m.span.start not in quotation]
    dropped = len(others) < len(speaker.mentions)
    if dropped:
        speaker.mentions[:] = others
    return dropped


class _Speakers:
    """Assigns the quotations of a document, in order, through `read`."""

    def __init__(self, doc: Doc, quotations: Quotations, speech: list[FoundStatement]) -> None:
        self.doc = doc
        self.quotations = quotations
        self.speech = speech
        self.breaks = _breaks(doc)
        self.last: FoundQuotation | None = None

    def read(self, quotation: Tokens) -> FoundQuotation:
        """Return the quotation with its statement."""
        statement = self._governing(quotation) or self._going_on(quotation)
        self.last = FoundQuotation(quotation, statement)
        return self.last

    def _governing(self, quotation: Tokens) -> FoundStatement | None:
        """Return the nearest statement with the quotation in its content and the cue outside it."""
        best: tuple[int, int] | None = None
        found = None
        for statement in self.speech:
            cue = statement.cue
            shared = sum(_shared(quotation, piece) for piece in statement.pieces)
            if cue.start in quotation or not shared:
                continue
            after = cue.start - quotation.end
            away = quotation.start - cue.end if cue.end <= quotation.start else after
            if 2 * shared < len(quotation) and away > _NEAR:
                continue
            rank = (away, sum(len(piece) for piece in statement.pieces))
            if best is None or rank < best:
                best, found = rank, statement
        return found

    @rule("statements.speaker_goes_on")
    def _going_on(self, quotation: Tokens) -> FoundStatement | None:
        """Return the statement that a quotation without a cue of its own continues."""
        last = self.last
        paragraph = self._paragraph(quotation.start)
        if last is not None:
            if quotation in self.quotations.resumed:
                return last.statement
            if last.span.start in paragraph:
                return None if self._somebody_else(last, quotation) else last.statement
        if not paragraph.start or not self._is_all_quoted(paragraph):
            return None
        return self._speaker_in(self._paragraph(paragraph.start - 1))

    @rule("statements.somebody_else")
    def _somebody_else(self, last: FoundQuotation, quotation: Tokens) -> bool:
        """Whether another cue or another person stands between two quotations."""
        between = Tokens(last.span.end, quotation.start)
        said = last.statement
        if any(s.cue.start in between and s is not said for s in self.speech):
            return True
        source = said.source_span if said is not None and said.source_span else between
        known = {self.doc[i].lower_ for i in range(source.start, source.end)}
        return any(
            token.ent_type_ == "PERSON" and token.lower_ not in known
            for token in self.doc[between.start : between.end]
            if source == between or token.i not in source
        )

    def _speaker_in(self, paragraph: Tokens) -> FoundStatement | None:
        """Return the last speaker in a paragraph."""
        inside = [s for s in self.speech if s.cue.start in paragraph]
        found = max(inside, key=lambda s: s.cue.start) if inside else None
        last = self.last
        if last is None or last.statement is None or last.span.start not in paragraph:
            return found
        return found if found is not None and found.cue.start > last.span.end else last.statement

    def _paragraph(self, index: int) -> Tokens:
        at = bisect_right(self.breaks, index)
        start = self.breaks[at - 1] + 1 if at else 0
        if at and self.breaks[at - 1] == index:
            at, start = at - 1, self.breaks[at - 2] + 1 if at > 1 else 0
        return Tokens(start, self.breaks[at] if at < len(self.breaks) else len(self.doc))

    def _is_all_quoted(self, paragraph: Tokens) -> bool:
        tokens = self.doc[paragraph.start : paragraph.end]
        outside = [t for t in tokens if _is_word(t) and self.quotations.at(t.i) is None]
        return len(outside) <= _WORDS_BESIDE


def _shared(one: Tokens, other: Tokens) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _breaks(doc: Doc) -> list[int]:
    """Return the tokens between paragraphs: blank lines, or line ends if there are none."""
    ends = [i for i in spaces(doc) if "\n" in doc[i].text]
    blank = [i for i in ends if doc[i].text.count("\n") > 1]
    return blank or ends


def _is_word(token: Token) -> bool:
    return not (token.is_space or token.is_punct)
