"""Date an event: the time of its own clause, or of the word that governs it."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc

from store.extract.events.counted_times import CountedTimes
from store.extract.events.draft import VERBAL, EventDraft
from store.extract.events.nearby_times import NearbyTimes
from store.extract.events.shared_days import SharedDays
from store.extract.events.stamp import (
    ORDERING,
    Stamp,
    begins,
    is_then,
    is_when,
    is_where,
    may_follow,
    own_tense,
    same_subject,
    tense,
)
from store.extract.events.time_attributes import first_day, inherit, last_day
from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.syntax.parse import Parse
from store.extract.times.clause import attached_token
from store.reading import Precision

# The only day in a sentence dates its only event, wherever the parser attached it.

REPORTING = frozenset("say report tell announce add state claim confirm".split())
"""Verbs whose date is that of the report."""
VOICED = frozenset(
    "voice quote interview speak read broadcast publish issue note stress learn write indicate "
    "declare".split()
)


class LoneDays:
    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.doc = stamp.doc
        self.parse = stamp.parse

    @rule("events.lone_day")
    def date(self, drafts: list[EventDraft]) -> None:
        """Date the drafts of each sentence with one type of event and one day.

        The day of a report does not count.
        """
        by_sentence: dict[int, list[EventDraft]] = {}
        for draft in drafts:
            by_sentence.setdefault(self.parse.sentence[draft.verb], []).append(draft)
        days = self._days()
        for sentence, told in by_sentence.items():
            times = days.get(sentence, [])
            if len({(t.start, t.end) for t in times}) == 1 and self._one_event(told):
                self._by_day(times[0], told)

    def _days(self) -> dict[int, list[FoundTime]]:
        """Return the days that each sentence names."""
        days: dict[int, list[FoundTime]] = {}
        for found in self.doc._.times or []:
            exact = found.type in ("DATE", "TIME") and found.precision in ("day", "time")
            if exact and found.start and found.span.start not in self.stamp.foreign:
                days.setdefault(self.parse.sentence[found.span.start], []).append(found)
        return days

    def _one_event(self, told: list[EventDraft]) -> bool:
        """Whether a sentence has events of one type only, and none with a date."""
        kinds = {draft.type for draft in told if not draft.only_merges} or {
            draft.type for draft in told if draft.actors or draft.recipients
        }
        return len(kinds) == 1 and not any(draft.date_basis for draft in told)

    def _by_day(self, found: FoundTime, told: list[EventDraft]) -> None:
        if self._reporting(found) or self._is_of_phrase(found):
            return
        if any(self.is_elsewhere(found, d) for d in told):
            return
        for draft in told:
            told_of = draft.type in VERBAL or draft.type == "STATEMENT"
            if told_of and not self.stamp.is_attached(found, draft.verb):
                continue
            if not draft.pluperfect and draft.modality != "hypothetical":
                self.stamp.dated(draft, found, "stated")
                draft.only_merges &= not (draft.actors or draft.recipients)

    @rule("events.day_of_report")
    def _reporting(self, found: FoundTime) -> bool:
        """Whether it is the day of a report: "announced today that"."""
        token = found.span.end - 1
        for above in self.parse.above(token):
            if self.parse.is_verb(above):
                return self.parse.lemma[above] in REPORTING or self.parse.lemma[above] in VOICED
        return False

    @rule("events.day_of_phrase")
    def _is_of_phrase(self, found: FoundTime) -> bool:
        """Whether it is the day of something that is only referred to: "erasing Monday's gains"."""
        return self.parse.dep[attached_token(self.stamp.doc, found).i] == "poss"

    @rule("events.day_of_other_clause")
    def is_elsewhere(self, found: FoundTime, draft: EventDraft) -> bool:
        """Whether it is the day of another clause, which follows up on the draft or precedes it.

        For example "she won, her rival conceded on Sunday", "searched on Monday after it sank".
        """
        marks = self.parse.having(draft.verb, "mark")
        if any(self.parse.lower[k] in ORDERING for k in marks):
            clause = set(self.parse.subtree(draft.verb))
            return not clause.issuperset(range(found.span.start, found.span.end))
        for above in self.parse.above(found.span.end - 1):
            if self.parse.is_verb(above):
                own = self.parse.having(above, "nsubj", "nsubjpass")
                return (
                    bool(own)
                    and self.parse.head[draft.verb] == above
                    and (self.parse.dep[draft.verb] == "ccomp")
                )
        return False


# The date of an event: the time of its own clause, or of the word that governs it.


def _is_whole(first: date, last: date, precision: Precision | None) -> bool:
    """Whether days are one period, rather than several months, years or days."""
    return precision in LONG or last - first <= WEEKEND


SHARING = frozenset(
    {"conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "pcomp", "dobj", "pobj", "prep"}
)
LONG = frozenset("week quarter decade century".split())
"""Precisions of periods that are not cut at the month or year in which they end."""
WEEKEND = timedelta(days=1)
NEAR = 2
"""How many tokens apart two verbs may share a year: "arrested and jailed in 2019"."""


class Dating:
    """Dates the drafts of one document in place."""

    def __init__(self, doc: Doc, parse: Parse, published: date | None) -> None:
        self.doc = doc
        self.parse = parse
        self.published = published
        self.stamp = Stamp(doc, parse, published)

    def date(self, drafts: list[EventDraft]) -> None:
        by_verb = {draft.verb: draft for draft in drafts}
        for draft in drafts:
            self._clause(draft, by_verb)
        steps = (
            self._joined,
            lambda draft: self._while(draft, by_verb),
            lambda draft: self._governing(draft, by_verb),
        )
        for step in steps:
            for draft in drafts:
                if draft.date_basis is None:
                    step(draft)
        LoneDays(self.stamp).date(drafts)
        nearby = NearbyTimes(self.doc, self.parse, self.stamp.foreign)
        self._by_words_nearby(drafts, nearby)
        self._with_governing(drafts, by_verb)
        shared = SharedDays(self.stamp, nearby)
        for draft in drafts:
            shared.date(draft)
        counted = CountedTimes(self.parse)
        for draft in drafts:
            counted.settle(draft, by_verb)
        for draft in drafts:
            if draft.date_basis is None and self._is_current(draft):
                draft.end, draft.date_basis, draft.precision = self.published, "as_of", "day"
            if self._ahead(draft):
                draft.modality = "planned"

    def date_mentions(self, drafts: list[EventDraft], told: list[EventDraft]) -> None:
        """Date what is only mentioned by the times of its own words. `told` are all others."""
        by_verb = {draft.verb: draft for draft in (*told, *drafts)}
        for draft in drafts:
            self._own(draft, by_verb)

    def _by_words_nearby(self, drafts: list[EventDraft], nearby: NearbyTimes) -> None:
        for draft in drafts:
            if draft.date_basis is None:
                self.stamp.dated(draft, nearby.of(draft), "stated")

    def _with_governing(self, drafts: list[EventDraft], by_verb: dict[int, EventDraft]) -> None:
        """Date what goes with an event whose time was found nearby."""
        for draft in drafts:
            if draft.date_basis is None and not self._is_of_another(draft):
                self._governing(draft, by_verb)

    @rule("events.ahead")
    def _ahead(self, draft: EventDraft) -> bool:
        """Whether a present tense points ahead: "She steps down in June"."""
        if self.published is None or draft.start is None or draft.modality != "asserted":
            return False
        told = draft.tokens[1:] if draft.nominal else [draft.verb]
        ahead = draft.start > self.published
        return ahead and any(self.parse.tag[t] in ("VBZ", "VBP") for t in told)

    def _clause(self, draft: EventDraft, by_verb: dict[int, EventDraft]) -> None:
        self._since(draft)
        if draft.date_basis is None:
            self._own(draft, by_verb)

    def _own(self, draft: EventDraft, by_verb: dict[int, EventDraft]) -> None:
        """Set the time in the clause itself.

        It belongs to the verb, its phrase, or a verb of aspect ("began withdrawing on Monday"). A
        noun takes it from a verb that is not an event itself ("recalled the murder of the monks on
        May 3").
        """
        if is_where(self.parse, draft.verb) and draft.type != "STATEMENT":
            self._in_it(draft, self._described(draft.verb))
        told_of = draft.type in VERBAL or draft.type == "STATEMENT"
        for token in (self._main(draft.verb),) if told_of else (draft.verb, *draft.tokens[1:]):
            found = self.stamp.time_of(token)
            if told_of and found is not None and not self.stamp.is_attached(found, token):
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
            if telling and self.stamp.dated(draft, self.stamp.time_of(above), "stated"):
                draft.begins = begins(self.parse, above)
                draft.only_merges &= not (draft.actors or draft.recipients)

    @rule("events.since_what")
    def _since(self, draft: EventDraft) -> None:
        """Set the time that began with what "since" names: "has been held since the raid of May 3".

        "Since May 3" itself is an expression with an open end.
        """
        parse = self.parse
        if draft.nominal or tense(parse, draft.verb) != "has":
            return
        for k in parse.having(draft.verb, "prep", "advcl"):
            if "since" not in (parse.lower[k], *(parse.lower[m] for m in parse.having(k, "mark"))):
                continue
            inside = set(parse.subtree(k))
            found = [t for t in self.doc._.times or [] if t.span.start in inside]
            if len(found) == 1 and found[0].start is not None and found[0].end is not None:
                draft.start, draft.precision = found[0].start, found[0].precision
                draft.date_basis, draft.firm_date = "stated", True
                return

    def _main(self, verb: int) -> int:
        """Return the verb that an auxiliary belongs to: "said" for "had"."""
        is_auxiliary = self.parse.dep[verb] in ("aux", "auxpass")
        return self.parse.head[verb] if is_auxiliary else verb

    @rule("events.when_clause")
    def _in_it(self, draft: EventDraft, found: FoundTime | None) -> None:
        """Set the period that a "when" clause describes.

        The period is closed even if the text continues from it ("since May 1999, when the bridge
        fell"). Of several it is the last ("from 2012 to 2017, when he lost").
        """
        if found is None:
            return
        first, last = found.start, found.end
        if first is None or last is None or not _is_whole(first, last, found.precision):
            if last is not None and found.precision not in LONG:
                first = first_day(last, found.precision)
            elif first is not None:
                last = last_day(first, found.precision)
            else:
                return
        draft.start, draft.end = first, last
        draft.precision, draft.date_basis = found.precision, "stated"
        draft.firm_date = True

    def _described(self, verb: int) -> FoundTime | None:
        """Return the time that a clause describes: "since May 1999, when the bridge fell".

        It is what the clause depends on, or what stands right before its "when". "Before April,
        when it changed" ends a day too early.
        """
        parse = self.parse
        places = [k - 1 for k in parse.having(verb, "advmod") if parse.lower[k] == "when" and k]
        before = [k - (parse.lower[k] == ",") for k in places]
        heads = [parse.head[verb]] if parse.dep[verb] == "relcl" else []
        found = self.doc._.times or []
        times = [t for t in found if parse.lower[max(0, t.span.start - 1)] != "before"]
        return next((t for t in times if any(k in t.span for k in (*heads, *before))), None)

    @rule("events.joined_verb")
    def _joined(self, draft: EventDraft) -> None:
        """Set the time of a coordinated verb with the same subject, before or after."""
        first = self.parse.first_conjunct(draft.verb)
        others = [v for v in self.parse.conjuncts(first) if v != draft.verb]
        if self._is_apart(draft):
            return
        for verb in others:
            joined = self.parse.is_verb(verb) and same_subject(self.parse, verb, first)
            if tense(self.parse, verb) != tense(self.parse, draft.verb):
                continue  # "ordered them to help and will go there on Monday"
            found = self.stamp.time_of(verb) if joined else None
            if found is not None and self.stamp.is_attached(found, verb):
                if draft.verb < found.span.start < verb:
                    return  # "accused her and on Friday charged her"
                if draft.pluperfect:
                    return  # "had posed as a nurse and pleaded guilty on Monday"
                if found.precision not in ("day", "time") and abs(verb - draft.verb) > NEAR:
                    return  # "pleaded guilty last year and testified"
                self.stamp.dated(draft, found, "stated")
                return

    @rule("events.told_apart")
    def _is_apart(self, draft: EventDraft) -> bool:
        """Whether what somebody says contrasts with the clause before: "She left in 2000, but she
        said"."""
        parse, verb = self.parse, draft.verb
        if parse.dep[verb] != "conj" or draft.type != "STATEMENT":
            return False
        contrast = any(parse.lower[k] == "but" for k in parse.having(parse.head[verb], "cc"))
        own = bool(parse.having(verb, "nsubj", "nsubjpass"))
        return contrast and own

    @rule("events.while_clause")
    def _while(self, draft: EventDraft, by_verb: dict[int, EventDraft]) -> None:
        """Date an event by its "when" clause: "when a ferry sank on Tuesday"."""
        for k in self.parse.having(draft.verb, "advcl"):
            below = by_verb.get(k)
            if draft.type == "STATEMENT" and self._is_while(k):
                continue
            if below is not None and below.date_basis == "stated" and is_when(self.parse, k):
                inherit(draft, below)
                return
            if below is None and is_then(self.parse, k, draft.verb):
                self.stamp.dated(draft, self.stamp.time_of(k), "inherited")

    def _is_while(self, verb: int) -> bool:
        """Whether a clause contrasts: "While sales rose in May, he said", not "when they rose"."""
        return any(self.parse.lower[k] == "while" for k in self.parse.having(verb, "mark"))

    @rule("events.governing")
    def _governing(self, draft: EventDraft, by_verb: dict[int, EventDraft]) -> None:
        """Set the date of the governing event: "visited Minsk on Monday, signing a treaty"."""
        if draft.pluperfect or self._is_apart(draft):
            return
        token = draft.verb
        for above in self.parse.above(draft.verb):
            if self.parse.dep[token] not in SHARING:
                return
            governor = by_verb.get(above)
            if self.parse.dep[token] == "conj" and self._is_other_tense(token, above):
                return  # "closed it last year and has sent troops"
            if governor is not None and governor.date_basis in ("stated", "inherited"):
                if may_follow(self.parse, draft.verb) and governor.start is not None:
                    inherit(draft, governor)
                return
            if self.parse.is_verb(above) and own_tense(self.parse, token) and governor is None:
                found = self.stamp.time_of(above)
                if found is not None and is_where(self.parse, token):
                    self.stamp.dated(draft, found, "inherited")
                return
            token = above

    def _is_other_tense(self, verb: int, first: int) -> bool:
        """Whether a verb has another tense than the one before it: "died in 1987, and he says"."""
        present = [self.parse.tag[each] in ("VBZ", "VBP") for each in (verb, first)]
        return present[0] != present[1] or tense(self.parse, verb) != tense(self.parse, first)

    def _is_of_another(self, draft: EventDraft) -> bool:
        """Whether it is a noun, tells what was done to one, or is a clause with a subject of its
        own beside or below that of the verb above."""
        relation = self.parse.dep[draft.verb]
        apart = relation in ("conj", "advcl") and bool(self.parse.having(draft.verb, "nsubj"))
        return draft.nominal or relation == "acl" or apart

    @rule("events.as_of")
    def _is_current(self, draft: EventDraft) -> bool:
        """Whether it is told in the present or present perfect, or as ongoing in a report."""
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
