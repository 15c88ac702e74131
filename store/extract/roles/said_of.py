"""Find the nouns that the syntax attributes to a person: "Lee, the mayor", "Lee was named head".

Whether such a noun is an office, and of what, is not decided here.
"""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import states
from store.extract.roles.offices import office_words
from store.extract.rules import nothing, rule

_BEING = frozenset({"be", "become", "remain"})
TOLD = frozenset({"ccomp", "pcomp"})
"""Relations of clauses that are not asserted: "said she is", "the idea of her being"."""
_NAMING = lexicon.words("roles.naming")
_SERVING = lexicon.words("roles.serving")
LEAVING = lexicon.words("roles.leaving")
_TENURES = frozenset("time tenure years term terms stint spell days career work job role".split())
_FOR_OTHERS = frozenset(
    "spokesman spokeswoman spokesperson lawyer attorney adviser advisor aide assistant secretary "
    "ambassador envoy counsel".split()
)
"""Offices of people who speak or work for somebody."""


def is_asked(noun: Token) -> bool:
    """Whether it is a question: "Is Ann Lee the chairman of Zeta?"."""
    sentence = noun.sent
    last = next((token for token in reversed(list(sentence)) if not token.is_space), noun)
    return last.text == "?" and sentence[0].pos_ in {"AUX", "VERB"}


@rule("roles.apposition", off=nothing)
def beside(name: Token) -> list[Token]:
    """Return the nouns in apposition to a person."""
    found = [child for child in name.rights if child.dep_ == "appos"]
    joined = next((child.i for child in name.rights if child.dep_ == "conj"), None)
    if joined is not None:  # "Ann Lee and Bo Falk, the mayor": the mayor is Bo Falk
        found = [child for child in found if child.i < joined]
    if name.dep_ == "conj" and name.head.i < name.i:
        found += [c for c in name.head.rights if c.dep_ == "appos" and c.i > name.i]
    if name.dep_ == "appos" and name.head.i < name.i and not _is_heading(name):
        found.append(_speaker_for(name.head))
    return found


def _is_heading(name: Token) -> bool:
    """Whether a trade with a colon is the heading of a list: "ACTRESS: Ann Lee"."""
    left = name.left_edge.i
    has_colon = ":" in (name.doc[left].text, name.doc[max(left - 1, 0)].text)
    return has_colon and name.head.lower_ in office_words().trades


@rule("roles.copula", off=nothing)
def by_copula(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee is the mayor of", but not in reported speech."""
    verb = name.head
    is_said = name.dep_ == "nsubj" and verb.lemma_ in _BEING and verb.dep_ not in TOLD
    return rights(verb, {"attr"}) if is_said and states(verb, verb.lemma_ == "become") else []


@rule("roles.clause", off=nothing)
def by_clause(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee, who is a professor at"."""
    for verb in name.rights:
        if verb.dep_ == "relcl" and verb.lemma_ in _BEING and states(verb, verb.lemma_ == "become"):
            who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
            if who is not None and who.lower_ == "who":
                return rights(verb, {"attr"})
    return []


@rule("roles.naming", off=nothing)
def by_naming(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee was named head of", "was unveiled as manager"."""
    verb = name.head
    if name.dep_ != "nsubjpass" or verb.lemma_ not in _NAMING or not states(verb, past=True):
        return []
    return [*rights(verb, {"oprd", "attr"}), *_after_as(verb)]


@rule("roles.naming_whom", off=nothing)
def by_naming_whom(name: Token) -> list[Token]:
    """Return nouns of "The board named Ann Lee chairwoman", "hired her as director"."""
    verb = name.head
    if name.dep_ != "dobj" or verb.lemma_ not in _NAMING or not states(verb, past=True):
        return []
    return [*rights(verb, {"oprd"}), *_after_as(verb)]


@rule("roles.serving", off=nothing)
def by_serving(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee serves as ambassador to", "took over as"."""
    verb = name.head
    is_said = name.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in _SERVING | LEAVING
    return _after_as(verb) if is_said and states(verb, past=True) else []


@rule("roles.as_before", off=nothing)
def by_as(name: Token) -> list[Token]:
    """Return nouns of "As secretary of state, Ann Lee met" and "Lee's tenure as mayor"."""
    if name.dep_ == "poss" and name.head.lower_ in _TENURES:
        return _after_as(name.head)
    if name.dep_ not in {"nsubj", "nsubjpass"} or not states(name.head, past=True):
        return []
    ahead = [child for child in name.head.lefts if child.i < name.i and child.lower_ == "as"]
    return [noun for child in ahead if child.dep_ == "prep" for noun in rights(child, {"pobj"})]


def was(verb: Token) -> bool:
    return verb.lemma_ in _BEING - {"become"} and verb.tag_ == "VBD"


def is_of(name: Token, verb: Token) -> bool:
    """Whether a verb is said of the name, or of the "who" that refers to it."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return who is not None and (who == name or who.lower_ == "who")


def verb_of(noun: Token) -> Token | None:
    """Return the verb that gives somebody an office: "was", "named", "resigned as"."""
    if noun.dep_ in {"attr", "oprd"}:
        return noun.head
    is_after_as = noun.dep_ == "pobj" and noun.head.lower_ == "as"
    return noun.head.head if is_after_as else None


def _speaker_for(noun: Token) -> Token:
    """Return the office of "A spokeswoman for the governor, Ann Lee": the spokeswoman."""
    phrase = noun.head
    is_for = noun.dep_ == "pobj" and phrase.lower_ in {"for", "to"} and phrase.dep_ == "prep"
    return phrase.head if is_for and phrase.head.lower_ in _FOR_OTHERS else noun


def rights(head: Token, deps: set[str]) -> list[Token]:
    return [child for child in head.rights if child.dep_ in deps]


def _after_as(verb: Token) -> list[Token]:
    phrases = [child for child in verb.rights if child.dep_ == "prep" and child.lower_ == "as"]
    return [noun for phrase in phrases for noun in rights(phrase, {"pobj"})]
