"""Events expressed by nouns: "the visit of", "a raid by", "the talks began on Monday".

A noun is an event of its own if a verb says that it happens, if it names both sides, or if it has a
time. Otherwise it is only mentioned. A noun that points back ("the exercises") is used only for
merging.
"""

from __future__ import annotations

from collections.abc import Callable

from store.extract import lexicon
from store.extract.events.codebook import Entry
from store.extract.events.draft import EventDraft
from store.extract.events.matching import Contexts, Matcher
from store.extract.events.members import PLACES, suffering
from store.extract.events.participants import Participants
from store.extract.events.type_overrides import override_type
from store.extract.events.word_attacks import attacks_in_words
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule, second
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import Parse
from store.reading import Modality

ANOTHER = frozenset("first second third last next previous other earlier later".split())
"""Adjectives that distinguish an event from the one mentioned before."""
HAPPENING = lexicon.words("events.happening")
STANDALONE = frozenset(
    {"ASSAULT", "PROTEST", "COERCE", "RETREAT", "MOBILIZE", "COOPERATE", "CONSULT", "OTHER"}
)
UNREAL = lexicon.words("events.unreal")
AVERTING = frozenset(
    "prevent avoid avert foil thwart plan fear threaten plot predict expect risk".split()
)
WANTING = frozenset("demand request urge seek want require await".split())
"""Verbs for wanting something that does not exist yet."""
PLANNED = frozenset({"planned", "upcoming", "scheduled", "forthcoming", "proposed", "coming"})
SET = frozenset({"schedule", "plan", "slate", "set"})
LOCAL = lexicon.words("events.local")
"""Nouns that need an owner."""
PARTIES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose bare mention ("the murder of the priests") may still have a date."""
UNDERGONE = lexicon.words("events.undergone")
"""Nouns of what is done to the person before them: "Ann Lee's arrest"."""
ABSTRACT = lexicon.words("events.abstract")
"""Nouns too general to be an event by themselves."""
ONCE = lexicon.words("events.once")
"""Nouns of what happens once to whom they name: "the death of Ann Lee"."""
WON = lexicon.words("events.won")
"""Nouns of what somebody wins once at a place: "her victory in Iowa"."""

WHERE = frozenset({"in", "at", "near", "outside", "inside", "on"})
FOLLOWING = frozenset({"after", "following", "since"})
WAKE = frozenset({"wake", "aftermath"})

INVADING = frozenset("invasion incursion offensive intervention war fighting".split())
"""Nouns for what the place suffers where it happens: "the invasion in Gaza"."""


class Nouns:
    def __init__(
        self,
        parse: Parse,
        matcher: Matcher,
        people: Participants,
        modalities: Modalities,
        contexts: Contexts,
    ) -> None:
        self.parse = parse
        self.matcher = matcher
        self.people = people
        self.modalities = modalities
        self.contexts = contexts

    def drafts(self, taken: set[int], dated: Callable[[int], bool]) -> list[EventDraft]:
        """Return drafts of the nouns that no verb has used.

        `dated` tells whether a noun has a time.
        """
        found = []
        for token in range(len(self.parse)):
            if self.parse.pos[token] != "NOUN" or token in taken:
                continue
            entry = self.matcher.noun_entry(token)
            if entry is None or entry.type not in STANDALONE:
                continue
            draft = self._draft(token, entry, dated)
            if draft is not None:
                found.append(draft)
        return found

    def mention(self, noun: int, entry: Entry) -> EventDraft | None:
        """Read the event that a noun names, whether or not anything is told of it."""
        parse = self.parse
        words = {parse.lower[k] for k in parse.kids[noun] if parse.dep[k] in ("amod", "compound")}
        if words & UNREAL or parse.dep[noun] in ("compound", "amod", "nmod", "appos"):
            return None
        draft = EventDraft(entry.type, noun, entry.mode, lemma=parse.lemma[noun], nominal=True)
        draft.tokens = [noun]
        draft.actors = self._actors(noun, entry)
        self._recipients(draft, noun, entry)
        if draft.lemma in UNDERGONE and not draft.recipients and _are_people(draft.actors):
            draft.actors, draft.recipients = [], draft.actors
        draft.definite = self._points_back(noun)
        draft.modality = self._modality(noun, words)
        if draft.modality == "hypothetical" or self._averted(noun):
            return None
        return draft

    @rule("events.noun")
    def _draft(self, noun: int, entry: Entry, dated: Callable[[int], bool]) -> EventDraft | None:
        """Read the event that a noun names: "Kenya's attack on Chad"."""
        draft = self.mention(noun, entry)
        if draft is None:
            return None
        parse = self.parse
        happens = self._happening(noun)
        draft.tokens += happens
        override_type(draft, self.matcher.book, self.contexts)
        attacks_in_words(draft, parse, self.contexts)
        sided = bool(draft.actors and draft.recipients) or (
            draft.reciprocal and len(draft.actors) > 1
        )
        draft.located = self._located(noun, draft)
        told = bool(happens) or sided or dated(noun)
        known = draft.located or self._recalled(noun, draft) or self._known(noun, draft)
        draft.in_passing = not told and bool(known)
        if parse.lemma[noun] in ABSTRACT and not (happens or dated(noun)):
            return None
        if parse.lemma[noun] in LOCAL and not (draft.actors or draft.recipients):
            return None
        if entry.type != "OTHER" and not (draft.actors or draft.recipients or draft.definite):
            told = told and entry.type in ("ASSAULT", "PROTEST")
        told = told or draft.in_passing
        draft.only_merges = not told
        party = entry.type in PARTIES and bool(draft.actors or draft.recipients)
        return draft if told or draft.definite or party else None

    @rule("events.points_back")
    def _points_back(self, noun: int) -> bool:
        """Whether it points back: "the summit", but not "the first summit"."""
        if any(self.parse.lower[k] in ANOTHER for k in self.parse.kids[noun]):
            return False
        return any(
            self.parse.dep[k] == "det"
            and self.parse.lower[k] in ("the", "this", "these", "that", "those")
            for k in self.parse.kids[noun]
        )

    @rule("events.happening", off=nothing)
    def _happening(self, noun: int) -> list[int]:
        """Return the verb that says it happens.

        For example "the talks began", "the murder that took place", "there was an attack".
        """
        parse = self.parse
        first = parse.first_conjunct(noun)
        verb = parse.head[first]
        if parse.dep[first] in ("nsubj", "nsubjpass") and parse.is_verb(verb):
            return [verb] if parse.lemma[verb] in HAPPENING else []
        if parse.dep[noun] == "attr" and parse.having(verb, "expl"):
            return [verb]
        for below in parse.having(noun, "relcl", "acl"):
            relative = parse.having(below, "nsubj", "nsubjpass")
            bare = parse.dep[below] == "acl" and parse.tag[below] == "VBN"
            if parse.lemma[below] in HAPPENING and (
                bare or (relative and parse.lower[relative[0]] in ("that", "which"))
            ):
                return [below]
        return []

    @rule("events.noun_located")
    def _located(self, noun: int, draft: EventDraft) -> bool:
        """Whether a noun of violence names the place: "the shooting in Oslo", "Oslo attacks".

        One such event is known by its place. Any number of them is a state of affairs: "shootings
        in Oslo".
        """
        if draft.type != "ASSAULT":
            return False
        known = self._points_back(noun) or self.parse.having(noun, "poss") or self._follows(noun)
        return self._place_before(noun) or (bool(known) and self._place_behind(noun))

    @rule("events.noun_recalled")
    def _recalled(self, noun: int, draft: EventDraft) -> bool:
        """Whether something follows an event that readers know: "since the release of Ann Lee"."""
        named = any(e.is_named for e in [*draft.actors, *draft.recipients])
        told = named or self._place_before(noun) or self._place_behind(noun)
        return told and self._follows(noun)

    @rule("events.noun_once")
    def _known(self, noun: int, draft: EventDraft) -> bool:
        """Whether it happens once to whom it names, "the death of Ann Lee", or at the place of a
        win, "Ann Lee's victory in Iowa"."""
        parse, lemma = self.parse, self.parse.lemma[noun]
        of = any(preposition == "of" for preposition, _ in parse.prepositions(noun))
        if parse.tag[noun] != "NN" or not (of or parse.having(noun, "poss")):
            return False
        named = any(e.type == "PERSON" and e.is_named for e in [*draft.actors, *draft.recipients])
        return named and (lemma in ONCE or (lemma in WON and self._place_behind(noun)))

    def _follows(self, noun: int) -> bool:
        """Whether the noun stands behind "after", "in the wake of"."""
        parse, above = self.parse, self.parse.head[noun]
        if parse.dep[noun] != "pobj":
            return False
        if parse.lower[above] == "of":
            return parse.lower[parse.head[above]] in WAKE
        return parse.lower[above] in FOLLOWING

    def _place_before(self, noun: int) -> bool:
        """Whether the noun has the name of a town or building before it: "the Oslo attack"."""
        before = [self.people.entity(k) for k in self.parse.having(noun, "compound", "nmod")]
        return any(e is not None and e.type in PLACES and not e.iso for e in before)

    def _place_behind(self, noun: int) -> bool:
        """Whether a place follows: "in Oslo", "at a school in Oslo"."""
        inside = [t for p, t in self.parse.prepositions(noun) if p in WHERE]
        inside += [t for held in inside for p, t in self.parse.prepositions(held) if p in WHERE]
        found = [self.people.entity(token) for token in inside]
        return any(e is not None and e.is_named and e.type in PLACES for e in found)

    @rule("events.noun_planned", off=lambda *_: "asserted")
    def _modality(self, noun: int, words: set[str]) -> Modality:
        """Return the modality of a noun: planned in "upcoming talks", or that of its verb."""
        if words & PLANNED or self._is_set(noun):
            return "planned"
        verb = self.parse.head[noun]
        if self.parse.dep[noun] in ("nsubj", "nsubjpass") and self.parse.is_verb(verb):
            return self.modalities.of(verb)
        above = self.parse.head[verb]
        if self.parse.lower[verb] == "at" and self.modalities.groups.will(above):
            return "planned"  # "will discuss it at a meeting on Monday"
        return "asserted"

    @rule("events.noun_set")
    def _is_set(self, noun: int) -> bool:
        """Whether a participle says that it is still to be: "a visit scheduled to begin on May 3".

        The parser may have attached the participle to a name in the noun's phrase.
        """
        parse = self.parse
        phrases = [noun, *(token for _, token in parse.prepositions(noun))]
        told = (k for holder in phrases for k in parse.having(holder, "acl"))
        return any(
            parse.lemma[k] in SET and any(parse.dep[x] in ("xcomp", "prep") for x in parse.kids[k])
            for k in told
        )

    @rule("events.averted")
    def _averted(self, noun: int) -> bool:
        """Whether it did not happen: "prevent an attack"."""
        verb = self.parse.head[noun]
        if self.parse.dep[noun] == "dobj" and self.parse.lemma[verb] in AVERTING:
            return True
        if self.parse.dep[noun] in ("nsubj", "nsubjpass"):
            return False
        above = next((a for a in self.parse.above(noun) if self.parse.is_verb(a)), noun)
        return self.parse.lemma[above] in WANTING  # "demanded a truce and the release of"

    def _actors(self, noun: int, entry: Entry) -> list[FoundEntity]:
        parse = self.parse
        found = self.people.of(parse.having(noun, "poss"))
        if not found:
            before = self.people.modifier(noun)
            found = [before] if before is not None and not self._is_scene(before, entry) else []
        for wanted in entry.by:
            if found:
                break
            if wanted == "of" and "of" in entry.to and "by" not in entry.by[:1]:
                continue
            for preposition, token in parse.prepositions(noun):
                if preposition == wanted and wanted not in entry.to:
                    found = self.people.of([token])
                    break
        return found

    @rule("events.noun_scene")
    def _is_scene(self, before: FoundEntity, entry: Entry) -> bool:
        """Whether the name before a noun says where: "the Oslo attack", "the Ohio primary".

        Countries attack, and a government may be called by its capital.
        """
        held = entry.type == "ASSAULT" or entry.mode == "election"
        town = before.type in PLACES and not before.iso and held
        return town or (before.type == "FAC" and entry.type in PARTIES)

    def _recipients(self, draft: EventDraft, noun: int, entry: Entry) -> None:
        for slot in entry.to:
            name, joined = slot.rstrip("="), slot.endswith("=")
            for preposition, token in self.parse.prepositions(noun):
                if preposition != name:
                    continue
                found = self.people.of([token])
                if self.parse.lemma[noun] not in INVADING:
                    found = suffering(found, draft.type, name)
                found = [e for e in found if e not in draft.actors]
                if found and joined:
                    draft.actors += found
                    draft.reciprocal = True
                elif found:
                    draft.recipients = found
                if found:
                    return


@rule("events.happening_once", off=second)
def without_happenings(nouns: list[EventDraft], drafts: list[EventDraft]) -> list[EventDraft]:
    """Return the drafts of verbs without those that only say that the event of a noun happens.

    In "The talks between Kenya and Chad began on Monday" the talks are the event.
    """
    told = {token for noun in nouns if not noun.only_merges for token in noun.tokens}
    return [draft for draft in drafts if not (draft.plain and draft.verb in told)]


def _are_people(entities: list[FoundEntity]) -> bool:
    return bool(entities) and all(e.type == "PERSON" for e in entities)
