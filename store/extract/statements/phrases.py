"""Statements by a phrase: "according to", "his claim that", "a report by the army that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import Tokens
from store.extract.searching import where
from store.extract.statements.codebook import Codebook, ReportingWord
from store.extract.statements.contents import clausal, subtree
from store.extract.statements.drafts import Draft
from store.extract.statements.sources import source

_ACCORDING = frozenset({"according"})
_CLAUSES = frozenset({"ROOT", "ccomp", "relcl", "advcl", "conj", "acl"})


def phrase_statements(doc: Doc, codebook: Codebook) -> Iterator[Draft]:
    """Every "according to" with somebody, and every reporting noun with its author."""
    for index in where(doc, "LEMMA", frozenset(codebook.nouns)):
        if doc[index].pos_ == "NOUN":
            found = _by_noun(doc[index], codebook.nouns[doc[index].lemma_])
            if found is not None:
                yield found
    for index in where(doc, "LOWER", _ACCORDING):
        found = _according_to(doc[index]) if index + 1 < len(doc) else None
        if found is not None:
            yield found


def _according_to(token: Token) -> Draft | None:
    doc = token.doc
    if doc[token.i + 1].lower_ != "to":
        return None
    cue = Tokens(token.i, token.i + 2)
    heads = [t for t in doc[token.i + 1].children if t.dep_ == "pobj"]
    if not heads:
        return None
    who = source(heads[0], cue)
    phrase = subtree(token)
    content = _clause_around(token, phrase)
    return Draft("speech", "phrase", Tokens(phrase.start, cue.end), who, [content])


def _by_noun(noun: Token, word: ReportingWord) -> Draft | None:
    """ "The ministry's claim that", "a warning by scientists of"."""
    author = _author(noun)
    content = clausal(noun, word) if author is not None else None
    if author is None or content is None:
        return None
    cue = Tokens(noun.i, noun.i + 1)
    return Draft(word.kind, "authored", cue, source(author, cue), [content])


def _author(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _clause_around(token: Token, phrase: Tokens) -> Tokens:
    """The clause that the phrase stands in; a phrase after a comma at the end of a sentence
    goes with all of it."""
    sentence = token.sent
    head = token.head
    last = phrase.end >= sentence.end - 1 and token.doc[token.i - 1].text == ","
    if phrase.start <= sentence.start + 1 or last:
        return Tokens(sentence.start, sentence.end)
    for head in token.ancestors:
        if head.pos_ in {"VERB", "AUX"} and head.dep_ in _CLAUSES:
            break
    return subtree(head)
