"""Times in an event's clause that are not its own."""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.grammar.parse import Parse
from store.reading import Precision

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
FAR = 12
"""Governors between a time and its verb, at most."""


def of_something_else(parse: Parse, time: int, precision: Precision | None, draft: Draft) -> bool:
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


def _verb(parse: Parse, time: int, draft: Draft) -> int:
    """The one that the time stands with."""
    for n, i in enumerate(parse.above(time)):
        if parse.is_verb(i) or n == FAR:
            return i
    return draft.verb


def _way(parse: Parse, time: int, draft: Draft) -> list[int]:
    """From the time up to the words of the event, these left out."""
    way: list[int] = []
    for i in parse.above(time):
        if i in draft.tokens or i == draft.verb or len(way) == FAR:
            return way
        way.append(i)
    return []


def _preposition(parse: Parse, token: int) -> str:
    """The one that the token is the object of, or the empty string."""
    above = parse.head[token]
    return parse.lower[above] if parse.dep[above] in ("prep", "mark") else ""
