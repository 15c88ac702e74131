"""The place of an event: a place in its own clause, the most exact first."""

from __future__ import annotations

from itertools import takewhile

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.members import PLACES
from store.extract.events.participants import Participants
from store.extract.events.place_names import AT, GATHERINGS, REACHED, PlaceNames
from store.extract.events.statement_events import cues_of, speaks
from store.extract.extensions import FoundEntity
from store.extract.reporting_words import SAYING
from store.extract.rules import nothing, rule, second
from store.extract.syntax.parse import Parse

ELSEWHERE = frozenset("after before since following until despite from like unlike about".split())
"""Prepositions before an event at another time and maybe place ("after the parade in Minsk")."""
SOURCE = frozenset({"according"})
ANSWERS = frozenset("response reaction reply answer wake aftermath light anticipation".split())
"""Nouns before something that happened elsewhere: "in response to the attack in Paris"."""
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "STATEMENT"})
"""Types of events whose object is somewhere else: "called for peace in Gaza"."""
BEFORE = frozenset({"to", "during", "before"})
"""Prepositions of those who listen: "said to a crowd in Oslo"."""
SPEAKING = frozenset("speak appear campaign talk testify preach".split())
TAKING_PART = lexicon.words("events.held_there")
"""Verbs whose object is where they happen: "opened a Rochester rally"."""
WON = frozenset({"win", "election"})
"""Modes of events that happen in the place that somebody wins: "won Iowa"."""
AGENT = frozenset({"by"})
AUDIENCES = lexicon.words("events.audiences")
"""Nouns for those who listen: "told a crowd in Salem"."""
MOVING = lexicon.words("events.moving")
"""Verbs for coming to a place, or for bringing somebody there."""
LEFT = frozenset({"from"})
LEAVING = lexicon.words("events.leaving")
"""Verbs for leaving a place, or for taking something from there."""
LEFT_BEHIND = frozenset({"leave", "flee", "evacuate"})
"""Verbs whose object is the place that somebody leaves."""
SOMEWHERE = frozenset({"ASSAULT", "PROTEST", "OTHER"})
"""Types of events that happen at one place."""
TARGETS = frozenset({"ASSAULT", "PROTEST"})
STRUCK = frozenset({"visit", "disaster"})
"""Modes of events that happen where their object is: "hit the coast of Peru"."""
SENDING = frozenset({"send", "dispatch"})
"""Verbs whose subject stays in place."""
BELOW = frozenset("advcl relcl acl pcomp xcomp ccomp".split())


