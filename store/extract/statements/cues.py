"""Statements by a verb: "said", "is expected to", "expressed a desire to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import Tokens
from store.extract.statements.codebook import Codebook, ReportingWord
from store.extract.statements.contents import noun_content, verb_content
from store.extract.statements.drafts import Draft
from store.extract.statements.quotations import Quotations
from store.extract.statements.sources import source, subject_of

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def verb_statements(doc: Doc, codebook: Codebook, quotations: Quotations) -> Iterator[Draft]:
    """Every verb of the codebook that has a content."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = token.lemma_.lower()
        draft = _by_noun(token, codebook) if lemma in codebook.supports else None
        word = codebook.verbs.get(lemma)
        if draft is None and word is not None:
            draft = _by_verb(token, word, quotations)
        if draft is not None:
            yield draft


def _by_verb(verb: Token, word: ReportingWord, quotations: Quotations) -> Draft | None:
    content = verb_content(verb, word, quotations)
    if content is None:
        return None
    return _draft(verb, word.kind, content.frame, _cue(verb, word), content.span)


def _by_noun(verb: Token, codebook: Codebook) -> Draft | None:
    """A verb that says something only with its object: "issued a warning that"."""
    for child in verb.rights:
        word = codebook.nouns.get(child.lemma_.lower()) if child.dep_ == "dobj" else None
        content = noun_content(child, word) if word is not None else None
        if content is not None:
            return _draft(verb, "performative", "noun", Tokens(verb.i, child.i + 1), content)
    return None


def _draft(verb: Token, kind: str, frame: str, cue: Tokens, content: Tokens) -> Draft:
    subject = subject_of(verb)
    who = source(subject, cue) if subject is not None else None
    own = subject is not None and subject.head.i == verb.i
    return Draft(kind, frame, cue, who, content, own)


def _cue(verb: Token, word: ReportingWord) -> Tokens:
    """The verb with its auxiliaries, negation and adverbs before it and its particle after."""
    start, end = verb.i, verb.i + 1
    before = {c.i for c in verb.lefts if c.dep_ in _BEFORE_VERB}
    while start - 1 in before:
        start -= 1
    if end < len(verb.doc):
        after = verb.doc[end]
        if after.head.i == verb.i and (
            after.dep_ == "prt" or (after.dep_ == "prep" and after.lower_ in word.prepositions)
        ):
            end += 1
    return Tokens(start, end)
