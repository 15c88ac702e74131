"""Statements by a verb: "said", "is expected to", "expressed a desire to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import FoundStatement, Tokens, entity_at
from store.extract.statements.codebook import Codebook, ReportingWord
from store.extract.statements.contents import noun_content, verb_content
from store.extract.statements.quotations import Quotations
from store.extract.statements.sources import Source, source, subject_of


def verb_statements(
    doc: Doc, codebook: Codebook, quotations: Quotations
) -> Iterator[FoundStatement]:
    """Every verb of the codebook that has a content."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = token.lemma_.lower()
        if lemma in codebook.supports:
            found = _by_noun(token, codebook)
            if found is not None:
                yield found
                continue
        word = codebook.verbs.get(lemma)
        if word is not None:
            content = verb_content(token, word, quotations)
            if content is not None:
                yield _statement(token, word.kind, _cue(token, word), content)


def _by_noun(verb: Token, codebook: Codebook) -> FoundStatement | None:
    """A verb that says something only with its object: "issued a warning that"."""
    for child in verb.rights:
        if child.dep_ == "dobj" and child.lemma_.lower() in codebook.nouns:
            word = codebook.nouns[child.lemma_.lower()]
            content = noun_content(child, word)
            if content is not None:
                cue = Tokens(verb.i, child.i + 1)
                return _statement(verb, "performative", cue, content)
    return None


def _statement(verb: Token, kind: str, cue: Tokens, content: Tokens) -> FoundStatement:
    subject = subject_of(verb)
    who = source(subject, cue) if subject is not None else None
    pieces = without(content, cue, who, verb.doc)
    return FoundStatement(
        source=entity_at(verb.doc, who.head.i) if who else None,
        source_span=who.span if who else None,
        cue=cue,
        content=Tokens(pieces[0].start, pieces[-1].end) if pieces else None,
        kind=kind,
        pieces=tuple(pieces),
    )


def _cue(verb: Token, word: ReportingWord) -> Tokens:
    """The verb with its auxiliaries, negation and adverbs before it and its particle after."""
    start, end = verb.i, verb.i + 1
    parts = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod", "prt"}}
    while start - 1 in parts:
        start -= 1
    doc = verb.doc
    if end < len(doc) and (
        end in parts or (doc[end].dep_ == "prep" and doc[end].lower_ in word.prepositions)
    ):
        end += 1
    return Tokens(start, end)


def without(content: Tokens, cue: Tokens, who: Source | None, doc: Doc) -> list[Tokens]:
    """The parts of a content that are neither cue nor source, without marks at their ends."""
    out = {*range(cue.start, cue.end)}
    if who is not None:
        out |= {*range(who.span.start, who.span.end)}
    pieces: list[Tokens] = []
    start: int | None = None
    for index in range(content.start, content.end + 1):
        inside = index < content.end and index not in out
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            piece = _trimmed(doc, start, index)
            if piece is not None:
                pieces.append(piece)
            start = None
    return pieces


_MARKS = frozenset({",", ".", ":", ";", "-", "—", "–"})


def _trimmed(doc: Doc, start: int, end: int) -> Tokens | None:
    while start < end and (doc[start].is_space or doc[start].text in _MARKS):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _MARKS):
        end -= 1
    return Tokens(start, end) if start < end else None
