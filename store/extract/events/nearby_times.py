"""Find the time of a clause when the parser attached it to a word nearby.

In "He signed the law on Friday that ...", "In a ruling issued Tuesday, the court ordered ..." and
"the army said on Monday that it had left", the day is attached to a noun, a participle or the verb
of saying. It is still the day of the clause, unless something contradicts that.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.events.draft import VERBAL, EventDraft
from store.extract.events.spoken_times import EXACT, FINITE_PAST, SpokenTimes, times_in
from store.extract.events.time_attributes import COMPARED, HAPPENING, OCCASIONS
from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.syntax.parse import Parse
from store.extract.times.clause import attached_token, time_of

MEANWHILE = frozenset({"while", "as", "when"})
ANNOUNCING = frozenset({"announce", "declare", "rule", "unveil", "decide", "reveal"})
"""Verbs that make news by announcing it."""
THAT = frozenset({"that", "which"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DONE = FINITE | {"VBN"}
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "aux", "auxpass")
"""Relations of what a participle behind a noun does not have."""
APART = COMPARED | {"according"}
BOUND = frozenset("of for from to until till since by before after through than".split())
"""Words before a time that is not that of its sentence."""
PLANNING = frozenset("expect schedule plan set slate intend due prepare aim hope".split())
"""Verbs before the infinitive of what will happen."""
INTERVIEWED = frozenset("ask reach contact question press interview".split())
"""Verbs of what somebody answers at once: "Asked on Monday, she said"."""
MADE = lexicon.words("events.made")
CARRIED = frozenset({("carry", "out"), ("commit", ""), ("perpetrate", ""), ("stage", "")})
"""Verbs whose object is what was done, with their particles."""
IMPLICATIVE = lexicon.words("events.implicative")
"""Verbs whose infinitive happened when they did."""


class NearbyTimes:
    """Finds the time of drafts that have none in their own clause."""

    def __init__(self, doc: Doc, parse: Parse, foreign: Container[int]) -> None:
        self.doc = doc
        self.parse = parse
        self.foreign = foreign
        """The first tokens of times that date no event."""
        self.spoken = SpokenTimes(doc, parse, foreign)

    def steps(self) -> tuple[Callable[[int], FoundTime | None], ...]:
        """The ways to find a time for a verb, the most reliable first."""
        return (
            self.occasion,
            self.spoken.after_meeting,
            self.infinitive,
            self.planned,
            self.fronted,
            self.made_then,
            self.doing_then,
            self.in_that,
            self.at_the_end,
            self.spoken.at_rally,
            self.last_words,
            self.meanwhile,
            self.above,
            self.reported,
        )

    def of(self, draft: EventDraft) -> FoundTime | None:
        """Return the time of a draft from a nearby word, or None.

        Note in the draft whether its words leave no doubt.
        """
        if draft.nominal:
            found = self.carried_out(draft.verb)
            draft.firm_date |= found is not None
            return found
        if draft.pluperfect:
            return None
        told_of = draft.type in VERBAL or draft.type == "STATEMENT"
        for step in self.steps():
            if told_of and step == self.last_words:
                continue  # "invited Chad to talks on Monday"
            found = step(draft.verb)
            if found is not None:
                draft.firm_date = step in (
                    self.infinitive,
                    self.planned,
                    self.last_words,
                    self.made_then,
                    self.in_that,
                    self.occasion,
                    *self.spoken.firm,
                )
                return found
        return None

    @rule("events.carried_out")
    def carried_out(self, noun: int) -> FoundTime | None:
        """Return the time of the participle behind a noun that says who did it, and when.

        The parser often attaches it to the verb: "Chad condemned the attack on its embassy, carried
        out by gunmen on Monday".
        """
        parse = self.parse
        last = parse.bounds[parse.sentence[noun]][1]
        verb = next((i for i in range(noun + 1, last) if parse.tag[i] in DONE), noun)
        particle = next((parse.lower[k] for k in parse.having(verb, "prt")), "")
        if (parse.lemma[verb], particle) not in CARRIED or parse.having(verb, *ARGUMENTS):
            return None
        found = self._time_of(verb)
        return self._exact(found) if found is not None else None

    def _time_of(self, token: int) -> FoundTime | None:
        return time_of(self.doc, token, self.foreign)

    @rule("events.occasion")
    def occasion(self, verb: int) -> FoundTime | None:
        """Return the time of the occasion: "said in a speech on Tuesday", "in a 2020 interview"."""
        for preposition, noun in self.parse.prepositions(verb):
            if preposition in OCCASIONS:
                found = self._time_of(noun) or self._made(noun)
                if found is not None and noun not in range(found.span.start, found.span.end):
                    beside = self.parse.lemma[noun] in HAPPENING and found.span.end <= noun
                    return found if beside and found.start and found.end else self._exact(found)
        return None

    @rule("events.made_then")
    def made_then(self, verb: int) -> FoundTime | None:
        """Return the time at which the subject was made or published.

        For example "The report, released on Monday, found", "A survey conducted in 1988 found",
        "An ad that aired on Monday accused him".
        """
        subject, past = self.parse.first(verb, "nsubj"), self.parse.tag[verb] == FINITE_PAST
        found = self._made(subject) if subject is not None else None
        return found if past or found is None else self._exact(found)

    def _made(self, noun: int) -> FoundTime | None:
        """Return the time of a clause that tells when a thing was made."""
        if self.parse.lemma[noun] not in MADE:
            return None
        for k in self.parse.having(noun, "acl", "relcl"):
            found = self._time_of(k) if self.parse.tag[k] in ("VBN", "VBG", FINITE_PAST) else None
            head = attached_token(self.doc, found).head.i if found is not None else k
            beside = head == k or self.parse.head[head] == k
            if found is not None and beside and found.start and found.end:
                return found
        return None

    @rule("events.doing_then")
    def doing_then(self, verb: int) -> FoundTime | None:
        """Return the time of what the subject was doing meanwhile.

        For example "Bo Falk, speaking at a school on Friday, said".
        """
        parse, subject = self.parse, self.parse.first(verb, "nsubj")
        if subject is None or parse.tag[verb] != FINITE_PAST:
            return None
        for k in parse.having(subject, "acl"):
            if parse.tag[k] == "VBG" and k < verb:
                times = [t for t in self._days_in(verb) if self._verb_above(t) == k]
                return times[0] if len(times) == 1 else None
        return None

    def _verb_above(self, found: FoundTime) -> int | None:
        """Return the nearest verb above a time."""
        above = self.parse.above(attached_token(self.doc, found).i)
        return next((a for a in above if self.parse.is_verb(a)), None)

    @rule("events.in_that")
    def in_that(self, verb: int) -> FoundTime | None:
        """Return the time of the happening that a relative clause tells about.

        For example "the 1986 uprising that toppled him", "last week's race, in which she came
        second".
        """
        parse, noun = self.parse, self.parse.head[verb]
        if parse.dep[verb] != "relcl" or parse.lemma[noun] not in HAPPENING | MADE:
            return None
        past = parse.tag[verb] == FINITE_PAST or any(
            parse.lower[k] in ("was", "were") for k in parse.having(verb, "aux", "auxpass")
        )
        doing = any(parse.lower[k] in THAT for k in parse.having(verb, "nsubj", "nsubjpass"))
        during = any(parse.lower[k] in ("where", "when") for k in parse.having(verb, "advmod"))
        during |= any(
            place == "in" and parse.lower[k] in THAT for place, k in parse.prepositions(verb)
        )
        found = self._time_of(noun) if past and (doing or during) else None
        if found is None or noun in range(found.span.start, found.span.end):
            return None
        return found if found.start and found.end else None

    @rule("events.infinitive_time")
    def infinitive(self, verb: int) -> FoundTime | None:
        """Return the time of an infinitive that happened with its verb.

        For example "was forced to resign in 1981", "began collecting them in 1985", "rejoined the
        band to play there in 1985".
        """
        past = self.parse.tag[verb] == FINITE_PAST or any(
            self.parse.lower[k] in ("was", "were") for k in self.parse.having(verb, "auxpass")
        )
        if not past:
            return None
        for k in self.parse.having(verb, "xcomp", "advcl"):
            joined = self.parse.dep[k] == "advcl" or self.parse.lemma[verb] in IMPLICATIVE
            happened = joined and self.parse.tag[k] in ("VB", "VBG")
            if happened and not self.parse.having(k, "mark"):
                found = self._time_of(k)
                alone = found is not None and len(list(self.times_in(verb))) == 1
                if found is not None and alone and found.start and found.end:
                    return found
        return None

    @rule("events.planned_infinitive")
    def planned(self, verb: int) -> FoundTime | None:
        """Return the time of the infinitive that a verb plans: "is expected to open in May"."""
        if self.parse.lemma[verb] not in PLANNING:
            return None
        for k in self.parse.having(verb, "xcomp"):
            infinitive = any(self.parse.lower[a] == "to" for a in self.parse.having(k, "aux"))
            found = self._time_of(k) if infinitive else None
            if found is not None and found.start and found.end:
                return found
        return None

    @rule("events.last_words")
    def last_words(self, verb: int) -> FoundTime | None:
        """Return the time at the end of a sentence with one finite verb.

        For example "released the rules on how to apply for money last week". The parser attaches it
        to any word before it.
        """
        parse = self.parse
        first, last = parse.bounds[parse.sentence[verb]]
        finite = [i for i in range(first, last) if parse.tag[i] in FINITE]
        times = list(self.times_in(verb))
        if finite != [verb] or len(times) != 1 or parse.tag[verb] != FINITE_PAST:
            return None
        found = times[0]
        behind = range(found.span.end, last)
        if found.span.start < verb or any(parse.pos[i] not in ("PUNCT", "SPACE") for i in behind):
            return None
        return found if self._is_free(found, verb) else None

    def _is_free(self, found: FoundTime, verb: int) -> bool:
        """Whether no word makes a time something else's: "the law of 1996", "sold for May"."""
        parse, start = self.parse, found.span.start
        if start in self.foreign or parse.lower[start - 1] in BOUND or found.type == "DURATION":
            return False
        for above in parse.above(attached_token(self.doc, found).i):
            described = parse.dep[above] == "acl" and parse.tag[above] == "VBN"
            if described and parse.lemma[parse.head[above]] not in HAPPENING:
                return False  # "played a song released in 2007"
        compared = APART.intersection(parse.lower[verb:start])
        return not compared and found.start is not None and found.end is not None

    @rule("events.fronted")
    def fronted(self, verb: int) -> FoundTime | None:
        """Return a time before the subject: "In a ruling issued Tuesday, the court ordered"."""
        subject = self.parse.first(verb, "nsubj", "nsubjpass")
        if subject is None:
            return None
        start = min(self.parse.subtree(subject))
        for k in self.parse.having(verb, "prep", "advcl"):
            if k < start and self._leads(k):
                inside = {t for t in self.parse.subtree(k) if t < start}
                found = [t for t in self._days_in(verb) if attached_token(self.doc, t).i in inside]
                if len(found) == 1 and self._is_of_answer(found[0], k):
                    return found[0]
        return None

    def _leads(self, token: int) -> bool:
        """Whether a phrase before the subject may have the time of the clause."""
        is_prep = self.parse.dep[token] == "prep"
        return is_prep or self.parse.tag[token] == "VBG" or self._asks(token)

    @rule("events.asked")
    def _asks(self, token: int) -> bool:
        """Whether it is what somebody answers at once: "Asked on Monday about it, she said"."""
        return self.parse.tag[token] == "VBN" and self.parse.lemma[token] in INTERVIEWED

    def _is_of_answer(self, found: FoundTime, clause: int) -> bool:
        """Whether a time is not of what somebody was asked: "Asked why she left on Monday"."""
        return self._verb_above(found) in (clause, None) or not self._asks(clause)

    @rule("events.at_the_end")
    def at_the_end(self, verb: int) -> FoundTime | None:
        """Return a time at the end of a main clause.

        The parser attaches it to the participle before it: "Pardoned those convicted of theft on
        Friday".
        """
        if self.parse.tag[verb] != FINITE_PAST:
            return None
        last = max(self.parse.subtree(verb))
        for found in self._days_in(verb):
            token = attached_token(self.doc, found).i
            above = next((a for a in self.parse.above(token) if self.parse.is_verb(a)), verb)
            ends = all(self.parse.pos[i] == "PUNCT" for i in range(found.span.end, last + 1))
            if ends and self.parse.dep[above] == "acl" and self.parse.tag[above] == "VBN":
                noun = self.parse.head[above]
                if self.parse.head[noun] == verb or self.parse.head[self.parse.head[noun]] == verb:
                    return found
        return None

    @rule("events.meanwhile")
    def meanwhile(self, verb: int) -> FoundTime | None:
        """Return the time of a "while" clause: "Looters broke in while police slept on Sunday"."""
        for k in self.parse.having(verb, "advcl"):
            marks = {self.parse.lower[m] for m in self.parse.having(k, "mark", "advmod")}
            same = self.parse.tag[k] in (self.parse.tag[verb], "VBG")
            if marks & MEANWHILE and same:
                found = self._time_of(k)
                if found is not None:
                    return self._exact(found)
        return None

    @rule("events.above")
    def above(self, verb: int) -> FoundTime | None:
        """Return the day of the clause that governs a gerund or participle.

        For example "resigned on Monday, ending a row by saying so".
        """
        if self.parse.tag[verb] != "VBG" or self.parse.having(verb, "aux"):
            return None
        token = verb
        for above in self.parse.above(verb):
            if self.parse.dep[token] not in ("advcl", "pcomp", "prep", "xcomp"):
                return None
            if self.parse.lower[above] in ("after", "before", "since", "until", "following"):
                return None
            if self.parse.is_verb(above) and (found := self._time_of(above)) is not None:
                return self._exact(found)
            token = above
        return None

    @rule("events.reported")
    def reported(self, verb: int) -> FoundTime | None:
        """Return the day of the verb that reports it: "announced on Monday that it has left"."""
        clause = self.parse.first_conjunct(verb)
        saying = self.parse.head[clause]
        if self.parse.tag[verb] == FINITE_PAST or self.parse.dep[clause] != "ccomp":
            return None
        if self.parse.lemma[saying] not in ANNOUNCING:
            return None
        found = self._time_of(saying)
        return self._exact(found) if found is not None else None

    def _exact(self, found: FoundTime) -> FoundTime | None:
        return found if found.precision in EXACT and found.start else None

    def _days_in(self, verb: int) -> Iterator[FoundTime]:
        """Yield the days in the sentence of a verb."""
        return (t for t in self.times_in(verb) if t.type in ("DATE", "TIME") and self._exact(t))

    def times_in(self, verb: int) -> Iterator[FoundTime]:
        """Yield the times on the calendar in the sentence of a verb."""
        return times_in(self.doc, self.parse, self.foreign, verb)
