"""The owner of the noun of a relation: "Zeta's unit", "his brother", "Bo Falk and wife Ann"."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.relations.subjects import described_by_relative, doer
from store.extract.rules import rule

_FAMILY = lexicon.words("relations.family")
_OWNERS = frozenset({"poss", "compound", "amod", "nmod"})


def owner_of(word: Token, past: bool) -> Token | None:
    """Return the word for the owner of a noun: a name before it or beside it, or a pronoun."""
    del past
    partner = _partner(word)
    if partner is not None:
        return partner
    owners = [child for child in _lefts(word) if child.dep_ in _OWNERS]
    owner = max(
        owners, key=lambda child: (child.dep_ == "poss", child.pos_ == "PROPN"), default=None
    )
    if owner is not None and owner.lower_ == "whose":
        return described_by_relative(owner) or _before_whose(owner)
    if owner is not None and owner.tag_ == "PRP$":
        return _same_owner(owner) or owner
    return owner or _before_title(word) or _shared_owner(word) or _bare_owner(word)


@rule("relations.before_titles")
def _before_title(noun: Token) -> Token | None:
    """Return the name before the noun of a name: "Norway scrum-half Bo Falk"."""
    start = noun.i - 2 if noun.i > 1 and noun.nbor(-1).text == "-" else noun.i
    before = noun.doc[start - 1] if start else noun
    is_title = noun.dep_ == "compound" and noun.head.pos_ == "PROPN"
    return before if is_title and before.pos_ == "PROPN" and before.head == noun.head else None


@rule("relations.before_whose")
def _before_whose(whose: Token) -> Token | None:
    """Return the name before "whose" where the parse has no relative clause."""
    comma = whose.i - 1
    name = whose.doc[comma - 1 if comma > 0 and whose.doc[comma].text == "," else max(comma, 0)]
    return name if name.pos_ == "PROPN" and name.sent == whose.sent else None


@rule("relations.bare_relatives")
def _bare_owner(word: Token) -> Token | None:
    """Return whose relative stands without "his": "Bo Falk and wife Ann", "came with son Ed"."""
    name = next((child for child in word.rights if child.dep_ == "appos"), word.head)
    is_bare = word.lemma_ in _FAMILY and name.pos_ == "PROPN" and not any(True for _ in word.lefts)
    if not is_bare or name.i < word.i:
        return None
    joined = word.head if word.dep_ == "compound" else word
    while joined.dep_ == "conj" and joined.head.dep_ in {"appos", "conj"}:
        joined = joined.head
    if joined.dep_ == "conj":
        return joined.head if joined.head.pos_ == "PROPN" else None
    is_with = joined.dep_ == "pobj" and joined.head.lower_ in {"with", "by"}
    verb = joined.head.head if is_with else joined
    return doer(verb) if is_with and verb.pos_ == "VERB" else None


def _lefts(noun: Token) -> list[Token]:
    """Return the words before a noun, also those that a parse gives to the "ex" of "ex-wife"."""
    if noun.i < 2 or noun.nbor(-1).text != "-":
        return list(noun.lefts)
    first = noun.nbor(-2)
    return [*first.lefts, *(child for child in noun.lefts if child != first)]


@rule("relations.same_owner")
def _same_owner(his: Token) -> Token | None:
    """Return the first "his" of two: "his manager, Bo Falk, and his lawyer, Ann Lee"."""
    name = _joined_to(his)
    return _someones(name) if name is not None else None


def _joined_to(his: Token) -> Token | None:
    """Return the word before "and his", without a comma."""
    at = his.i - 1
    if at < 2 or his.doc[at].lower_ != "and":
        return None
    return his.doc[at - 2 if his.doc[at - 1].text == "," else at - 1]


def _someones(name: Token) -> Token | None:
    """Return the "his" of a name: "his manager, Bo Falk", "his lawyer Bo Falk"."""
    noun = name.head if name.dep_ == "appos" else name
    return next((child for child in noun.lefts if child.tag_ == "PRP$"), None)


@rule("relations.partners")
def _partner(word: Token) -> Token | None:
    """Return the name before "and his": "Bo Falk and his daughter Ann"."""
    joined = word.head if word.dep_ in {"compound", "nmod"} else word
    his = next((each for each in (*joined.lefts, *word.lefts) if each.tag_ == "PRP$"), None)
    if his is None or word.pos_ != "NOUN":
        return None
    is_joined = joined.dep_ == "conj" and joined.head.pos_ == "PROPN" and joined.head.i < joined.i
    name = joined.head if is_joined else _joined_to(his)
    is_person = is_joined or (name is not None and name.ent_type_ == "PERSON")
    return name if name is not None and is_person and _someones(name) is None else None


@rule("relations.shared_owner")
def _shared_owner(word: Token) -> Token | None:
    """Return the owner of two nouns: "Lee's widow and daughter Ann"."""
    joined = word.head if word.dep_ in {"compound", "nmod"} else word
    first = joined.head
    if joined.dep_ != "conj" or word.pos_ != "NOUN" or first.pos_ != "NOUN":
        return None
    if any(child.dep_ in {"det", "poss"} for child in (*joined.lefts, *word.lefts)):
        return None
    return next((child for child in first.lefts if child.dep_ == "poss"), None)


@rule("relations.above")
def owner_above(word: Token, past: bool) -> Token | None:
    """Return the owner of the noun above: "China's assumption of the chair"."""
    if word.dep_ != "pobj":
        return None
    governor = word.head.head
    return owner_of(governor, past) if governor.pos_ == "NOUN" else None
