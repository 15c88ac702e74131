"""Resolve "it" and "they": countries, bodies, or persons that are one subject."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.references.discourse import SUBJECTS, Discourse, above, clause, subject, within
from store.extract.reporting_words import reporting_verbs
from store.extract.rules import rule

# "It" and "its" are the country or body that is the subject around or before.

_BODIES = frozenset({"GPE", "ORG"})
_IMPERSONAL = frozenset(
    "seem appear happen turn remain take rain snow emerge follow matter help depend cost".split()
)
# Verbs that, without an object, have a thing as their subject rather than a body.
_OF_THINGS = frozenset("rise fall drop climb last begin end start occur come go change".split())
# Nouns for acts for or against another: in "backs its war" the war is not one's own.
_TOWARDS_OTHERS = lexicon.words("references.towards_others")
# Verbs of a body with a will, so that "it" in its own report is the body.
_DELIBERATE = lexicon.words("references.deliberate")
# Verbs with which a body continues to speak in the next sentence.
_TELLING = reporting_verbs("speech", "stance")
_HELPERS = frozenset({"aux", "auxpass"})


@rule("references.thing")
def thing(discourse: Discourse, pronoun: Token) -> FoundEntity | None:
    """Return the country or body that a neuter pronoun refers to, or None if in doubt."""
    if discourse.quotations.at(pronoun.i) is not None:
        return None
    if pronoun.tag_ == "PRP$":
        return _possessor(discourse, pronoun)
    if pronoun.dep_ in {"nsubj", "nsubjpass"} and not _is_impersonal(pronoun):
        return _subject(discourse, pronoun)
    return None


def _is_impersonal(pronoun: Token) -> bool:
    """Whether "it" is impersonal: "It is clear that", "it was reported that", "it seems"."""
    verb = pronoun.head
    objects = any(child.dep_ in {"dobj", "xcomp"} for child in verb.rights)
    if verb.lemma_ in _IMPERSONAL or (verb.lemma_ in _OF_THINGS and not objects):
        return True
    clausal = {"ccomp", "csubj", "advcl"} if verb.lemma_ == "be" else {"csubj"}
    if pronoun.dep_ == "nsubjpass":
        clausal.add("ccomp")
    for child in verb.rights:
        if child.dep_ in clausal:
            return True
        if child.dep_ == "acomp" and (verb.lemma_ == "be" or child.children):
            return any(inner.dep_ in {"ccomp", "xcomp"} for inner in child.rights)
        if child.dep_ == "attr" and any(inner.dep_ == "relcl" for inner in child.rights):
            return verb.lemma_ == "be"
    return False


def _subject(discourse: Discourse, pronoun: Token) -> FoundEntity | None:
    """Return the subject that the pronoun may refer to.

    In a subordinate clause it is the subject of the main clause, if that body reports about itself.
    In a main clause it is the subject of the sentence before.
    """
    verb = pronoun.head
    top = verb
    for governor in verb.ancestors:
        if top.dep_ != "conj":
            break
        top = governor
    higher = above(top)
    if higher is None:
        reported = any(child.dep_ == "ccomp" for child in _root_before(discourse, pronoun))
        clear = verb.lemma_ in _TELLING or not reported
        return _subject_before(discourse, pronoun) if clear and not _names(verb) else None
    who = subject(higher)
    if who is None or who.i > pronoun.i or not _deliberate(verb):
        return None
    return _body(discourse.at(who))


def _root_before(discourse: Discourse, pronoun: Token) -> list[Token]:
    number = discourse.number(pronoun) - 1
    return list(discourse.roots[number].children) if number >= 0 else []


def _names(verb: Token) -> bool:
    """Whether the verb names something: in "It is the second craft", "it" is likely a thing."""
    return verb.lemma_ == "be" and any(
        c.dep_ == "attr" and c.lower_ not in {"home", "part", "member"} for c in verb.rights
    )


def _deliberate(verb: Token) -> bool:
    helped = any(child.dep_ in _HELPERS and child.tag_ in {"MD", "VBD"} for child in verb.lefts)
    return helped or (verb.lemma_ in _DELIBERATE and verb.tag_ == "VBD")


def _possessor(discourse: Discourse, pronoun: Token) -> FoundEntity | None:
    verb = clause(pronoun)
    who = subject(verb)
    if who is not None and within(pronoun, who) and who.i < pronoun.i:
        if pronoun.head.dep_ == "appos":
            return _subject_before(discourse, pronoun)  # "Airbus, its rival"
        named = discourse.at(who)
        if named is None or named.type != "PERSON":
            return _body(named)  # "the firm in its statement", but "Lee, its director"
    if who is not None and within(pronoun, who):
        higher = above(verb)
        who = subject(higher) if higher is not None else None
        if higher is None:
            return _subject_before(discourse, pronoun)
    if who is None or who.i > pronoun.i:
        return None
    if who.tag_ == "WDT" and clause(who).dep_ == "relcl":
        who = clause(who).head
    if verb.lemma_ in _TOWARDS_OTHERS:
        return _other(discourse, pronoun, discourse.at(who))
    return _body(discourse.at(who))


def _other(discourse: Discourse, pronoun: Token, one: FoundEntity | None) -> FoundEntity | None:
    """Return the only other body named in the sentence."""
    seen = {
        id(o.entity): o.entity
        for o in discourse.passed[discourse.number(pronoun)]
        if o.entity.type in _BODIES and o.entity is not one
    }
    return next(iter(seen.values())) if one is not None and len(seen) == 1 else None


def _subject_before(discourse: Discourse, pronoun: Token) -> FoundEntity | None:
    number = discourse.number(pronoun) - 1
    if number < 0 or discourse.passed[number + 1]:
        # A body named before "it" in the same sentence may be meant too.
        named = [o for o in discourse.passed[number + 1] if o.entity.type in _BODIES]
        if number < 0 or named:
            return None
    who = subject(discourse.roots[number])
    return _body(discourse.at(who)) if who is not None else None


def _body(entity: FoundEntity | None) -> FoundEntity | None:
    return entity if entity is not None and entity.type in _BODIES else None


# "They" are the persons, countries or bodies that are one subject together.

_UP = 4
"""How many clauses up to look for the subject."""
_PLAYED = frozenset(
    "beat win lose defeat play score concede draw trail lead thrash qualify".split()
)
"""Verbs for what a team does to another."""
_TEAMS = frozenset({"GPE", "ORG", "LOC"})


@rule("references.several")
def several(discourse: Discourse, pronoun: Token) -> list[FoundEntity]:
    """Return the entities that "they" or "their" refers to.

    They are the members of a subject such as "Xi and Modi", in the same clause or the one before.
    If one member has no name, there are none. In a report of a game, "they" may be the team named
    before.
    """
    if discourse.quotations.at(pronoun.i) is not None or pronoun.dep_ in {"dobj", "dative"}:
        return []
    verb: Token | None = clause(pronoun)
    for _ in range(_UP):
        if verb is None:
            break
        who = subject(verb)
        if who is not None and who.i != pronoun.i and not within(pronoun, who):
            return _members(discourse, who) if who.i < pronoun.i else []
        verb = above(verb)
    number = discourse.number(pronoun)
    who = subject(discourse.roots[number - 1]) if number else None
    members = _members(discourse, who) if who is not None else []
    return members or _team(discourse, pronoun, who)


def _members(discourse: Discourse, who: Token) -> list[FoundEntity]:
    words = [who, *who.conjuncts]
    found = [discourse.at(word) for word in words]
    members = [entity for entity in found if entity is not None]
    alike = len({entity.type for entity in members}) == 1
    return members if len(members) == len(words) > 1 and alike else []


def _team(discourse: Discourse, pronoun: Token, who: Token | None) -> list[FoundEntity]:
    """Return the team that is the subject of the sentence before, or none.

    Both sentences must be about winning or losing, and the team must not be the object of this
    verb.
    """
    verb = pronoun.head
    if who is None or pronoun.dep_ not in SUBJECTS or verb.lemma_ not in _PLAYED:
        return []
    team = discourse.at(who)
    played = clause(who).lemma_ in _PLAYED
    if team is None or team.type not in _TEAMS or not played or list(who.conjuncts):
        return []
    others = [discourse.at(child) for child in verb.rights if child.dep_ == "dobj"]
    return [] if any(other is team for other in others) else [team]
