"""Times in an event's clause: periods, habits, sequences, and times of something else."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc

from store.extract.events.draft import VERBAL, EventDraft
from store.extract.extensions import FoundTime
from store.extract.rules import nothing, rule
from store.extract.syntax.parse import Parse
from store.extract.times.clause import hanging_token
from store.reading import Precision

# Times in an event's clause that are not its own.

DEFERRING = frozenset("delay postpone defer adjourn extend push reschedule prolong".split())
"""Verbs with a time to which something is put off."""
SETTING = frozenset("schedule set fix plan slate call list book".split())
"""Verbs with a time for which something is planned."""
FORECASTS = frozenset("forecast outlook estimate projection guidance target prediction".split())
"""Nouns of what is expected of a year: "raised its forecast for growth this year"."""
WINNERS = frozenset("winner champion finalist runner-up loser opponent holder".split())
TOWARDS = frozenset({"to", "until", "till"})
ORDERING = frozenset({"after", "before", "since", "until", "following", "like", "unlike"})
"""Before what happened at another time."""
BEFORE = ("nummod", "compound", "amod", "nmod")
NAMING = ("NOUN", "PROPN", "NUM")
LONG = frozenset({"year", "quarter", "decade"})
_REACH = 12
"""Governors between a time and its verb, at most."""


@rule("events.of_something_else")
def of_something_else(
    parse: Parse, time: int, precision: Precision | None, draft: EventDraft
) -> bool:
    """Whether the time at a token, whose head lies outside of the expression, belongs to a noun
    or to a plan: "appealed against the ruling of May 5", "lost, after the final of 2021",
    "delayed the flight to 2025", "scheduled a hearing for June". A day behind "after the final
    on Monday" may be the event's own: that is where a parser hangs it."""
    preposition, verb = _preposition(parse, time), _verb(parse, time, draft)
    lemma = parse.lemma[verb]
    if lemma in DEFERRING and preposition in TOWARDS:
        return True
    active = verb != draft.verb or not draft.passive
    if lemma in SETTING and preposition == "for" and active and parse.having(verb, "dobj"):
        return True
    if precision in LONG and any(parse.lemma[o] in FORECASTS for o in draft.object_tokens):
        return True
    if parse.dep[time] == "poss" and parse.head[time] != draft.noun:
        owned = parse.head[time]  # "the winner of last week's election", "last year's winner"
        if _preposition(parse, owned) == "of" or parse.lemma[owned] in WINNERS:
            return True
    noun = parse.head[time]
    if parse.dep[time] in BEFORE and parse.pos[noun] == "NOUN" and noun not in draft.tokens:
        return draft.verb != noun  # "set aside a 2020 judgment"
    above = parse.head[parse.head[time]]
    if preposition == "of" and above != draft.verb and parse.pos[above] in NAMING:
        return True
    if precision in ("day", "time"):
        return False
    return any(
        parse.pos[i] in NAMING and _preposition(parse, i) in ORDERING
        for i in _way(parse, time, draft)
    )


def _verb(parse: Parse, time: int, draft: EventDraft) -> int:
    """The one that the time stands with."""
    for n, i in enumerate(parse.above(time)):
        if parse.is_verb(i) or n == _REACH:
            return i
    return draft.verb


def _way(parse: Parse, time: int, draft: EventDraft) -> list[int]:
    """From the time up to the words of the event, these left out."""
    way: list[int] = []
    for i in parse.above(time):
        if i in draft.tokens or i == draft.verb or len(way) == _REACH:
            return way
        way.append(i)
    return []


def _preposition(parse: Parse, token: int) -> str:
    """The one that the token is the object of, or the empty string."""
    above = parse.head[token]
    return parse.lower[above] if parse.dep[above] in ("prep", "mark") else ""


# Whole months and years, and two of them that are joined.


@rule("events.joined_period")
def joined_period(doc: Doc, found: FoundTime) -> date | None:
    """The last day of "April and May", if the one follows the other."""
    times: list[FoundTime] = doc._.times or []
    second = next((t for t in times if t.span.start == found.span.end + 1), None)
    if second is None or found.end is None or doc[found.span.end].lower_ != "and":
        return None
    follows = second.start == found.end + timedelta(days=1)
    return second.end if follows and second.precision == found.precision else None


def last_day(first: date, precision: Precision | None) -> date:
    """The last day of the month or year that begins on a day; any other period is that day."""
    if precision == "month":
        return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31) if precision == "year" else first


def first_day(last: date, precision: Precision | None) -> date:
    """The first day of the month or year that ends on a day; any other period is that day."""
    if precision == "month":
        return last.replace(day=1)
    return last.replace(month=1, day=1) if precision == "year" else last


# What happens again and again is no event: "a disease that kills hundreds every year".

_HABIT_REACH = 4
"""Governors between "every year" and its verb, at most."""


@rule("events.habit", off=nothing)
def habits(doc: Doc, parse: Parse) -> set[int]:
    """The verbs in the present tense that a recurring time hangs on."""
    found = set()
    for time in doc._.times or []:
        if time.type != "SET":
            continue
        token = hanging_token(doc, time).i
        for n, above in enumerate(parse.above(token)):
            if parse.is_verb(above) or n == _HABIT_REACH:
                found.add(above)
                break
    return {verb for verb in found if parse.tag[verb] in ("VBZ", "VBP")}


# What an event takes over from the one that it goes on from.


def inherit(draft: EventDraft, other: EventDraft) -> None:
    """Take over when and, where unknown, the place."""
    draft.start, draft.end, draft.precision = other.start, other.end, other.precision
    draft.date_basis = "inherited"
    if not draft.plain and draft.type != "STATEMENT":
        draft.place = draft.place or other.place


BREATH = 2
"""Sentences over which one meeting is told, at most."""


@rule("events.at_a_meeting")
def at_a_meeting(drafts: list[EventDraft], parse: Parse) -> None:
    """What somebody pledges or says in the sentences after a dated meeting of theirs, they do
    there: an undated verbal event in the past tense takes its day."""
    for n, draft in enumerate(drafts):
        spoken = draft.type in VERBAL or draft.type == "STATEMENT"
        told = spoken and parse.tag[draft.verb] in ("VBD", "VBG") and not draft.pluperfect
        if (
            draft.date_basis is not None
            or not told
            or draft.modality not in ("asserted", "claimed")
        ):
            continue
        for other in reversed(drafts[max(0, n - 6) : n]):
            near = parse.sentence[draft.verb] - parse.sentence[other.verb] <= BREATH
            if near and _is_meeting(other) and _takes_part(draft, other):
                inherit(draft, other)
                break


def _is_meeting(draft: EventDraft) -> bool:
    dated = draft.date_basis in ("stated", "inherited") and draft.precision == "day"
    return draft.type == "CONSULT" and dated and draft.modality == "asserted"


def _takes_part(draft: EventDraft, meeting: EventDraft) -> bool:
    present = {id(e) for e in (*meeting.actors, *meeting.recipients) if e.type == "PERSON"}
    return any(id(e) in present for e in draft.actors)
