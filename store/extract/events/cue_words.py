"""The words beside a verb of saying: the end of what is said, its quotation and its question."""

from __future__ import annotations

from itertools import takewhile

from store.extract.events.clause_words import SUBJECTS
from store.extract.events.quoted_words import QuotedWords
from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
APART = frozenset({"PUNCT", "SPACE", "SYM"})
BEGINNING = frozenset({"while", "according", "as", "but"})
"""Words behind what is said that begin something else."""
BEFORE_QUOTATION = frozenset({",", ":"})
BEFORE_CUE = frozenset({",", "?", "!", "."})
"""Marks between a quotation and its verb of saying."""
CLOSE = 2
"""How many tokens before who says it a quotation closes at most."""
MOST = 60
"""How many tokens a quotation or a question has at most."""
ASKING = frozenset({"ask", "press", "question"})
QUESTIONS = frozenset("whether if why what how about who which when where".split())
"""Words that begin what somebody is asked."""


class CueWords:
    """Finds the tokens that belong to a verb of saying, where the parser did not join them."""

    def __init__(self, parse: Parse, quotes: QuotedWords) -> None:
        self.parse = parse
        self.quotes = quotes

    def cue(self, verb: int) -> set[int]:
        """Return the verb and its subject."""
        parse = self.parse
        return {verb, *(t for k in parse.having(verb, "nsubj") for t in parse.subtree(k))}

    @rule("events.label_runs_on", off=lambda _, __, tokens: tokens)
    def to_mark(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the tokens of a statement up to a mark, if they end in the middle of a clause.

        For example of "said the club Ann Lee managed was shut", which the parser may take for two
        clauses.
        """
        parse = self.parse
        last = tokens[-1] if tokens else -1
        closed = last > 0 and parse.doc[last].is_quote and parse.lower[last - 1][-1] in BEFORE_CUE
        if not tokens or closed or not parse.doc[last].whitespace_:
            return tokens
        cue = {*self.cue(verb), *parse.above(verb)}
        behind = range(last + 1, parse.bounds[parse.sentence[last]][1])
        rest = list(takewhile(lambda t: t not in cue and not self._ends(t), behind))
        if not rest or parse.lower[rest[0]] in BEGINNING or parse.lemma[rest[0]] in SAYING:
            return tokens
        fits = len(tokens) + len(rest) <= MOST and self._is_whole(rest[-1] + 1, cue)
        return [*tokens, *rest] if fits else tokens

    def _ends(self, token: int) -> bool:
        """Whether a statement ends before it: a mark, "but", "and" before another verb."""
        parse = self.parse
        if self.quotes.opens(token):
            return False
        joins = parse.tag[token] == "CC"
        other = joins and not FINITE.isdisjoint(parse.tag[token + 1 : token + 3])
        return parse.pos[token] in APART or other or (joins and parse.lower[token] == "but")

    def _is_whole(self, token: int, cue: set[int]) -> bool:
        """Whether a statement that ends before a token goes on no more behind a comma."""
        parse = self.parse
        behind = range(token + 1, min(token + 3, len(parse)))
        closes = any(parse.doc[t].is_quote or t in cue for t in behind)
        return parse.lower[token : token + 1] != [","] or closes

    @rule("events.label_quotation_apart", off=lambda *_: [])
    def quotation(self, verb: int) -> list[int]:
        """Return the tokens of the quotation beside a verb of saying, which need be no clause.

        For example of: Asked whether she would leave, Ann Lee said, “Probably.”
        """
        parse, doc = self.parse, self.parse.doc
        if parse.lemma[verb] not in SAYING or not parse.having(verb, *SUBJECTS):
            return []
        start, end = parse.bounds[parse.sentence[verb]]
        opening = [t for t in range(start, end) if self.quotes.opens(t)]
        closing = [t for t in range(start, end) if doc[t].is_quote and t not in opening]
        first = min(self.cue(verb))
        ahead = [t for t in closing if first - CLOSE <= t < first]
        if ahead and parse.lower[ahead[0] - 1] in BEFORE_CUE:
            begins = [t + 1 for t in opening if t < ahead[0]] or [start]
            found = list(range(begins[-1], ahead[0]))
        else:
            found = self._behind(verb, opening, closing)
        return found if found and not doc[found[0]].is_lower else []

    def _behind(self, verb: int, opening: list[int], closing: list[int]) -> list[int]:
        """Return the tokens between the first marks behind a verb: Ann Lee said, “Probably.”"""
        parse = self.parse
        mark = next((t for t in opening if t > verb), verb)
        told = any(parse.tag[t] in FINITE for t in range(verb + 1, mark))
        if told or parse.lower[mark - 1] not in BEFORE_QUOTATION:
            return []
        end = parse.bounds[parse.sentence[verb]][1]
        return list(range(mark + 1, next((t for t in closing if t > mark), end)))

    @rule("events.label_asked", off=lambda *_: [])
    def question(self, verb: int) -> list[int]:
        """Return what somebody is asked who answers: "asked whether" in "Asked whether it fell"."""
        parse = self.parse
        speakers = parse.having(verb, "nsubj")
        clauses = parse.having(verb, "advcl")
        clauses += [k for speaker in speakers for k in parse.having(speaker, "acl")]
        for k in clauses:
            asked = parse.lemma[k] in ASKING and not parse.having(k, "nsubj", "dobj")
            tokens = sorted(t for t in parse.subtree(k) if t >= k and parse.pos[t] != "SPACE")
            while tokens and parse.pos[tokens[-1]] == "PUNCT":
                tokens.pop()
            named = any(parse.lower[t] in QUESTIONS for t in tokens)
            if asked and named and verb not in tokens and len(tokens) <= MOST:
                return tokens
        return []
