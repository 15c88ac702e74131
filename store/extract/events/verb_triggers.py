"""Events expressed by verbs: makes event drafts from the verbs of a document."""

from __future__ import annotations

from collections.abc import Callable, Set

from store.extract.events.accidents import deliberate
from store.extract.events.codebook import NOUN, SAME, Codebook, Entry
from store.extract.events.draft import EventDraft
from store.extract.events.matching import CodebookMatch, Contexts, Matcher
from store.extract.events.members import beaten
from store.extract.events.mode_senses import settle
from store.extract.events.news_clauses import asked, describes, is_event
from store.extract.events.open_predicates import OpenPredicates
from store.extract.events.senses import Senses
from store.extract.events.sought import ACTOR, PERSON_OR_BODY
from store.extract.events.type_overrides import adjusted, override_type
from store.extract.events.verb_participants import VerbParticipants
from store.extract.events.word_attacks import attacks_in_words
from store.extract.extensions import FoundEntity
from store.extract.rules import rule, second
from store.extract.syntax.arguments import VerbPhrases, frame
from store.extract.syntax.modality import COMING, Modalities, is_result
from store.extract.syntax.parse import Parse

PLAIN = Entry((), "OTHER")
"""The entry for a verb that is not in the codebook."""
THIS = frozenset({"this", "that", "so", "these", "those", "one"})
"""Objects without content: "denied this"."""
ALONE = frozenset({"ASSAULT", "PROTEST", "OTHER"})
"""Types that are news without a name if they have a day or place: "a bomb exploded"."""
BEFALLING = frozenset("be win have know get remain lose become seem mean benefit".split())
"""Verbs of what nobody is asked to do."""
HARMING = frozenset({"ASSAULT", "COERCE"})
"""Types that could defame; a person is their actor only if the syntax is certain."""


