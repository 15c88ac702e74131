"""From the verbs of a document to drafts of events: who did what to whom."""

from __future__ import annotations

from collections.abc import Callable, Set

from store.extract.events.draft import Draft
from store.extract.events.grammar.arguments import Frame, frame
from store.extract.events.grammar.modality import Modalities
from store.extract.events.grammar.parse import Parse
from store.extract.events.meaning.codebook import NOUN, SAME, Codebook, Entry
from store.extract.events.meaning.contexts import Contexts
from store.extract.events.meaning.inanimate import deliberate
from store.extract.events.meaning.matching import Match, Matcher
from store.extract.events.meaning.recasting import recast
from store.extract.events.meaning.types import adjusted
from store.extract.events.parties.of_verbs import Parties
from store.extract.events.parties.participants import ACTOR, PERSON_OR_BODY
from store.extract.events.tellings.clauses import tells
from store.extract.events.tellings.news import News
from store.extract.events.tellings.questions import asked, describes

PLAIN = Entry((), "OTHER")
"""For a verb that the codebook does not know."""
THIS = frozenset({"this", "that", "so", "these", "those", "one"})
"""Objects that tell nothing by themselves: "denied this"."""
ALONE = frozenset({"ASSAULT", "PROTEST", "OTHER"})
"""Types that are news when nobody is named, if the day or the place is: "a bomb exploded"."""


class Predicates:
    """Reads the verbs of one document. `drafts` are in the order of the text."""

    def __init__(
        self,
        book: Codebook,
        parse: Parse,
        parties: Parties,
        matcher: Matcher,
        modalities: Modalities,
        dated: Callable[[int], bool],
        cues: Set[int],
    ) -> None:
        self.book = book
        self.parse = parse
        self.matcher = matcher
        self.parties = parties
        self.modalities = modalities
        self.dated = dated
        self.news = News(parse, parties.people, matcher, modalities, dated, cues)
        self.contexts = Contexts(book, parse)
        self.taken: set[int] = set()
        """Tokens whose event is told by another predicate ("agreed to withdraw")."""

    def drafts(self) -> list[Draft]:
        found = []
        for verb in range(len(self.parse)):
            if not self.parse.is_verb(verb) or verb in self.taken or describes(self.parse, verb):
                continue
            draft = self._demanded(verb) or self._read(verb)
            if draft is not None:
                found.append(draft)
        return found

    def _read(self, verb: int) -> Draft | None:
        if asked(self.parse, verb) or self.modalities.simulated(verb):
            return None
        arguments = frame(self.parse, verb)
        match = self.matcher.match(arguments)
        if match is None:
            return self._plain(arguments) if self.news.is_told(arguments) else None
        if match.entry.type in ("-", SAME):
            return self._of_complement(arguments, match)
        return self._known(arguments, match)

    def _of_complement(self, arguments: Frame, match: Match) -> Draft | None:
        """What the complement tells is read there, with the modality that this verb gives."""
        if match.entry.type != SAME or match.complement is None:
            return None
        self.modalities.give(match.complement, match.verb, match.entry.mode)
        return self._plain(arguments) if self.news.is_decided(arguments, match) else None

    def _plain(self, arguments: Frame) -> Draft | None:
        match = Match(arguments.verb, PLAIN)
        draft = self._draft(arguments, match, "OTHER", None, self.news.slots(arguments))
        if draft is not None:
            draft.plain = True
        return draft

    def _known(self, arguments: Frame, match: Match) -> Draft | None:
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

    def _demanded(self, verb: int) -> Draft | None:
        """What somebody says that another must do is a demand on them."""
        parse = self.parse
        if parse.dep[verb] != "ccomp" or not self.modalities.demanded(verb):
            return None
        saying = frame(parse, parse.head[verb])
        whom = parse.having(verb, "nsubj", "nsubjpass")
        draft = Draft("REQUEST", verb, lemma="must", tokens=[verb], demanded=True)
        draft.actors = self.parties.people.of(saying.subjects, ACTOR)
        draft.recipients = self.parties.people.of(whom, PERSON_OR_BODY)
        draft.recipients = [e for e in draft.recipients if e not in draft.actors]
        draft.subject_tokens, draft.object_tokens = saying.subjects, whom
        return draft if draft.actors and draft.recipients else None

    def _take(self, match: Match) -> None:
        if match.complement is not None:
            self.taken.update(self.parse.conjuncts(match.complement))
        if match.noun is not None:
            self.taken.add(match.noun)

    def _draft(
        self, arguments: Frame, match: Match, kind: str, mode: str | None, slots: tuple[str, ...]
    ) -> Draft | None:
        draft = Draft(kind, match.verb, mode)
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
        draft.pluperfect = self.modalities.pluperfect(match.verb)
        draft.object_tokens = [o for o in arguments.objects if o not in match.tokens]
        draft.actors = self.parties.actors(arguments, match)
        self.parties.recipients(draft, arguments, match, slots)
        if draft.mode == "visit":
            self.parties.hosts(draft)
        if not draft.actors and self._unowned(draft):
            return None
        if not draft.actors and not draft.recipients and kind not in ALONE:
            return None
        if kind == "OTHER" and mode == "travel" and not draft.actors:
            return None
        self.taken.update(deliberate(draft, self.parse, self.matcher))
        draft.modality = self.modalities.of(match.verb)
        recast(draft, self.book, self.contexts)
        adjusted(draft, self.parse, future=self.modalities.will(match.verb))
        governed = match.verb in self.modalities.given
        return draft if tells(draft, self.parse, self.dated, governed=governed) else None

    def _unowned(self, draft: Draft) -> bool:
        """A gerund or participle that nobody governs ("such as rescuing hostages")."""
        parse = self.parse
        dep = parse.dep[parse.first_conjunct(draft.verb)]
        harm = draft.type in ALONE and dep == "advcl" and draft.subject_tokens
        if parse.tag[draft.verb] != "VBG" or harm:
            return False
        return dep in ("acl", "pcomp", "pobj", "advcl", "dep")
