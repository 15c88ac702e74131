"""The subject of a verb, its own or shared with another verb, and what pronouns stand for."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.syntax.parse import MAIN, Parse

# Pronouns for something that is not an entity: "The outbreak began in May. It killed 55".

NUMBER = {"it": ("NN",), "they": ("NNS",)}
"""For each pronoun, the tags of the nouns that it may stand for."""


def antecedent(parse: Parse, pronoun: int) -> int | None:
    """Return the noun that "it" or "they" stands for, or None.

    The antecedent is the subject of the sentence before, if it is a common noun of the same number
    and no other subject stands between. "He" and "she" have none here, because people have names.
    """
    tags = NUMBER.get(parse.lower[pronoun])
    if tags is None or parse.dep[pronoun] not in ("nsubj", "nsubjpass"):
        return None
    sentence = parse.sentence[pronoun]
    first = parse.bounds[sentence][0]
    if sentence == 0 or any(parse.dep[k] in ("nsubj", "nsubjpass") for k in range(first, pronoun)):
        return None
    before = range(*parse.bounds[sentence - 1])
    root = next((i for i in before if parse.head[i] == i and parse.is_verb(i)), None)
    if root is None:
        return None
    subject = parse.first(root, "nsubj", "nsubjpass")
    named = subject is not None and bool(parse.doc[subject].ent_type_)
    if subject is None or named or parse.tag[subject] not in tags:
        return None
    return subject


# The subject of a verb, its own or shared with another verb.

RELATIVES = frozenset({"who", "whom", "which", "that", "where", "whose"})
BEFORE_RELATIVE = frozenset("prep conj xcomp ccomp pobj nsubj nsubjpass dobj".split())
"""Relations between a relative pronoun and its clause: "whose sons died", "in which"."""
# Object control: the object of the governing verb is the subject of the infinitive.
OBJECT_CONTROL = lexicon.words("syntax.object_control")
DOCUMENTS = frozenset(
    "statement letter resolution report speech tweet decree order message communique petition "
    "declaration motion note".split()
)
"""Documents that act for whoever issues them: "a statement condemning"."""
THINGS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"})
BODIES = lexicon.words("syntax.bodies")
"""Nouns for bodies, which "who" does not refer to: "a member of the cabinet who"."""
RESULTS = frozenset("kill injure wound maim damage destroy".split())
"""Verbs whose participle gives a result of the clause before."""
DEPTH = 6
"""How many governors to climb to find a shared subject."""


def surface_subject(parse: Parse, verb: int, depth: int = DEPTH) -> tuple[list[int], bool]:
    """Return the grammatical subject in either voice, and whether it is the verb's own."""
    own = parse.having(verb, "nsubj", "nsubjpass") or _after_year(parse, verb)
    if own:
        return [followed(parse, own[0])], True
    clause = parse.having(verb, "csubj", "csubjpass")
    if clause or depth == 0 or parse.head[verb] == verb:
        return [], False
    return _shared_subject(parse, verb, depth), False


def _after_year(parse: Parse, verb: int) -> list[int]:
    """Return a subject that the parser attached to a year: "In 2015 two ministers resigned"."""
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
        documented = parse.lemma[governor] in DOCUMENTS and parse.tag[verb] == "VBG"
        if parse.tag[verb] in ("VBG", "VBN") and not documented:
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
    """Return the verb of the clause that a participle of result refers to.

    In "seized a car that had hit people, injuring three" the car injures.
    """
    for i in range(participle - 1, governor, -1):
        if parse.is_verb(i) and parse.having(i, "nsubj") and parse.dep[i] in ("relcl", "advcl"):
            return i
    return governor


def _before_gerund(parse: Parse, preposition: int, depth: int) -> list[int]:
    """Return the subject of a gerund after a preposition.

    It is the object in "accused Iran of arming rebels", the subject in "left after signing", and
    the possessor in "its role in ending".
    """
    above = parse.head[preposition]
    if not parse.is_verb(above):
        return _holder(parse, above, depth)
    objects = parse.having(above, "dobj")
    if objects and parse.lower[preposition] in ("of", "for", "from"):
        return objects
    return _acting(parse, above, depth)


def finite(parse: Parse, verb: int) -> bool:
    """Whether the verb has its own tense: "told the king that they had left"."""
    helped = any(parse.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in parse.having(verb, "aux"))
    return helped or parse.tag[verb] in ("VBD", "VBZ", "VBP")


def _controlled(parse: Parse, governor: int) -> list[int]:
    """Return the object that is the subject of the infinitive: "urged Iran to stop"."""
    if parse.lemma[governor] not in OBJECT_CONTROL:
        return []
    return parse.having(governor, "dobj")[:1]


def _acting(parse: Parse, governor: int, depth: int) -> list[int]:
    """Return the subject of the governing clause, which a verb without a subject inherits."""
    return surface_subject(parse, governor, depth - 1)[0]


def _holder(parse: Parse, noun: int, depth: int) -> list[int]:
    """Return the owner of a noun such as "decision" in "Spain's decision to withdraw".

    The owner is the possessor, or the subject of the verb whose object the noun is.
    """
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
    """Return the antecedent of a relative pronoun; return any other token unchanged."""
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
    """Return the person that "who" refers to.

    In "a reporter for the Herald, who ..." it is the reporter, not the paper. For an apposition
    such as "a German" it is the person that the apposition describes.
    """
    passed = False
    for above in parse.above(noun):
        if passed:
            passed = False
        elif parse.dep[noun] == "pobj" and _is_thing(parse, noun):
            passed = True  # the preposition
        elif parse.dep[noun] != "appos" or parse.doc[noun].ent_type_ == "PERSON":
            break
        noun = above
    return noun


def _is_thing(parse: Parse, noun: int) -> bool:
    return parse.doc[noun].ent_type_ in THINGS or parse.lemma[noun] in BODIES
