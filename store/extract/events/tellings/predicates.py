"""From the verbs of a document to drafts of events: who did what to whom."""

from __future__ import annotations

from collections.abc import Callable, Set

from store.extract.events.draft import Draft
from store.extract.events.grammar.arguments import Frame, frame
from store.extract.events.grammar.modality import Modalities
from store.extract.events.grammar.parse import Parse
from store.extract.events.meaning.codebook import NOUN, SAME, Codebook, Entry
from store.extract.events.meaning.inanimate import deliberate
from store.extract.events.meaning.matching import Match, Matcher
from store.extract.events.meaning.types import adjusted
from store.extract.events.parties.of_verbs import Parties
from store.extract.events.parties.participants import ACTOR, PERSON_OR_BODY, Participants
from store.extract.events.tellings.clauses import tells

NEWS = Entry((), "OTHER")
"""A verb that the codebook does not know."""
ALONE = frozenset({"ASSAULT", "PROTEST", "OTHER"})
"""Types that are news when nobody is named, if the day or the place is: "a bomb exploded"."""


class Predicates:
    """Reads the verbs of one document. `drafts` are in the order of the text."""

    def __init__(
        self,
        book: Codebook,
        parse: Parse,
        people: Participants,
        matcher: Matcher,
        modalities: Modalities,
        dated: Callable[[int], bool],
        cues: Set[int],
    ) -> None:
        self.book = book
        self.parse = parse
        self.matcher = matcher
        self.parties = Parties(parse, people)
        self.modalities = modalities
        self.dated = dated
        self.cues = cues
        """Verbs that tell who says something, and not what somebody did."""
        self.taken: set[int] = set()
        """Tokens whose event is told by another predicate ("agreed to withdraw")."""

    def drafts(self) -> list[Draft]:
        found = []
        for verb in range(len(self.parse)):
            if not self.parse.is_verb(verb) or verb in self.taken:
                continue
            draft = self._demanded(verb)
            if draft is None and (self.parse.lemma[verb] in self.book.verbs or self.dated(verb)):
                draft = self._read(verb)
            if draft is not None:
                found.append(draft)
        return found

    def _read(self, verb: int) -> Draft | None:
        if self._asked(verb):
            return None
        arguments = frame(self.parse, verb)
        match = self.matcher.match(arguments)
        if match is None:
            return self._news(arguments)
        if match.entry.type == "-":
            return None
        entry = match.entry
        if entry.type == SAME:
            if match.complement is not None:
                self.modalities.give(match.complement, match.verb, entry.mode)
            return None
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

    def _news(self, arguments: Frame) -> Draft | None:
        """What somebody with a name did on a day that the clause gives is news, whatever the
        codebook knows of it ("Chad minted a coin on Monday")."""
        parse, verb = self.parse, arguments.verb
        finite = parse.tag[verb] == "VBD" or parse.having(verb, "aux", "auxpass")
        head = (arguments.objects if arguments.passive else arguments.subjects)[:1]
        named = bool(head) and self.parties.people.entity(head[0]) is not None
        if not (named and arguments.own_subject and finite and self.dated(verb)):
            return None
        if verb in self.cues or parse.dep[verb] in ("xcomp", "acl", "amod", "pcomp"):
            return None
        if self.modalities.negated(verb):
            return None
        named = any(self.parties.people.entity(o) is not None for o in arguments.objects)
        slots = ("dative", "obj") if named else ("dative", "-")
        return self._draft(arguments, Match(verb, NEWS), "OTHER", None, slots)

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

    def _yes_or_no(self, verb: int, subject: int) -> bool:
        """ "Did Labour win?" """
        first, last = self.parse.bounds[self.parse.sentence[verb]]
        auxiliaries = self.parse.having(verb, "aux", "auxpass")
        return any(k < subject for k in auxiliaries) and "?" in self.parse.lower[first:last]

    def _asked(self, verb: int) -> bool:
        """ "how to organize ...", "how many died", "what he must do": a question, no deed."""
        parse = self.parse
        tags = {parse.tag[k] for k in parse.kids[verb]}
        if "WRB" in tags and "TO" in tags:
            return True
        if any(parse.tag[k] == "WP" and k < verb for k in parse.having(verb, "dobj")):
            return True
        subject = parse.first(verb, "nsubj", "nsubjpass")
        if subject is not None and self._yes_or_no(verb, subject):
            return True
        if subject is None or parse.dep[verb] != "ccomp":
            return False
        before = parse.having(subject, "det", "amod", "nummod", "poss")
        words = {subject, *before, *(k for b in before for k in parse.kids[b])}
        return any(parse.lower[k] in ("how", "what", "which", "whose") for k in words)

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
        draft.bare = not arguments.objects and not match.tokens and match.complement is None
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
        self.taken.update(deliberate(draft, self.parse, self.matcher))
        draft.modality = self.modalities.of(match.verb)
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
