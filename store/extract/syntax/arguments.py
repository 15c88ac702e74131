"""The logical subject and objects of a verb, as head tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import (
    DEPTH,
    OBJECT_CONTROL,
    RELATIVES,
    followed,
    surface_subject,
)

AGENTS = lexicon.words("references.people") | frozenset("official officer police court".split())

WHEN = frozenset({"when", "where", "why"})
"""Relative adverbs, whose antecedent is not an object ("in 1999, when hundreds died")."""
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "dative")
SHOWING = frozenset(
    "show see find leave keep get have want hear watch picture film photograph depict".split()
)
"""Verbs whose object a participle may describe."""
ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
BEFORE_OR_AFTER = frozenset("after before during since following amid until despite".split())
FEELINGS = lexicon.words("syntax.feelings")
"""Participles for what somebody feels about whatever "by" names."""
STATES = lexicon.words("syntax.states")
"""Participles for how somebody is or what they are about to do, unless "by" names an agent."""


@dataclass(slots=True)
class VerbPhrases:
    """The noun phrases of a verb, by their logical role."""

    verb: int
    passive: bool = False
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    relative: bool = False
    """Whether the subject is the antecedent of a relative clause."""
    own_subject: bool = False
    """Whether the subject is attached to the verb itself, neither shared nor controlled."""


def frame(parse: Parse, verb: int) -> VerbPhrases:
    """Return the logical subject and objects of a verb."""
    found = VerbPhrases(verb, is_passive(parse, verb))
    surface, found.own_subject = surface_subject(parse, verb)
    followed_on = parse.dep[verb] == "relcl" and surface != parse.having(verb, *SUBJECTS)[:1]
    found.relative = bool(surface) and (
        (parse.dep[verb] == "acl" and surface[0] == parse.head[verb])
        or (followed_on and found.own_subject)
    )
    objects = [k for k in parse.kids[verb] if parse.dep[k] in OBJECTS and not _adverbial(parse, k)]
    objects = [k for k in objects if not among_them(parse, k)]
    if found.passive and is_state(parse, verb):
        found.passive = False
        found.subjects, found.objects = surface, agents(parse, verb)
    elif found.passive:
        found.subjects = agents(parse, verb)
        found.objects = surface + objects
    else:
        found.subjects = surface
        found.objects = objects + _small_clause(parse, verb) + _relative_object(parse, verb)
    found.objects += _addressee(parse, verb) if not found.passive else []
    found.objects = [_suspended(parse, followed(parse, k)) for k in found.objects]
    return found


def _suspended(parse: Parse, token: int) -> int:
    """Return the head noun of a suspended compound that the parser takes for a noun.

    In "the Rome- and Paris-backed league" it is "league".
    """
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


@rule("events.states")
def is_state(parse: Parse, verb: int) -> bool:
    """Whether a participle tells how its subject is or feels: "was saddened", "is opposed to"."""
    if not parse.having(verb, "auxpass") or parse.having(verb, "dobj"):
        return False
    if any(parse.lower[k] == "being" for k in parse.having(verb, "auxpass")):
        return False
    word = parse.lower[verb]
    return word in FEELINGS or (word in STATES and not agents(parse, verb))


def _shown(parse: Parse, verb: int) -> bool:
    """Whether the verb is a participle that describes an object: "showed him handcuffed"."""
    return (
        parse.tag[verb] == "VBN"
        and parse.dep[verb] in ("ccomp", "xcomp", "oprd")
        and parse.lemma[parse.head[verb]] in SHOWING
        and not parse.having(verb, "aux", "auxpass", "dobj")
    )


def agents(parse: Parse, verb: int) -> list[int]:
    """Return the agents of a passive verb."""
    found = []
    for k in parse.kids[verb]:
        by = parse.dep[k] == "agent" or (parse.dep[k] == "prep" and parse.lower[k] == "by")
        if by and not _of_other_event(parse, k):
            found += [o for o in parse.kids[k] if parse.dep[o] == "pobj"]
    return found or _misplaced_agent(parse, verb)


def _misplaced_agent(parse: Parse, verb: int) -> list[int]:
    """Return the agent whose "by" the parser attached to a noun: "accused of theft by Norway"."""
    nouns = [o for p, o in parse.prepositions(verb) if p not in BEFORE_OR_AFTER]
    nouns += parse.having(verb, "dobj", "attr", "oprd", "xcomp")
    for noun in nouns:
        for preposition, token in parse.prepositions(noun):
            named = parse.doc[token].ent_type_ in ACTING
            if preposition == "by" and (named or _is_agent_of_gerund(parse, noun, token)):
                return [token]
    return []


@rule("events.agent_behind_gerund")
def _is_agent_of_gerund(parse: Parse, gerund: int, token: int) -> bool:
    """Whether people act on whoever does something: "barred from driving by officials"."""
    people = parse.lemma[token] in AGENTS and parse.pos[token] == "NOUN"
    return people and parse.tag[gerund] == "VBG" and parse.dep[gerund] == "pcomp"


@rule("events.among_them")
def among_them(parse: Parse, token: int) -> bool:
    """Whether it names some of others: "six states back the plan, among them Chad"."""
    before = [k for k in parse.having(token, "prep") if k < token and parse.lower[k] == "among"]
    return any(parse.lower[o] in ("them", "whom") for k in before for o in parse.having(k, "pobj"))


@rule("events.agent_of_other_event")
def _of_other_event(parse: Parse, by: int) -> bool:
    """Whether "by" names who did what came before: "was held after a march by villagers"."""
    noun = by - 1
    if by == 0 or parse.dep[noun] != "pobj" or parse.doc[noun].ent_type_:
        return False  # "held since Monday by police" names the agent
    return parse.lower[parse.head[noun]] in BEFORE_OR_AFTER


def _small_clause(parse: Parse, verb: int) -> list[int]:
    """Return the objects where the object is followed by a predicate.

    In "found her guilty" the object is the subject of the adjective. In "elected Ann Lee mayor" the
    object is the name before the new office.
    """
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


def _addressee(parse: Parse, verb: int) -> list[int]:
    """Return the object that is the subject of an infinitive: "ordered the army to leave"."""
    if parse.lemma[verb] not in OBJECT_CONTROL:
        return []
    return [
        subject
        for k in parse.having(verb, "ccomp", "xcomp")
        if any(parse.tag[t] == "TO" for t in parse.kids[k])
        for subject in parse.having(k, "nsubj", "nsubjpass")
    ]


def _relative_object(parse: Parse, verb: int) -> list[int]:
    """Return the noun that a relative clause modifies as its object: "the talks China held"."""
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
    """Whether the token is a time in the place of an object ("last week")."""
    return parse.doc[token].ent_type_ in ("DATE", "TIME")
