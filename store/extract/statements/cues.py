"""Statements by a verb: "said", "is expected to", "expressed a desire to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import Tokens
from store.extract.searching import where
from store.extract.statements.codebook import Codebook, ReportingWord
from store.extract.statements.contents import complement, subtree, verb_content
from store.extract.statements.drafts import Draft
from store.extract.statements.quotations import Quotations
from store.extract.statements.sources import source, subject_of

_COPULAS = frozenset({"be", "feel", "seem", "remain", "become"})
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def verb_statements(doc: Doc, codebook: Codebook, quotations: Quotations) -> Iterator[Draft]:
    """Every verb of the codebook that has a content."""
    words = frozenset(codebook.verbs) | codebook.supports | _COPULAS
    for index in where(doc, "LEMMA", words):
        token = doc[index]
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        draft = _by_verb(token, codebook, quotations)
        if draft is None and token.lemma_ in _COPULAS:
            draft = _by_adjective(token, codebook)
        if draft is not None and _tells(token, draft):
            yield draft


def _by_verb(verb: Token, codebook: Codebook, quotations: Quotations) -> Draft | None:
    lemma = verb.lemma_
    if lemma in codebook.supports:
        draft = _by_noun(verb, codebook)
        if draft is not None:
            return draft
    word = codebook.verbs.get(lemma)
    content = verb_content(verb, word, quotations) if word is not None else None
    if word is None or content is None:
        return None
    return _draft(verb, word.kind, content.frame, _cue(verb, word), content.span)


def _by_noun(verb: Token, codebook: Codebook) -> Draft | None:
    """A verb that says something only with its object: "issued a warning that"."""
    for child in verb.rights:
        word = codebook.nouns.get(child.lemma_.lower()) if child.dep_ == "dobj" else None
        content = complement(child, word) if word is not None else None
        if content is not None:
            return _draft(verb, "performative", "noun", Tokens(verb.i, child.i + 1), content)
    return None


def _by_adjective(verb: Token, codebook: Codebook) -> Draft | None:
    """ "Is willing to", "was critical of", "are worried that"."""
    for child in verb.rights:
        word = codebook.adjectives.get(child.lower_) if child.dep_ == "acomp" else None
        content = complement(child, word) if word is not None else None
        if word is not None and content is not None:
            return _draft(verb, word.kind, "adjective", Tokens(verb.i, child.i + 1), content)
    return None


def _draft(verb: Token, kind: str, frame: str, cue: Tokens, content: Tokens) -> Draft:
    subject = subject_of(verb)
    who = source(subject, cue) if subject is not None else None
    own = subject is not None and (subject.head.i == verb.i or verb.dep_ == "pcomp")
    aside = subtree(verb) if verb.dep_ in {"parataxis", "advcl"} else None
    if aside is not None and not content.start <= aside.start < aside.end <= content.end:
        aside = None
    return Draft(kind, frame, cue, who, [content], own, aside)


def _tells(verb: Token, draft: Draft) -> bool:
    """Not an order to the reader, a mere purpose, or a word that only describes a noun."""
    helpers = {child.dep_ for child in verb.children}
    if draft.source is None and "auxpass" not in helpers:
        return False
    if verb.tag_ == "VBN" and not helpers & {"aux", "auxpass", "agent"} and verb.dep_ != "conj":
        return False
    if draft.frame == "clause" and draft.kind == "speech":
        return True
    if draft.kind in {"belief", "intention"} and _of_thing(verb):
        return False
    purpose = verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl", "relcl"}
    describes = verb.tag_ in {"VBG", "VBN"} and verb.dep_ in {"acl", "amod"}
    return not (purpose or describes)


def _of_thing(verb: Token) -> bool:
    """ "Strands that decide": what only a relative "that" or "which" wants is a thing."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return who is not None and who.tag_ == "WDT" and verb.head.pos_ == "NOUN"


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
