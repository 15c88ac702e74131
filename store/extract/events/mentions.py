"""Events that are only mentioned where something else is told.

For example "days after the shooting in Oslo", "since she left the race", "the deal reached with
Chad". They are rows that no list shows by default, and evidence for what other articles tell.
"""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.events.attributes import attribute
from store.extract.events.codebook import Codebook, Entry
from store.extract.events.dating import Dating
from store.extract.events.draft import EventDraft
from store.extract.events.matching import Matcher
from store.extract.events.merging import Merged, are_compatible
from store.extract.events.news_clauses import SPEAKING, asked, describes
from store.extract.events.noun_triggers import Nouns
from store.extract.events.open_predicates import STATIVE
from store.extract.events.participants import Participants
from store.extract.events.places import Places
from store.extract.events.status import Statuses
from store.extract.events.verb_participants import VerbParticipants
from store.extract.events.verb_triggers import Predicates
from store.extract.rules import nothing, rule
from store.extract.statements.sources import Attributions
from store.extract.syntax.arguments import frame
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import MAIN, Parse
from store.extract.times.clause import time_of

SURE, NOTED = 0.5, 0.0
"""The confidence and salience of what is only mentioned."""
NOUNS = lexicon.words("events.mentioned")
"""Nouns that are events only where something else is told of them: "after her speech in Oslo"."""
STATES = lexicon.words("events.mentioned_states")
"""Nouns for what lasts, or happens again and again: "her support for the deal"."""
OWNED = Entry((), "OTHER", None, (), ("by", "of"))
"""How the codebook would have a noun of `NOUNS`: somebody's act, of no type."""
HAVING = frozenset({"have", "has", "had", "having", "'ve", "’ve", "'d", "’d"})
BEING = frozenset({"was", "were", "been", "being", "be"})
BEFORE_GERUND = frozenset({"after", "since", "before", "by", "following", "upon"})
BEHIND = frozenset({"after", "since", "following", "during", "amid", "despite"})
"""Prepositions of what the clause takes for granted: "days after his speech"."""
AT = frozenset({"at", "in", "over", "until", "from", "with"})
"""Prepositions of what a clause takes for granted if it tells what has happened itself."""
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "pcomp"})


