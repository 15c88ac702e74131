"""The subject of a relation: of a verb, of a relative clause, or what a noun says of a name."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import states
from store.extract.references.discourse import clause, subject
from store.extract.roles.offices import office_words
from store.extract.roles.said_of import is_doer
from store.extract.rules import rule, unchanged

_HAVING = frozenset({"have", "hold", "maintain", "keep", "form", "share"})
_FAMILY = lexicon.words("relations.family")
_FOLLOWERS = lexicon.words("relations.followers")
_ARTICLES = frozenset({"a", "an"})
_KNOWN = lexicon.words("relations.known_as")
_PASSIVES = frozenset({"nsubjpass", "auxpass"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_PERSONS = frozenset({"PERSON"})
_OWNED = frozenset({"PERSON", "ORG"})
_CLOSING = frozenset({",", ".", ";", ")", "—", "--"})


def subject_of(word: Token, past: bool) -> Token | None:
    """Return the subject of a verb, or whom or what a noun is said of."""
    if word.pos_ in {"VERB", "AUX"} or _has_subject(word):
        return doer(word)
    return _said_of(word, past)


def _has_subject(word: Token) -> bool:
    """Whether the parse has an adjective as the clause's verb: "has been married to"."""
    return word.dep_ == "ROOT" and any(child.dep_ == "nsubjpass" for child in word.lefts)


def doer(verb: Token) -> Token | None:
    """Return the subject of a verb, or the noun that its clause describes."""
    who = subject(verb)
    agentive = any(child.dep_ == "agent" for child in verb.children)
    if who is None:
        is_passive = verb.tag_ == "VBN" and agentive
        described = reduced(verb)
        return described if not is_passive else None
    passive = any(child.dep_ in _PASSIVES for child in verb.children)
    if passive and agentive:
        return None
    if who.tag_ in {"WDT", "WP"}:
        if verb.dep_ == "relcl":
            return None if _is_whose(verb, who) else _described(verb, who)
        return described_by_relative(who)
    return who


def reduced(verb: Token) -> Token | None:
    """Return what a participle describes: "Orvis Corp., a bank owned by Lee and led by Roe"."""
    first = verb
    while first.dep_ == "conj" and first.head.tag_ in _PARTICIPLES:
        first = first.head
    is_participle = first.dep_ == "acl" and {verb.tag_, first.tag_} <= _PARTICIPLES
    return named_by(first.head) if is_participle else None


@rule("relations.which_of_two", off=lambda verb, _: verb.head)
def _described(verb: Token, who: Token) -> Token:
    """Return the noun that a relative clause describes.

    "Which" is no person: "Ann Lee, the head of Orvis Bank, which backs it". And the noun right
    before "who" is meant, not the name that it has: "a Club for Growth donor who backs him".
    """
    head = verb.head
    before = verb.doc[who.i - 2 if verb.doc[who.i - 1].is_punct else who.i - 1]
    if who.lower_ == "which" and head.ent_type_ == "PERSON":
        return before
    is_other = who.lower_ == "who" and before.pos_ == "NOUN" and head.pos_ == "PROPN"
    return before if is_other and before.head.dep_ == "prep" else named_by(head)


@rule("relations.described_nouns", off=unchanged)
def named_by(noun: Token) -> Token:
    """Return the name that a noun describes: "Ann Lee, a lawyer who works for Orvis"."""
    is_common = noun.pos_ == "NOUN" or any(child.lower_ in _ARTICLES for child in noun.lefts)
    if is_common and noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        return noun.head
    if is_common and noun.dep_ == "attr" and states(noun.head, past=False):
        return subject(noun.head) or noun
    return noun


@rule("relations.whose_clause", off=lambda *_: False)
def _is_whose(verb: Token, who: Token) -> bool:
    """Whether "who" rather refers to another noun: "a supporter of Ann Lee who lives in Leeds"."""
    name = verb.head
    above = name.head.head if name.dep_ == "pobj" else name
    is_person = above.lower_ in office_words().last or above.lower_ in _FOLLOWERS
    return is_person and name.pos_ == "PROPN" and verb.doc[who.i - 1].text != ","


@rule("relations.relative_clauses")
def described_by_relative(pronoun: Token) -> Token | None:
    """Return the noun that a relative clause describes: "Norway, which borders Sweden"."""
    verb = clause(pronoun)
    for above in verb.ancestors:
        if verb.dep_ != "conj":
            break
        verb = above
    return verb.head if verb.dep_ == "relcl" else None


