"""Give an event a time of its sentence, unless the time belongs to something else."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc

from store.extract.events.draft import VERBAL, EventDraft
from store.extract.events.time_attributes import (
    is_compared,
    is_in_name,
    joined_period,
    of_something_else,
)
from store.extract.extensions import FoundTime
from store.extract.reporting_words import SAYING
from store.extract.rules import holds, rule
from store.extract.syntax.parse import Parse
from store.extract.times.clause import attached_token, time_of

# What tense and conjunctions show about the date of an event.

ASPECTS_START = frozenset({"begin", "start", "commence", "open", "launch", "kick"})
ORDERING = frozenset({"after", "before", "since", "until", "following"})
"""Words before a gerund that put it at another time."""


def tense(parse: Parse, verb: int) -> str:
    """Return the tense of a verb from its own auxiliary, "will" or "has"."""
    auxiliaries = parse.having(verb, "aux")
    if any(parse.tag[k] == "MD" for k in auxiliaries):
        return "will"
    perfect = any(parse.lower[k] in ("has", "have") for k in auxiliaries)
    return "has" if perfect else ""


def begins(parse: Parse, verb: int) -> bool:
    return parse.lemma[verb] in ASPECTS_START


def is_where(parse: Parse, verb: int) -> bool:
    return any(parse.lower[k] in ("where", "during", "when") for k in parse.kids[verb])


def same_subject(parse: Parse, verb: int, first: int) -> bool:
    return verb == first or not parse.having(verb, "nsubj", "nsubjpass")


@rule("events.may_follow", off=holds)
def may_follow(parse: Parse, verb: int) -> bool:
    """Whether a verb takes its governor's date.

    It does as a gerund or a participle, and in a "where" clause or one in the past that happened
    meanwhile ("grew on Monday as police blocked the road").
    """
    if parse.dep[verb] == "pcomp" and parse.lower[parse.head[verb]] in ORDERING:
        return False
    if any(parse.lower[k] in ORDERING for k in parse.having(verb, "mark")):
        return False
    if parse.tag[verb] in ("VBG", "VBN") and not parse.having(verb, "aux"):
        return True
    if parse.dep[verb] in ("relcl", "acl", "advcl", "ccomp"):
        perfect = tense(parse, verb) == "has"  # "visited a plant where 75 have sued"
        return (is_where(parse, verb) or _is_meanwhile(parse, verb)) and not perfect
    return True


def _is_meanwhile(parse: Parse, verb: int) -> bool:
    marks = {parse.lower[k] for k in parse.having(verb, "mark", "advmod")}
    return parse.dep[verb] == "advcl" and parse.tag[verb] == "VBD" and bool(marks & {"as", "while"})


def own_tense(parse: Parse, verb: int) -> bool:
    return parse.tag[verb] in ("VBD", "VBZ", "VBP")


def is_when(parse: Parse, verb: int) -> bool:
    return any(parse.lower[k] in ("when", "as", "while") for k in parse.kids[verb])


def is_then(parse: Parse, clause: int, verb: int) -> bool:
    """Whether a clause tells when a verb's event happened: "when", in the same tense."""
    past = [parse.tag[each] == "VBD" for each in (clause, verb)]
    when = any(parse.lower[k] == "when" for k in parse.having(clause, "advmod", "mark"))
    return when and past[0] == past[1]


@rule("events.only_since")
def only_since(parse: Parse, found: FoundTime, verb: int) -> bool:
    """Whether "for the first time since January" gives only the previous time.

    This holds with a past tense or after a superlative.
    """
    if found.end is not None or parse.lower[found.span.start - 1] != "since":
        return False
    compared = any(
        parse.tag[k] == "JJS" or parse.lower[k] == "first"
        for noun in (verb, *parse.having(verb, "attr", "dobj", "oprd"))
        for k in parse.having(noun, "amod")
    )
    return (parse.tag[verb] == "VBD" or compared) and found.span.start > 0


_LINKS = frozenset("on in at , later also".split())
"""Words between "and" and the time of what follows."""


@rule("events.of_second")
def is_of_second(parse: Parse, found: FoundTime) -> bool:
    """Whether a time is only that of a second object: "met Ann Lee and, on Friday, Bo Parks"."""
    before, behind = found.span.start - 1, found.span.end
    while before > 0 and parse.lower[before] in _LINKS:
        before -= 1
    if parse.lower[before] != "and" or parse.lower[behind : behind + 1] != [","]:
        return False
    second = behind + 1
    while second < len(parse.lower) - 1 and parse.dep[second] in ("det", "compound", "amod"):
        second = parse.head[second]
    subject = parse.dep[second] in ("nsubj", "nsubjpass")
    return parse.pos[second] in ("NOUN", "PROPN") and not subject and parse.head[second] < second


def _is_next(found: FoundTime) -> bool:
    """Whether a period begins today: "the next year", "the coming weeks"."""
    words = found.rule.replace(",", "").split()
    return found.start != found.end and ("next" in words or "coming" in words)


# Date an event by its clause, unless the time belongs to something else.


