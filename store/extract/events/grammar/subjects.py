"""Who is the subject of a verb, shared or its own.

Conjoined verbs, infinitives and gerunds take it from the verb that governs them, participles
from the noun that they hang on; a relative pronoun is followed to what it stands for.
"""

from __future__ import annotations

from store.extract.events.grammar.parse import MAIN, Parse

RELATIVES = frozenset({"who", "whom", "which", "that", "where", "whose"})
BEFORE_RELATIVE = frozenset("prep conj xcomp ccomp pobj nsubj nsubjpass dobj".split())
"""What a relative pronoun may hang on below its clause: "whose sons died", "in which"."""
# Verbs whose object is the one who does what the infinitive says.
OBJECT_CONTROL = frozenset(
    "allow ask authorise authorize beg call command compel convince direct drive enable encourage "
    "force forbid get help implore instruct invite lead let make move order permit persuade press "
    "pressure prompt push require request send summon tell train urge warn want".split()
)
DOCUMENTS = frozenset(
    "statement letter resolution report speech tweet decree order message communique petition "
    "declaration motion note".split()
)
"""What speaks for whoever issues it: "a statement condemning"."""
THINGS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"})
RESULTS = frozenset("kill injure wound maim damage destroy".split())
"""Verbs whose participle tells what came of the clause before."""
DEPTH = 6
"""How many governors a shared subject may be away."""


def surface_subject(parse: Parse, verb: int, depth: int = DEPTH) -> tuple[list[int], bool]:
    """The grammatical subject, whichever voice; and whether it is the verb's own."""
    own = parse.having(verb, "nsubj", "nsubjpass") or _after_year(parse, verb)
    if own:
        return [followed(parse, own[0])], True
    clause = parse.having(verb, "csubj", "csubjpass")
    if clause or depth == 0 or parse.head[verb] == verb:
        return [], False
    return _shared_subject(parse, verb, depth), False


def _after_year(parse: Parse, verb: int) -> list[int]:
    """The subject that the parser hung on a year before it: "In 2015 two ministers resigned"."""
    if parse.dep[verb] not in MAIN or parse.tag[verb] not in ("VBD", "VBN") or verb < 3:
        return []
    for k in parse.having(verb, "prep"):
        year = parse.lower[k + 1] if k + 1 < len(parse) else ""
        if k < verb and year.isdecimal() and len(year) == 4:
            return [p for p in parse.having(k, "pobj") if parse.tag[p] in ("NNS", "NN", "NNP")]
    return []


def _shared_subject(parse: Parse, verb: int, depth: int) -> list[int]:
    dep, governor = parse.dep[verb], parse.head[verb]
    if dep in ("acl", "relcl"):
        if parse.tag[verb] in ("VBG", "VBN") and parse.lemma[governor] not in DOCUMENTS:
            return [governor]
        return _holder(parse, governor, depth)
    if dep == "pcomp":
        return _before_gerund(parse, governor, depth)
    if dep == "advcl" and parse.tag[verb] == "VBG" and parse.lemma[verb] in RESULTS:
        governor = _nearest_clause(parse, governor, verb)
    controls = dep in ("xcomp", "ccomp") and not finite(parse, verb)
    controlled = _controlled(parse, governor) if controls else []
    if controlled:
        return controlled
    if dep == "xcomp" and parse.pos[governor] == "ADJ":
        governor = parse.head[governor]  # "is due to meet"
    sharing = dep in ("ccomp", "advcl", "conj", "dep", "prep") and parse.is_verb(governor)
    return _acting(parse, governor, depth) if sharing or dep == "xcomp" else []


def _nearest_clause(parse: Parse, governor: int, participle: int) -> int:
    """What is said to result results from the clause before it: in "seized a car that had hit
    people, injuring three" the car injures."""
    for i in range(participle - 1, governor, -1):
        if parse.is_verb(i) and parse.having(i, "nsubj") and parse.dep[i] in ("relcl", "advcl"):
            return i
    return governor


def _before_gerund(parse: Parse, preposition: int, depth: int) -> list[int]:
    """Who does what a gerund after a preposition says: "accused Iran of arming rebels" (the
    object), "left after signing" (the subject), "its role in ending" (the possessor)."""
    above = parse.head[preposition]
    if not parse.is_verb(above):
        return _holder(parse, above, depth)
    objects = parse.having(above, "dobj")
    if objects and parse.lower[preposition] in ("of", "for", "from"):
        return objects
    return _acting(parse, above, depth)


def finite(parse: Parse, verb: int) -> bool:
    """It has a tense of its own: "told the king that they had left"."""
    helped = any(parse.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in parse.having(verb, "aux"))
    return helped or parse.tag[verb] in ("VBD", "VBZ", "VBP")


def _controlled(parse: Parse, governor: int) -> list[int]:
    """The object that does what the infinitive says: "urged Iran to stop"."""
    if parse.lemma[governor] not in OBJECT_CONTROL:
        return []
    return parse.having(governor, "dobj")[:1]


def _acting(parse: Parse, governor: int, depth: int) -> list[int]:
    """Who acts in the governing clause: what a subject-less verb below it takes over."""
    return surface_subject(parse, governor, depth - 1)[0]


def _holder(parse: Parse, noun: int, depth: int) -> list[int]:
    """Whose decision it is ("Spain's decision to withdraw"): the possessor, or the subject
    of the verb that the noun is an object of."""
    possessor = parse.having(noun, "poss")
    if possessor:
        return possessor
    verb = parse.head[noun]
    if parse.dep[noun] in ("dobj", "pobj", "attr"):
        if parse.dep[verb] == "prep":
            verb = parse.head[verb]
        if parse.is_verb(verb):
            return _acting(parse, verb, depth)
    return []


def followed(parse: Parse, token: int) -> int:
    """What a relative pronoun stands for; any other token is itself."""
    if parse.lower[token] not in RELATIVES or parse.tag[token] not in ("WDT", "WP", "IN", "WP$"):
        return token
    for above in parse.above(token):
        if parse.dep[above] == "relcl":
            head = parse.head[above]
            return _human(parse, head) if parse.lower[token] in ("who", "whom") else head
        if parse.dep[above] not in BEFORE_RELATIVE:
            break
    return token


def _human(parse: Parse, noun: int) -> int:
    """Whom "who" can mean: not the paper in "a reporter for the Herald, who ...", but the
    reporter, and not "a German" but him of whom that is said."""
    passed = False
    for above in parse.above(noun):
        if passed:
            passed = False
        elif parse.dep[noun] == "pobj" and parse.doc[noun].ent_type_ in THINGS:
            passed = True  # the preposition
        elif parse.dep[noun] != "appos" or parse.doc[noun].ent_type_ == "PERSON":
            break
        noun = above
    return noun
