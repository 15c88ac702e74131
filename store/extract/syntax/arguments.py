"""The syntactic arguments of a verb, its logical subject and objects, as head tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extract import lexicon
from store.extract.rules import rule
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
BODIES = frozenset(
    "administration government cabinet opposition party campaign company firm paper magazine "
    "school university agency department committee court union army hospital bank".split()
)
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


# The logical subject and objects of a verb, as head tokens.

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