@rule("relations.said_of")
def _said_of(noun: Token, past: bool) -> Token | None:
    """Return what a noun describes: by a copula, an apposition, "has", or as a name's title."""
    head = noun.head
    if noun.dep_ in {"attr", "acomp", "advmod", "oprd"} and head.lemma_ in {
        "be",
        "become",
        "remain",
    }:
        is_past = past and head.dep_ != "ccomp"  # not "he said that Lee was the founder of it"
        return doer(head) if states(head, is_past or head.lemma_ == "become") else None
    if noun.dep_ == "dobj" and head.lemma_ in _HAVING:
        return doer(head) if states(head, past) else None
    if noun.dep_ == "pobj" and head.lower_ == "as" and head.head.lemma_ in _KNOWN:
        return doer(head.head) if states(head.head, past) else None
    if any(child.lower_ == "whose" for child in noun.lefts) and noun.dep_ == "appos":
        return name_beside(noun, past)
    if noun.dep_ == "appos" and is_doer(noun):
        return None
    if noun.dep_ in {"appos", "compound"}:
        return _own_relative(noun) or head
    if (told := _told_behind(noun, past)) is not None:
        return told
    first = _joined_noun(noun) or (_one_of(noun) if name_beside(noun, past) is None else None)
    return _said_of(first, past) if first is not None else name_beside(noun, past)


@rule("relations.one_of")
def _one_of(noun: Token) -> Token | None:
    """Return the "one" of "Ann Lee, one of Falk's lawyers"."""
    is_of = noun.tag_ == "NNS" and noun.dep_ == "pobj" and noun.head.lower_ == "of"
    one = noun.head.head
    return one if is_of and one.lower_ == "one" and one.dep_ in {"appos", "attr"} else None


@rule("relations.inverse")
def _told_behind(noun: Token, past: bool) -> Token | None:
    """Return the name of "Its members are Norway and Peru", "Lee's brother is Bo Falk"."""
    verb = noun.head
    is_said = (
        noun.dep_ == "nsubj"
        and verb.lemma_ in {"be", "include"}
        and verb.dep_ not in {"ccomp", "relcl"}
    )
    if not is_said or not states(verb, past):
        return None
    named = next((child for child in verb.rights if child.dep_ in {"attr", "dobj"}), None)
    is_beside = name_beside(noun, past) is not None  # "Lee's brother, Bo, is a lawyer"
    is_named = named is not None and (named.pos_ == "PROPN" or not is_beside)
    return named if is_named else None


@rule("relations.relatives_in_lists")
def _own_relative(noun: Token) -> Token | None:
    """Return the relative that a parse takes for the name before: "Ann Lee, her husband, Bo,"."""
    is_theirs = any(child.tag_ == "PRP$" for child in noun.lefts)
    is_relative = is_theirs and noun.dep_ == "appos" and noun.lemma_ in _FAMILY
    named = next((child for child in noun.rights if child.dep_ == "appos"), None)
    return named if is_relative and named is not None and named.pos_ == "PROPN" else None


@rule("relations.joined_nouns")
def _joined_noun(noun: Token) -> Token | None:
    """Return the first of two nouns for one person: "Ann Lee, Falk's friend and Roe's sister"."""
    first = _governor(noun.head) if noun.dep_ == "conj" else noun
    are_nouns = noun.dep_ == "conj" and noun.pos_ == "NOUN" == first.pos_
    is_said = first.dep_ in {"appos", "attr", "compound"} and first.tag_ == "NN" == noun.tag_
    return first if are_nouns and is_said else None


def _governor(name: Token) -> Token:
    """Return the noun above a name that a parse joins the next noun to: "wife of Lee and aunt"."""
    is_below = name.pos_ == "PROPN" and name.dep_ == "pobj" and name.head.lower_ == "of"
    return name.head.head if is_below else name


@rule("relations.apposed")
def name_beside(noun: Token, past: bool) -> Token | None:
    """Return the name beside a noun: "his brother Peter"."""
    del past
    apposed = next((child for child in noun.rights if child.dep_ == "appos"), None)
    return apposed or _behind_comma(noun)


@rule("relations.behind_comma")
def _behind_comma(noun: Token) -> Token | None:
    """Return the name between commas that the parse has elsewhere: "the nominee, Ann Lee,"."""
    if noun.i + 2 >= len(noun.doc) or noun.nbor(1).text != ",":
        return None
    if all(child.dep_ != "poss" and child.lower_ != "the" for child in noun.lefts):
        return None
    if noun.tag_ == "NNS" and noun.head.lower_ != "of":
        return None  # "him and his rivals, Ann Lee said", but "one of his friends, Ann Lee,"
    is_whose = any(child.lower_ == "whose" for child in noun.lefts)
    name = noun.nbor(3 if is_whose and noun.nbor(2).lower_ == "the" else 2)
    types = _OWNED if is_whose else _PERSONS
    while name.ent_type_ in types and name.i + 1 < len(name.doc):
        if name.nbor(1).ent_iob_ != "I":
            is_doing = name.nbor(1).pos_ == "VERB" and not _is_ahead(noun)
            return name if is_doing or name.nbor(1).text in _CLOSING else None
        name = name.nbor(1)
    return None


def _is_ahead(noun: Token) -> bool:
    """Whether a sentence begins with its phrase: "Regarding the front-runner, Ann Lee said"."""
    return noun.dep_ == "pobj" and noun.head.left_edge.i == noun.sent.start
