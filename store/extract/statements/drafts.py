"""A draft of a statement, and the choice of nested statements to keep."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundStatement, Tokens
from store.extract.rules import nothing, rule
from store.extract.statements.quotations import Quotations
from store.extract.statements.sources import StatementSource

# The draft of a statement, with its parts as tokens.

_VOICES = lexicon.words("statements.voices")
"""Nouns for people who speak for the body, country or person they are named with."""
_BODIES = frozenset({"ORG", "GPE", "PERSON", "NORP"})
_MARKS = frozenset({",", ".", ":", ";", "-", "—", "–", "--"})


@dataclass(slots=True)
class StatementDraft:
    """A statement that is being read.

    `frame` is a frame of the codebook, "phrase" or "colon". `own` marks a source that is the cue's
    own subject, not shared with another clause.
    """

    kind: str
    frame: str
    cue: Tokens
    source: StatementSource | None
    content: list[Tokens]
    own: bool = True
    aside: Tokens | None = None
    """The clause of the cue if it is inside the content ("as the army said")."""

    @property
    def start(self) -> int:
        """The token at which cue and source begin."""
        return min(self.cue.start, self.source.span.start if self.source else self.cue.start)

    def finished(self, doc: Doc, entities: dict[int, FoundEntity]) -> FoundStatement | None:
        """Return the statement, or None if its content is empty."""
        pieces = self.pieces(doc)
        if not pieces:
            return None
        return FoundStatement(
            source=_entity(self.source.head, entities) if self.source else None,
            source_span=self.source.span if self.source else None,
            cue=self.cue,
            content=Tokens(pieces[0].start, pieces[-1].end),
            kind=self.kind,
            pieces=tuple(pieces),
        )

    def pieces(self, doc: Doc) -> list[Tokens]:
        """Return the parts of the content without cue, source and punctuation at their ends."""
        away = [self.cue]
        away += [self.source.span] if self.source else []
        away += [self.aside] if self.aside else []
        return [piece for part in self.content for piece in _around(doc, part, sorted(away))]


def _by_name(head: Token, entities: dict[int, FoundEntity]) -> FoundEntity | None:
    return entities.get(head.i)


@rule("statements.voice", off=_by_name)
def _entity(head: Token, entities: dict[int, FoundEntity]) -> FoundEntity | None:
    """Return the entity of a source, by its name or as the one that it speaks for.

    For example "Israeli officials", "a spokesman for the bank".
    """
    found = entities.get(head.i)
    if found is not None and found.is_named:
        return found
    person = _apposed(head, entities)
    if person is not None or head.lemma_.lower() not in _VOICES:
        return person or found
    own = [c for c in head.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
    phrases = [c for c in head.rights if c.dep_ == "prep" and c.lower_ in {"of", "for", "from"}]
    own += [t for p in phrases for t in p.children if t.dep_ == "pobj"]
    named = (entities.get(word.i) for word in own)
    return next((e for e in named if e is not None and e.is_named and e.type in _BODIES), found)


@rule("statements.named_voice")
def _apposed(head: Token, entities: dict[int, FoundEntity]) -> FoundEntity | None:
    """Return the person whose name follows: "a spokesman for the bank, Bo Lee", "my lawyer Lee"."""
    if head.tag_ != "NN":
        return None
    named = (entities.get(c.i) for c in head.rights if c.dep_ == "appos")
    return next((e for e in named if e is not None and e.type == "PERSON" and e.is_named), None)


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


# Choose which nested statements to keep.

_CONTRAST = frozenset({"while", "whereas", "although", "though", "but"})
_MANY = 20
"""How many cues a sentence may have; a text with more is not a sentence."""
_FIRST_AND_SECOND = frozenset({"i", "we", "you"})


@rule("statements.disentangle")
def disentangle(doc: Doc, drafts: Iterable[StatementDraft]) -> None:
    """Separate the statements of one sentence.

    A cue at the end has everything before it as its content and is in no other content. The same
    holds for a contrasted one ("…, while the rebels said").
    """
    starts = [sentence.start for sentence in doc.sents]
    sentences: dict[int, list[StatementDraft]] = {}
    for draft in drafts:
        if draft.frame in {"clause", "phrase"}:
            start = starts[bisect_right(starts, draft.cue.start) - 1]
            sentences.setdefault(start, []).append(draft)
    for start, together in sentences.items():
        for draft in together if 1 < len(together) <= _MANY else ():
            cut = _cut(doc, draft)
            if cut is None:
                continue
            if draft.content[-1].end <= draft.start and not doc[draft.content[0].start].is_quote:
                draft.content = [Tokens(start, cut)]
            for other in together:
                if other.start < cut:
                    other.content = [_until(part, cut) for part in other.content]


def _cut(doc: Doc, draft: StatementDraft) -> int | None:
    """Return where the content before a final or contrasted cue ends."""
    if draft.source is None:
        return None
    begin = draft.start
    if draft.frame == "clause" and draft.content[-1].end <= begin:
        return begin
    if draft.frame == "phrase" and draft.source.span.end >= draft.content[-1].end - 1:
        return begin
    before = doc[begin - 1] if begin else None
    if before is not None and before.lower_ in _CONTRAST and draft.own:
        return before.i
    return None


def _until(part: Tokens, cut: int) -> Tokens:
    return Tokens(part.start, max(part.start, min(part.end, cut)))


def kept(
    doc: Doc, drafts: Iterable[StatementDraft], quotations: Quotations
) -> list[StatementDraft]:
    """Return the drafts outside quotations, and the links of a chain of nested statements."""
    outside = [
        draft
        for draft in drafts
        if draft.frame == "colon" or quotations.at(draft.cue.start) is None
    ]
    depth = [0] * (len(doc) + 1)
    for draft in outside:
        for piece in draft.pieces(doc):
            depth[piece.start] += 1
            depth[piece.end] -= 1
    for index in range(1, len(depth)):
        depth[index] += depth[index - 1]
    return [draft for draft in outside if depth[draft.cue.start] == 0 or _is_link(draft)]


@rule("statements.chain")
def _is_link(draft: StatementDraft) -> bool:
    """Whether a statement inside another is told apart: somebody passes on what another said."""
    if draft.kind != "speech" or draft.source is None:
        return False
    named = draft.source.head.lower_ not in _FIRST_AND_SECOND
    return draft.frame == "phrase" or (draft.frame == "clause" and draft.own and named)


# Extend a statement to quotations beyond the clause that its verb governs.


@rule("statements.quotations_taken_in")
def with_quotations(doc: Doc, drafts: list[StatementDraft], quotations: Quotations) -> None:
    """Extend the drafts whose content is quoted to all of their quotations."""
    cues = sorted(draft.cue.start for draft in drafts)
    for draft in drafts:
        if draft.kind != "speech" or draft.frame not in {"clause", "object"}:
            continue
        spoken = quotations.between(draft.content[0].start, draft.content[-1].end)
        spoken = [q for q in spoken if draft.cue.start not in q]
        if not spoken:
            continue
        draft.content = _joined([*draft.content, *spoken])
        if spoken[-1].end >= draft.content[-1].end - 1:
            more = _going_on(doc, draft, quotations, cues)
            draft.content = _joined([*draft.content, *more])


@rule("statements.quotation_goes_on", off=nothing)
def _going_on(
    doc: Doc, draft: StatementDraft, quotations: Quotations, cues: list[int]
) -> list[Tokens]:
    """Return the quotations after the statement's sentence, up to another speaker's cue."""
    end = max(draft.content[-1].end, draft.cue.end, doc[draft.cue.start].sent.end)
    more: list[Tokens] = []
    for quotation in quotations.after(end - 1):
        between = doc[end : quotation.start]
        if any(not (t.is_space or t.is_punct) for t in between) or _new_paragraph(
            doc, end, quotation
        ):
            break
        last = doc[quotation.end - 1].sent.end
        at = bisect_left(cues, quotation.end)
        if at < len(cues) and cues[at] < last:
            break
        more.append(quotation)
        end = last
    return more


def _new_paragraph(doc: Doc, end: int, quotation: Tokens) -> bool:
    start = max(end - 1, 0)
    return any(t.is_space and "\n" in t.text for t in doc[start : quotation.start])


def _joined(spans: list[Tokens]) -> list[Tokens]:
    """Return the spans in order, with adjacent ones merged."""
    joined: list[Tokens] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Tokens(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
