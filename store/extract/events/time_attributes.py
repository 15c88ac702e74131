"""Times in an event's clause: periods, habits, sequences, and times of something else."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc

from store.extract.events.draft import VERBAL, EventDraft
from store.extract.extensions import FoundTime
from store.extract.rules import nothing, rule
from store.extract.syntax.parse import Parse
from store.extract.times.clause import attached_token
from store.reading import Precision

# Times in an event's clause that do not date it.

DEFERRING = frozenset("delay postpone defer adjourn extend push reschedule prolong".split())
"""Verbs with the time to which something is postponed."""
SETTING = frozenset("schedule set fix plan slate call list book".split())
"""Verbs with the time for which something is planned."""
FORECASTS = frozenset("forecast outlook estimate projection guidance target prediction".split())
"""Nouns for an expectation of a year: "raised its forecast for growth this year"."""
WINNERS = frozenset("winner champion finalist runner-up loser opponent holder".split())
TOWARDS = frozenset({"to", "until", "till"})
ORDERING = frozenset({"after", "before", "since", "until", "following", "like", "unlike"})
"""Prepositions before an event at another time."""
BEFORE = ("nummod", "compound", "amod", "nmod")
NAMING = ("NOUN", "PROPN", "NUM")
LONG = frozenset({"year", "quarter", "decade"})
_REACH = 12
"""How many governors may stand between a time and its verb."""


@rule("events.of_something_else")
def of_something_else(
    parse: Parse, time: int, precision: Precision | None, draft: EventDraft
) -> bool:
    """Whether the time at a token belongs to a noun or to a plan.

    For example "appealed against the ruling of May 5", "lost, after the final of 2021", "delayed
    the flight to 2025", "scheduled a hearing for June". The head of the token lies outside the
    expression. A day as in "after the final on Monday" may be the event's own, because parsers
    often attach it there.
    """
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
        for i in _path(parse, time, draft)
    )


def _verb(parse: Parse, time: int, draft: EventDraft) -> int:
    """Return the verb that the time stands with."""
    for n, i in enumerate(parse.above(time)):
        if parse.is_verb(i) or n == _REACH:
            return i
    return draft.verb


def _path(parse: Parse, time: int, draft: EventDraft) -> list[int]:
    """Return the tokens from the time up to the words of the event, without these."""
    way: list[int] = []
    for i in parse.above(time):
        if i in draft.tokens or i == draft.verb or len(way) == _REACH:
            return way
        way.append(i)
    return []


def _preposition(parse: Parse, token: int) -> str:
    """Return the preposition whose object the token is, or an empty string."""
    above = parse.head[token]
    return parse.lower[above] if parse.dep[above] in ("prep", "mark") else ""


# Whole months and years, and two coordinated ones.


@rule("events.joined_period")
def joined_period(doc: Doc, found: FoundTime) -> date | None:
    """Return the last day of "April and May" if one follows the other."""
    times: list[FoundTime] = doc._.times or []
    second = next((t for t in times if t.span.start == found.span.end + 1), None)
    if second is None or found.end is None or doc[found.span.end].lower_ != "and":
        return None
    follows = second.start == found.end + timedelta(days=1)
    return second.end if follows and second.precision == found.precision else None


def last_day(first: date, precision: Precision | None) -> date:
    """Return the last day of the month or year that begins on a day.

    For any other precision return the day itself.
    """
    if precision == "month":
        return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31) if precision == "year" else first


def first_day(last: date, precision: Precision | None) -> date:
    """Return the first day of the month or year that ends on a day.

    For any other precision return the day itself.
    """
    if precision == "month":
        return last.replace(day=1)
    return last.replace(month=1, day=1) if precision == "year" else last


# Habits are not events: "a disease that kills hundreds every year".

_HABIT_REACH = 4
"""How many governors may stand between "every year" and its verb."""


@rule("events.habit", off=nothing)
def habits(doc: Doc, parse: Parse) -> set[int]:
    """Return the present tense verbs with a recurring time."""
    found = set()
    for time in doc._.times or []:
        if time.type != "SET":
            continue
        token = attached_token(doc, time).i
        for n, above in enumerate(parse.above(token)):
            if parse.is_verb(above) or n == _HABIT_REACH:
                found.add(above)
                break
    return {verb for verb in found if parse.tag[verb] in ("VBZ", "VBP")}


# What an event inherits from the one that it continues.


def inherit(draft: EventDraft, other: EventDraft) -> None:
    """Copy the date and, if unknown, the place of another draft."""
    draft.start, draft.end, draft.precision = other.start, other.end, other.precision
    draft.date_basis = "inherited"
    if not draft.plain and draft.type != "STATEMENT":
        draft.place = draft.place or other.place


BREATH = 2
"""How many sentences may report on one meeting."""


@rule("events.at_a_meeting")
def at_a_meeting(drafts: list[EventDraft], parse: Parse) -> None:
    """Date statements and pledges after a dated meeting of the same parties.

    An undated verbal event in the past tense, in the sentences after it, takes its day.
    """
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
