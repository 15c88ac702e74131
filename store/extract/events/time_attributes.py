"""Times in an event's clause: periods, habits, sequences, and times of something else."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc

from store.extract import lexicon
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
FROM_OR_TO = TOWARDS | {"from"}
ORDERING = frozenset({"after", "before", "since", "until", "following", "like", "unlike"})
"""Prepositions before an event at another time."""
BEFORE = ("nummod", "compound", "amod", "nmod")
NAMING = ("NOUN", "PROPN", "NUM")
OCCASIONS = frozenset({"during", "in", "at", "on", "with"})
"""Prepositions of the occasion on which something is said or done."""
HAPPENING = lexicon.words("events.occasions")
MOVING = lexicon.words("events.moving")
PERFORMING = lexicon.words("events.performing")
"""Verbs whose object takes place when the verb does: "gave a 2007 address"."""
ABOUT = frozenset({"for", "on", "about", "over"})
COMMENTING = lexicon.words("events.commenting")
"""Verbs of comment on what has a time of its own: "blasted him for his votes in 2007"."""
REFERRING = lexicon.words("events.setting") | COMMENTING
"""Verbs whose object has a time of its own: "canceled a May 5 meeting"."""
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
    if preposition == "with" or _is_of_apposition(parse, time, draft):
        return True  # "wheat was lower, with July at 3.20 dollars"
    if _is_planned(parse, time, verb, passive=verb == draft.verb and draft.passive):
        return True
    forecast = any(parse.lemma[o] in FORECASTS for o in draft.object_tokens)
    if precision in LONG and (forecast or _is_of_topic(parse, time, draft)):
        return True
    noun = parse.head[time]
    told = noun == draft.verb
    if parse.dep[draft.verb] == "relcl":
        told |= noun == parse.head[draft.verb]  # "the 1986 uprising that toppled him"
    if parse.dep[time] == "poss" and noun != draft.noun and not told:
        owned = parse.head[time]  # "the winner of last week's election", "last year's winner"
        if _preposition(parse, owned) == "of" or parse.lemma[owned] in WINNERS:
            return True
    other = noun not in draft.tokens or _is_set(parse, noun, draft)
    if parse.dep[time] in BEFORE and parse.pos[noun] == "NOUN" and other:
        new = precision not in LONG and _is_new(parse, noun, verb)
        return not told and not new and not _takes_place(parse, noun, verb)
    above = parse.head[parse.head[time]]
    if preposition == "of" and above != draft.verb and parse.pos[above] in NAMING:
        return not _is_occasion(parse, above, verb)
    if precision in ("day", "time"):
        return _is_since(parse, time, draft)
    return any(
        parse.pos[i] in NAMING and _preposition(parse, i) in ORDERING
        for i in _path(parse, time, draft)
    )


@rule("events.set_object")
def _is_set(parse: Parse, noun: int, draft: EventDraft) -> bool:
    """Whether a noun is what a verb of the event sets or thinks of: "set a May 5 deadline"."""
    thinks = parse.lemma[draft.verb] in REFERRING and not draft.nominal
    return thinks and parse.dep[noun] == "dobj" and parse.head[noun] == draft.verb


@rule("events.of_topic")
def _is_of_topic(parse: Parse, time: int, draft: EventDraft) -> bool:
    """Whether it is the year of what somebody speaks of: "blasted him for his votes in 2007"."""
    if draft.nominal or parse.lemma[draft.verb] not in COMMENTING:
        return False
    topics = (
        noun
        for preposition in range(draft.verb + 1, time)
        if parse.lower[preposition] in ABOUT
        for noun in parse.having(preposition, "pobj")
    )
    return any(noun < time and parse.pos[noun] in ("NOUN", "PROPN") for noun in topics)


@rule("events.of_apposition")
def _is_of_apposition(parse: Parse, time: int, draft: EventDraft) -> bool:
    """Whether it is the time of what stands beside a name: "Kosti, a winner on Friday, lost".

    A comma before the time ends the apposition: "said Bo Falk, a clerk, on Friday".
    """
    for noun in _path(parse, time, draft):
        if parse.dep[noun] == "appos" and parse.pos[noun] == "NOUN" and noun < time:
            opens = parse.lower[min(parse.subtree(noun)) - 1] == ","
            return opens and "," not in parse.lower[noun:time]
    return False


def _is_since(parse: Parse, time: int, draft: EventDraft) -> bool:
    """Whether a noun after "since" has the time: "fell since the end of the talks on Sunday"."""
    way = _path(parse, time, draft)
    return any(parse.pos[i] in NAMING and _preposition(parse, i) == "since" for i in way)


def _is_planned(parse: Parse, time: int, verb: int, *, passive: bool) -> bool:
    """Whether it is the time for which the verb plans, or to which it moves, something else."""
    preposition, lemma = _preposition(parse, time), parse.lemma[verb]
    if lemma in DEFERRING and preposition in FROM_OR_TO:
        return True
    if preposition == "to" and parse.head[parse.head[time]] == verb:
        return True  # "brought forward to Thursday", "moved to May"
    setting = lemma in SETTING and preposition == "for" and not passive
    return setting and bool(parse.having(verb, "dobj"))


def _takes_place(parse: Parse, noun: int, verb: int) -> bool:
    """Whether the clause of a verb happened at the time of a noun.

    For example "gave a 2007 address", "came to power in a 1962 coup", "The June poll found"; not
    "set aside a 2020 judgment".
    """
    if parse.dep[noun] == "nsubj":
        past = parse.tag[verb] == "VBD" and parse.head[noun] == verb
        return past and parse.lemma[noun] in HAPPENING
    if parse.dep[noun] == "dobj":
        return parse.head[noun] == verb and parse.lemma[verb] in PERFORMING
    return _is_occasion(parse, noun, verb)


@rule("events.new_occasion")
def _is_new(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a noun is the occasion of a clause, not told of before: "said in a March mailing"."""
    preposition = parse.head[noun]
    beside = parse.dep[noun] == "pobj" and parse.head[preposition] == verb
    new = any(parse.lower[k] in ("a", "an") for k in parse.having(noun, "det"))
    return beside and new and parse.lower[preposition] in OCCASIONS


