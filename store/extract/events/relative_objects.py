"""Objects of relative clauses that stand before them: "the treaty that Norway promised to sign"."""

from __future__ import annotations

from typing import NamedTuple

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

MANNER = lexicon.words("events.relative_adverbials")
"""Nouns that a relative clause says when, where or how about: "the way she spoke"."""
RELATIVES = frozenset({"that", "which", "who", "whom"})
BETWEEN = RELATIVES | frozenset("\"“”‘’'`,") | {"``", "''"}
"""What may stand between a noun and the subject of its relative clause."""
CHARGED = frozenset({"of", "for", "from"})
"""Prepositions whose gerund tells of the object: "accused Iran of arming rebels"."""
FILLED = ("dobj", "attr", "acomp", "oprd", "ccomp", "dative")
"""Relations of words that leave no room for another object."""


class MissingObject(NamedTuple):
    """The noun that is the object of a relative clause, and the verb that it belongs to."""

    noun: int
    verb: int
    top: int
    """The verb of the relative clause."""


@rule("events.label_missing_object")
def missing_object(parse: Parse, verb: int) -> MissingObject | None:
    """Return the object of a verb in a relative clause: "the mails that he asked Chad to find"."""
    top = verb
    while parse.dep[top] == "conj" and not parse.having(top, "nsubj"):
        top = parse.head[top]
    noun = parse.head[top]
    own = parse.having(top, "nsubj")
    asking = (t for k in own for t in parse.subtree(k) if parse.tag[t].startswith("W"))
    if parse.dep[top] != "relcl" or not own or any(asking):
        return None
    opening = range(noun + 1, min(parse.subtree(own[0])))
    if noun >= opening.stop or any(parse.lower[t] not in BETWEEN for t in opening):
        return None
    lacking = _lacking(parse, verb)
    plain = parse.pos[noun] in ("NOUN", "PROPN") and parse.lemma[noun] not in MANNER
    if lacking is None or not plain or (top != verb and lacking == verb):
        return None
    timed = any(noun in time.span for time in parse.doc._.times or [])
    return None if timed else MissingObject(noun, lacking, top)


def _lacking(parse: Parse, verb: int) -> int | None:
    """Return the verb without an object in a chain: "sign" of "promised to sign"."""
    chain = [verb]
    while below := [k for k in _below(parse, chain[-1]) if k > chain[-1]]:
        chain.append(below[-1])
    for above in reversed(chain):
        passive = parse.having(above, "auxpass") and not _stranded(parse, above)
        inside = chain[-1] != above and parse.having(chain[chain.index(above) + 1], "aux")
        if parse.is_verb(above) and not passive and not parse.having(above, *FILLED):
            return None if inside else above
    return None


def _below(parse: Parse, verb: int) -> list[int]:
    """Return the verbs that a verb governs: "to sign", "of signing"."""
    charged = [k for k in parse.having(verb, "prep") if parse.lower[k] in CHARGED]
    gerunds = [g for k in charged for g in parse.having(k, "pcomp")]
    return sorted([*parse.having(verb, "xcomp"), *gerunds])


def _stranded(parse: Parse, verb: int) -> list[int]:
    """Return the prepositions of a verb without a noun: "looked at"."""
    behind = [k for k in parse.having(verb, "prep") if k > verb]
    return [k for k in behind if all(noun < k for noun in parse.having(k, "pobj", "pcomp"))]


def of_relative(parse: Parse, verb: int) -> bool:
    """Whether a verb is that of a clause below a noun, or is joined to it."""
    while parse.dep[verb] == "conj":
        verb = parse.head[verb]
    return parse.dep[verb] in ("relcl", "acl")


def place_of_object(parse: Parse, verb: int, tokens: list[int]) -> int:
    """Return how many of the tokens stand before the object of a verb."""
    deeds = {verb, *parse.having(verb, "prt"), *_stranded(parse, verb)}
    return max((n for n, t in enumerate(tokens) if t in deeds), default=len(tokens) - 1) + 1
