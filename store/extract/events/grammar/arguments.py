"""Who does it and to whom, in syntax: the noun phrases of a verb, as head tokens.

Passives are turned, and objects found that a small or a relative clause hides ("found her
guilty", "the talks China held").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extract.events.grammar.parse import Parse
from store.extract.events.grammar.subjects import (
    DEPTH,
    OBJECT_CONTROL,
    RELATIVES,
    followed,
    surface_subject,
)

WHEN = frozenset({"when", "where", "why"})
"""Relative adverbs: what they hang on is no object ("in 1999, when hundreds died")."""
OBJECTS = ("dobj", "dative")
SHOWING = frozenset(
    "show see find leave keep get have want hear watch picture film photograph depict".split()
)
"""Verbs whose object a participle may tell of."""
ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(slots=True)
class Frame:
    """A verb's noun phrases, in their logical places."""

    verb: int
    passive: bool = False
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    relative: bool = False
    """The subject is what a relative clause hangs on."""
    own_subject: bool = False
    """The subject stands with the verb itself, it is not shared or controlled."""


def frame(parse: Parse, verb: int) -> Frame:
    """The logical subject and objects of a verb."""
    found = Frame(verb, is_passive(parse, verb))
    surface, found.own_subject = surface_subject(parse, verb)
    found.relative = any(
        parse.dep[verb] in ("relcl", "acl") and s == parse.head[verb] for s in surface
    )
    objects = [k for k in parse.kids[verb] if parse.dep[k] in OBJECTS and not _adverbial(parse, k)]
    if found.passive:
        found.subjects = agents(parse, verb)
        found.objects = surface + objects
    else:
        found.subjects = surface
        found.objects = objects + _small_clause(parse, verb) + _relative_object(parse, verb)
    found.objects += _told_to(parse, verb) if not found.passive else []
    found.objects = [_suspended(parse, followed(parse, k)) for k in found.objects]
    return found


def _suspended(parse: Parse, token: int) -> int:
    """The noun of a suspended compound that the parser takes for a noun of its own: in "the
    Rome- and Paris-backed league" it is "league"."""
    if not parse.lower[token].endswith("-") or token + 1 >= len(parse):
        return token
    for k in range(token + 1, min(token + 8, len(parse))):
        if parse.dep[k] == "dobj" or (parse.pos[k] in ("NOUN", "PROPN") and parse.dep[k] == "pobj"):
            return k
    return token


def is_passive(parse: Parse, verb: int, depth: int = DEPTH) -> bool:
    if _shown(parse, verb):
        return True
    for k in parse.kids[verb]:
        if parse.dep[k] in ("auxpass", "nsubjpass"):
            return True
        if parse.dep[k] == "nsubj":
            return False
    if parse.tag[verb] != "VBN":
        return False
    if parse.dep[verb] in ("acl", "advcl"):
        return not any(parse.dep[k] in ("aux", "dobj") for k in parse.kids[verb])
    if parse.dep[verb] == "conj" and not parse.having(verb, "aux", "dobj"):
        governor = parse.head[verb]
        return depth > 0 and parse.is_verb(governor) and is_passive(parse, governor, depth - 1)
    return False


def _shown(parse: Parse, verb: int) -> bool:
    """A participle that tells of an object ("showed him handcuffed", "had two men shot")."""
    return (
        parse.tag[verb] == "VBN"
        and parse.dep[verb] in ("ccomp", "xcomp", "oprd")
        and parse.lemma[parse.head[verb]] in SHOWING
        and not parse.having(verb, "aux", "auxpass", "dobj")
    )


def agents(parse: Parse, verb: int) -> list[int]:
    """Those by whom it is done, in a passive."""
    found = []
    for k in parse.kids[verb]:
        if parse.dep[k] == "agent" or (parse.dep[k] == "prep" and parse.lower[k] == "by"):
            found += [o for o in parse.kids[k] if parse.dep[o] == "pobj"]
    return found or _misplaced_agent(parse, verb)


def _misplaced_agent(parse: Parse, verb: int) -> list[int]:
    """The "by" that the parser hung on the noun before it: "accused of theft by Norway"."""
    nouns = [o for _, o in parse.prepositions(verb)]
    nouns += parse.having(verb, "dobj", "attr", "oprd", "xcomp")
    for noun in nouns:
        for preposition, token in parse.prepositions(noun):
            if preposition == "by" and parse.doc[token].ent_type_ in ACTING:
                return [token]
    return []


def _small_clause(parse: Parse, verb: int) -> list[int]:
    """In "found her guilty" the object is the subject of the adjective; in "elected Ann Lee
    mayor" the name stands before what she became."""
    return [
        subject
        for k in parse.having(verb, "ccomp", "xcomp", "oprd")
        if parse.pos[k] in ("ADJ", "NOUN", "PROPN")
        for subject in parse.having(k, "nsubj") or _before_office(parse, verb, k)
    ]


def _before_office(parse: Parse, verb: int, office: int) -> list[int]:
    if parse.dep[office] != "oprd" or parse.having(verb, "dobj"):
        return []
    if parse.doc[office].ent_type_ == "PERSON":
        return [office]  # "named Ann Lee as her successor"
    names = parse.having(office, "compound", "nmod")
    return [k for k in names if parse.doc[k].ent_type_ == "PERSON"][-1:]


def _told_to(parse: Parse, verb: int) -> list[int]:
    """In "ordered the army to leave" the subject of the infinitive is the object."""
    if parse.lemma[verb] not in OBJECT_CONTROL:
        return []
    return [
        subject
        for k in parse.having(verb, "ccomp", "xcomp")
        if any(parse.tag[t] == "TO" for t in parse.kids[k])
        for subject in parse.having(k, "nsubj", "nsubjpass")
    ]


def _relative_object(parse: Parse, verb: int) -> list[int]:
    """In "the talks China held", the noun is the object of the verb below it."""
    if parse.dep[verb] != "relcl" or parse.having(verb, "dobj"):
        return []
    subject = parse.having(verb, "nsubj")
    if not subject or parse.lower[subject[0]] in RELATIVES:
        return []
    relative = [k for s in subject for k in parse.having(s, "poss")]
    relative += [token for _, token in parse.prepositions(verb)]
    if any(parse.tag[k] in ("WP$", "WDT", "WP") for k in relative):
        return []  # "whose sons died", "in which they died"
    if _adverbial(parse, parse.head[verb]) or any(parse.lower[k] in WHEN for k in parse.kids[verb]):
        return []
    return [parse.head[verb]]


def _adverbial(parse: Parse, token: int) -> bool:
    """A time in an object's place ("last week")."""
    return parse.doc[token].ent_type_ in ("DATE", "TIME")
