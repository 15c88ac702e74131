"""What was said: the range of words that a reporting verb or noun governs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from spacy.tokens import Token

from store.extract.found import Tokens
from store.extract.statements.codebook import ReportingWord
from store.extract.statements.quotations import Quotations


class Content(NamedTuple):
    """The words that a verb governs, and the frame of the codebook that they stand in."""

    span: Tokens
    frame: str


def verb_content(verb: Token, word: ReportingWord, quotations: Quotations) -> Content | None:
    """The content of a reporting verb in the first frame that is there."""
    frames: tuple[tuple[str, Callable[[], Tokens | None]], ...] = (
        ("clause", lambda: _clause(verb) or _quoted(verb, quotations)),
        ("as", lambda: _called(verb)),
        ("to", lambda: _infinitive(verb)),
        ("ing", lambda: _gerund(verb)),
        ("preposition", lambda: _prepositional(verb, word.prepositions)),
        ("what", lambda: _object(verb)),
    )
    for frame, find in frames:
        if frame in word.frames or (frame == "preposition" and word.prepositions):
            span = find()
            if span is not None:
                return Content(span, frame)
    return None


def noun_content(noun: Token, word: ReportingWord) -> Tokens | None:
    """The content of a reporting noun: "a desire to help", "the claim that …", "fears of"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "relcl", "ccomp", "xcomp"} and _complement(child, word):
            return subtree(child)
    return _prepositional(noun, word.prepositions)


def _complement(clause: Token, word: ReportingWord) -> bool:
    first = clause.left_edge
    if first.lower_ == "that" and first.dep_ == "mark":
        return "clause" in word.frames
    return clause.tag_ == "VB" and "to" in word.frames


def subtree(token: Token) -> Tokens:
    """The words from the first to the last that hang on this one."""
    return Tokens(token.left_edge.i, token.right_edge.i + 1)


def _clause(verb: Token) -> Tokens | None:
    for child in verb.children:
        if child.dep_ == "ccomp":
            return subtree(child)
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _marked(verb, {"as"})):
        return subtree(verb.head)
    return None


def _marked(verb: Token, words: Iterable[str]) -> bool:
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in words for c in verb.children)


def _quoted(verb: Token, quotations: Quotations) -> Tokens | None:
    """Quoted words beside a verb that the parser left without a clause."""
    sentence = verb.sent
    near = quotations.between(sentence.start - 2, sentence.end + 1)
    outside = [q for q in near if verb.i not in q]
    before = [q for q in outside if q.end <= verb.i]
    after = [q for q in outside if q.start > verb.i]
    if before and verb.i - before[-1].end <= 12:
        return before[-1]
    if after and after[0].start - verb.i <= 12:
        return after[0]
    return None


def _infinitive(verb: Token) -> Tokens | None:
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.tag_ == "VB" and _has_to(child):
            return subtree(child)
    return None


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.lefts)


def _gerund(verb: Token) -> Tokens | None:
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VBG":
            return subtree(child)
    return None


def _called(verb: Token) -> Tokens | None:
    """An object and what it is called: "called him a friend", "described it as a failure"."""
    objects = [c for c in verb.rights if c.dep_ in {"dobj", "ccomp"}]
    names = [
        c
        for c in verb.rights
        if c.dep_ in {"oprd", "acomp"} or (c.dep_ == "prep" and c.lower_ == "as")
    ]
    if objects and names:
        return Tokens(objects[0].left_edge.i, names[-1].right_edge.i + 1)
    if objects and objects[0].dep_ == "ccomp":
        return subtree(objects[0])
    return subtree(names[0]) if names else None


def _prepositional(word: Token, prepositions: frozenset[str]) -> Tokens | None:
    for child in word.rights:
        if child.dep_ in {"prep", "prt"} and child.lower_ in prepositions:
            end = child.right_edge.i + 1
            if end > child.i + 1:
                start = _object_start(word, child) if word.pos_ == "VERB" else child.i
                return Tokens(start, end)
            later = _object(word)
            if later is not None:
                return later
    return None


def _object_start(verb: Token, preposition: Token) -> int:
    for child in verb.rights:
        if child.dep_ == "dobj" and child.i < preposition.i:
            return child.left_edge.i
    return preposition.i + 1


def _object(verb: Token) -> Tokens | None:
    for child in verb.rights:
        if child.dep_ in {"dobj", "attr"}:
            return subtree(child)
    return None