class Predicates:
    """Reads the verbs of one document. `drafts` are in text order."""

    def __init__(
        self,
        book: Codebook,
        parse: Parse,
        participants: VerbParticipants,
        matcher: Matcher,
        modalities: Modalities,
        dated: Callable[[int], bool],
        cues: Set[int],
    ) -> None:
        self.book = book
        self.parse = parse
        self.matcher = matcher
        self.participants = participants
        self.modalities = modalities
        self.dated = dated
        self.open = OpenPredicates(parse, participants.people, matcher, modalities, dated, cues)
        self.contexts = Contexts(book, parse)
        self.senses = Senses(parse, participants.people, matcher)
        self.waiting: list[tuple[VerbPhrases, CodebookMatch]] = []
        """Governing verbs whose complement may tell an event of its own."""
        self.taken: set[int] = set()
        """Tokens whose event is told by another predicate ("agreed to withdraw")."""

    def drafts(self) -> list[EventDraft]:
        found = []
        for verb in range(len(self.parse)):
            if not self.parse.is_verb(verb) or verb in self.taken or describes(self.parse, verb):
                continue
            draft = self._demanded(verb)
            if draft is None and not self._judged(verb):
                draft = self._read(verb)
            if draft is not None:
                found.append(draft)
        found = self._without_comebacks(found)
        return found + self._unfulfilled({draft.verb for draft in found})

    @rule("events.comeback", off=second)
    def _without_comebacks(self, drafts: list[EventDraft]) -> list[EventDraft]:
        """Return the drafts without "came" in "came from behind to beat Chad", which is a win."""
        won = {self.parse.head[d.verb] for d in drafts if is_result(self.parse, d.verb)}
        came = {v for v in won if self.parse.lemma[v] in COMING}
        return [draft for draft in drafts if draft.verb not in came]

    @rule("events.unfulfilled", off=lambda *_: [])
    def _unfulfilled(self, told: set[int]) -> list[EventDraft]:
        """Return governing verbs whose complement is not an event itself."""
        found = []
        for arguments, match in self.waiting:
            below = self.parse.conjuncts(match.complement if match.complement is not None else 0)
            if told.isdisjoint(below) and self.taken.isdisjoint(below):
                draft = self._governing(arguments, match)
                found += [draft] if draft is not None else []
        return found

    def _read(self, verb: int) -> EventDraft | None:
        if asked(self.parse, verb) or self.modalities.simulated(verb):
            return None
        arguments = frame(self.parse, verb)
        match = self.matcher.match(arguments)
        if match is None:
            return self._plain(arguments) if self.open.is_news(arguments) else None
        if match.entry.type == "-":
            return self._plain(arguments) if self.open.is_news(arguments) else None
        if match.entry.type == SAME:
            return self._of_complement(arguments, match)
        draft = self._known(arguments, match)
        if draft is None and match.entry.type != NOUN:
            return self._plain(arguments) if self.open.is_news(arguments) else None
        if draft is not None and draft.type in ALONE:
            draft.open = self.open.is_news(arguments)
        return draft

    def mention(self, verb: int) -> EventDraft | None:
        """Read a verb, whether or not its clause tells news of its own."""
        arguments = frame(self.parse, verb)
        match = self.matcher.match(arguments)
        if match is not None and match.entry.type not in ("-", SAME, NOUN):
            entry = match.entry
            return self._draft(arguments, match, entry.type, entry.mode, entry.to, is_mention=True)
        slots = self.open.slots(arguments)
        plain = CodebookMatch(verb, PLAIN)
        return self._draft(arguments, plain, "OTHER", None, slots, is_mention=True)

    def _of_complement(self, arguments: VerbPhrases, match: CodebookMatch) -> EventDraft | None:
        """Leave the event to the complement, with the modality from this verb."""
        if match.complement is None:
            return None
        self.modalities.give(match.complement, match.verb, match.entry.mode)
        if self.open.is_complement_known(match):
            self.waiting.append((arguments, match))
            return None
        return self._governing(arguments, match)

    def _governing(self, arguments: VerbPhrases, match: CodebookMatch) -> EventDraft | None:
        if not self.open.is_governing(arguments, match):
            return None
        draft = self._plain(arguments)
        if draft is not None:
            draft.governing = True
            if draft.passive and not draft.actors:  # "is expected to open"
                self.participants.partners.turn(draft)
        return draft

    @rule("events.plain")
    def _plain(self, arguments: VerbPhrases) -> EventDraft | None:
        """Read a clause whose verb the codebook does not know as an event of no type."""
        match = CodebookMatch(arguments.verb, PLAIN)
        draft = self._draft(arguments, match, "OTHER", None, self.open.slots(arguments))
        if draft is not None:
            draft.plain = draft.open = True
            joined = self.open.is_joined(draft.verb) and any(
                self.parse.pos[t] in ("NOUN", "PROPN")
                for t in (draft.object_tokens if draft.passive else draft.subject_tokens)
            )
            if joined or self.open.is_dated_participle(draft.verb):
                draft.own_subject = True
            if self.participants.partners.made_to_act(draft):
                self.participants.partners.turn(draft)
        return draft

    @rule("events.culprits", off=lambda _, draft, __: draft.actors)
    def _culprits(self, draft: EventDraft, arguments: VerbPhrases) -> list[FoundEntity]:
        """Return the actors without a person who is only named inside the phrase that acts.

        In "the murder of Ann Lee shocked Oslo" and "Ann Lee's house burnt down" she does nothing.
        An owner counts if nobody is harmed: "Ann Lee's film earned 5 million".
        """
        heads = [t for s in arguments.subjects for t in self.parse.conjuncts(s)]
        if not heads or any(self.parse.pos[h] != "NOUN" for h in heads):
            return draft.actors
        beside = [o for h in heads for _, o in self.parse.prepositions(h)]
        named = {k for h in heads for k in self.parse.having(h, "compound", "nmod", "amod")}
        named |= {k for h in (*heads, *beside) for k in self.parse.having(h, "appos")}
        if draft.type not in HARMING:
            named |= {k for h in heads for k in self.parse.having(h, "poss")}
        named |= {self.parse.head[h] for h in heads if self.parse.dep[h] == "appos"}
        sure = [self.participants.people.entity(t) for t in (*heads, *named)]
        sure += [e for h in heads for e in self.participants.people.shared.get(h, ())]
        if draft.type not in HARMING:
            lists = self.participants.people.lists
            sure += [e for h in heads for e in (*lists.examples(h), *lists.apposed(h))]
        return [e for e in draft.actors if e.type != "PERSON" or not e.is_named or e in sure]

    def _known(self, arguments: VerbPhrases, match: CodebookMatch) -> EventDraft | None:
        entry = match.entry
        self._take(match)
        if entry.type == "AGREE" and match.complement is not None:
            promised = self.matcher.match(frame(self.parse, match.complement))
            if promised is not None and promised.entry.type == "OTHER":
                return self._draft(arguments, match, "OTHER", promised.entry.mode, entry.to)
        noun = self.matcher.noun_entry(match.noun) if match.noun is not None else None
        if entry.type == NOUN and noun is None:
            return None
        if entry.type == NOUN and noun is not None:
            return self._draft(arguments, match, noun.type, noun.mode, entry.to or noun.to)
        return self._draft(arguments, match, entry.type, entry.mode, entry.to)

    @rule("events.demanded")
    def _demanded(self, verb: int) -> EventDraft | None:
        """Return a demand: what somebody says that another must do."""
        parse = self.parse
        duty = parse.dep[verb] == "ccomp" and self.modalities.groups.demanded(verb)
        if not duty or self._judged(verb):
            return None
        saying = frame(parse, parse.head[verb])
        whom = parse.having(verb, "nsubj", "nsubjpass")
        draft = EventDraft("REQUEST", verb, lemma="must", tokens=[verb], demanded=True)
        draft.actors = self.participants.people.of(saying.subjects, ACTOR)
        draft.recipients = self.participants.people.of(whom, PERSON_OR_BODY)
        draft.recipients = [e for e in draft.recipients if e not in draft.actors]
        draft.subject_tokens, draft.object_tokens = saying.subjects, whom
        return draft if draft.actors and draft.recipients else None

    @rule("events.judged")
    def _judged(self, verb: int) -> bool:
        """Whether somebody says what ought to be, and asks nobody to do it.

        For example "should win", "should be barred", "should have known".
        """
        parse = self.parse
        if parse.dep[verb] != "ccomp" or not self.modalities.groups.demanded(verb):
            return False
        undergone = parse.having(verb, "nsubjpass", "auxpass")
        done = any(parse.lower[k] == "have" for k in parse.having(verb, "aux"))
        return bool(undergone) or done or parse.lemma[verb] in BEFALLING

    def _take(self, match: CodebookMatch) -> None:
        if match.complement is not None:
            self.taken.update(self.parse.conjuncts(match.complement))
        if match.noun is not None:
            self.taken.add(match.noun)

    def _draft(
        self,
        arguments: VerbPhrases,
        match: CodebookMatch,
        kind: str,
        mode: str | None,
        slots: tuple[str, ...],
        *,
        is_mention: bool = False,
    ) -> EventDraft | None:
        """Return the draft of a clause. One that is only mentioned need tell no news."""
        draft = self._clause(EventDraft(kind, match.verb, mode), arguments, match)
        draft.actors = self.participants.actors(arguments, match)
        if (draft.type in HARMING or match.entry is PLAIN) and not match.entry.by:
            draft.actors = self._culprits(draft, arguments)
        self.participants.recipients(draft, arguments, match, slots)
        if draft.mode == "visit":
            self.participants.partners.hosts(draft)
        if not (draft.actors or is_mention) and self._unowned(draft):
            return None
        if not draft.actors and not draft.recipients and kind not in ALONE:
            return None
        if kind == "OTHER" and mode == "travel" and not draft.actors:
            return None
        self.taken.update(deliberate(draft, self.parse, self.matcher))
        draft.modality = self.modalities.of(match.verb)
        override_type(draft, self.book, self.contexts)
        attacks_in_words(draft, self.parse, self.contexts)
        settle(draft, self.parse)
        self.senses.correct(draft, match)
        if self.senses.is_other(draft, arguments, match):
            return None
        draft.recipients = beaten(draft)
        adjusted(draft, self.parse, future=self.modalities.groups.will(match.verb))
        if is_mention:
            return draft
        governed = match.verb in self.modalities.given
        return draft if is_event(draft, self.parse, self.dated, governed=governed) else None

    def _clause(
        self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch
    ) -> EventDraft:
        """Give a new draft the words of its clause, and return it."""
        draft.tokens = [match.verb, *match.tokens]
        draft.lemma = self.parse.lemma[match.noun if match.noun is not None else match.verb]
        draft.subject_tokens = arguments.subjects
        draft.complement, draft.noun = match.complement, match.noun
        draft.passive, draft.own_subject = arguments.passive, arguments.own_subject
        draft.swapped = bool(match.entry.by) or "subj" in match.entry.to
        draft.bare = (
            all(self.parse.lower[o] in THIS for o in arguments.objects)
            and not match.tokens
            and match.complement is None
        )
        draft.pluperfect = self.modalities.groups.pluperfect(match.verb)
        draft.object_tokens = [o for o in arguments.objects if o not in match.tokens]
        return draft

    @rule("events.unowned_gerund")
    def _unowned(self, draft: EventDraft) -> bool:
        """Whether it is a gerund or participle without a governor ("such as rescuing hostages")."""
        parse = self.parse
        dep = parse.dep[parse.first_conjunct(draft.verb)]
        harm = draft.type in ALONE and dep == "advcl" and draft.subject_tokens
        if parse.tag[draft.verb] != "VBG" or harm:
            return False
        return dep in ("acl", "pcomp", "pobj", "advcl", "dep")
