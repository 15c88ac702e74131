"""Relations that do not hold: of things that never stand in them, over, or only hoped for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, states
from store.extract.relations.rows import Row
from store.extract.roles.parties import party_keys
from store.extract.rules import rule
from store.extract.statements.quotations import Quotations

_MESSAGES = lexicon.words("relations.messages")
_ONCE = frozenset("former then ex fired ousted onetime erstwhile past previous earlier".split())
_NOT_NOW = _ONCE | frozenset(
    "future potential prospective aspiring would-be alleged apparent".split()
)
_BEFORE = frozenset({"previously", "formerly", "once", "initially", "originally"})
"""Adverbs of what is over: "had previously endorsed her"."""
FORMER = {
    "works_for": "worked_for",
    "plays_for": "played_for",
    "owns": "owned",
    "lives_in": "lived_in",
    "member_of": "former_member_of",
    "spouse_of": "former_spouse_of",
    "partner_of": "former_partner_of",
}
"""The predicates of what once was, by those of what holds."""
_OF_THE_PAST = frozenset(FORMER.values())
_FOR_EVER = frozenset({"made_by", "founder_of", "appears_in", "studied_at", "worked_for"})
"""Predicates that hold of what was done earlier."""
_CONTESTS = frozenset({"candidate_of", "running_mate_of"})
_FORCES = frozenset({"navy", "army", "guard", "police", "force", "corps", "department"})
"""Words in the names of bodies whose captains play in no team."""
_HONOURS = "hall of fame"
_SCHOOLS = frozenset({"university", "college", "school", "academy", "institute"})
_HOPING = lexicon.words("relations.hoping")
_WEIGHING = lexicon.words("relations.weighing")
_WITHDRAWING = lexicon.words("relations.withdrawing")
_OTHER_HOMES = lexicon.words("relations.other_homes")
_POLLS = lexicon.words("relations.polls")
_ACHIEVING = lexicon.words("relations.achieving")
_NAMING = lexicon.words("relations.naming")
_TO_COME = frozenset({"successor_of"})
"""Predicates that hold as soon as it is settled."""
_INFINITIVES = frozenset({"xcomp", "advcl", "acl", "ccomp"})
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_LONGEST_STATE = 4
_FEW = 3
"""How many small words of five letters a headline may have."""
_EARLIER = frozenset({"first", "second", "third", "ex", "ex-", "estranged"})
_COMPLEMENT_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp"})
_FAR = frozenset({"sister", "twin", "partner"})
"""Words before "city" for one in another country."""
_BESIDES = frozenset({"besides", "unlike", "alongside"})
_CHAMBERS = frozenset({"Senate", "House", "Congress", "Assembly", "Legislature", "Parliament"})


@rule("relations.impossible", off=lambda *_: False)
def cannot_be(row: Row, word: Token, subject: FoundEntity, obj: FoundEntity) -> bool:
    """Whether two things never stand in a relation.

    A party is no member of another one ("Republican members" are people), a candidate for the
    Senate is not the Senate's, one person is not "two members", a parent of somebody owns no
    body, "the gambling capital" is none, a country is not in another one and does not lead its own
    army, and who "leads the league in assists" does not lead it.
    """
    is_plural = word.tag_ == "NNS" and word.dep_ == "appos" and subject.type == "PERSON"
    if is_plural and (_is_alone(word.head) or _is_beside(word.head)):
        return True
    if row.predicate in {"owns", "left"}:
        is_leaving = row.predicate == "left" and word.tag_ == "VBG"  # "was leaving it when it fell"
        return is_leaving or (word.lemma_ == "parent" and subject.type == "PERSON")
    if row.predicate in {"capital_of", "made_by"}:
        is_word = any(child.dep_ == "compound" and child.is_lower for child in word.lefts)
        is_message = word.pos_ == "VERB" and any(_is_in_message(child) for child in word.rights)
        return is_word if row.predicate == "capital_of" else is_message
    if row.predicate == "member_of":
        is_of_people = word.tag_ == "NNS" or obj.key in party_keys()
        is_of_many = word.tag_ == "NNS" and word.dep_ == "pobj"
        is_seat = is_of_many and "TOWN" in types_of(subject)  # "Lee, R-N.H., one of six members"
        return is_seat or (subject.key in party_keys() and is_of_people)
    if row.predicate in {"chair_of", "candidate_of"}:
        is_branch = row.predicate == "chair_of" and obj.key in party_keys()
        is_branch = is_branch and any(_is_in_branch(child) for child in word.rights)
        is_race = row.predicate == "candidate_of" and not _CHAMBERS.isdisjoint(obj.name.split())
        return is_branch or is_race
    if row.predicate == "located_in":
        are_states = word.tag_ == "NNS" and word.lemma_ == "state"  # "the Belt states of Ohio and"
        is_far = any(child.lower_ in _FAR or child.lower_ == "home" for child in word.lefts)
        are_countries = "COUNTRY" in types_of(subject) and "COUNTRY" in types_of(obj)
        return are_states or is_far or _is_beside_town(word) or are_countries
    if row.predicate != "led_by":
        return False
    is_own = obj.iso is not None and subject.key.startswith(f"org/{obj.iso}/")
    return is_own or (word.lemma_ == "lead" and any(map(_is_count, word.children)))


@rule("relations.other_ties", off=lambda *_: False)
def is_other_tie(row: Row, word: Token, body: FoundEntity) -> bool:
    """Whether it is rarely sure whose friend one is, a captain has no team, or one only came.

    For example "his friend Ann Lee", "a Navy captain", "captain of the boat Orvis", "attended the
    Orvis Forum".
    """
    if row.predicate in {"friend_of", "colleague_of"}:
        return any(child.tag_ == "PRP$" for child in word.lefts)
    if row.predicate == "lives_in" and word.pos_ == "NOUN":
        return any(child.lower_ in _OTHER_HOMES for child in _left_of(word))
    if row.predicate == "based_in" and word.pos_ == "VERB":
        return word.dep_ == "acl" and word.head.pos_ == "PROPN"  # "Lee, whose firm, based in"
    if word.lemma_ == "attend":
        return _SCHOOLS.isdisjoint(body.name.casefold().split())
    if row.predicate == "defeated":
        return not _is_contest(word)
    if row.predicate == "plays_for" and _HONOURS in body.name.casefold():
        return True
    if row.predicate != "plays_for" or word.lemma_ != "captain":
        return False
    of = (child for child in word.rights if child.dep_ == "prep")
    parts = (part for each in of for name in each.rights for part in (name, *name.lefts))
    return any(part.pos_ == "NOUN" for part in parts) or is_force(body)


@rule("relations.contests", off=lambda _: True)
def _is_contest(verb: Token) -> bool:
    """Whether a contest was won: not in a poll, not with a stick, and not for now.

    For example "beat him in November", but not "surveys show her beating him".
    """
    if verb.tag_ in {"VBG", "VBZ", "VBP"}:
        return False
    for child in verb.rights:
        is_at = child.dep_ == "prep" and child.lower_ in {"in", "on", "by"}
        is_polled = is_at and any(part.lemma_ in _POLLS for part in child.rights)
        if child.lower_ == "with" or child.dep_ == "prt" or is_polled:
            return False
    return True


def is_force(body: FoundEntity) -> bool:
    """Whether it is an army, the police and the like, in whose name no team plays."""
    return not _FORCES.isdisjoint(body.name.casefold().split())


def _is_beside_town(word: Token) -> bool:
    """Whether a town is the next of a list, not where the one before is: "Leeds, the town of X"."""
    is_the = word.dep_ == "appos" and any(child.lower_ == "the" for child in word.lefts)
    return is_the and word.lemma_ == "town"


def _is_alone(name: Token) -> bool:
    return name.dep_ != "conj" and all(child.dep_ != "conj" for child in name.children)


def _is_beside(name: Token) -> bool:
    """Whether others than the name are told of: "in addition to Ann Lee, two members"."""
    before = name.head
    return name.dep_ == "pobj" and (
        before.lower_ in _BESIDES or (before.lower_ == "to" and before.head.lower_ == "addition")
    )


def _is_in_branch(child: Token) -> bool:
    """Whether it tells of which place a party's chair is: "the Democratic chair of Lee County"."""
    is_in = child.dep_ == "prep" and child.lower_ in {"in", "of", "for"}
    return is_in and any(part.ent_type_ == "GPE" for part in child.rights)


