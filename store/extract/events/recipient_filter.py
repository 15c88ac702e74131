"""Which of the participants that are found can undergo an event."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.members import PLACES
from store.extract.events.participants import Participants
from store.extract.extensions import FoundEntity
from store.extract.rules import rule, second
from store.extract.syntax.arguments import VerbPhrases
from store.extract.syntax.parse import Parse

PERSONAL = frozenset({"arrest", "sentence", "convict", "appointment", "dismissal", "death"})
"""Modes of events that affect only people."""
SPOILS = lexicon.words("events.spoils")
GAINING = lexicon.words("events.gaining")
WOUNDING = frozenset({"injure", "wound", "hurt"})


class RecipientFilter:
    """Leaves out whom the events of one document cannot happen to."""

    def __init__(self, parse: Parse, people: Participants) -> None:
        self.parse = parse
        self.people = people

    @rule("events.fitting", off=second)
    def fitting(
        self, found: list[FoundEntity], draft: EventDraft, arguments: VerbPhrases, slot: str
    ) -> list[FoundEntity]:
        """Return those to whom an event of this type can happen."""
        if draft.mode in PERSONAL or draft.lemma in WOUNDING:
            found = [e for e in found if not self._is_only_beside(e, arguments.objects)]
        if draft.type == "OTHER" and slot in ("obj", "dative"):
            found = self._without_modifiers(found, arguments.objects)
            found = [e for e in found if e.is_named or not self._are_gained(arguments)]
        found = [e for e in found if e not in draft.actors]
        found = [e for e in found if not self.is_only_owner(e, arguments)]
        unnamed = draft.mode != "resign"  # "as chief executive"
        sends = draft.type in ("MOBILIZE", "AID") and slot == "obj"
        if sends and self.are_forces(arguments.objects):
            unnamed = False  # "deploys 5,000 soldiers": not against them
        return found if unnamed else [e for e in found if e.is_named]

    @rule("events.people_gained")
    def _are_gained(self, arguments: VerbPhrases) -> bool:
        """Whether the objects are people who only count: "has picked up 20 delegates"."""
        parse = self.parse
        gained = all(parse.lemma[o] in SPOILS for o in arguments.objects)
        return gained and parse.lemma[arguments.verb] in GAINING

    @rule("events.only_named_beside", off=lambda _, found, __: found)
    def _without_modifiers(self, found: list[FoundEntity], objects: list[int]) -> list[FoundEntity]:
        """Return the recipients without names that only tell which thing it is.

        Nobody in "sold a Monet landscape"; the rivals in "beat his GOP rivals".
        """
        parse, people = self.parse, self.people
        heads = [t for o in objects for t in parse.conjuncts(o)]
        kept = []
        for entity in found:
            of = [t for t in heads if entity in self._named_beside(t)]
            somebody = bool(of) and parse.lemma[of[0]] in people.book.actors
            titled = somebody and entity.type == "PERSON"  # "appointed Ann Lee minister"
            if not of or titled or any(people.entity(t) is entity for t in heads):
                kept.append(entity)
            elif somebody:
                kept.append(people.described(of[0]))
        return kept

    @rule("events.owner_of_both")
    def is_only_owner(self, entity: FoundEntity, arguments: VerbPhrases) -> bool:
        """Whether somebody owns the actor and, by a pronoun, what it is about.

        For example Lee in "Lee's office did not answer questions about her plans".
        """
        parse, verb = self.parse, arguments.verb
        if any(self.people.entity(o) is entity for o in arguments.objects):
            return False  # "Lee was shot by her guards"
        nouns = [s for s in arguments.subjects if self.people.entity(s) is not entity]
        owners = [self.people.modifier(s) for s in nouns]
        if entity.type != "PERSON" or not any(owner is entity for owner in owners):
            return False
        told = [t for t in parse.subtree(verb) if self.people.entity(t) is entity and t > verb]
        return bool(told) and all(parse.tag[t] == "PRP$" for t in told)

    def _named_beside(self, noun: int) -> list[FoundEntity | None]:
        if self.people.entity(noun) is not None:
            return []
        beside = self.parse.having(noun, "compound", "nmod", "amod")
        return [self.people.entity(k) for k in beside]

    @rule("events.own_forces")
    def are_forces(self, objects: list[int]) -> bool:
        """Whether the objects are forces that are sent, not opposed: "deploys 5,000 soldiers"."""
        nouns = [self.people.book.actors.get(self.parse.lemma[o]) for o in objects]
        return any(noun is not None and noun.of == "force" for noun in nouns)

    @rule("events.only_beside")
    def _is_only_beside(self, entity: FoundEntity, objects: list[int]) -> bool:
        """Whether a place is only a modifier of the recipient: "the mayor of Oslo"."""
        heads = [self.people.entity(o) for o in objects]
        return entity.type in PLACES and entity.is_named and entity not in heads
