"""The word that governs a clause, where it alone decides on the status of the clause."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.syntax.subjects import finite
from store.extract.syntax.verb_group import VerbGroups
from store.reading import Status

DENYING = frozenset("deny reject dispute refute dismiss disprove contradict".split())
"""Verbs that deny their gerund or their "that" clause."""
TALES = frozenset("claim allegation accusation report rumor rumour suggestion charge talk".split())
"""Nouns for claims that may be untrue ("reports that they left")."""
UNTRUE = frozenset({"untrue", "false", "wrong"})
EVIDENCE = frozenset("evidence sign proof indication".split())
HOLDING = frozenset("think believe expect suppose mean sure certain convinced confident".split())
"""Words whose negation applies to their complement."""
HOPING: dict[str, Status] = {
    **dict.fromkeys(("hope", "wish"), "wished"),
    **dict.fromkeys(("fear", "worry", "doubt", "suspect", "dread", "wonder"), "hypothetical"),
}
"""Verbs whose future clause is only hoped or feared."""
DEMANDING = frozenset("insist demand ask suggest recommend propose urge".split())
"""Verbs whose clause may be a subjunctive without "that"."""
QUESTIONS = frozenset({"whether", "if"})


class Governors:
    """The governors of the clauses of one document."""

    def __init__(self, groups: VerbGroups) -> None:
        self.groups = groups
        self.parse = groups.parse

    def status(self, verb: int) -> Status | None:
        """Return the status given by the word that governs the clause, or None."""
        parse, above = self.parse, self.parse.head[verb]
        if self._questioned(verb, above):
            return "asked"
        if self._hoped(verb, above):
            return HOPING[parse.lemma[above]]
        if parse.dep[verb] in ("xcomp", "ccomp", "pcomp", "acl"):
            if parse.lemma[above] in TALES and parse.dep[verb] == "acl" and finite(parse, verb):
                denied = parse.lemma[parse.head[above]] in DENYING
                return "negated" if denied else "claimed"
            if (
                parse.lemma[above] in DENYING
                and not self.groups.negated(above)
                and self._claim(verb)
            ):
                return "negated"
            if self._untrue(above) and finite(parse, verb):
                return "negated"
            if self._doubted(verb, above):
                return "negated"
        return None

    @rule("status.hoped")
    def _hoped(self, verb: int, above: int) -> bool:
        """Whether a future is only hoped or feared: "we hope that they will leave"."""
        parse = self.parse
        return (
            parse.dep[verb] == "ccomp" and parse.lemma[above] in HOPING and self.groups.will(verb)
        )

    @rule("status.subjunctive")
    def is_subjunctive(self, verb: int) -> bool:
        """Whether it is only demanded: "demands that the mayor resign", "that it be sold"."""
        parse = self.parse
        if parse.dep[verb] not in ("ccomp", "acl", "conj") or self.groups.auxiliaries(verb):
            return False
        passive = [k for k in parse.having(verb, "auxpass") if parse.lower[k] == "be"]
        bare = parse.tag[verb] == "VB" or bool(passive)
        first = parse.first_conjunct(verb)
        marked = any(parse.lower[k] == "that" for v in (verb, first) for k in parse.kids[v])
        if not marked and parse.dep[first] == "ccomp":
            marked = parse.lemma[parse.head[first]] in DEMANDING
            bare = bare or parse.is_invariant(verb)  # "insists he quit"
        return bare and marked and bool(parse.having(verb, "nsubj", "nsubjpass"))

    @rule("status.questioned")
    def _questioned(self, verb: int, above: int) -> bool:
        """Whether it is only asked: "asked whether they left"."""
        parse = self.parse
        marks = {parse.lower[k] for k in parse.having(verb, "mark")}
        return parse.dep[verb] == "ccomp" and parse.is_verb(above) and bool(marks & QUESTIONS)

    @rule("status.doubted")
    def _doubted(self, verb: int, above: int) -> bool:
        """Whether its governor is denied: "does not think that they left", "no evidence that"."""
        parse = self.parse
        if not finite(parse, verb):
            return False
        if parse.dep[verb] == "acl":
            return parse.lemma[above] in EVIDENCE and self.groups.none(above)
        if parse.dep[verb] != "ccomp" or parse.lemma[above] not in HOLDING:
            return False
        return self.groups.negated(parse.head[above] if parse.pos[above] == "ADJ" else above)

    def _claim(self, verb: int) -> bool:
        """Whether the verb is a gerund or a finite clause, not an infinitive ("refused to")."""
        return all(self.parse.tag[k] != "TO" for k in self.parse.kids[verb])

    def _untrue(self, verb: int) -> bool:
        """Whether it follows "it is false that" or "it is not true that"."""
        judged = {self.parse.lower[k] for k in self.parse.having(verb, "acomp")}
        return bool(judged & UNTRUE) or ("true" in judged and self.groups.negated(verb))
