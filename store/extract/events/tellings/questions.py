"""Clauses with a verb of the codebook that tell nothing: questions, and what only describes."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse

LAWS = frozenset("law rule bill statute measure act decree regulation constitution".split())
FINITE = ("VBD", "VBZ", "VBP", "MD")


def describes(parse: Parse, verb: int) -> bool:
    """A participle before a noun ("the defending champion") or behind what stands for a thing
    ("that returned in May"), and what a list names ("Calendar: landing on May 3; return")."""
    if parse.dep[verb] == "acl" and parse.lower[parse.head[verb]] == "that":
        return True
    if parse.tag[verb] == "VBG" and parse.dep[verb] in ("amod", "compound"):
        return True
    if _in_name(parse, verb) or _of_a_law(parse, verb):
        return True
    if any(parse.lower[k] == "ever" for k in parse.having(verb, "advmod")):
        return True  # "only one player has ever won it"
    return parse.tag[verb] in ("VB", "VBG") and _in_list(parse, verb)


def _of_a_law(parse: Parse, verb: int) -> bool:
    """ "A law that bars children from": what it says, and nothing that happened."""
    present = parse.tag[verb] in ("VBZ", "VBP") and not parse.having(verb, "aux", "auxpass")
    return parse.dep[verb] == "relcl" and present and parse.lemma[parse.head[verb]] in LAWS


def _in_name(parse: Parse, verb: int) -> bool:
    """ "The group Save Our Moor", in a sentence that is no headline."""
    first, last = parse.bounds[parse.sentence[verb]]
    if verb == first or verb + 1 >= last or not parse.doc[verb].is_title:
        return False
    told = any(parse.tag[i] in FINITE and parse.doc[i].is_lower for i in range(first, last))
    return told and parse.doc[verb + 1].is_title


def _in_list(parse: Parse, verb: int) -> bool:
    """In a sentence of parts without a finite verb."""
    inside = range(*parse.bounds[parse.sentence[verb]])
    apart = any(parse.lower[i] == ";" for i in inside)
    return apart and not any(parse.tag[i] in FINITE for i in inside)


def asked(parse: Parse, verb: int) -> bool:
    """ "how to organize ...", "how many died", "what he must do": a question, no deed."""
    tags = {parse.tag[k] for k in parse.kids[verb]}
    if "WRB" in tags and "TO" in tags:
        return True
    what = any(parse.tag[k] == "WP" and k < verb for k in parse.having(verb, "dobj"))
    if what and parse.dep[verb] != "relcl":
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
