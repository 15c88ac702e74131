"""When it happened: the time of the event's own clause, or of what it hangs on.

Stated: the time stands in the clause, or in one joined to it ("flew in and met him on
Monday"). Inherited: it is that of the event that governs this one, or that it follows in the
same breath. As of: something that goes on, known on the day of publication, which is then the
last day known and not the day of the event. Otherwise there is no date.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from spacy.tokens import Doc

from store.extract.events.circumstances.lone_days import REPORTING, LoneDays
from store.extract.events.circumstances.periods import first_day, last_day
from store.extract.events.circumstances.sequence import inherit
from store.extract.events.circumstances.stamp import Stamp
from store.extract.events.circumstances.tenses import (
    begins,
    is_when,
    is_where,
    may_follow,
    own_tense,
    same_subject,
    tense,
)
from store.extract.events.draft import VERBAL, Draft
from store.extract.events.grammar.parse import Parse
from store.extract.found import FoundTime
from store.extract.times.clause import time_of

SHARING = frozenset(
    {"conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "pcomp", "dobj", "pobj", "prep"}
)
NEAR = 2
"""Tokens between two verbs that share a year: "arrested and jailed in 2019"."""


class Dating:
    """Dates the drafts of one document, in place."""

    def __init__(self, doc: Doc, parse: Parse, published: date | None) -> None:
        self.doc = doc
        self.parse = parse
        self.published = published
        self.stamp = Stamp(doc, parse, published)

    def date(self, drafts: list[Draft]) -> None:
        by_verb = {draft.verb: draft for draft in drafts}
        for draft in drafts:
            self._own(draft, by_verb)
        steps = (
            self._joined,
            partial(self._while, by_verb=by_verb),
            partial(self._governing, by_verb=by_verb),
        )
        for step in steps:
            for draft in drafts:
                if draft.date_basis is None:
                    step(draft)
        LoneDays(self.stamp).date(drafts)
        for draft in drafts:
            if draft.date_basis is None and self._goes_on(draft):
                draft.end, draft.date_basis, draft.precision = self.published, "as_of", "day"
            if self._ahead(draft):
                draft.modality = "planned"

    def _ahead(self, draft: Draft) -> bool:
        """ "She steps down in June": the present of what lies ahead."""
        if self.published is None or draft.start is None or draft.modality != "asserted":
            return False
        told = draft.tokens[1:] if draft.nominal else [draft.verb]
        ahead = draft.start > self.published
        return ahead and any(self.parse.tag[t] in ("VBZ", "VBP") for t in told)

    def _own(self, draft: Draft, by_verb: dict[int, Draft]) -> None:
        """The time in the clause itself: of the verb, its phrase, or a verb that only says
        how it goes on ("began withdrawing on Monday"). A noun takes it from a verb that is no
        event itself ("recalled the murder of the monks on May 3")."""
        if self.parse.dep[draft.verb] == "relcl" and is_where(self.parse, draft.verb):
            self._in_it(draft, self._time_at(self.parse.head[draft.verb]))
        told_of = draft.type in VERBAL or draft.type == "STATEMENT"
        for token in (draft.verb,) if told_of else (draft.verb, *draft.tokens[1:]):
            found = time_of(self.doc, token)
            if told_of and found is not None and not self.stamp.hangs(found, token):
                continue
            if self.stamp.dated(draft, found, "stated"):
                draft.begins = begins(self.parse, token)
                return
        above = self.parse.head[draft.verb]
        if self.parse.dep[draft.verb] == "xcomp" or draft.nominal:
            for above in self.parse.above(draft.verb):
                if self.parse.is_verb(above):
                    break
            telling = self.parse.is_verb(above) and self.parse.lemma[above] not in REPORTING
            if draft.nominal and above in by_verb and above not in draft.tokens:
                return
            if telling and self.stamp.dated(draft, time_of(self.doc, above), "stated"):
                draft.begins = begins(self.parse, above)
                draft.only_merges &= not (draft.actors or draft.recipients)

    def _in_it(self, draft: Draft, found: FoundTime | None) -> None:
        """The period that a "when" hangs on, closed even where the text goes on from it
        ("since May 1999, when the bridge fell"), and the last of several ("from 2012 to 2017,
        when he lost")."""
        if found is None or found.start is None:
            return
        first, last = found.start, last_day(found.start, found.precision)
        if found.end is not None and found.end > last:
            first, last = first_day(found.end, found.precision), found.end
        draft.start, draft.end = first, last
        draft.precision, draft.date_basis = found.precision, "stated"

    def _time_at(self, token: int) -> FoundTime | None:
        """ "since May 1999, when ...": the time that the clause hangs on."""
        return next((t for t in self.doc._.times or [] if token in t.span and t.start), None)

    def _joined(self, draft: Draft) -> None:
        """The time of a verb joined by "and", either side, with the same subject."""
        first = self.parse.first_conjunct(draft.verb)
        others = [v for v in self.parse.conjuncts(first) if v != draft.verb]
        for verb in others:
            joined = self.parse.is_verb(verb) and same_subject(self.parse, verb, first)
            if tense(self.parse, verb) != tense(self.parse, draft.verb):
                continue  # "ordered them to help and will go there on Monday"
            found = time_of(self.doc, verb) if joined else None
            if found is not None and self.stamp.hangs(found, verb):
                if draft.verb < found.span.start < verb:
                    return  # "accused her and on Friday charged her"
                if found.precision not in ("day", "time") and abs(verb - draft.verb) > NEAR:
                    return  # "pleaded guilty last year and testified"
                self.stamp.dated(draft, found, "stated")
                return

    def _while(self, draft: Draft, by_verb: dict[int, Draft]) -> None:
        """What happened "when a ferry sank on Tuesday" happened on that Tuesday."""
        for k in self.parse.having(draft.verb, "advcl"):
            below = by_verb.get(k)
            if below is not None and below.date_basis == "stated" and is_when(self.parse, k):
                inherit(draft, below)
                return

    def _governing(self, draft: Draft, by_verb: dict[int, Draft]) -> None:
        """The date of the event above: "visited Minsk on Monday, signing a treaty"."""
        if draft.pluperfect:
            return
        token = draft.verb
        for above in self.parse.above(draft.verb):
            if self.parse.dep[token] not in SHARING:
                return
            governor = by_verb.get(above)
            if self.parse.dep[token] == "conj" and tense(self.parse, token) != tense(
                self.parse, above
            ):
                return  # "closed it last year and has sent troops"
            if governor is not None and governor.date_basis in ("stated", "inherited"):
                if may_follow(self.parse, draft.verb) and governor.start is not None:
                    inherit(draft, governor)
                return
            if self.parse.is_verb(above) and own_tense(self.parse, token) and governor is None:
                found = time_of(self.doc, above)
                if found is not None and is_where(self.parse, token):
                    self.stamp.dated(draft, found, "inherited")
                return
            token = above

    def _goes_on(self, draft: Draft) -> bool:
        """Told in the present or the present perfect, or as going on in what somebody says."""
        if self.published is None or draft.modality not in ("asserted", "claimed"):
            return False
        parse = self.parse
        auxiliaries = {
            parse.lower[k] for k in parse.kids[draft.verb] if parse.dep[k] in ("aux", "auxpass")
        }
        if auxiliaries & {"has", "have", "is", "are", "'s", "'ve", "’s", "’ve"}:
            return True
        if parse.tag[draft.verb] in ("VBZ", "VBP") and not draft.nominal:
            return True
        going_on = parse.tag[draft.verb] == "VBG" and bool(auxiliaries & {"was", "were"})
        return going_on and parse.dep[draft.verb] == "ccomp"
