"""The participants of a verb: its actors and recipients."""

from __future__ import annotations

from dataclasses import replace

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.matching import CodebookMatch
from store.extract.events.members import PLACES, suffering
from store.extract.events.participants import ONE_PERSON, Participants
from store.extract.events.partners import Partners
from store.extract.events.sought import ACTOR, ANYBODY, NOT_WHERE, PERSON_OR_BODY, Sought
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule, second
from store.extract.statements.sources import Attributions
from store.extract.syntax.arguments import VerbPhrases, frame, surface_subject
from store.extract.syntax.parse import Parse

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


# The actors and recipients of a verb and its phrase.

PERSONAL = frozenset({"arrest", "sentence", "convict", "appointment", "dismissal", "death"})
"""Modes of events that affect only people."""
HARMING = frozenset({"ASSAULT", "COERCE"})
CHARGING = frozenset("charge indict arraign prosecute".split())
SPOILS = lexicon.words("events.spoils")
GAINING = lexicon.words("events.gaining")
WOUNDING = frozenset({"injure", "wound", "hurt"})
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

    def actors(self, arguments: VerbPhrases, match: CodebookMatch) -> list[FoundEntity]:
        by = match.entry.by
        if not by:
            found = self._subjects(arguments) or self._own_troops(arguments, match)
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

    @rule("events.own_troops", off=nothing)
    def _own_troops(self, arguments: VerbPhrases, match: CodebookMatch) -> list[FoundEntity]:
        """Return the forces that are sent, who act: "Chadian troops were sent to Niger"."""
        sent = match.entry.type == "MOBILIZE" and arguments.passive
        if not sent or not self._forces(arguments.objects):
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
            found = self._fitting(found, draft, arguments, slot)
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

    @rule("events.fitting", off=second)
    def _fitting(
        self, found: list[FoundEntity], draft: EventDraft, arguments: VerbPhrases, slot: str
    ) -> list[FoundEntity]:
        """Return those to whom an event of this type can happen."""
        if draft.mode in PERSONAL or draft.lemma in WOUNDING:
            found = [e for e in found if not self._only_beside(e, arguments.objects)]
        if draft.type == "OTHER" and slot in ("obj", "dative"):
            found = self._not_beside(found, arguments.objects)
            found = [e for e in found if e.is_named or not self._are_gained(arguments)]
        found = [e for e in found if e not in draft.actors]
        found = [e for e in found if not self._only_owner(e, arguments)]
        unnamed = draft.mode != "resign"  # "as chief executive"
        if draft.type in ("MOBILIZE", "AID") and slot == "obj" and self._forces(arguments.objects):
            unnamed = False  # "deploys 5,000 soldiers": not against them
        return found if unnamed else [e for e in found if e.is_named]

    @rule("events.people_gained")
    def _are_gained(self, arguments: VerbPhrases) -> bool:
        """Whether the objects are people who only count: "has picked up 20 delegates"."""
        parse = self.parse
        gained = all(parse.lemma[o] in SPOILS for o in arguments.objects)
        return gained and parse.lemma[arguments.verb] in GAINING

    @rule("events.only_named_beside", off=lambda _, found, __: found)
    def _not_beside(self, found: list[FoundEntity], objects: list[int]) -> list[FoundEntity]:
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
    def _only_owner(self, entity: FoundEntity, arguments: VerbPhrases) -> bool:
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
    def _forces(self, objects: list[int]) -> bool:
        """Whether the objects are forces that are sent, not opposed: "deploys 5,000 soldiers"."""
        nouns = [self.people.book.actors.get(self.parse.lemma[o]) for o in objects]
        return any(noun is not None and noun.of == "force" for noun in nouns)

    @rule("events.dative", off=nothing)
    def _datives(self, arguments: VerbPhrases) -> list[int]:
        """Return the recipients of something given; in a passive the subject ("was given aid")."""
        found = self.parse.having(arguments.verb, "dative")
        if not found and arguments.passive and self.parse.having(arguments.verb, "dobj"):
            found = arguments.objects[:1]
        return found

    @rule("events.only_beside")
    def _only_beside(self, entity: FoundEntity, objects: list[int]) -> bool:
        """Whether a place is only a modifier of the recipient: "the mayor of Oslo"."""
        heads = [self.people.entity(o) for o in objects]
        return entity.type in PLACES and entity.is_named and entity not in heads

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
            found = [e for e in self._before(match.noun) if e not in draft.actors]
            if found:
                draft.recipients = found
                return
        objects = [o for o in arguments.objects if o not in match.tokens]
        if match.complement is None or self._is_topic(draft, match.complement):
            return
        if len(draft.actors) < 2 and not objects:
            found = [e for e in self._below(match.complement, sought) if e not in draft.actors]
            draft.recipients = [e for e in found if not self._only_owner(e, arguments)]

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
        return [entity] if entity is not None else []

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
