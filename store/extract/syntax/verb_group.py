"""The verb group of a clause: its auxiliaries, its negation, and whether it is reported speech."""

from __future__ import annotations

from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
DUTY = frozenset({"must", "should", "ought"})
CONTRACTED = frozenset({"n't", "n’t"})
"""Negations whose relation the parser does not know in every spelling."""
PASSED_OVER = (["rather", "than"], ["instead", "of"])
NEVER = frozenset({"never", "hardly", "scarcely", "nowhere"})


class VerbGroups:
    """The verb groups of one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def auxiliaries(self, verb: int) -> set[str]:
        """Return the auxiliaries of a verb, in lower case."""
        parse = self.parse
        return {parse.lower[k] for k in parse.kids[verb] if parse.dep[k] == "aux"}

    def is_said(self, verb: int) -> bool:
        """Whether it is the content of reported speech: "said that they left"."""
        parse = self.parse
        return parse.dep[verb] in ("ccomp", "xcomp") and parse.lemma[parse.head[verb]] in SAYING

    def will(self, verb: int) -> bool:
        """Whether the verb has "will", or "would" in reported speech."""
        auxiliaries = self.auxiliaries(verb)
        if self.parse.tag[verb] in ("VBD", "VBZ") and not self.parse.is_invariant(verb):
            return False  # "columnist George Will resigned"
        return bool(FUTURE & auxiliaries) or ("would" in auxiliaries and self.is_said(verb))

    def demanded(self, verb: int) -> bool:
        """Whether reported speech says "must", "has to" or "should".

        A denied report ("did not say") does not count.
        """
        if not self.is_said(verb) or self.negated(self.parse.head[verb]):
            return False
        return bool(DUTY & self.auxiliaries(verb))

    def is_going(self, verb: int) -> bool:
        """Whether it has the form "is going to meet them"."""
        parse = self.parse
        return parse.dep[verb] == "xcomp" and parse.lower[parse.head[verb]] == "going"

    def is_to(self, verb: int) -> bool:
        """Whether it has the form "is to meet them"."""
        parse = self.parse
        above = parse.head[verb]
        infinitive = parse.dep[verb] == "xcomp" and "to" in self.auxiliaries(verb)
        return infinitive and parse.lemma[above] == "be" and not parse.having(above, "acomp")

    def negated(self, verb: int) -> bool:
        """Whether the verb, its subject or its object is negated: "never left", "nobody left"."""
        parse = self.parse
        if self._passed_over(verb):
            return True
        for k in parse.kids[verb]:
            if parse.dep[k] == "neg" or parse.lower[k] in NEVER | CONTRACTED:
                return True
            if parse.dep[k] in ("preconj", "cc") and k < verb and parse.lower[k] == "neither":
                return True
            if parse.lower[k] == "longer" and self.none(k, "neg"):
                return True
            if parse.dep[k] in ("nsubj", "nsubjpass", "dobj") and self.none(k):
                return True
        return False

    @rule("status.passed_over")
    def _passed_over(self, verb: int) -> bool:
        """Whether something else was done: "rather than call on drivers to stop"."""
        before = self.parse.lower[max(0, verb - 2) : verb]
        return self.parse.tag[verb] in ("VB", "VBG") and before in PASSED_OVER

    def none(self, noun: int, how: str = "det") -> bool:
        """Whether a noun stands for nobody or nothing: "no rebels", "neither of them"."""
        parse = self.parse
        if parse.lower[noun] in ("nobody", "none", "nothing"):
            return True
        return self._neither(noun) or any(
            parse.dep[k] == how and parse.lower[k] == "no" for k in parse.kids[noun]
        )

    @rule("status.neither")
    def _neither(self, noun: int) -> bool:
        """Whether neither of two is meant: "neither Chad nor Togo would", "neither of them"."""
        before = {noun, *(k for k in self.parse.kids[noun] if k < noun)}
        return any(self.parse.lower[k] == "neither" for k in before)

    def pluperfect(self, verb: int) -> bool:
        """Whether the verb is a pluperfect ("had met"), which tells of an earlier time.

        Under a verb of saying the pluperfect is only reported speech and does not count.
        """
        return "had" in self.auxiliaries(verb) and not self.is_said(verb)

    @rule("status.used_to")
    def used_to(self, verb: int) -> bool:
        """Whether it is a habit of the past: "used to buy grain", "in the past, has bought"."""
        parse = self.parse
        known = parse.lemma[verb] == "use" and parse.tag[verb] == "VBD"
        if known and parse.lower[verb + 1 : verb + 2] == ["to"]:
            return True
        perfect = parse.tag[verb] == "VBN" and self.auxiliaries(verb) & {"has", "have"}
        return bool(perfect) and any(
            preposition == "in" and parse.lower[noun] == "past" and noun - 2 == parse.head[noun]
            for preposition, noun in parse.prepositions(verb)
        )