def _is_in_message(child: Token) -> bool:
    """Whether it tells of a message: "in an email"."""
    is_in = child.dep_ == "prep" and child.lower_ in {"in", "on"}
    return is_in and any(part.lemma_ in _MESSAGES for part in child.rights)


def _is_count(child: Token) -> bool:
    """Whether it is what a player is first in: "in assists"."""
    return child.lower_ == "in" and any(part.tag_ == "NNS" for part in child.children)


def types_of(entity: FoundEntity) -> set[str]:
    """Return the entity's type, and for a place whether it is a country."""
    if entity.type not in {"GPE", "LOC"}:
        return {entity.type}
    country = entity.iso is not None and entity.country is None
    return {entity.type, "COUNTRY" if country else "TOWN"}


@rule("relations.over", off=lambda *_: False)
def no_longer_holds(word: Token, row: Row) -> bool:
    """Whether a noun no longer holds: "a former Lee aide", "his first wife", "2012 nominee"."""
    if row.predicate.startswith("former_") or word.lemma_ == "predecessor":
        return False
    told = [child for child in word.lefts if child.dep_ != "poss"]
    is_of_year = row.predicate not in _FOR_EVER and any(map(_is_year, told))
    if is_of_year or any(child.lower_ in _NOT_NOW or _is_would_be(child) for child in told):
        return True  # "the 2012 nominee", but not "a 1986 graduate"
    if row.predicate == "spouse_of" and any(child.lower_ in _EARLIER for child in told):
        return True
    is_verb = word.pos_ in {"VERB", "AUX"}
    if is_verb and row.predicate in _OF_THE_PAST and states(word, past=False):
        return True  # who "works for it" has a row of its own
    if is_verb:
        is_over = any(child.lower_ in _BEFORE for child in word.children)
        return is_over and row.predicate not in _FOR_EVER
    if row.predicate == "supports" and _is_withdrawn(word):
        return True
    if row.predicate in _CONTESTS and _is_of_year(word):
        return True
    return any(part.lower_ in _NOT_NOW and _tells_of(part, word) for part in _left_of(word))


