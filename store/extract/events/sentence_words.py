"""Labels of whole sentences, for rows whose clause does not read well: without who says it."""

from __future__ import annotations

from store.extract.events.clause_words import SUBJECTS
from store.extract.events.said_words import FINITE, LINKING, SaidWords
from store.extract.reporting_words import SAYING, reporting_verbs
from store.extract.rules import rule
from store.extract.syntax.governors import DEMANDING
from store.extract.syntax.parse import MAIN, Parse
from store.extract.syntax.subjects import finite

ENDING = frozenset({",", ":", "that"})
"""Words before what is said: "he said, ...", "he told us that ..."."""
CLOSING = frozenset({".", ",", "”", '"', "''", "’", "'"})
BEFORE_CUE = frozenset({",", "”", '"', "''"})
"""Marks before who says it: "it is bad," she said."""
LED = frozenset({"that", "the"})
"""Words that a clause does not begin with."""
UNTOLD = frozenset({"PRP", "PRP$", *FINITE, "."})
"""Tags of words at the beginning of a clause that only another one explains."""
COMPLETING = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp"})
TOLD = reporting_verbs("speech", "finding", frame="clause")
"""Verbs of what is said or found: "the survey showed"."""
CLAUSES = frozenset({"ccomp", "xcomp"})
OBJECTS = CLAUSES | {"dobj", "dative"}
INSERTED = frozenset({*MAIN, "parataxis", "ccomp"})
"""Relations of a verb of saying that stands for itself in a sentence."""


