"""The participants of a verb: its actors and recipients."""

from __future__ import annotations

from dataclasses import replace

from store.extract.events.draft import EventDraft
from store.extract.events.matching import CodebookMatch
from store.extract.events.members import suffering
from store.extract.events.other_clauses import Speakers
from store.extract.events.participants import ONE_PERSON, Participants
from store.extract.events.partners import Partners
from store.extract.events.recipient_filter import PERSONAL, RecipientFilter
from store.extract.events.sought import ACTOR, ANYBODY, NOT_WHERE, PERSON_OR_BODY, Sought
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule
from store.extract.statements.sources import Attributions
from store.extract.syntax.arguments import VerbPhrases, frame
from store.extract.syntax.parse import Parse

HARMING = frozenset({"ASSAULT", "COERCE"})
CHARGING = frozenset("charge indict arraign prosecute".split())
# Where to look for a recipient if the codebook's row does not say.
AFTER_VERB = ("obj", "against", "on", "with", "to", "at", "from", "into", "in")
AFTER_NOUN = tuple("against on to with for from into of over at in between".split())
ASIDE = frozenset(
    "eve anniversary occasion sideline heel margin morning afternoon night day verge brink "
    "condition behalf".split()
)
"""Nouns of phrases that tell when or how, not whom: "on the eve of", "on behalf of"."""
HEARERS = frozenset({"him", "her", "them", "us", "me"})
REPEATED = {"them": ("NNS", "NNPS"), "him": ("NN",), "her": ("NN",)}
"""Pronouns, with the tags of an object that they may repeat."""
PENALTIES = frozenset({"sanction", "embargo"})
IMPOSING = frozenset({"United States", "United Nations", "European Union", "West", "the West"})
"""Those whose sanctions are against others: "the U.S. embargo"."""
TO_THINGS = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID", "THREATEN"})
"""Types whose recipient may be a building or a town without a name."""
WANTED = frozenset({"REQUEST", "SUPPORT", "OTHER"})
"""Types of what somebody wants or does somewhere, which the place does not undergo."""
ASKING = frozenset({"REQUEST", "THREATEN"})
"""Types whose complement tells of others, however many act: "both demanded that Lee resign"."""
RELEASING = frozenset({"release", "publish", "issue", "unveil"})
WHENEVER = frozenset({"after", "before", "since", "until", "during"})
"""Prepositions before what happens at another time: "refused to go after a talk with Lee"."""


def _sought(kind: str) -> Sought:
    """Return the recipients to look for in an event of a type."""
    if kind in WANTED:
        return NOT_WHERE
    return ANYBODY if kind in TO_THINGS else PERSON_OR_BODY


def _harms(draft: EventDraft) -> bool:
    """Whether somebody is hurt, held, jailed or charged."""
    return draft.type in HARMING or draft.mode in PERSONAL or draft.lemma in CHARGING