@rule("relations.once")
def once(word: Token, row: Row) -> str | None:
    """Return the predicate of what a noun says that somebody once was: "a former Lee aide"."""
    if word.pos_ in {"VERB", "AUX"} or row.predicate not in FORMER:
        return None
    told = [child.lower_ for child in word.lefts if child.dep_ != "poss"]
    is_earlier = row.predicate == "spouse_of" and not _EARLIER.isdisjoint(told)
    is_told = not _ONCE.isdisjoint(told) or any(
        part.lower_ in _ONCE and _tells_of(part, word) for part in _left_of(word)
    )
    return FORMER[row.predicate] if is_told or is_earlier else None


@rule("relations.withdrawn", off=lambda _: False)
def _is_withdrawn(support: Token) -> bool:
    """Whether it is taken back, or not given: "rescinded his endorsement of Lee"."""
    return support.dep_ == "dobj" and support.head.lemma_ in _WITHDRAWING


def _left_of(word: Token) -> Iterator[Token]:
    """Yield the words of a noun phrase before its head, and the one before it."""
    first = word.left_edge.i
    yield from word.doc[max(first - 1, word.sent.start) : word.i]


def _tells_of(part: Token, word: Token) -> bool:
    """Whether a word describes a noun, and not who owns it: "former President Lee's aide"."""
    for above in part.ancestors:
        if above == word or (above == word.head and word.dep_ == "compound"):
            return True
        if above.dep_ == "poss" or above.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            return False
    return False


