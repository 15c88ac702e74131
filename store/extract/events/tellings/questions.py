"""Clauses with a verb of the codebook that tell nothing: questions, and what only describes."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse


def describes(parse: Parse, verb: int) -> bool:
    """A participle before a noun: "the defending champion"."""
    return parse.tag[verb] == "VBG" and parse.dep[verb] in ("amod", "compound")


def asked(parse: Parse, verb: int) -> bool:
    """ "how to organize ...", "how many died", "what he must do": a question, no deed."""
    tags = {parse.tag[k] for k in parse.kids[verb]}
    if "WRB" in tags and "TO" in tags:
        return True
    if any(parse.tag[k] == "WP" and k < verb for k in parse.having(verb, "dobj")):
        return True
    subject = parse.first(verb, "nsubj", "nsubjpass")
    if subject is not None and _yes_or_no(parse, verb, subject):
        return True
    if subject is None or parse.dep[verb] != "ccomp":
        return False
    before = parse.having(subject, "det", "amod", "nummod", "poss")
    words = {subject, *before, *(k for b in before for k in parse.kids[b])}
    return any(parse.lower[k] in ("how", "what", "which", "whose") for k in words)


def _yes_or_no(parse: Parse, verb: int, subject: int) -> bool:
    """ "Did Labour win?" """
    first, last = parse.bounds[parse.sentence[verb]]
    auxiliaries = parse.having(verb, "aux", "auxpass")
    return any(k < subject for k in auxiliaries) and "?" in parse.lower[first:last]
