"""Clauses with "was" that tell news: where somebody was on a day, in what state, with what count.

For example "Lee was in Oslo on Monday", "Lee was in custody", "The vote was 52-48".
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
