"""Clauses that are a condition, or that depend on one."""

from __future__ import annotations

from store.extract.rules import nothing, rule
from store.extract.syntax.verb_group import VerbGroups

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until"})
INVERTED = frozenset({"had", "should", "were"})
AHEAD = frozenset({"before", "once", "till"})
"""Conjunctions that make a present tense future: "before Turkey becomes a member"."""
HYPOTHESES = frozenset({"if", "unless"})


class VerbConditions:
    """The conditions of one document."""

    def __init__(self, groups: VerbGroups) -> None:
        self.groups = groups
        self.parse = groups.parse

    def has_one(self, verb: int) -> bool:
        """Whether it depends on a condition: "will leave if they come"."""
        parse = self.parse
        return any(
            parse.lower[m] in HYPOTHESES
            for k in (*parse.having(verb, "advcl"), *self._fronted(verb))
            for m in parse.having(k, "mark")
        )

    @rule("status.fronted_condition", off=nothing)
    def _fronted(self, verb: int) -> list[int]:
        """Return clauses before a verb of saying, which are about its content.

        For example "If it rains, she said, they will stay".
        """
        if not self.groups.is_said(verb):
            return []
        return [k for k in self.parse.having(self.parse.head[verb], "advcl") if k < verb]

    def is_one(self, verb: int) -> bool:
        """Whether it is a condition, or goes on with one: "if they come and stay"."""
        parse = self.parse
        clause = verb
        for _ in range(3):
            marks = {parse.lower[k] for k in parse.having(clause, "mark", "advmod")}
            if marks & CONDITIONS or (marks & AHEAD and parse.tag[clause] in ("VBZ", "VBP")):
                return True
            if parse.dep[clause] not in ("conj", "xcomp"):
                break
            clause = parse.head[clause]
        return self._inverted(verb)

    def _inverted(self, verb: int) -> bool:
        """Whether it is an inverted condition: "Had they attacked, ..."."""
        parse = self.parse
        subject = parse.first(verb, "nsubj", "nsubjpass")
        helpers = [k for k in parse.having(verb, "aux", "auxpass") if parse.lower[k] in INVERTED]
        first = parse.bounds[parse.sentence[verb]][0]
        if parse.head[verb] == first and parse.dep[verb] == "ccomp" and not helpers:
            return parse.lower[first] in INVERTED and not parse.having(first, "nsubj")
        return subject is not None and any(
            k < subject and (k == first or parse.dep[k - 1] in ("punct", "cc")) for k in helpers
        )
