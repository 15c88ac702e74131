"""The source of a statement, and the statements that a token belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundQuotation, FoundStatement, Tokens
from store.extract.rules import nothing, rule
from store.extract.syntax.tree import Edge, attach

# The source is the subject of a reporting verb, found through the clauses above it.

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_SHARING = frozenset({"conj", "advcl", "pcomp", "parataxis", "dep", "xcomp", "ccomp"})
_CLOSING = frozenset({")", "]"})
_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_OCCASIONS = frozenset("conference ceremony rally meeting event hearing briefing call".split())
"""Nouns for where somebody speaks."""
_CLIMB = 6
"""How many clauses to climb for a subject; deeper ones are parser errors."""


class StatementSource(NamedTuple):
    """The words that name the source, and their head."""

    span: Tokens
    head: Token


def subject_of(verb: Token) -> Token | None:
    """Return the agent of a verb.

    It is the verb's own subject, the agent of a passive, or the subject shared with the governing
    clause.
    """
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return _child(verb.head.head, {"nsubjpass", "dobj"})  # "was quoted as saying"
    judged = _judged(verb)
    if judged is not None:
        return judged
    for _ in range(_CLIMB):
        subject = _own_subject(verb) or _noun_above(verb) or _name_of_noun(verb)
        if subject is not None:
            return subject
        if _child(verb, {"nsubjpass", "auxpass"}) is not None:
            return agent_of(verb)
        above = _clause_above(verb)
        if above is None:
            return _name_before(verb)
        verb = above
    return None


@rule("statements.judged_for")
def _judged(verb: Token) -> Token | None:
    """Return whom somebody judges: "fined the bank for saying that"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "for" or verb.head.head.pos_ != "VERB":
        return None
    judged = _child(verb.head.head, {"dobj"})
    return judged if judged is not None and judged.ent_type_ in _SPEAKING else None


@rule("statements.name_of_noun")
def _name_of_noun(verb: Token) -> Token | None:
    """Return the name before a noun that the parser took for a verb: "amid Tory claims that"."""
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    noun = verb.tag_ == "VBZ" and verb.dep_ == "ccomp"
    named = before is not None and before.dep_ == "pobj" and before.ent_type_ in _SPEAKING
    return before if noun and named else None


@rule("statements.name_before")
def _name_before(verb: Token) -> Token | None:
    """Return the name right before a past verb if the parser attached it to a phrase.

    For example "In an interview with the Post Lee said".
    """
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    named = before is not None and before.pos_ == "PROPN" and before.ent_type_ in _SPEAKING
    return before if named and verb.tag_ == "VBD" else None


def _own_subject(verb: Token) -> Token | None:
    """Return the nearest subject before the verb, otherwise the first one after it."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.tag_ != "EX"]
    before = [c for c in subjects if c.i < verb.i]
    return before[-1] if before else next(iter(subjects), None)


def _child(verb: Token, deps: set[str]) -> Token | None:
    return next((child for child in verb.children if child.dep_ in deps), None)


@rule("statements.noun_above")
def _noun_above(verb: Token) -> Token | None:
    """Return the noun that a clause without a subject describes.

    For example "a letter saying", "asked him to say".
    """
    if _is_occasion(verb):
        return None
    if verb.dep_ in {"acl", "relcl"} and _child(verb, {"nsubjpass", "auxpass"}) is None:
        return verb.head
    if verb.dep_ == "xcomp":
        return _child(verb.head, {"dobj"})
    return None


@rule("statements.occasion")
def _is_occasion(verb: Token) -> bool:
    """Whether it is said on an occasion: "spoke at a news conference announcing that"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_ in _OCCASIONS


@rule("statements.clause_above")
def _clause_above(verb: Token) -> Token | None:
    """Return the clause whose subject is shared."""
    if _is_occasion(verb):
        return _verb_above(verb.head)
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
    """Return the agent of a passive: Y in "was called so by Y"."""
    for child in verb.children:
        if child.dep_ == "agent":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def source(subject: Token, cue: Tokens) -> StatementSource:
    """Return the whole noun phrase of a subject, up to the cue.

    A relative pronoun includes its antecedent.
    """
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
    """Return the noun that "who" stands for."""
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


# The statements that a token belongs to.

# Kinds of statements whose content is somebody's claim. The object of condemnation, praise or
# congratulation is presupposed as a fact.
_CLAIMS = frozenset({"speech", "belief", "finding", "intention"})