def _is_occasion(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a clause happened on the occasion of a noun: "said in the speech of May 5"."""
    preposition = parse.head[noun]
    beside = parse.dep[noun] == "pobj" and parse.head[preposition] == verb
    return beside and parse.lower[preposition] in OCCASIONS and parse.lemma[noun] in HAPPENING


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


# Times that only compare, and times that only name.

_WORDS_BACK = 8
"""How many words before a time the figure that it belongs to may begin."""
_CLOSE = 4
"""How many words behind "from" a time may begin: "down from its record close Friday"."""
COMPARED = frozenset({"compared", "comparison", "versus"})
_QUANTIFYING = frozenset({"more", "less", "fewer"})
_RATHER = frozenset({"later", "earlier", "sooner", "rather", "other"})
"""Words that "than" follows without a comparison of figures: "no later than Friday"."""
CHANGES = lexicon.words("events.changes")
"""Words for a change of a figure: "up from August", "a decline of two points from May"."""


@rule("events.compared_time")
def is_compared(parse: Parse, found: FoundTime) -> bool:
    """Whether it is the time of a figure that another one is compared with.

    For example "fell to 8 percent from 9 on Friday", "rose from 3 in May to 5 in June", "was higher
    than in May", "down from August", "was 71 million, against 83 million on Friday", "rose to 4.90
    from Friday's 4.87".
    """
    start = found.span.start
    opening = parse.bounds[parse.sentence[start]][0]
    first = max(opening, start - _WORDS_BACK)
    figure = False
    for i in range(start - 1, first - 1, -1):
        word = parse.lower[i]
        if word in COMPARED:
            return True
        if word == "against" and figure and parse.lower[i - 1] in (",", "as"):
            return True
        if word == "than":
            if figure and parse.lower[i - 1] in _QUANTIFYING:
                continue  # "killed more than 90 people this year"
            return (figure or start - i <= 2) and parse.lower[i - 1] not in _RATHER
        if word == "from":
            before = range(max(opening, i - _WORDS_BACK), i)
            changed = any(_tells_change(parse, k) for k in before)
            if figure or _owns_figure(parse, found):
                changed |= any(parse.tag[k] == "CD" for k in before)
            return changed and (figure or _is_next_to(parse, i, start))
        traded = parse.dep[i] == "acl" and parse.tag[i] == "VBN"
        if (parse.is_verb(i) and not traded) or word in (",", ";", ":", "--"):
            return False
        figure |= parse.tag[i] == "CD"
    return False


def _owns_figure(parse: Parse, found: FoundTime) -> bool:
    """Whether a figure is that of a time: "Friday's $4.87"."""
    end = found.span.end
    owns = parse.lower[end - 1 : end + 1]
    figures = parse.tag[end : end + 3]
    return not {"'s", "’s"}.isdisjoint(owns) and "CD" in figures


def _is_next_to(parse: Parse, preposition: int, time: int) -> bool:
    """Whether only a figure's name stands between "from" and a time: "from its close Friday"."""
    owned = parse.lower[preposition + 1] in ("its", "their", "the")
    beside = owned and time - preposition <= _CLOSE and parse.pos[time - 1] != "ADP"
    return preposition == time - 1 or beside


def _tells_change(parse: Parse, token: int) -> bool:
    return parse.lower[token] in CHANGES or parse.lemma[token] in CHANGES


@rule("events.time_in_name")
def is_in_name(parse: Parse, found: FoundTime) -> bool:
    """Whether figures are the end of a name: "Euro 2024", "a film called Harvest 1931"."""
    start, before = found.span.start, found.span.start - 1
    if before < 0 or parse.pos[before] != "PROPN" or not parse.lower[start][:1].isdigit():
        return False
    whole = parse.sentence[before] == parse.sentence[start]
    together = parse.head[start] == before or parse.head[before] in found.span
    return whole and together and parse.dep[start] not in ("npadvmod", "prep", "advmod")


# Whole months and years, and two coordinated ones.


_JOINING = frozenset({"and", "or", ",", "&"})
_NEXT_DAY = timedelta(days=1)


@rule("events.joined_period")
def joined_period(doc: Doc, found: FoundTime) -> date | None:
    """Return the last day of coordinated periods without a gap: "April and May".

    The last of them must follow "and" or "or". "2000 and 2004" are two times: an event keeps the
    first of them.
    """
    times: list[FoundTime] = doc._.times or []
    last, words = found, {""}
    for second in times[times.index(found) + 1 :] if found in times else ():
        between = {doc[i].lower_ for i in range(last.span.end, second.span.start)}
        if not between or not between <= _JOINING or second.precision != found.precision:
            break
        if last.end is None or second.start is None or second.start - last.end != _NEXT_DAY:
            break
        last, words = second, between
    return last.end if not words.isdisjoint(("and", "or", "&")) else None


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
    if not (draft.plain or draft.type == "STATEMENT" or _stays(draft, other)):
        draft.place = draft.place or other.place


@rule("events.place_of_those_who_stay")
def _stays(draft: EventDraft, other: EventDraft) -> bool:
    """Whether others act than the one who goes away: "fled to Chad as crowds marched in"."""
    acting = {id(e) for e in draft.actors}
    going = {id(e) for e in (*other.actors, *other.recipients)}
    return other.lemma in MOVING and bool(acting) and acting.isdisjoint(going)


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
