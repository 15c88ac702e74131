"""Whose words they are: the source of a statement, and according to whom something holds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundQuotation, FoundStatement, Tokens
from store.extract.rules import rule

# Whose words they are: the subject of a reporting verb, found through the clauses above it.

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_SHARING = frozenset({"conj", "advcl", "pcomp", "parataxis", "dep", "xcomp", "ccomp"})
_CLOSING = frozenset({")", "]"})
_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_CLIMB = 6
"""How many clauses up a subject is looked for; deeper ones are parser errors."""


class StatementSource(NamedTuple):
    """The words that name the source, and the word among them that stands for it."""

    span: Tokens
    head: Token


def subject_of(verb: Token) -> Token | None:
    """The one who does what the verb says: its own subject, the agent of a passive, or the
    subject that it shares with the clause it hangs on."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return _child(verb.head.head, {"nsubjpass", "dobj"})  # "was quoted as saying"
    for _ in range(_CLIMB):
        subject = _own_subject(verb) or _noun_above(verb)
        if subject is not None:
            return subject
        if _child(verb, {"nsubjpass", "auxpass"}) is not None:
            return agent_of(verb)
        above = _clause_above(verb)
        if above is None:
            return _name_before(verb)
        verb = above
    return None


@rule("statements.name_before")
def _name_before(verb: Token) -> Token | None:
    """The name just before a verb in the past tense whose subject the parser hung on a phrase: "In
    an interview with the Post Lee said"."""
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    named = before is not None and before.pos_ == "PROPN" and before.ent_type_ in _SPEAKING
    return before if named and verb.tag_ == "VBD" else None


def _own_subject(verb: Token) -> Token | None:
    """The nearest before the verb; the first after it, where none is before."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.tag_ != "EX"]
    before = [c for c in subjects if c.i < verb.i]
    return before[-1] if before else next(iter(subjects), None)


def _child(verb: Token, deps: set[str]) -> Token | None:
    return next((child for child in verb.children if child.dep_ in deps), None)


@rule("statements.noun_above")
def _noun_above(verb: Token) -> Token | None:
    """The noun that a clause without a subject says something of: "a letter saying", "asked
    him to say"."""
    if verb.dep_ in {"acl", "relcl"} and _child(verb, {"nsubjpass", "auxpass"}) is None:
        return verb.head
    if verb.dep_ == "xcomp":
        return _child(verb.head, {"dobj"})
    return None


@rule("statements.clause_above")
def _clause_above(verb: Token) -> Token | None:
    """The clause that lends its subject."""
    if verb.dep_ in {"aux", "auxpass"}:
        return verb.head
    if verb.dep_ in _SHARING:
        return _verb_above(verb.head)
    return None


def _verb_above(token: Token) -> Token | None:
    above = (token, *token.ancestors)
    return next((t for t in above if t.pos_ in {"VERB", "AUX"}), None)


@rule("statements.agent")
def agent_of(verb: Token) -> Token | None:
    """Y of "was called so by Y"."""
    for child in verb.children:
        if child.dep_ == "agent":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def source(subject: Token, cue: Tokens) -> StatementSource:
    """The whole noun phrase of a subject, its antecedent with a relative pronoun, without what
    lies on the far side of the cue."""
    if subject.tag_ in _RELATIVE:
        antecedent = _antecedent(subject)
        if antecedent is not None and antecedent.i < subject.i:
            return StatementSource(Tokens(antecedent.left_edge.i, subject.i + 1), antecedent)
    start, end = subject.left_edge.i, subject.right_edge.i + 1
    if start <= cue.start < end:
        if subject.i < cue.start:
            end = cue.start
        else:
            start = cue.end
    return StatementSource(_trimmed(subject, start, end), subject)


@rule("statements.antecedent")
def _antecedent(pronoun: Token) -> Token | None:
    above = islice(pronoun.ancestors, _CLIMB)
    return next((verb.head for verb in above if verb.dep_ == "relcl"), None)


def _trimmed(subject: Token, start: int, end: int) -> Tokens:
    doc = subject.doc
    while end - 1 > subject.i and _is_edge(doc[end - 1]):
        end -= 1
    while start < subject.i and _is_edge(doc[start]):
        start += 1
    return Tokens(start, end)


def _is_edge(token: Token) -> bool:
    if token.text in _CLOSING:
        return False
    return token.is_punct or token.is_space or token.dep_ == "cc"


# According to whom something in the text holds.

# Kinds whose content is somebody's word. What is condemned, praised or congratulated on is
# taken for granted.
_CLAIMS = frozenset({"speech", "belief", "finding", "intention"})


class Attributions:
    """Who says so, for each token of a document whose statements are read."""

    def __init__(self, doc: Doc) -> None:
        claims = [s for s in doc._.statements or [] if s.kind in _CLAIMS]
        self._claims = sorted(claims, key=_length)
        self._bounds, self._around = _stretches(self._claims)
        self._quoted: list[FoundQuotation] = doc._.quotations or []
        self._quotation_starts = [quoted.span.start for quoted in self._quoted]

    def of(self, index: int) -> list[FoundStatement]:
        """The statements whose content holds this token, the innermost first. A cue or a
        source between two parts of a content is not in it, and what somebody approves or
        condemns is not according to her. What stands inside a quotation is told by its speaker
        and by those who quote him, and by nobody else."""
        around = self._at(index)
        quoted = self.quoted(index)
        if quoted is None or quoted.statement is None:
            return around
        speaker = quoted.statement
        inside = [s for s in around if s.cue.start in quoted.span]
        beyond = [s for s in self._at(speaker.cue.start) if s is not speaker and s not in inside]
        return [*inside, speaker, *beyond]

    def quoted(self, index: int) -> FoundQuotation | None:
        """The quotation that the token stands in, if it is long enough to say something."""
        place = bisect_right(self._quotation_starts, index) - 1
        if place >= 0 and index in self._quoted[place].span:
            return self._quoted[place]
        return None

    def _at(self, index: int) -> list[FoundStatement]:
        stretch = bisect_right(self._bounds, index) - 1
        return [self._claims[n] for n in self._around[stretch]] if stretch >= 0 else []


def _stretches(claims: list[FoundStatement]) -> tuple[list[int], list[list[int]]]:
    """Where pieces of contents begin or end, and the numbers of the claims that hold what
    stands from there to the next such token."""
    changes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for n, claim in enumerate(claims):
        for piece in claim.pieces:
            changes[piece.start][n] += 1
            changes[piece.end][n] -= 1
    holding: Counter[int] = Counter()
    around = []
    bounds = sorted(changes)
    for bound in bounds:
        for n, change in changes[bound].items():
            holding[n] += change
            if not holding[n]:
                del holding[n]
        around.append(sorted(holding))
    return bounds, around


def _length(statement: FoundStatement) -> int:
    return sum(len(piece) for piece in statement.pieces)
