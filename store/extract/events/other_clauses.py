"""Participants that another clause gives: the verb above it, or the verb of saying."""

from __future__ import annotations

from store.extract.events.draft import EventDraft
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule
from store.extract.statements.sources import Attributions
from store.extract.syntax.arguments import VerbPhrases
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import surface_subject

# An event without participants of its own inherits those of the governing event.

TOLD = frozenset({"SUPPORT", "AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE", "CONCEDE"})


@rule("events.shared_recipient")
def share(drafts: list[EventDraft], parse: Parse) -> None:
    """Give verbal events without a recipient those of the verb that governs them."""
    by_verb = {draft.verb: draft for draft in drafts}
    for draft in drafts:
        if draft.recipients or draft.object_tokens or draft.type not in TOLD:
            continue
        above = by_verb.get(parse.head[draft.verb])
        if above is None or parse.dep[draft.verb] not in ("conj", "advcl"):
            continue
        if (
            draft.actors
            and draft.actors[0] in above.actors
            and not parse.having(draft.verb, "nsubj", "nsubjpass")
        ):
            present = [*above.actors, *above.recipients]
            draft.recipients = [e for e in present if e not in draft.actors]


# The pronouns of speakers for themselves.

SINGULAR, PLURAL = ("NN", "NNP"), ("NN", "NNS", "NNPS")
NUMBERS = {"it": ("NN", "NNP"), "he": SINGULAR, "she": SINGULAR, "they": PLURAL}
"""For the tag of a speaker, the pronouns that may stand for them in a report."""


class Speakers:
    """The speakers of one document."""

    def __init__(self, parse: Parse, said: Attributions) -> None:
        self.parse = parse
        self.said = said

    @rule("events.speaker", off=nothing)
    def speaker(self, arguments: VerbPhrases) -> list[FoundEntity]:
        """Return who "I" is in a quotation, or the body that says "we"."""
        pronoun = self.parse.lower[arguments.subjects[0]]
        if pronoun not in ("i", "we"):
            return []
        said = next(iter(self.said.of(arguments.verb)), None)
        source = said.source if said is not None and said.kind == "speech" else None
        if source is None or (source.type == "PERSON") is not (pronoun == "i"):
            return []
        return [source]

    @rule("events.sayer", off=nothing)
    def sayer(self, arguments: VerbPhrases) -> list[int]:
        """Return the nameless speaker whom "it" or "they" stands for.

        For example "the army said it had withdrawn".
        """
        parse, pronoun = self.parse, arguments.subjects[0]
        verb = parse.first_conjunct(arguments.verb)
        if parse.dep[verb] != "ccomp" or not parse.is_verb(parse.head[verb]):
            return []
        if parse.lower[pronoun] not in NUMBERS or self._quoted(verb, parse.head[verb]):
            return []
        sayer = surface_subject(parse, parse.head[verb])[0]
        return [s for s in sayer if parse.tag[s] in NUMBERS[parse.lower[pronoun]]]

    @rule("events.own_words")
    def _quoted(self, verb: int, saying: int) -> bool:
        """Whether quotation marks stand between the two, so that the words are somebody's own."""
        between = range(min(verb, saying), max(verb, saying))
        return sum(self.parse.doc[i].is_quote for i in between) % 2 == 1
