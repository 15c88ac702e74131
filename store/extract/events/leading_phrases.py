"""The phrase before a clause that a label shows behind it: "Kim Lee won, with half counted"."""

from __future__ import annotations

from collections.abc import Container
from itertools import takewhile

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

LEAST, MOST = 3, 14
"""How many tokens such a phrase has; fewer only join: "in fact", "by contrast"."""
LONG = 25
"""How many words of a clause a phrase may stand behind, so that it is clear what it belongs to."""
JOINING = lexicon.words("events.joining_objects")
"""Nouns of phrases that join a sentence to others, or say how something was said."""
POINTING = frozenset("this that these those such other another same".split())
"""Words before a noun that another sentence names."""
LINKING = frozenset("according like unlike because instead besides given due as".split())
"""Prepositions of a source, a comparison or a reason."""
EXPLAINING = ("prep", "amod", "compound", "nummod", "poss", "acl", "relcl", "nmod")
BELOW = frozenset({"relcl", "ccomp", "advcl"})
"""Relations of clauses that a phrase behind them would seem to belong to."""
FIRST_PERSON = frozenset("i we my our me us you your".split())
OBJECTS = ("pobj", "pcomp", "dobj")
"""What a preposition governs, or a participle that stands for one: "excluding food"."""


class LeadingPhrases:
    """The phrases of one document that stand before the subject of their clause."""

    def __init__(self, parse: Parse, rows: Container[int]) -> None:
        self.parse = parse
        self.rows = rows
        """The verbs that have rows of their own."""
        times = parse.doc._.times or []
        self.timed = {i for time in times for i in range(time.span.start, time.span.end)}

    @rule("events.label_leading_phrase", off=lambda *_: [])
    def of(self, draft: EventDraft, opening: int, first: int, dating: set[int]) -> list[int]:
        """Return the tokens of a phrase before the subject that tells more than day and place.

        `opening` is the verb that opens the clause, `first` the first token of its subject, and
        `dating` are the tokens of the date that the row shows. A phrase that only joins the
        sentence to the one before ("in that case") tells nothing.
        """
        parse = self.parse
        ahead = [k for k in parse.having(opening, "prep") if k < first]
        ahead += [k for k in parse.having(opening, "advcl") if self._is_absolute(k)]
        if len(ahead) != 1 or parse.lower[ahead[0]] in LINKING or ahead[0] > first:
            return []
        absolute = self._is_absolute(ahead[0])
        objects = ahead if absolute else parse.having(ahead[0], *OBJECTS)
        if len(objects) != 1 or not self._tells(objects[0], draft):
            return []
        tokens = sorted(parse.subtree(ahead[0]))
        whole = tokens == list(range(tokens[0], tokens[-1] + 1)) and tokens[-1] < first
        while tokens and (tokens[-1] in dating or parse.pos[tokens[-1]] in ("PUNCT", "SPACE")):
            tokens.pop()
        return tokens if whole and self._reads_well(tokens) else []

    def closes(self, opening: int, last: int) -> bool:
        """Whether a clause ends in words of its own, not in those of a clause below a noun."""
        parse = self.parse
        inside = [last, *takewhile(lambda t: t != opening, parse.above(last))]
        return parse.pos[last] != "PUNCT" and all(parse.dep[t] not in BELOW for t in inside)

    def _tells(self, noun: int, draft: EventDraft) -> bool:
        """Whether the object of the phrase is named there, and is not the place of the row."""
        parse = self.parse
        if parse.is_verb(noun):
            return noun not in self.rows or self._is_absolute(noun)
        if noun in self.timed or parse.pos[noun] not in ("NOUN", "PROPN"):
            return False
        if draft.place is not None and any(noun in m.span for m in draft.place.mentions):
            return False
        before = {parse.lower[k] for k in parse.kids[noun] if k < noun}
        if parse.lemma[noun].lower() in JOINING or before & POINTING:
            return False
        named = parse.pos[noun] == "PROPN" or bool(before & {"a", "an"})
        named = named or parse.tag[parse.head[noun]] == "VBG"
        return named or bool(parse.having(noun, *EXPLAINING))

    def _reads_well(self, tokens: list[int]) -> bool:
        """Whether the phrase is short, nobody's own words, and tells nothing with its own row."""
        parse = self.parse
        if not LEAST <= len(tokens) <= MOST or parse.tag[tokens[-1]] in ("IN", "DT", "CC", "TO"):
            return False
        if any(parse.doc[t].is_quote or parse.lower[t] == ":" for t in tokens):
            return False
        if any(t in self.rows and not self._is_absolute(t) for t in tokens):
            return False
        return FIRST_PERSON.isdisjoint(parse.lower[t] for t in tokens)

    def _is_absolute(self, verb: int) -> bool:
        """Whether it is a clause of "with": "with half of the votes counted"."""
        parse = self.parse
        marks = [parse.lower[k] for k in parse.having(verb, "mark")]
        inside = parse.dep[verb] == "pcomp" and parse.lower[parse.head[verb]] == "with"
        opens = inside or (parse.dep[verb] == "advcl" and marks == ["with"])
        return opens and bool(parse.having(verb, "nsubj", "nsubjpass"))