def _is_would_be(word: Token) -> bool:
    return word.lower_ == "be" and word.i > 0 and word.nbor(-1).text == "-"


def _is_of_year(noun: Token) -> bool:
    """Whether the year of an earlier contest follows: "the nominee in 2008"."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    return len(behind) > 1 and behind[0].lower_ in {"in", "of"} and _is_number(behind[1])


def _is_year(word: Token) -> bool:
    return _is_number(word) and word.dep_ == "nummod"


def _is_number(word: Token) -> bool:
    return len(word.text) == len("2012") and word.text.isdigit()


@rule("relations.words_of_names", off=lambda *_: False)
def is_in_name(word: Token) -> bool:
    """Whether a verb belongs to a name in a text of small letters: "songs by Run the Hills"."""
    if word.pos_ != "VERB" or not word.is_title or word.is_sent_start:
        return False
    small = (each for each in word.sent if each.is_lower and len(each) > len("with"))
    return next(islice(small, _FEW, None), None) is not None and word.i > word.sent[0].i + 1


@rule("relations.places_told", off=lambda *_: False)
def is_no_place(token: Token, entity: FoundEntity) -> bool:
    """Whether a place is only thought of, or where a company is, which the sentence names.

    For example "supports an independent Wales", "owned by Leeds, England-based Orvis Co.".
    """
    if entity.type not in {"GPE", "ORG"}:
        return False
    if entity.type == "GPE" and any(child.lower_ in {"a", "an"} for child in token.lefts):
        return True
    behind = token.doc[token.i + 1 : token.i + 2 + _LONGEST_STATE]
    return behind.text.startswith(",") and any(
        word.lower_.endswith("-based") or (word.lower_ == "based" and word.nbor(-1).text == "-")
        for word in behind
    )


@rule("relations.quoted_pronouns", off=lambda *_: False)
def is_quoted(token: Token, quotations: Quotations) -> bool:
    """Whether "he" or "she" stands in a quotation, whose other words are not there."""
    is_other = token.tag_ in {"PRP", "PRP$"} and token.lower_ not in _FIRST_PERSON
    return is_other and quotations.at(token.i) is not None


@rule("relations.achieved", off=lambda _: False)
def is_achieved(verb: Token) -> bool:
    """Whether an infinitive tells what came about: "rallied to beat her"."""
    above = verb.head
    is_done = verb.tag_ == "VB" and above.lemma_ in _ACHIEVING and verb.dep_ in _INFINITIVES
    return is_done and states(above, past=True) and all(part.dep_ != "neg" for part in verb.lefts)


@rule("relations.settled", off=lambda *_: False)
def is_settled(verb: Token, row: Row) -> bool:
    """Whether it is sure who comes next: "will succeed him", "was named to replace him"."""
    if row.predicate not in _TO_COME:
        return False
    if any(child.lower_ == "will" for child in verb.lefts):
        return all(child.dep_ not in {"neg", "mark"} for child in verb.lefts)
    above = verb.head
    is_named = verb.tag_ == "VB" and above.lemma_ in _NAMING and verb.dep_ in _INFINITIVES
    return is_named and (above.dep_ == "acl" or states(above, past=True))


def is_under_doubt(verb: Token) -> bool:
    """Whether the verb above is negated or modal: "could not see himself supporting her"."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not states(verb.head, past=True):
        return True  # "would leave the union and support Orvis"
    while verb.dep_ in _COMPLEMENT_CLAUSES and verb.tag_ in {"VB", "VBG"}:
        if verb.head.lemma_ in (_HOPING if verb.tag_ == "VB" else _WEIGHING):
            return True
        verb = verb.head
        if verb.pos_ in {"VERB", "AUX"} and not states(verb, past=True):
            return True
    return False