class Stamp:
    """Dates the drafts of one document from times in their clauses."""

    def __init__(self, doc: Doc, parse: Parse, published: date | None) -> None:
        self.doc = doc
        self.parse = parse
        self.published = published
        self.foreign = {
            found.span.start
            for found in doc._.times or []
            if is_compared(parse, found)
            or is_in_name(parse, found)
            or is_far_from_day(parse, found)
            or is_without_day(parse, found)
            or is_of_second(parse, found)
        }
        """The first tokens of times that date no event."""

    def time_of(self, token: int) -> FoundTime | None:
        """Return the time in the clause of a verb or noun that may date it."""
        return time_of(self.doc, token, self.foreign)

    @rule("events.attached_day", off=holds)
    def is_attached(self, found: FoundTime, verb: int) -> bool:
        """Whether a time belongs to the verb itself.

        "invited her to talks on Monday" does not date the invitation.
        """
        head = attached_token(self.doc, found).head.i
        while head != verb and self.parse.dep[head] in ("prep", "advmod"):
            head = self.parse.head[head]  # "back in 2009"
        return head == verb

    def dated(self, draft: EventDraft, found: FoundTime | None, basis: str) -> bool:
        if (
            found is None
            or draft.date_basis is not None
            or only_since(self.parse, found, draft.verb)
        ):
            return False
        time = attached_token(self.doc, found).i
        elsewhen = of_something_else(self.parse, time, found.precision, draft)
        if elsewhen or self._contradicts_tense(found, draft):
            draft.elsewhen.update(range(found.span.start, found.span.end))
            return False
        draft.start, draft.end, draft.precision = found.start, found.end, found.precision
        draft.end = joined_period(self.doc, found) or draft.end
        draft.date_basis = "stated" if basis == "stated" else "inherited"
        return True

    @rule("events.contradicted_by_tense")
    def _contradicts_tense(self, found: FoundTime, draft: EventDraft) -> bool:
        """Whether the time contradicts the tense.

        A past event comes before the article ("tabled a motion for next Tuesday"), a future event
        after it.
        """
        if self.published is None or found.start is None or found.end is None:
            return False
        if draft.modality == "planned" and tense(self.parse, draft.verb) == "will":
            return found.end < self.published
        if draft.modality != "asserted":
            return False
        past = self.parse.tag[draft.verb] == "VBD" or tense(self.parse, draft.verb) == "has"
        to_come = found.start == self.published and _is_next(found)
        latest = self.published + timedelta(days=self._may_be_tomorrow(found, draft))
        return past and not draft.nominal and (to_come or found.start > latest)

    def _may_be_tomorrow(self, found: FoundTime, draft: EventDraft) -> bool:
        """Whether the article may be dated a day too early: "said on Thursday", dated Wednesday.

        What is promised or asked for may still lie ahead: "promised talks on Thursday".
        """
        weekday = found.rule.startswith("weekday") and found.start == found.end
        told = draft.type not in VERBAL and self.parse.lemma[draft.verb] in SAYING
        return weekday and told and self.is_attached(found, draft.verb)


# Times that name no day: "in the evening", "that night", "the same day", "a day earlier".

_WHICH = ("that", "same", "next", "following", "previous")
_CLOCK = frozenset({"clock", "part of a day", "overnight"})
"""Rules of times of day that name no day."""
_FAR = 3
"""How many sentences before a time of day the day may stand that it is of."""
_COUNTED = frozenset(
    {"day earlier", "day later", "day beside", "in the day"}
    | {f"{which} {what}" for which in _WHICH for what in ("day", "part")}
)
"""Rules of days that count from the last one told of: "that evening", "the next day"."""
_FARTHER = 4
"""Likewise before "that evening", "the same day" and "a day earlier"."""
_BESIDE = timedelta(days=2)
"""How far from the day that it counts from such a day may lie."""


@rule("events.far_from_day")
def is_far_from_day(parse: Parse, found: FoundTime) -> bool:
    """Whether a time that names no day was given that of a sentence far above.

    Other days may have been told of since then: "late in the evening" and "that evening" date
    nothing there.
    """
    if found.basis != "text" or found.start is None:
        return False
    counted = found.rule in _COUNTED
    if not counted and found.rule not in _CLOCK:
        return False
    sentence, apart = parse.sentence[found.span.start], _BESIDE if counted else timedelta()
    same = (
        sentence - parse.sentence[other.span.start]
        for other in parse.doc._.times or []
        if other.span.start < found.span.start
        and other.start is not None
        and other.precision in ("day", "time")
        and abs(other.start - found.start) <= apart
    )
    return min(same, default=0) > (_FARTHER if counted else _FAR)


@rule("events.without_day")
def is_without_day(parse: Parse, found: FoundTime) -> bool:
    """Whether a time names no day that the text knows, so that it was given that of the article.

    For example "The shift starts at 6 a.m." where no day is told, "the same day as the fair".
    """
    if found.rule == "same day":
        return parse.lower[found.span.end : found.span.end + 1] in (["as"], ["of"], ["that"])
    return found.rule == "clock" and found.basis == "published"