class SentenceWords:
    """Chooses the tokens of a sentence. `verb` is that of the row, `tokens` the sentence's."""

    def __init__(self, parse: Parse, said: SaidWords) -> None:
        self.parse = parse
        self.said = said

    @rule("events.label_without_cue", off=lambda *_: [])
    def without_cue(self, verb: int, tokens: list[int]) -> list[int]:
        """Return what is said in a sentence, or nothing if the words are no clause.

        For example of "The plan, Ann Lee said, is bad" and "As Ann Lee said in Oslo, it is bad".
        """
        parse = self.parse
        source = self.source(verb, tokens)
        if source is not None:
            rest = self._without_source(source, tokens)
        elif parse.having(verb, "nsubj") and parse.lemma[verb] in SAYING:
            rest = self._around(verb, tokens)
        else:
            rest = []
        while rest and (parse.lower[rest[-1]] in CLOSING or parse.pos[rest[-1]] == "SPACE"):
            rest = rest[:-1]
        return [] if self.said.clauses.is_no_clause(rest) else rest

    def source(self, verb: int, tokens: list[int]) -> int | None:
        """Return the "according" that says whose words a sentence without a verb of saying is."""
        parse = self.parse
        if parse.lemma[verb] in SAYING:
            return None
        return next((t for t in tokens if parse.lower[t] == "according"), None)

    def _without_source(self, source: int, tokens: list[int]) -> list[int]:
        """Return the tokens without "according to Ann Lee", and without what explains her."""
        phrase = set(self.parse.subtree(source))
        behind = [t for t in tokens if t > max(phrase)]
        told = any(self.parse.is_verb(t) for t in behind)
        return [t for t in tokens if t not in phrase and (told or t < source)]

    def _around(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the tokens before and behind a verb of saying and its subject."""
        parse = self.parse
        as_said = [k for k in parse.having(verb, "mark") if parse.lower[k] == "as"]
        if parse.dep[verb] not in INSERTED and not as_said:
            return []
        subjects = parse.having(verb, "nsubj")
        cue = [verb, *as_said, *(t for k in subjects for t in parse.subtree(k))]
        ahead = [t for t in tokens if t < min(cue)]
        behind = self._behind([t for t in tokens if t > max(cue)])
        torn = self._torn_subject(verb)
        if not ahead and torn is not None:
            return [t for t in tokens if t >= torn]
        between = range(max(cue) + 1, behind[0]) if behind else range(0)
        governed = OBJECTS if ahead else CLAUSES  # "told reporters, ..."
        if any(self._is_content(t, verb, governed) for t in between):
            return []
        if not ahead or parse.tag[ahead[0]] == "VBN":  # "Asked why, she said: ..."
            return self._opened(behind)
        inserted = bool(behind) and parse.lower[behind[0]] == ","
        if not inserted or parse.lower[ahead[-1]] not in BEFORE_CUE:
            return []
        rest = self._opened(behind)
        opening = next((t for t in rest if parse.pos[t] != "PUNCT"), None)
        joins = opening is not None and parse.tag[opening] in FINITE  # "The plan, she said, is"
        kept = () if joins else (",",)
        while ahead and parse.pos[ahead[-1]] == "PUNCT" and parse.lower[ahead[-1]] not in kept:
            ahead.pop()
        return [*ahead, *rest] if rest else []

    def _is_content(self, token: int, verb: int, governed: frozenset[str]) -> bool:
        """Whether a token behind a verb of saying is of what it governs in those relations."""
        above = (token, *self.parse.above(token))
        return any(self.parse.head[t] == verb and self.parse.dep[t] in governed for t in above)

    def _torn_subject(self, verb: int) -> int | None:
        """Return where a clause begins whose subject the parser took for an object.

        For example of "said the cost of the dam, which is old, was high".
        """
        parse = self.parse
        objects, clauses = parse.having(verb, "dobj"), parse.having(verb, "ccomp")
        if not objects or not clauses or not verb < objects[0] < clauses[0]:
            return None
        tensed = finite(parse, clauses[0]) or bool(parse.having(clauses[0], "auxpass"))
        lacks = tensed and not parse.having(clauses[0], *SUBJECTS, "expl")
        return min(parse.subtree(objects[0])) if lacks else None

    def _behind(self, tokens: list[int]) -> list[int]:
        """Return the tokens from the mark on that what is said begins with."""
        parse = self.parse
        for n, token in enumerate(tokens):
            if parse.lower[token] in ENDING or parse.doc[token].is_quote:
                return tokens[n:]
            if parse.tag[token] in FINITE:
                break
        return []

    def _opened(self, tokens: list[int]) -> list[int]:
        """Return the tokens without marks and joining words at their beginning."""
        parse = self.parse
        while tokens:
            pronoun = [parse.tag[t] in FINITE for t in tokens[1:2]] == [True]
            mark = parse.lower[tokens[0]] in ENDING and not (
                parse.lower[tokens[0]] == "that" and pronoun
            )
            if not mark and (parse.lower[tokens[0]],) not in LINKING:
                break
            tokens = tokens[1:]
        return tokens

    @rule("events.label_claimed_clause", off=lambda *_: [])
    def claimed(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the clause that somebody claims: it "said that nine men had died in Kosti"."""
        parse = self.parse
        for above in (verb, *parse.above(verb)):
            governor = parse.head[above]
            said = parse.lemma[governor] in SAYING - DEMANDING
            said = said and parse.dep[governor] in (*MAIN, "conj")
            tensed = finite(parse, above) or parse.having(above, "auxpass")
            if parse.dep[above] != "ccomp" or not said or not tensed:
                continue
            clause = set(parse.subtree(above))
            inside = [t for t in tokens if t in clause and parse.pos[t] != "SPACE"]
            if governor > min(inside) or not parse.having(above, "nsubj", "nsubjpass"):
                return []
            while inside and (parse.lower[inside[0]] in LED or parse.pos[inside[0]] == "PUNCT"):
                inside = inside[1:]
            while inside and (parse.tag[inside[-1]] == "CC" or parse.pos[inside[-1]] == "PUNCT"):
                inside = inside[:-1]
            opening = parse.tag[inside[0]] if inside else "."
            return [] if opening in UNTOLD or opening.startswith("W") else inside
        return []

    @rule("events.label_content_ahead", off=lambda *_: [])
    def content_ahead(self, verb: int) -> list[int]:
        """Return a clause that stands before its verb: "it must pay" in "It must pay, she ruled".

        Return nothing if something else completes the verb.
        """
        parse = self.parse
        clauses = [k for k in parse.having(verb, "ccomp") if k < verb]
        behind = {parse.dep[k] for k in parse.kids[verb] if k > verb}
        subjects = parse.having(verb, "nsubj")
        if not clauses or not subjects or parse.lemma[verb] not in TOLD or behind & COMPLETING:
            return []
        first = min(verb, *parse.subtree(subjects[0]))
        inside = sorted(t for t in parse.subtree(clauses[0]) if t < first)
        while inside and (parse.lower[inside[-1]] in CLOSING or parse.pos[inside[-1]] == "SPACE"):
            inside.pop()
        marked = parse.lower[first - 1] in BEFORE_CUE
        return [] if not marked or self.said.clauses.is_no_clause(inside) else inside
