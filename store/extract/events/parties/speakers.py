"""Whom a pronoun means in what somebody says of themselves."""

from __future__ import annotations

from store.extract.events.grammar.arguments import Frame
from store.extract.events.grammar.parse import Parse
from store.extract.events.grammar.subjects import surface_subject
from store.extract.found import FoundEntity
from store.extract.statements.attribution import Attributions

SINGULAR, PLURAL = ("NN", "NNP"), ("NN", "NNS", "NNPS")
NUMBERS = {"it": ("NN", "NNP"), "he": SINGULAR, "she": SINGULAR, "they": PLURAL}
"""What a pronoun in a report may stand for, by the tag of the one who says it."""


class Speakers:
    """Those who speak in one document."""

    def __init__(self, parse: Parse, said: Attributions) -> None:
        self.parse = parse
        self.said = said

    def speaker(self, arguments: Frame) -> list[FoundEntity]:
        """Who "I" is, or the body that says "we", in a quotation."""
        pronoun = self.parse.lower[arguments.subjects[0]]
        if pronoun not in ("i", "we"):
            return []
        said = next(iter(self.said.of(arguments.verb)), None)
        source = said.source if said is not None and said.kind == "speech" else None
        if source is None or (source.type == "PERSON") is not (pronoun == "i"):
            return []
        return [source]

    def sayer(self, arguments: Frame) -> list[int]:
        """Whom "it" or "they" means in what somebody says of themselves, when they have no
        name ("the army said it had withdrawn")."""
        parse, pronoun = self.parse, arguments.subjects[0]
        verb = parse.first_conjunct(arguments.verb)
        if parse.dep[verb] != "ccomp" or not parse.is_verb(parse.head[verb]):
            return []
        if parse.lower[pronoun] not in NUMBERS or self._quoted(verb, parse.head[verb]):
            return []
        sayer = surface_subject(parse, parse.head[verb])[0]
        return [s for s in sayer if parse.tag[s] in NUMBERS[parse.lower[pronoun]]]

    def _quoted(self, verb: int, saying: int) -> bool:
        """Quotation marks between the two: the words are somebody's own."""
        between = range(min(verb, saying), max(verb, saying))
        return sum(self.parse.doc[i].is_quote for i in between) % 2 == 1