class Mentions:
    """What one document mentions besides what it tells. Its own participants without a name are
    none of the article's."""

    def __init__(self, doc: Doc, parse: Parse, book: Codebook, published: date | None) -> None:
        self.doc, self.parse, self.published = doc, parse, published
        named = [entity for entity in doc._.entities if not entity.key.startswith("nominal/")]
        self.people = Participants(book, parse, named)
        self.modalities, self.said = Modalities(parse), Attributions(doc)
        parties = VerbParticipants(parse, self.people, self.said)
        matcher = Matcher(book, parse, self.people)
        self.verbs = Predicates(
            book, parse, parties, matcher, self.modalities, self._is_dated, set()
        )
        said = doc._.statements or []
        self.cues = {i for each in said for i in range(each.cue.start, each.cue.end)}
        self.nouns = Nouns(parse, matcher, self.people, self.modalities, self.verbs.contexts)

    def _is_dated(self, token: int) -> bool:
        return time_of(self.doc, token) is not None

    @rule("events.mentioned", off=nothing)
    def drafts(self, told: list[EventDraft]) -> list[EventDraft]:
        """Return the drafts of nouns and verbs that none of those with a row has used."""
        taken = {token for draft in told for token in _words(draft, self.parse)}
        found = [
            draft
            for token in range(len(self.parse))
            if token not in taken and (draft := self._mention(token)) is not None
        ]
        Places(self.parse, self.people).place(found)
        Dating(self.doc, self.parse, self.published).date_mentions(found, told)
        attribute(Statuses(self.doc, self.modalities, self.said), found, self.people)
        known = {id(entity) for entity in self.doc._.entities}
        for draft in found:
            for parties in (draft.actors, draft.recipients, draft.according_to):
                parties[:] = [entity for entity in parties if id(entity) in known]
        return [draft for draft in found if draft.modality in ("asserted", "claimed")]

    def _mention(self, token: int) -> EventDraft | None:
        if self.parse.pos[token] == "NOUN":
            return self._noun(token)
        return self._verb(token) if self.parse.is_verb(token) else None

    def _noun(self, noun: int) -> EventDraft | None:
        lemma = self.parse.lemma[noun]
        if lemma in STATES:
            return None
        entry = self.nouns.matcher.noun_entry(noun)
        if entry is None and lemma in NOUNS:
            entry = OWNED
        if entry is None or entry.type == "-":
            return None
        draft = self.nouns.mention(noun, entry)
        if draft is None or not self._is_known(noun, draft) or not self._is_given(noun):
            return None
        return draft

    def _is_known(self, noun: int, draft: EventDraft) -> bool:
        """Whether names or a day tell the event of a noun from others."""
        is_alone = self.parse.tag[noun] == "NN"
        if is_alone and self._is_dated(noun):
            return True
        is_one = is_alone and not self._is_any(noun)
        if not (draft.definite or self.parse.having(noun, "poss") or is_one):
            return False
        inside = [t for t in self._phrase(noun) if t != noun]
        entities = [*draft.actors, *draft.recipients, *map(self.people.entity, inside)]
        return any(entity is not None and entity.is_named for entity in entities)

    def _is_given(self, noun: int) -> bool:
        """Whether the clause takes for granted that the event of a noun has happened.

        "Days after the speech" does, and so does "her speech drew crowds"; "she forbids the
        speech" and "the order of the speech" do not.
        """
        if self._is_dated(noun):
            return True
        parse = self.parse
        first = parse.first_conjunct(noun)
        above = parse.head[first]
        if parse.dep[first] in ("nsubj", "nsubjpass"):
            return self._has_happened(above)
        if parse.dep[first] != "pobj":
            return False
        verb = next((a for a in parse.above(above) if parse.is_verb(a)), None)
        if parse.lower[above] in BEHIND:
            return verb is None or self.modalities.of(verb) in ("asserted", "claimed")
        return parse.lower[above] in AT and verb is not None and self._has_happened(verb)

    def _has_happened(self, verb: int) -> bool:
        return self._is_past(verb) and self.modalities.of(verb) in ("asserted", "claimed")

    def _is_any(self, noun: int) -> bool:
        """Whether a noun is of no certain event: "a debate", "no debate"."""
        return any(
            self.parse.lower[k] in ("a", "an", "no", "any", "another", "every", "each")
            for k in self.parse.having(noun, "det")
        )

    def _phrase(self, noun: int) -> list[int]:
        """Return the words of a noun phrase without the clauses in it."""
        found, waiting = [], [noun]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting += [k for k in self.parse.kids[token] if self.parse.dep[k] not in CLAUSES]
        return found

    def _verb(self, verb: int) -> EventDraft | None:
        parse = self.parse
        if parse.lemma[verb] in STATIVE or describes(parse, verb) or asked(parse, verb):
            return None
        if verb in self.cues or not self._is_past(verb) or self.modalities.simulated(verb):
            return None
        if parse.tag[verb] == "VBN" and parse.having(verb, "xcomp"):  # "was expected to approve"
            return None
        draft = self.verbs.mention(verb)
        if draft is None:
            return None
        if parse.dep[verb] == "pcomp" and not draft.actors:  # "after winning"
            above = next((a for a in parse.above(verb) if parse.is_verb(a)), verb)
            draft.actors = self.people.of(frame(parse, above).subjects)
        if not any(entity.is_named for entity in (*draft.actors, *draft.recipients)):
            return None
        if not draft.actors and any(parse.lower[t] in SPEAKING for t in draft.subject_tokens):
            return None
        if draft.type != "OTHER" or draft.mode is not None:
            return draft
        is_below = parse.dep[parse.first_conjunct(verb)] not in MAIN
        return draft if is_below and any(map(self._is_dated, self._phrase(verb))) else None

    def _is_past(self, verb: int) -> bool:
        """Whether a verb tells what has happened: "left", "had left", "after leaving"."""
        parse = self.parse
        if parse.tag[verb] == "VBN":
            beside = {parse.lower[k] for k in parse.having(verb, "aux", "auxpass")}
            return bool(beside & (HAVING | BEING)) or parse.dep[verb] == "acl"
        if parse.tag[verb] == "VBG":
            above = parse.lower[parse.head[verb]]
            return parse.dep[verb] == "pcomp" and above in BEFORE_GERUND
        return parse.tag[verb] == "VBD"


def _words(draft: EventDraft, parse: Parse) -> set[int]:
    """Return the tokens that a draft has used, or leaves the event to."""
    used = {draft.verb, *draft.tokens}
    for token in (draft.complement, draft.noun):
        if token is not None:
            used.update(parse.conjuncts(token))
    return used


def fold(mentions: list[EventDraft], parse: Parse) -> list[Merged]:
    """Return what is mentioned, each event once."""
    groups: list[Merged] = []
    for draft in mentions:
        same = (g for g in groups if g.draft.lemma == draft.lemma)
        group = next((g for g in same if are_compatible(g, draft, parse)), None)
        if group is not None:
            group.add(draft)
        else:
            groups.append(Merged(draft))
    return groups