class VerbParticipants:
    """The participants of the verbs of one document."""

    def __init__(self, parse: Parse, people: Participants, said: Attributions) -> None:
        self.parse = parse
        self.people = people
        self.partners = Partners(parse, people)
        self.speakers = Speakers(parse, said)
        self.filter = RecipientFilter(parse, people)

    def actors(self, arguments: VerbPhrases, match: CodebookMatch) -> list[FoundEntity]:
        by = match.entry.by
        if not by:
            found = self._subjects(arguments) or self._own_troops(arguments, match)
            found = found or self._authors(arguments)
            if found or match.noun is None:
                return found
            return self._at(("by", "of"), [match.noun], match, ACTOR)
        found = []
        for slot in by:
            if slot == "obj":
                found = self.people.of(self._objects(arguments, match))
            elif slot != "-":
                found = self._at((slot,), [match.verb, *match.tokens], match, ACTOR)
            if found:
                break
        return found

    @rule("events.released_by", off=nothing)
    def _authors(self, arguments: VerbPhrases) -> list[FoundEntity]:
        """Return who made a document that is released: "a study by Acme was published"."""
        if not arguments.passive or self.parse.lemma[arguments.verb] not in RELEASING:
            return []
        return [e for o in arguments.objects for e in self.people.authors(o)]

    @rule("events.own_troops", off=nothing)
    def _own_troops(self, arguments: VerbPhrases, match: CodebookMatch) -> list[FoundEntity]:
        """Return the forces that are sent, who act: "Chadian troops were sent to Niger"."""
        sent = match.entry.type == "MOBILIZE" and arguments.passive
        if not sent or not self.filter.are_forces(arguments.objects):
            return []
        return [e for e in self.people.of(arguments.objects, ACTOR) if e.is_named]

    def _subjects(self, arguments: VerbPhrases) -> list[FoundEntity]:
        before = arguments.verb if arguments.relative else None
        found = self.people.of(arguments.subjects, ACTOR, before)
        if not found and arguments.subjects:
            found = self.people.of(self.speakers.sayer(arguments), ACTOR) or self.speakers.speaker(
                arguments
            )
        return found

    def _objects(self, arguments: VerbPhrases, match: CodebookMatch) -> list[int]:
        """Return objects outside the phrase, otherwise those of the phrase's preposition."""
        tokens = [o for o in arguments.objects if o not in match.tokens or self._somebody(o)]
        tokens = [self._same_object(o, arguments.verb) for o in tokens]
        return tokens or self._brought(match)

    @rule("events.same_object", off=lambda _, pronoun, __: pronoun)
    def _same_object(self, pronoun: int, verb: int) -> int:
        """Return the object that a pronoun repeats: "arrested two officials and charged them"."""
        parse, before = self.parse, self.parse.head[verb]
        tags = REPEATED.get(parse.lower[pronoun])
        if tags is None or parse.dep[verb] != "conj" or self.people.entity(pronoun) is not None:
            return pronoun
        objects = [o for o in parse.having(before, "dobj") if before < o < verb]
        fits = objects and (parse.tag[objects[0]] in tags)
        return objects[0] if fits else pronoun

    @rule("events.participant_in_phrase")
    def _somebody(self, token: int) -> bool:
        """Whether a word of the phrase is a participant itself.

        For example "expelled a diplomat", "dismissed the minister, Ann Lee".
        """
        noun = self.people.book.actors.get(self.parse.lemma[token])
        if noun is None or noun.of == "self":
            return noun is not None
        return any(e.type == "PERSON" and e.is_named for e in self.people.one(token))

    @rule("events.brought", off=nothing)
    def _brought(self, match: CodebookMatch) -> list[int]:
        """Return the objects of the prepositions in the phrase ("call for", "agree to")."""
        return [
            k
            for token in match.tokens
            if self.parse.dep[token] in ("prep", "agent")
            for k in self.parse.having(token, "pobj", "pcomp")
            if k not in match.tokens
        ]

    def recipients(
        self,
        draft: EventDraft,
        arguments: VerbPhrases,
        match: CodebookMatch,
        slots: tuple[str, ...],
    ) -> None:
        sought = replace(_sought(draft.type), harmed=_harms(draft))
        if not slots:
            slots = AFTER_NOUN if match.noun is not None else AFTER_VERB
            holders = [match.verb, *match.tokens]
        else:
            holders = [match.verb, *match.tokens, *arguments.objects]
        slots = self._undergone(arguments, slots)
        for slot in slots:
            name, joined = slot.rstrip("="), slot.endswith("=")
            found = self._slot(name, holders, arguments, match, sought)
            if self.partners.is_called_for(found, draft):
                return
            found = suffering(found, draft.type, name)
            found = self.filter.fitting(found, draft, arguments, slot)
            if not found:
                continue
            if joined and (draft.actors or not arguments.subjects):
                draft.actors = [*draft.actors, *found]
                draft.reciprocal = True
            else:
                draft.recipients = found  # also if somebody met them, nobody knows who
            return
        if "with=" in slots:
            draft.actors = [*draft.actors, *self._met(draft, arguments, sought)]
        if draft.mode in PERSONAL:
            draft.recipients = self._anyone(arguments, match)
        if draft.type == "MOBILIZE":
            draft.recipients = self._enemy(match.verb)
        if not draft.recipients and "-" not in slots:
            self._last_resorts(draft, arguments, match, sought)

    @rule("events.unknown_object", off=lambda _, __, slots: slots)
    def _undergone(self, arguments: VerbPhrases, slots: tuple[str, ...]) -> tuple[str, ...]:
        """Return the places of recipients, only the object if that is a pronoun.

        For example "praised him for the Lee bill", which is not praise of Lee.
        """
        pronouns = [self.parse.lower[o] in HEARERS for o in arguments.objects]
        return ("obj", "dative", "-") if slots[0] == "obj" and any(pronouns) else slots

    @rule("events.met_with", off=nothing)
    def _met(self, draft: EventDraft, arguments: VerbPhrases, sought: Sought) -> list[FoundEntity]:
        """Return those whose "with" the parser attached to a phrase of the verb.

        For example "the senators met on her behalf with Bo Parks".
        """
        beside = [o for _, o in self.parse.prepositions(arguments.verb)]
        partners = [t for o in beside for p, t in self.parse.prepositions(o) if p == "with"]
        return [e for e in self.people.of(partners, sought) if e not in draft.actors]

    @rule("events.enemy", off=nothing)
    def _enemy(self, verb: int) -> list[FoundEntity]:
        """Return the opponent in a phrase below: "mobilised troops for a war against Chad"."""
        against = [
            k
            for t in self.parse.subtree(verb)
            if self.parse.lower[t] == "against" and self.parse.dep[t] == "prep"
            for k in self.parse.having(t, "pobj")
        ]
        return self.people.of(against[:1], PERSON_OR_BODY)

    @rule("events.anyone", off=nothing)
    def _anyone(self, arguments: VerbPhrases, match: CodebookMatch) -> list[FoundEntity]:
        """Return the person who is jailed or appointed, whatever noun describes them."""
        nouns = [
            o
            for o in arguments.objects
            if o not in match.tokens and self.parse.tag[o] in ("NN", "NNS")
        ]
        if match.noun is not None or match.complement is not None or len(nouns) != 1:
            return []
        told = self.people.parse.having(nouns[0], "relcl")
        who = any(self.parse.tag[k] == "WP" for verb in told for k in self.parse.kids[verb])
        former = any(self.parse.lemma[k] == "former" for k in self.parse.kids[nouns[0]])
        return [self.people.nominals.phrase(nouns[0], ONE_PERSON)] if who or former else []

    @rule("events.dative", off=nothing)
    def _datives(self, arguments: VerbPhrases) -> list[int]:
        """Return the recipients of something given; in a passive the subject ("was given aid")."""
        found = self.parse.having(arguments.verb, "dative")
        if not found and arguments.passive and self.parse.having(arguments.verb, "dobj"):
            found = arguments.objects[:1]
        return found

    def _slot(
        self,
        name: str,
        holders: list[int],
        arguments: VerbPhrases,
        match: CodebookMatch,
        sought: Sought,
    ) -> list[FoundEntity]:
        if name == "obj":
            before = arguments.verb if arguments.relative and arguments.passive else None
            return self.people.of(self._objects(arguments, match), sought, before)
        if name == "pobj":
            return self.people.of(self._brought(match), sought)
        if name == "subj":
            return self._subjects(arguments)
        if name == "mod":
            return self._before(match.noun) if match.noun is not None else []
        if name == "dative":
            return self.people.of(self._datives(arguments), sought)
        if name.startswith("~"):
            return self.partners.of(name[1:], arguments)
        return self._at((name,), holders, match, sought)

    def _at(
        self, names: tuple[str, ...], holders: list[int], match: CodebookMatch, sought: Sought
    ) -> list[FoundEntity]:
        for holder in holders:
            for preposition, token in self.parse.prepositions(holder):
                aside = self.parse.lemma[token] in ASIDE
                if preposition in names and token not in match.tokens and not aside:
                    found = self.people.of([token, *self._repeated(token)], sought)
                    if found:
                        return found
        return []

    @rule("events.repeated_preposition", off=nothing)
    def _repeated(self, token: int) -> list[int]:
        """Return the objects of a preposition that is said again: "to her fans and to Bo Falk"."""
        parse, first = self.parse, self.parse.head[token]
        again = [k for k in parse.having(first, "conj") if parse.lower[k] == parse.lower[first]]
        return [o for k in again for o in parse.having(k, "pobj")]

    @rule("events.last_resort")
    def _last_resorts(
        self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch, sought: Sought
    ) -> None:
        """Find recipients that nothing else gives.

        They are a name before the phrase's noun ("lifted the Qatar blockade"), then the
        participants of the complement ("agreed to release the sailors"). In "forced them to release
        the sailors" the complement has another subject.
        """
        if match.noun is not None:
            self._impose(draft, match.noun)
            given = self._given_act(arguments, sought) if draft.type != "OTHER" else []
            found = given or self._before(match.noun)
            found = [e for e in found if e not in draft.actors]
            if found:
                draft.recipients = found
                return
        objects = [o for o in arguments.objects if o not in match.tokens]
        if match.complement is None or self._is_topic(draft, match.complement):
            return
        if (len(draft.actors) < 2 or draft.type in ASKING) and not objects:
            found = [e for e in self._below(match.complement, sought) if e not in draft.actors]
            draft.recipients = [e for e in found if not self.filter.is_only_owner(e, arguments)]

    @rule("events.given_act", off=nothing)
    def _given_act(self, arguments: VerbPhrases, sought: Sought) -> list[FoundEntity]:
        """Return those who are given what the noun names: "gave Ann Lee a warm endorsement"."""
        return self.people.of(self._datives(arguments), sought)

    @rule("events.agreed_topic")
    def _is_topic(self, draft: EventDraft, complement: int) -> bool:
        """Whether a clause tells of a thing, which nobody undergoes.

        For example "They agreed that the borders of Chad must not change".
        """
        inner = frame(self.parse, complement)
        if draft.type != "AGREE" or not inner.own_subject:
            return False
        things = self.parse.having(complement, "nsubj", "nsubjpass")
        return all(self.parse.pos[t] == "NOUN" and not self.people.named_at(t) for t in things)

    def _before(self, noun: int) -> list[FoundEntity]:
        entity = self.people.modifier(noun)
        told = entity is not None and not self.people.only_contest(noun, entity)
        return [entity] if entity is not None and told else []

    @rule("events.imposes")
    def _impose(self, draft: EventDraft, noun: int) -> None:
        """Make those the actors who impose sanctions: "U.S. sanctions were imposed"."""
        entity = self.people.modifier(noun)
        penal = draft.type == "SANCTION" and self.parse.lemma[noun] in PENALTIES
        if penal and entity is not None and entity.name in IMPOSING and not draft.actors:
            draft.actors = [entity]

    @rule("events.below", off=nothing)
    def _below(self, complement: int, sought: Sought, depth: int = 3) -> list[FoundEntity]:
        """Return the participants of the complement.

        They are its own subject ("that he resign"), its objects, its prepositional phrases, and
        those of its own complement.
        """
        inner = frame(self.parse, complement)
        told = inner.own_subject or inner.passive
        found = self.people.of(inner.subjects, sought) if told else []
        found = found or self.people.of(inner.objects, sought)
        found = found or self._any_phrase([complement, *inner.objects], sought)
        if found or not depth:
            return found
        for k in self.parse.having(complement, "xcomp", "ccomp", "conj"):
            found = self._below(k, sought, depth - 1)
            if found:
                return found
        return []

    def _any_phrase(self, holders: list[int], sought: Sought) -> list[FoundEntity]:
        for holder in holders:
            for name, token in self.parse.prepositions(holder):
                aside = name in WHENEVER or self.parse.lemma[token] in ASIDE
                found = [] if aside else self.people.of([token], sought)
                if found and not self.people.is_only_where(name, found, sought):
                    return found
        return []
