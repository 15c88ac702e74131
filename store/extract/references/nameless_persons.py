"""Persons without a name, for whom a pronoun may stand as well as for a named one."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.references.discourse import Discourse, noun_gender, pronoun_gender, within
from store.extract.reporting_words import SAYING
from store.extract.roles.offices import office_words
from store.extract.rules import rule

_PEOPLE = lexicon.words("references.people")
_SEVERAL = frozenset({"NNS", "NNPS"})
"""Tags of plural nouns, which "he" and "she" cannot mean."""
_ONE = ("er", "or", "ist", "ian", "eer")
"""Endings of nouns for somebody who does something: "regulator"."""
_BODIES = lexicon.words("references.ending_so")
"""Nouns with such an ending for what is not a person."""
_RIVALS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj"})
"""Relations of a noun whom a later pronoun may mean."""


def is_human(word: Token) -> bool:
    """Whether a noun or pronoun stands for people: an office, an occupation or kinship."""
    if word.pos_ == "PROPN":
        return word.ent_type_ == "PERSON"
    lemma = word.lemma_.lower()
    return (
        lemma in _PEOPLE
        or lemma in office_words().heads
        or noun_gender(word) is not None
        or (word.lower_ in {"he", "she", "i", "we", "they", "you"})
    )


def is_speaker(word: Token) -> bool:
    """Whether a word is the subject of a verb of saying: "he said"."""
    return word.dep_ == "nsubj" and word.head.lemma_ in SAYING


def may_be_nameless(discourse: Discourse, word: Token, gender: str) -> bool:
    """Whether a word that is no person's name stands for somebody of this gender."""
    if word.tag_ in _SEVERAL or noun_gender(word) not in (None, gender):
        return False
    return bool(is_human(word) or _says(word) or _is_member(discourse, word))


@rule("references.nameless_speaker")
def _says(word: Token) -> bool:
    """Whether a noun is a person who speaks: "the regulator responded", not "the family said"."""
    one = word.lower_.endswith(_ONE) and word.lower_ not in _BODIES
    return one and word.tag_ == "NN" and is_speaker(word)


@rule("references.nameless_member")
def _is_member(discourse: Discourse, word: Token) -> bool:
    """Whether a word is one of a people, faith or party: "another Muslim said he heard Lee"."""
    found = discourse.at(word)
    return found is not None and found.type == "NORP" and word.dep_ == "nsubj"


@rule("references.nameless_rival")
def has_nameless_rival(discourse: Discourse, pronoun: Token, subject: Token) -> bool:
    """Whether a noun of the pronoun's gender stands between it and the subject of its clause.

    For example "Lee spoke for his brother, describing him as a teacher".
    """
    gender = pronoun_gender(pronoun)
    return any(
        noun_gender(word) == gender
        and word.tag_ == "NN"
        and word.dep_ in _RIVALS
        and discourse.at(word) is None
        and not within(pronoun, word)
        and not within(word, subject)
        for word in discourse.doc[subject.i + 1 : pronoun.i]
    )
