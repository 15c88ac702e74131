"""What tense and conjunctions tell of when a verb's event happened."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse
from store.extract.found import FoundTime

ASPECTS_START = frozenset({"begin", "start", "commence", "open", "launch", "kick"})
ORDERING = frozenset({"after", "before", "since", "until", "following"})
"""Before a gerund, they tell that it happened at another time."""


def tense(parse: Parse, verb: int) -> str:
    """Of a verb with an auxiliary of its own, "will" or "has"."""
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


def may_follow(parse: Parse, verb: int) -> bool:
    """A gerund or participle goes with its governor; a finite clause only by "where"."""
    if parse.dep[verb] == "pcomp" and parse.lower[parse.head[verb]] in ORDERING:
        return False
    if parse.tag[verb] in ("VBG", "VBN") and not parse.having(verb, "aux"):
        return True
    if parse.dep[verb] in ("relcl", "acl", "advcl", "ccomp"):
        return is_where(parse, verb)
    return True


def own_tense(parse: Parse, verb: int) -> bool:
    return parse.tag[verb] in ("VBD", "VBZ", "VBP")


def is_when(parse: Parse, verb: int) -> bool:
    return any(parse.lower[k] in ("when", "as", "while") for k in parse.kids[verb])


def only_since(parse: Parse, found: FoundTime, verb: int) -> bool:
    """ "for the first time since January": with a past tense, or behind a superlative, it says
    when it was last."""
    if found.end is not None or parse.lower[found.span.start - 1] != "since":
        return False
    compared = any(
        parse.tag[k] == "JJS" or parse.lower[k] == "first"
        for noun in (verb, *parse.having(verb, "attr", "dobj", "oprd"))
        for k in parse.having(noun, "amod")
    )
    return (parse.tag[verb] == "VBD" or compared) and found.span.start > 0
