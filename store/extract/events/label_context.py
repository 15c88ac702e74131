"""What a statement points to: the sentence before, shown behind it in brackets.

"Ann Lee: That is what saved us" says little without it. Names and nouns that "it" surely stands for
are put in its place by `naming`; here is what is left.
"""

from __future__ import annotations

from collections.abc import Collection

from store.extract.events.clause_words import SUBJECTS
from store.extract.events.draft import EventDraft
from store.extract.events.wording import count
from store.extract.extensions import FoundQuotation
from store.extract.references.nameless_persons import is_human
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

ONE = frozenset({"NN", "NNP"})
PLURALS = frozenset({"NNS", "NNPS"})
MEANT = {
    **dict.fromkeys(("it", "this", "that"), ONE),
    **dict.fromkeys(("they", "these", "those"), PLURALS),
    **dict.fromkeys(("he", "she"), ONE),
}
"""Subjects that point, and the tags of nouns that they may stand for."""
SHOWN = frozenset({"this", "that", "these", "those"})
SEVERAL = frozenset({"they", "these", "those"})
NOUNS = frozenset({"NOUN", "PROPN"})
PERSONS = frozenset({"he", "she"})
EARLY = 8
"""How many tokens of a statement tell what it is about."""
HOLDING = frozenset("think believe know guess hope feel mean see say suppose".split())
"""Verbs before a clause of what is said: "I think it fell"."""
IMPERSONAL = frozenset("seem appear happen turn take rain snow matter depend".split())
"""Verbs whose "it" stands for nothing."""
CLAUSES = frozenset({"that", "to", "whether", "if", "when"})
"""Words before the clause that "it is clear" waits for."""
NEAR = 8
"""How many tokens behind "it" such a clause begins at most."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LEAST = 4
"""How many tokens a sentence has at least that tells what another one points to."""
MOST = 40
"""How many words it has at most."""


class LabelContext:
    """Finds what the statements of one document point to."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.quotations: list[FoundQuotation] = parse.doc._.quotations or []

    @rule("events.label_context", off=lambda *_: [])
    def of(
        self,
        draft: EventDraft,
        tokens: list[int],
        named: Collection[int],
        known: Collection[int],
    ) -> list[int]:
        """Return the tokens of the sentence before a statement that points to it.

        For example: The tax fell in 2012. "That saved us," Ann Lee said. `named` are the tokens for
        which the label has a name, `known` all that have one.
        """
        parse = self.parse
        pointing = self._pointing(draft, tokens, named)
        before = self._before(tokens[0]) if pointing is not None else []
        if pointing is None or not before:
            return []
        told = len(before) >= LEAST and any(parse.tag[t] in FINITE for t in before)
        first = self._first(before)
        clear = told and (first is None or self._is_known(first, known))
        clear = clear and self._tells(pointing, before)
        return before if clear and count(parse, before) <= MOST else []

    def _is_known(self, token: int, known: Collection[int]) -> bool:
        """Whether a word that points has a name, which is less sure in somebody else's words."""
        return token in known and not self._is_quoted(token)

    def _before(self, token: int) -> list[int]:
        """Return the tokens of the sentence before that of a token; a mark alone is none."""
        parse = self.parse
        for number in range(parse.sentence[token] - 1, -1, -1):
            found = [t for t in range(*parse.bounds[number]) if parse.pos[t] != "SPACE"]
            if any(parse.pos[t] != "PUNCT" for t in found):
                return found
        return []

    def _pointing(self, draft: EventDraft, tokens: list[int], named: Collection[int]) -> int | None:
        """Return the word near the beginning of a statement that only points to something."""
        token = self._first(tokens)
        if token is None or token in named:
            return None
        if self._is_quoted(token):
            return token
        word = self.parse.lower[token]
        person = len(draft.actors) == 1 and draft.actors[0].type == "PERSON"
        other = person and draft.actors[0].is_named and word not in PERSONS
        return token if other or word in SHOWN else None  # "police said they won"

    def _first(self, tokens: list[int]) -> int | None:
        """Return a word that points, in the first clause, if no noun before is what it means."""
        parse = self.parse
        for n, token in enumerate(tokens[:EARLY]):
            asserts = parse.tag[token] in FINITE and parse.lemma[token] not in HOLDING
            over = parse.sentence[token] != parse.sentence[tokens[0]] or parse.dep[token] == "mark"
            if asserts or over:
                return None
            alone = parse.dep[token] in SUBJECTS and not parse.kids[token]
            if parse.lower[token] in MEANT and parse.tag[token] in ("PRP", "DT") and alone:
                known = self._is_impersonal(token) or self._may_mean(token, tokens[:n])
                return None if known else token
        return None

    def _may_mean(self, pointing: int, tokens: list[int]) -> bool:
        """Whether a noun among the tokens may be what a word stands for."""
        parse, word = self.parse, self.parse.lower[pointing]
        for token in tokens:
            several = word in SEVERAL and parse.dep[token] == "conj" and parse.pos[token] in NOUNS
            person = word not in PERSONS or parse.pos[token] == "PROPN"
            if several or (parse.tag[token] in MEANT[word] and person):
                return True
            if word in PERSONS and is_human(parse.doc[token]):
                return True
        return False

    def _tells(self, pointing: int, before: list[int]) -> bool:
        """Whether a sentence names what a word may stand for; "that" may stand for all of it."""
        return self.parse.lower[pointing] in ("it", "this", "that") or self._may_mean(
            pointing, before
        )

    def _is_quoted(self, token: int) -> bool:
        return any(token in quotation.span for quotation in self.quotations)

    def _is_impersonal(self, pronoun: int) -> bool:
        """Whether "it" stands for a clause or for nothing: "it is clear that", "it's time to"."""
        parse, verb = self.parse, self.parse.head[pronoun]
        if parse.lower[pronoun] != "it":
            return False
        if parse.lemma[verb] in IMPERSONAL:
            return True
        near = range(pronoun + 1, min(pronoun + NEAR, len(parse)))
        waits = any(parse.lower[t] in CLAUSES and self._ends_verdict(t - 1) for t in near)
        dated = any(parse.doc[t].ent_type_ in ("DATE", "TIME") for t in parse.kids[verb])
        return waits or (parse.pos[verb] == "AUX" and dated)

    def _ends_verdict(self, token: int) -> bool:
        """Whether a word ends what a clause is: "it is clear that", "it was time to"."""
        parse = self.parse
        said = parse.pos[token] == "ADJ" or parse.doc[token].is_quote
        return said or parse.lemma[token] == "time"
