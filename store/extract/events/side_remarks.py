"""Clauses that tell no event: counts, ages and praise."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

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
