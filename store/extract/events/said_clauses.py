"""Whether the words of a statement are a clause of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from store.extract.events.clause_words import SUBJECTS
from store.extract.extensions import Tokens
from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

ASKING = frozenset({"ask", "press", "question"})
"""Verbs for what a speaker answers to: "Asked why"."""
EARLY = 10
"""How many words of a statement tell whose it is."""
DESCRIBING = frozenset({"relcl", "acl", "pcomp"})
"""Relations of a clause to the noun that it belongs to: "the fact that it fell"."""
FINITE = ("VBD", "VBZ", "VBP", "MD")


class SaidClauses:
    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    @rule("events.label_no_clause")
    def is_no_clause(self, tokens: list[int]) -> bool:
        """Whether a statement has no subject or no verb: she said it "was found in a bus"."""
        parse = self.parse
        words = [t for t in tokens if parse.pos[t] not in ("PUNCT", "SPACE")]
        if not words:
            return False
        asked = any(parse.lower[t] == "?" for t in tokens)
        headless = parse.tag[words[0]] in FINITE and not asked
        headless |= parse.tag[words[0]] == "VBN" and parse.lemma[words[0]] in ASKING
        told = any(parse.tag[t] in FINITE for t in words) or parse.tag[words[0]] in ("VB", "UH")
        return headless or not told or self._is_cut_off(words)

    @rule("events.label_cut_off")
    def _is_cut_off(self, words: list[int]) -> bool:
        """Whether the main verb or its subject stands outside: "Ann Lee leaving when he came"."""
        parse, inside = self.parse, set(words)
        roots = [t for t in words if parse.head[t] not in inside or parse.head[t] == t]
        if self._passes_on(words) or self._is_phrase(roots):
            return True
        if len(roots) != 1:
            return False
        (root,) = roots
        helping = [parse.lower[k] for k in parse.having(root, "aux")]
        if "does" in helping and not parse.having(root, *SUBJECTS, "expl"):
            return True  # "admitted the rift" does not matter
        if parse.pos[root] in ("NOUN", "PROPN"):
            clauses = [t for t in words if parse.dep[t] in DESCRIBING]
            told = {t for clause in clauses for t in parse.subtree(clause)}
            return all(t in told for t in words if parse.tag[t] in FINITE)
        return self.has_no_tense(root)

    @rule("events.label_only_phrase")
    def _is_phrase(self, roots: list[int]) -> bool:
        """Whether the highest words only open phrases: "in a speech on what can mend it"."""
        return all(self.parse.dep[t] == "prep" for t in roots)

    def is_gerund(self, said: Tokens) -> bool:
        """Whether the words are a clause without a tense: "recalled Ann Lee leaving"."""
        inside = range(said.start, said.end)
        roots = (t for t in inside if self.parse.head[t] not in said)
        return self._passes_on(inside) or any(self.has_no_tense(t) for t in roots)

    @rule("events.label_passed_on")
    def _passes_on(self, tokens: Sequence[int]) -> bool:
        """Whether somebody else says it: the paper quoted "aides as saying the king left"."""
        pairs = pairwise(tokens[:EARLY])
        return any(
            self.parse.lower[a] == "as" and self.has_no_tense(b) and self.parse.lemma[b] in SAYING
            for a, b in pairs
        )

    def has_no_tense(self, verb: int) -> bool:
        return self.parse.tag[verb] == "VBG" and not self.parse.having(verb, "aux", "auxpass")