class Places:
    def __init__(self, parse: Parse, people: Participants) -> None:
        self.parse = parse
        self.people = people
        self.cues = cues_of(parse)
        self.names = PlaceNames(parse, people)

    def place(self, drafts: list[EventDraft]) -> None:
        """Set the place of each draft, then share it between coordinated verbs."""
        by_verb = {draft.verb: draft for draft in drafts}
        for draft in drafts:
            draft.place = self._place(draft)
        for draft in drafts:
            if draft.place is None:
                draft.place = self._joined(draft, by_verb)
            if draft.place is None and draft.type in SOMEWHERE and not self._is_spoken(draft):
                draft.place = self._alone(draft)

    @rule("events.place_alone")
    def _alone(self, draft: EventDraft) -> FoundEntity | None:
        """Return the only place after "in" in the sentence, wherever the parser attached it."""
        found: list[FoundEntity] = []
        for token in range(*self.parse.bounds[self.parse.sentence[draft.verb]]):
            at = self.parse.dep[token] == "pobj" and self.parse.lower[self.parse.head[token]] in AT
            if at and not self._elsewhere(token, draft):
                found += [e for e in self.names.named(token) if e not in found]
        found = [e for e in found if e.type in PLACES and e.is_named]
        return found[0] if len(found) == 1 else None

    @rule("events.place_elsewhere")
    def _elsewhere(self, token: int, draft: EventDraft) -> bool:
        """Whether a place belongs to another clause, for events without violence.

        For example in "agreed to buy it, creating the biggest baker in Europe", or in a clause that
        governs the event.
        """
        dep = self.parse.dep
        if self.parse.head[draft.verb] == token and self._where(draft.verb):
            return False
        verb = next((a for a in self.parse.above(token) if self.parse.is_verb(a)), draft.verb)
        apart = self._other_time(draft.verb) or self._is_before(draft, verb) or self._is_state(verb)
        if verb != draft.verb and apart:
            return True
        fronted = token < verb and self.parse.head[self.parse.head[token]] == verb
        if self._leads_away(token, verb) or (not fronted and self._reports(verb, draft)):
            return True
        joins = ("aux",) if draft.type in TARGETS else ("aux", "nsubj", "nsubjpass")
        if verb != draft.verb and self._stands_apart(verb, draft.verb, joins):
            return True
        below = dep[self._first(verb)] in BELOW or dep[draft.verb] in ("relcl", "acl")
        return draft.type not in TARGETS and verb != draft.verb and below

    @rule("events.place_of_next_clause")
    def _stands_apart(self, verb: int, first: int, joins: tuple[str, ...]) -> bool:
        """Whether a verb behind another has its own tense or subject, or shares that of one.

        For example "voted and will speak in Oslo", "voted, but nine men met in Oslo". `joins` are
        the relations of such words.
        """
        parse = self.parse
        above = [verb, *parse.above(verb)]
        if first > verb or first not in above:
            return False
        joined = takewhile(lambda k: k != first and parse.dep[k] == "conj", above)
        return any(parse.having(k, *joins) for k in joined)

    @rule("events.place_below_joined", off=second)
    def _first(self, verb: int) -> int:
        """Return the first of the verbs that one is joined to, which says what they stand below.

        For example "grew, selling shops and opening the biggest bakery in Europe".
        """
        return self.parse.first_conjunct(verb)

    @rule("events.place_of_what_was_before")
    def _is_before(self, draft: EventDraft, verb: int) -> bool:
        """Whether a noun of the clause is only what the rest of it comes after.

        For example "met her in Oslo, on his first trip since his election".
        """
        if not draft.nominal:
            return False
        between = takewhile(verb.__ne__, self.parse.above(draft.verb))
        return any(self.parse.lower[k] in ELSEWHERE for k in between)

    def _leads_away(self, token: int, verb: int) -> bool:
        """Whether a word before a place gives it to something else.

        For example "flown home from a ship in the Arabian Sea", "according to the service at
        Golden".
        """
        for above in self.parse.above(token):
            if self.parse.lower[above] in ELSEWHERE | SOURCE | ANSWERS:
                return True
            if above == verb:
                return False
        return False

    def _is_state(self, verb: int) -> bool:
        """Whether a clause tells where somebody is today: "Nujoma, who lives in Angola"."""
        return self.parse.dep[verb] == "relcl" and self.parse.tag[verb] in ("VBZ", "VBP", "VBN")

    def _reports(self, verb: int, draft: EventDraft) -> bool:
        """Whether the place is that of a verb that reports the event: "said in Oslo that"."""
        reported = self.parse.dep[self.parse.first_conjunct(draft.verb)] == "ccomp"
        return reported and verb != draft.verb and verb in self.parse.above(draft.verb)

    def _other_time(self, verb: int) -> bool:
        """Whether it happened at another time: "The first talks in Oslo since the war"."""
        marks = {self.parse.lower[k] for k in self.parse.having(verb, "mark")}
        return self.parse.dep[verb] == "advcl" and bool(marks & {"since", "after", "before"})

    @rule("events.place_joined")
    def _joined(self, draft: EventDraft, by_verb: dict[int, EventDraft]) -> FoundEntity | None:
        """Return the place of the verb before with the same subject ("flew to Oslo and met")."""
        if self.parse.dep[draft.verb] == "relcl" and self._where(draft.verb):
            noun = self.people.entity(self.parse.head[draft.verb])
            if noun is not None and noun.type in PLACES and noun.is_named:
                return noun
            return next(
                (p for a in self.parse.above(draft.verb) if (p := _of(by_verb.get(a)))), None
            )
        if self.parse.having(draft.verb, "nsubj", "nsubjpass"):
            return None
        first = self.parse.first_conjunct(draft.verb)
        for verb in reversed(self.parse.conjuncts(first)):
            other = by_verb.get(verb)
            if other is not None and other.place is not None and verb < draft.verb:
                return None if other.lemma in SENDING else other.place
        return None

    def _where(self, verb: int) -> bool:
        return any(self.parse.lower[k] in ("where", "when") for k in self.parse.kids[verb])

    def _place(self, draft: EventDraft) -> FoundEntity | None:
        holders = [draft.verb, *draft.tokens[1:], *draft.object_tokens]
        if self._is_spoken(draft):
            said = self.parse.prepositions(draft.verb)
            holders = [draft.verb, *(t for p, t in said if p in AT | BEFORE)]
            holders += self._audience(draft.verb)
            holders += [t for t in self.parse.subtree(draft.verb) if self._is_occasion(t, draft)]
        else:
            holders += [token for holder in holders for token in self._phrases(holder)]
        if draft.nominal and self.parse.dep[draft.verb] in ("nsubj", "nsubjpass"):
            holders.append(self.parse.head[draft.verb])
        holders += self._days(draft.verb)
        found = [p for holder in holders for p in self.names.beside(holder)]
        if draft.mode in STRUCK or draft.type in TARGETS:
            found += [e for t in draft.object_tokens for e in self.names.named(t)]
            found += [e for t in self._phrases(draft.verb, AGENT) for e in self.names.named(t)]
            found += draft.recipients
        found += [e for t in self._held(draft) for e in self.names.of_gathering(t, draft.type)]
        found += self._moved(draft)
        if draft.mode in WON and not draft.nominal:
            found += [e for t in draft.object_tokens for e in self.names.named(t)]
        found = [e for e in found if e.type in PLACES and e.is_named]
        if draft.type in SPOKEN:
            found = [e for e in found if e not in draft.recipients]
        found = found or self._of_subject(draft) or self._speaking(draft)
        return min(found, key=_breadth, default=None)

    @rule("events.place_of_day", off=nothing)
    def _days(self, verb: int) -> list[int]:
        """Return the days beside a verb, which a place may follow: "On Monday in Oslo, she won"."""
        parse = self.parse
        beside = parse.having(verb, "npadvmod") + [t for _, t in parse.prepositions(verb)]
        return [t for t in beside if parse.doc[t].ent_type_ in ("DATE", "TIME")]

    @rule("events.place_spoken")
    def _is_spoken(self, draft: EventDraft) -> bool:
        """Whether only words are exchanged, so that what they are about is somewhere else."""
        told = draft.type in SPOKEN or speaks(draft, self.cues, self.parse)
        return told and not draft.nominal

    def _is_occasion(self, token: int, draft: EventDraft) -> bool:
        """Whether somebody speaks there: "called for a ban at a conference in Oslo".

        What happened at another time has another place: "thinks of those killed at a rally".
        """
        parse = self.parse
        where = parse.lower[parse.head[token]] in AT | BEFORE
        if not (where and parse.dep[token] == "pobj" and parse.lemma[token] in GATHERINGS):
            return False
        between = takewhile(draft.verb.__ne__, parse.above(token))
        return all(parse.tag[k] == "VB" for k in between if parse.is_verb(k))

    @rule("events.place_of_audience", off=nothing)
    def _audience(self, verb: int) -> list[int]:
        """Return those who listen, if a place may follow them: "told a crowd in Salem"."""
        parse = self.parse
        return [k for k in parse.having(verb, "dobj") if parse.lemma[k] in AUDIENCES]

    @rule("events.place_reached", off=nothing)
    def _moved(self, draft: EventDraft) -> list[FoundEntity]:
        """Return where somebody goes, or what they leave.

        For example "returned to Oslo", "sent him to Oslo", "withdrew from Chad".
        """
        if draft.nominal:
            return []
        wanted = REACHED if draft.lemma in MOVING else LEFT if draft.lemma in LEAVING else ()
        reached = [t for p, t in self.parse.prepositions(draft.verb) if p in wanted]
        reached += draft.object_tokens if draft.lemma in LEFT_BEHIND else []
        return [e for token in reached for e in self.names.named(token)]

    def _held(self, draft: EventDraft) -> list[int]:
        """Return the event noun itself, or the objects that somebody takes part in."""
        if draft.nominal:
            return [draft.verb]
        return draft.object_tokens if draft.lemma in TAKING_PART else []

    @rule("events.place_of_subject", off=nothing)
    def _of_subject(self, draft: EventDraft) -> list[FoundEntity]:
        """Return the place of the subject.

        For example "the offensive in Gaza killed ten", "crude traded in Oslo fell".
        """
        if draft.type not in SOMEWHERE or draft.passive or self._is_spoken(draft):
            return []
        holders = [t for t in draft.subject_tokens if self.parse.pos[t] == "NOUN"]
        holders += [k for t in holders for k in self.parse.having(t, "acl")]
        holders += [o for t in holders for p, o in self.parse.prepositions(t) if p in AGENT]
        found = [p for holder in holders for p in self.names.beside(holder)]
        return [e for e in found if e.type in PLACES and e.is_named]

    @rule("events.place_of_speaking", off=nothing)
    def _speaking(self, draft: EventDraft) -> list[FoundEntity]:
        """Return the place where somebody speaks.

        For example "Speaking in Oslo, Ann Lee attacked the plan", "attacked it, saying in Oslo".
        """
        parse = self.parse
        beside = [k for k in parse.having(draft.verb, "advcl") if parse.tag[k] == "VBG"]
        speaking = [k for k in beside if parse.lemma[k] in SPEAKING | SAYING]
        holders = [t for k in speaking for t in (k, *self._phrases(k))]
        found = [p for holder in holders for p in self.names.beside(holder)]
        return [e for e in found if e.type in PLACES and e.is_named]

    def _phrases(self, holder: int, without: frozenset[str] = frozenset()) -> list[int]:
        """Return the nouns of a token's phrases, except for those about something else."""
        others = ELSEWHERE | without
        return [t for p, t in self.parse.prepositions(holder) if p not in others]


def _of(draft: EventDraft | None) -> FoundEntity | None:
    return draft.place if draft is not None else None


def _breadth(entity: FoundEntity) -> int:
    """Return a rank: towns and buildings before regions, regions before countries."""
    if entity.iso or entity.type == "LOC":
        return 2
    return 0 if entity.country or entity.type == "FAC" else 1
