"""Clauses that tell a state or a count: which of them are news, and which tell no event.

News are "Lee was in Oslo on Monday", "Lee was in custody", "The vote was 52-48". Counts of seats,
ages beside and praise are none.
"""

from __future__ import annotations

from collections.abc import Callable

from store.extract import lexicon
from store.extract.events.participants import Participants
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

PLACES = frozenset({"GPE", "LOC", "FAC"})
STATES = lexicon.words("events.told_states")
"""Nouns of "in", "on" and "under" for what happens to somebody: "in custody", "on trial"."""
COUNTED = lexicon.words("events.counted")
"""Nouns whose number is news: "Volume was 377 million shares"."""
BEING_IN = frozenset({"in", "on", "under"})
STAYING = frozenset({"in", "at"})


@rule("events.told_state")
def is_told_state(
    parse: Parse, people: Participants, dated: Callable[[int], bool], verb: int
) -> bool:
    """Whether "was" tells in what state, or where on a day, somebody was.

    For example "was in critical condition", "was under investigation", "was in Oslo on Monday".
    """
    if parse.lemma[verb] != "be" or parse.tag[verb] != "VBD" or is_content(parse, verb):
        return False
    for preposition, noun in parse.prepositions(verb):
        if preposition in BEING_IN and parse.lemma[noun] in STATES:
            return True
        place = people.entity(noun)
        if place is not None and place.type in PLACES and preposition in STAYING:
            return dated(verb) and _is_person(parse, people, verb)
    return False


@rule("events.due")
def is_due(parse: Parse, dated: Callable[[int], bool], verb: int) -> bool:
    """Whether somebody or something is due on a day: "Lee is due in court on June 3".

    What is due to something is none: "The delay is due to Monday's storm".
    """
    if parse.lemma[verb] != "be" or parse.tag[verb] not in ("VBZ", "VBP") or not dated(verb):
        return False
    due = (k for k in parse.having(verb, "acomp") if parse.lower[k] == "due")
    return any(all(parse.lower[below] != "to" for below in parse.kids[k]) for k in due)


@rule("events.before_court")
def is_before_court(parse: Parse, verb: int) -> bool:
    """Whether somebody is tried: "Lee was tried in Oslo on two charges"."""
    undergone = parse.lemma[verb] == "try" and bool(parse.having(verb, "auxpass"))
    return undergone and parse.dep[verb] != "acl"


def is_content(parse: Parse, verb: int) -> bool:
    """Whether a clause is what the verb before it says: "said that Lee was in custody"."""
    clause = parse.first_conjunct(verb)
    return parse.dep[clause] == "ccomp" and parse.head[clause] < clause


def _is_person(parse: Parse, people: Participants, verb: int) -> bool:
    named = (people.entity(subject) for subject in parse.having(verb, "nsubj"))
    return any(entity is not None and entity.type == "PERSON" for entity in named)


@rule("events.told_count")
def is_told_count(parse: Parse, verb: int) -> bool:
    """Whether "was" gives the number of a vote or a trade: "The vote was 52-48"."""
    if parse.lemma[verb] != "be" or parse.tag[verb] != "VBD":
        return False
    if not any(parse.lemma[subject] in COUNTED for subject in parse.having(verb, "nsubj")):
        return False
    beside = parse.having(verb, "attr", "acomp", "npadvmod")
    near = {t for k in beside for t in (k, *parse.kids[k])}
    return any(parse.pos[t] == "NUM" for t in near)


# Clauses that tell no event: counts, ages and praise.

MEASURING = lexicon.words("events.measuring")
"""Verbs that tell how many there are: "The hall seats 500", "Acme counted 90 guests"."""
TOLLS = frozenset(
    "dead deaths killed injured wounded victims casualties cases votes ballots".split()
)
"""Words for those whose number is news."""
PRAISE = frozenset("best greatest worst finest".split())


def only_describes(parse: Parse, verb: int) -> bool:
    """Whether a clause describes somebody or something by a number or a judgement."""
    return is_measure(parse, verb) or is_age(parse, verb) or is_praise(parse, verb)


@rule("events.measure")
def is_measure(parse: Parse, verb: int) -> bool:
    """Whether it tells only how many there are: "The agenda listed ten motions"."""
    if parse.lemma[verb] not in MEASURING or parse.having(verb, "auxpass"):
        return False
    if any(parse.lower[t] in TOLLS for t in parse.subtree(verb)):
        return False
    return any(_is_number(parse, o) for o in parse.having(verb, "dobj"))


@rule("events.age")
def is_age(parse: Parse, verb: int) -> bool:
    """Whether a clause tells somebody's age beside: "Lee, who had turned 17 on Saturday"."""
    aside = parse.dep[verb] == "relcl" and parse.lemma[verb] == "turn"
    return aside and any(parse.pos[o] == "NUM" for o in parse.having(verb, "dobj"))


@rule("events.praise")
def is_praise(parse: Parse, verb: int) -> bool:
    """Whether what somebody says only praises or blames: "said Acme offered the best service"."""
    if parse.dep[parse.first_conjunct(verb)] != "ccomp":
        return False
    objects = ({parse.lower[k] for k in parse.kids[o]} for o in parse.having(verb, "dobj"))
    return any("the" in beside and beside & PRAISE for beside in objects)


def _is_number(parse: Parse, token: int) -> bool:
    return parse.pos[token] == "NUM" or bool(parse.having(token, "nummod"))