class Attributions:
    """The statements that contain each token of a document."""

    def __init__(self, doc: Doc) -> None:
        claims = [s for s in doc._.statements or [] if s.kind in _CLAIMS]
        self._claims = sorted(claims, key=_length)
        self._bounds, self._around = _stretches(self._claims)
        self._quoted: list[FoundQuotation] = doc._.quotations or []
        self._quotation_starts = [quoted.span.start for quoted in self._quoted]

    def of(self, index: int) -> list[FoundStatement]:
        """Return the statements whose content contains this token, the innermost first.

        A cue or source between two parts of a content is not in it. The object of approval or
        condemnation is not attributed. The words of a quotation are attributed only to its speaker
        and to those who quote the speaker.
        """
        around = self._at(index)
        quoted = self.quoted(index)
        if quoted is None or quoted.statement is None:
            return around
        speaker = quoted.statement
        inside = [s for s in around if s.cue.start in quoted.span]
        beyond = [s for s in self._at(speaker.cue.start) if s is not speaker and s not in inside]
        return [*inside, speaker, *beyond]

    def quoted(self, index: int) -> FoundQuotation | None:
        """Return the quotation that contains the token, if it is long enough to be speech."""
        place = bisect_right(self._quotation_starts, index) - 1
        if place >= 0 and index in self._quoted[place].span:
            return self._quoted[place]
        return None

    def _at(self, index: int) -> list[FoundStatement]:
        stretch = bisect_right(self._bounds, index) - 1
        return [self._claims[n] for n in self._around[stretch]] if stretch >= 0 else []


def _stretches(claims: list[FoundStatement]) -> tuple[list[int], list[list[int]]]:
    """Return where contents begin or end, and for each stretch the claims that cover it."""
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


# Repair sentences in which the parser gives a verb of saying two subjects.

_GOING_ON = frozenset({"VBD", "VBG"})
_PAST_OR_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
_SPEAKER = 12
"""How many words a speaker between commas may have."""
_SAYING = frozenset(
    "say tell announce reply respond add report state confirm declare warn write explain".split()
)


def keep_one_speaker(doc: Doc) -> None:
    """Make only the one who speaks the subject of each verb of saying."""
    for said in doc:
        if said.lemma_ in _SAYING and said.pos_ == "VERB":
            _speaker_between(said)
            for noun in _not_speaking(said):
                noun.dep_ = "dep"
            _speaker_adds(said)


@rule("statements.speaker_between")
def _speaker_between(said: Token) -> bool:
    """Repair a clause with its speaker between commas, and return whether it was one.

    For example "The old museum, wrote Ann Lee, was closed", where the museum writes nothing.
    """
    doc, start = said.doc, said.i + 1
    if not said.i or doc[said.i - 1].text != "," or said.tag_ not in _PAST_OR_PRESENT:
        return False
    end = next((t.i for t in doc[start : start + _SPEAKER] if t.text == ","), start)
    if end == start or end + 1 >= said.sent.end:
        return False
    who, tense = doc[start:end].root, doc[end + 1]
    told = tense.head if tense.dep_ in {"aux", "auxpass"} else tense
    subject = next((t for t in said.lefts if t.dep_ == "nsubj"), None)
    named = who.pos_ in {"PROPN", "NOUN", "PRON"} and who.tag_ not in {"PRP$", "DT"}
    if subject is None or not named or not _is_finite(tense) or _own_subject(told) is not None:
        return False
    passive = any(t.dep_ == "auxpass" for t in told.lefts)
    edges = (
        Edge(subject.i, told.i, "nsubjpass" if passive else "nsubj"),
        Edge(who.i, said.i, "nsubj"),
    )
    return attach(doc, *edges)


def _is_finite(token: Token) -> bool:
    return token.tag_ in _PAST_OR_PRESENT or token.tag_ == "MD"


@rule("statements.speaker_adds")
def _speaker_adds(added: Token) -> bool:
    """Attach a verb of saying to the one before it, not to what that one says; return if so.

    For example "said the plan was old but added that", "said it was old, adding that". Another verb
    than "add" may tell what somebody in between said, unless "but" follows what is said of a thing.
    """
    if added.dep_ not in {"conj", "advcl"} or added.tag_ not in _GOING_ON:
        return False
    adds = added.lemma_ == "add"
    above = (added.head, *islice(added.head.ancestors, _CLIMB if adds else 0))
    told = next((t for t in above if t.dep_ == "ccomp" and t.head.lemma_ in _SAYING), None)
    if told is None or not told.head.i < told.i < added.i or _own_subject(added) is not None:
        return False
    joining = [t for t in added.head.rights if t.i == added.i - 1 and t.dep_ == "cc"]
    other = _own_subject(told)
    thing = other is not None and other.tag_ == "NN" and not other.ent_type_
    if not (adds or (thing and any(t.lower_ == "but" for t in joining))):
        return False
    edges = [Edge(t.i, told.head.i) for t in (added, *joining)]
    return attach(added.doc, *edges)


@rule("statements.one_speaker", off=nothing)
def _not_speaking(said: Token) -> list[Token]:
    """Return the subjects before the speaker, who stands behind a comma or a quotation.

    For example "captain" in "“Captain,” Lee said, “I have lost.”"
    """
    subjects = [t for t in said.lefts if t.dep_ == "nsubj"]
    if len(subjects) < 2:
        return []
    before = subjects[-1].left_edge.i - 1
    set_off = before >= 0 and (said.doc[before].text == "," or said.doc[before].is_quote)
    return subjects[:-1] if set_off else []
