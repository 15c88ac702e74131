"""The words in the slots of a relation: its subject, its object, the owner of its noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, states
from store.extract.references.discourse import clause, subject
from store.extract.relations.owners import owner_above, owner_of
from store.extract.relations.subjects import (
    described_by_relative,
    doer,
    name_beside,
    named_by,
    reduced,
    subject_of,
)
from store.extract.rules import rule

Entities = dict[int, FoundEntity]

_WARS = frozenset({"war", "invasion", "offensive", "aggression"})
_MANY = 40
"""How many members of a list to read; a longer list is a table."""
_SEEKING = lexicon.words("relations.seeking")
_WINNING = lexicon.words("relations.winning")
_GIVING = lexicon.words("relations.giving")
_PERSONAL = frozenset({"my", "your", "his", "her", "our"})
_PARENTS = lexicon.words("relations.parents")
_EARNING = lexicon.words("relations.earning")
_EARLIER = frozenset({"had", "was", "were"})
_DONE = frozenset({"VBD", "VBN"})
_UNDER_WAY = frozenset({"VBZ", "VBP", "VBG"})
"""Tags of a verb for a nomination that somebody has, or still seeks."""
_PARTS = frozenset({"percent", "%", "stake", "interest", "share", "half", "third", "quarter"})
"""Nouns for what somebody has of a company."""
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "prep", "dative", "oprd"})
_OF_MANY = frozenset({"are", "were", "have", "both", "all"})
"""Words of a relative clause that describes several."""


def fill(word: Token, slot: str, past: bool) -> list[Token]:
    """Return the words in a slot, including their conjuncts."""
    find = _SLOTS.get(slot)
    first = find(word, past) if find is not None else _after(word, slot)
    if first is None:
        return []
    if slot == "each":
        return list(joined(first))
    if slot in {"subject", "apposed"} and _names_one(word, first):
        return [first]
    if slot == "of" and word.tag_ == "NN" and word.lemma_ == "capital":
        return [first]  # "the Norwegian capital of Oslo and Leeds"
    # In "The U.S., which supports X, and NATO", the conjunct after the verb is not part of it.
    ahead = slot == "subject" and first.i < word.i
    found = [joined for joined in joined(first) if not ahead or joined.i < word.i]
    if ahead and word.dep_ == "appos" and word.tag_ == "NN":
        return found[-1:]
    nearest = _nearest(word, found) if slot == "subject" else None
    if nearest is not None:
        return [nearest]
    # "owns Orvis Bank, which bought Zeta and Yota": these are not its own.
    clauses = [child.i for child in first.rights if child.dep_ == "relcl"]
    return [
        joined for joined in found if slot != "object" or joined.i <= min(clauses, default=joined.i)
    ]


@rule("relations.names_one", off=lambda *_: False)
def _names_one(noun: Token, name: Token) -> bool:
    """Whether a noun in the singular is the title of the name after it, and of no other.

    For example "Senate nominee Ann Lee, Mayor Bo Falk and others".
    """
    is_singular = noun.tag_ in {"NN", "NNP"} and noun.pos_ in {"NOUN", "PROPN"}
    is_before = is_singular and noun.i < name.i
    is_title = noun.dep_ == "compound" and noun.head == name
    is_title |= name.dep_ == "appos" and name.head == noun and name.left_edge.i == noun.i + 1
    return is_before and is_title


@rule("relations.nearest_name")
def _nearest(verb: Token, names: list[Token]) -> Token | None:
    """Return the last name of a list, which a clause of one describes: "Lee and Falk, who won"."""
    who = subject(verb)
    if len(names) < 2 or verb.dep_ != "relcl" or who is None or who.tag_ not in {"WDT", "WP"}:
        return None
    if any(part.tag_ == "VBP" or part.lower_ in _OF_MANY for part in (verb, *verb.lefts)):
        return None
    before = verb.doc[who.i - 2 if verb.doc[who.i - 1].is_punct else who.i - 1]
    last = names[-1]
    return last if last.left_edge.i <= before.i <= last.i else None


def joined(word: Token) -> Iterator[Token]:
    """Yield a word and its conjuncts. ("Both the U.S., which …, and NATO" are two.)"""
    joined: Token | None = word
    for _ in range(_MANY):
        if joined is None:
            return
        yield joined
        joined = next((child for child in joined.rights if child.dep_ == "conj"), None)


def _object(word: Token, past: bool) -> Token | None:
    del past
    found = next((child for child in word.rights if child.dep_ == "dobj"), None) or next(
        (child for child in word.lefts if child.dep_ == "nsubjpass"), None
    )
    if found is not None and found.tag_ in {"WDT", "WP"}:
        return described_by_relative(found)
    if found is not None:
        return found
    is_passive = word.tag_ == "VBN" and _agent(word, past=False) is not None
    return (_passive_object(word) if is_passive else None) or _bare_relative(word)


@rule("relations.shared_passives", off=reduced)
def _passive_object(verb: Token) -> Token | None:
    """Return to whom something is done whom another verb has as its subject.

    For example "Ann Lee died and was succeeded by Bo Falk", "left after being replaced by him".
    """
    if all(child.dep_ != "auxpass" for child in verb.lefts):
        return reduced(verb)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ == "VERB":
        return doer(verb.head.head)
    return subject(verb) if verb.dep_ == "conj" else None


@rule("relations.bare_relative_clauses")
def _bare_relative(verb: Token) -> Token | None:
    """Return what a clause without "which" describes: "Orvis Club, the order she founded"."""
    if verb.dep_ != "relcl" or any(child.dep_ in _COMPLEMENTS for child in verb.rights):
        return None
    lefts = list(verb.lefts)
    has_subject = any(child.dep_ == "nsubj" and child.tag_ not in _RELATIVE for child in lefts)
    has_pronoun = any(child.tag_ in _RELATIVE or child.dep_ == "advmod" for child in lefts)
    return named_by(verb.head) if has_subject and not has_pronoun else None


def _agent(word: Token, past: bool) -> Token | None:
    del past
    by = next((child for child in word.rights if child.dep_ == "agent"), None)
    return _after_preposition(by) if by is not None else None


def _self(word: Token, past: bool) -> Token | None:
    del past
    return word


@rule("relations.war")
def _war(word: Token, past: bool) -> Token | None:
    """Return who fights a war: "Russia's war with Ukraine"."""
    war = _object(word, past)
    return owner_of(war, past) if war is not None and war.lemma_ in _WARS else None


@rule("relations.named_units")
def _named(word: Token, past: bool) -> Token | None:
    """Return the name before a noun that another name owns: "Zeta's Orvis digital unit"."""
    del past
    if all(child.dep_ != "poss" or child.lower_ in _PERSONAL for child in word.lefts):
        return None
    names = (each for each in reversed(list(word.lefts)) if each.dep_ in {"compound", "nmod"})
    return next((each for each in names if each.pos_ == "PROPN"), None)


@rule("relations.nominations")
def _nominee(word: Token, past: bool) -> Token | None:
    """Return who seeks or has a nomination: "won the Republican nomination"."""
    verb = word.head.head if word.dep_ == "pobj" and word.head.lower_ == "for" else word.head
    known, tags = (_WINNING, _DONE) if past else (_SEEKING, _UNDER_WAY)
    is_sought = verb.lemma_ in known and verb.tag_ in tags and word.dep_ in {"dobj", "pobj"}
    if not is_sought or any(part.lower_ in _EARLIER for part in verb.lefts):
        return None
    who = doer(verb) if states(verb, past) else None
    return who if who is None or who.pos_ != "PRON" else None


@rule("relations.survived")
def _survived(word: Token, past: bool) -> Token | None:
    """Return who has died, of whom a list of a family tells: "survived by two sons, Bo and Al"."""
    del past
    if word.dep_ not in {"pobj", "conj"}:
        return None
    if any(child.dep_ == "poss" for child in word.lefts):
        return None
    verb = next((part for part in word.sent if part.lemma_ == "survive" and part.i < word.i), None)
    return _object(verb, past=True) if verb is not None and _has_agent(verb) else None


@rule("relations.shares")
def _share(verb: Token, past: bool) -> Token | None:
    """Return of what somebody has a part: "owns 40 percent of Orvis", "a stake in Orvis"."""
    part = _object(verb, past)
    if part is None or part.lemma_ not in _PARTS:
        return None
    return _after(part, "of") or _after(part, "in")


@rule("relations.within")
def _within(verb: Token, past: bool) -> Token | None:
    """Return the body of a part that somebody runs: "chairs the law department at Orvis"."""
    part = _object(verb, past)
    if part is None or part.pos_ != "NOUN":
        return None
    return _after(part, "at") or _after(verb, "at") or _after(part, "of")


@rule("relations.givers")
def _giver(noun: Token, past: bool) -> Token | None:
    """Return who gives what the noun says: "threw his support to Bo Falk"."""
    verb = noun.head
    is_given = noun.dep_ == "dobj" and verb.lemma_ in _GIVING and states(verb, past=True)
    return doer(verb) if is_given and past else None


def _given(noun: Token, past: bool) -> Token | None:
    """Return to whom it is given."""
    del past
    return (_after(noun.head, "to") or _after(noun, "to")) if noun.dep_ == "dobj" else None


@rule("relations.earners")
def _earner(noun: Token, past: bool) -> Token | None:
    """Return who has earned a degree: "earned a degree in law from Yale"."""
    verb = noun.head
    is_earned = noun.dep_ == "dobj" and verb.lemma_ in _EARNING and states(verb, past)
    return doer(verb) if is_earned else None


@rule("relations.parents")
def _parent(noun: Token, past: bool) -> Token | None:
    """Return who has a child: "they have a son, Bo Falk", "shares a son, Bo, with Ann Lee"."""
    verb = noun.head
    is_had = noun.dep_ == "dobj" and verb.lemma_ in _PARENTS and states(verb, past)
    return doer(verb) if is_had else None


@rule("relations.degrees")
def _school(noun: Token, past: bool) -> Token | None:
    """Return where a degree was earned; the parse may have "from" at the verb."""
    del past
    places = (_after(word, name) for name in ("from", "at") for word in (noun, noun.head))
    return next((place for place in places if place is not None), None)


def _has_agent(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.rights)


def _clause(word: Token, past: bool) -> Token | None:
    del past
    verb = clause(word)
    return doer(verb) if verb.pos_ in {"VERB", "AUX"} else None


def _after(word: Token, preposition: str) -> Token | None:
    for child in word.rights:
        if child.dep_ in {"prep", "dative"} and child.lower_ == preposition:
            return _after_preposition(child)
    return _right_behind(word, preposition)


@rule("relations.right_behind")
def _right_behind(noun: Token, preposition: str) -> Token | None:
    """Return the name behind a noun and a preposition that a parse gives to the verb above.

    For example "letters from Lee's time at Orvis Bank", "an arrest near her home in Leeds".
    """
    if noun.pos_ != "NOUN" or noun.i + 1 >= len(noun.doc):
        return None
    behind = noun.nbor()
    is_its = behind.dep_ == "prep" and behind.lower_ == preposition
    return _after_preposition(behind) if is_its and behind.head in noun.ancestors else None


def _after_preposition(preposition: Token) -> Token | None:
    return next((child for child in preposition.rights if child.dep_ == "pobj"), None)


_SLOTS = {
    "subject": subject_of,
    "object": _object,
    "agent": _agent,
    "self": _self,
    "owner": owner_of,
    "above": owner_above,
    "apposed": name_beside,
    "war": _war,
    "named": _named,
    "nominee": _nominee,
    "share": _share,
    "within": _within,
    "survived": _survived,
    "each": subject_of,
    "giver": _giver,
    "given": _given,
    "earner": _earner,
    "school": _school,
    "parent": _parent,
    "clause": _clause,
}
