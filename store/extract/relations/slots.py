"""The words in the slots of a relation: its subject, its object, the owner of its noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, states
from store.extract.references.discourse import clause, subject
from store.extract.roles.offices import office_words
from store.extract.roles.said_of import is_doer
from store.extract.rules import rule, unchanged

Entities = dict[int, FoundEntity]

_WARS = frozenset({"war", "invasion", "offensive", "aggression"})
_MANY = 40
"""How many members of a list to read; a longer list is a table."""
_HAVING = frozenset({"have", "hold", "maintain", "keep", "form", "share"})
_FOLLOWERS = lexicon.words("relations.followers")
_SEEKING = lexicon.words("relations.seeking")
_WINNING = lexicon.words("relations.winning")
_EARLIER = frozenset({"had", "was", "were"})
_DONE = frozenset({"VBD", "VBN"})
_UNDER_WAY = frozenset({"VBZ", "VBP", "VBG"})
"""Tags of a verb for a nomination that somebody has, or still seeks."""
_ARTICLES = frozenset({"a", "an"})
_PARTS = frozenset({"percent", "%", "stake", "interest", "share", "half", "third", "quarter"})
"""Nouns for what somebody has of a company."""
_OF_MANY = frozenset({"are", "were", "have", "both", "all"})
"""Words of a relative clause that describes several."""
_CLOSING = frozenset({",", ".", ";", ")", "—", "--"})
_FAMILY = lexicon.words("relations.family")
_OWNERS = frozenset({"poss", "compound", "amod", "nmod"})


def fill(word: Token, slot: str, past: bool) -> list[Token]:
    """Return the words in a slot, including their conjuncts."""
    find = _SLOTS.get(slot)
    first = find(word, past) if find is not None else _after(word, slot)
    if first is None:
        return []
    if slot in {"subject", "apposed"} and _names_one(word, first):
        return [first]
    # In "The U.S., which supports X, and NATO", the conjunct after the verb is not part of it.
    ahead = slot == "subject" and first.i < word.i
    found = [joined for joined in _joined(first) if not ahead or joined.i < word.i]
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


def _joined(word: Token) -> Iterator[Token]:
    """Yield a word and its conjuncts. ("Both the U.S., which …, and NATO" are two.)"""
    joined: Token | None = word
    for _ in range(_MANY):
        if joined is None:
            return
        yield joined
        joined = next((child for child in joined.rights if child.dep_ == "conj"), None)


def _subject(word: Token, past: bool) -> Token | None:
    if word.pos_ in {"VERB", "AUX"} or _has_subject(word):
        return _doer(word)
    return _said_of(word, past)


def _has_subject(word: Token) -> bool:
    """Whether the parse has an adjective as the clause's verb: "has been married to"."""
    return word.dep_ == "ROOT" and any(child.dep_ == "nsubjpass" for child in word.lefts)


def _doer(verb: Token) -> Token | None:
    who = subject(verb)
    agentive = any(child.dep_ == "agent" for child in verb.children)
    if who is None:
        is_passive = verb.tag_ == "VBN" and agentive
        return verb.head if _is_reduced(verb) and not is_passive else None
    passive = any(child.dep_ == "nsubjpass" for child in verb.children)
    if passive and agentive:
        return None
    if who.tag_ in {"WDT", "WP"}:
        if verb.dep_ == "relcl":
            return None if _is_whose(verb, who) else _described(verb, who)
        return _relative(who)
    return who


def _is_reduced(verb: Token) -> bool:
    """Whether a participle describes the noun above it: "Orvis Corp., owned by Lee"."""
    return verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}


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
    return before if is_other and before.head.dep_ == "prep" else _named_by(head)


@rule("relations.described_nouns", off=unchanged)
def _named_by(noun: Token) -> Token:
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
def _relative(pronoun: Token) -> Token | None:
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
        return _doer(head) if states(head, is_past or head.lemma_ == "become") else None
    if noun.dep_ == "dobj" and head.lemma_ in _HAVING:
        return _doer(head) if states(head, past) else None
    if noun.dep_ == "appos" and is_doer(noun):
        return None
    if noun.dep_ in {"appos", "compound"}:
        return head
    first = _joined_noun(noun)
    return _said_of(first, past) if first is not None else _apposed(noun, past)


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
def _apposed(noun: Token, past: bool) -> Token | None:
    """Return the name beside a noun: "his brother Peter"."""
    del past
    apposed = next((child for child in noun.rights if child.dep_ == "appos"), None)
    return apposed or _behind_comma(noun)


@rule("relations.behind_comma")
def _behind_comma(noun: Token) -> Token | None:
    """Return the person between commas whom the parse has elsewhere: "the nominee, Ann Lee,"."""
    if noun.i + 2 >= len(noun.doc) or noun.nbor(1).text != ",":
        return None
    if all(child.dep_ != "poss" and child.lower_ != "the" for child in noun.lefts):
        return None
    name = noun.nbor(2)
    while name.ent_type_ == "PERSON" and name.i + 1 < len(name.doc):
        if name.nbor(1).ent_iob_ != "I":
            is_closed = name.nbor(1).text in _CLOSING or name.nbor(1).pos_ == "VERB"
            return name if is_closed else None
        name = name.nbor(1)
    return None


def _object(word: Token, past: bool) -> Token | None:
    del past
    found = next((child for child in word.rights if child.dep_ == "dobj"), None) or next(
        (child for child in word.lefts if child.dep_ == "nsubjpass"), None
    )
    if found is not None and found.tag_ in {"WDT", "WP"}:
        return _relative(found)
    is_passive = found is None and word.tag_ == "VBN" and _is_reduced(word)
    return word.head if is_passive and _agent(word, past=False) is not None else found


def _agent(word: Token, past: bool) -> Token | None:
    del past
    by = next((child for child in word.rights if child.dep_ == "agent"), None)
    return _after_preposition(by) if by is not None else None


def _self(word: Token, past: bool) -> Token | None:
    del past
    return word


def _owner(word: Token, past: bool) -> Token | None:
    del past
    partner = _partner(word)
    if partner is not None:
        return partner
    owners = [child for child in _lefts(word) if child.dep_ in _OWNERS]
    owner = max(
        owners, key=lambda child: (child.dep_ == "poss", child.pos_ == "PROPN"), default=None
    )
    if owner is not None and owner.lower_ == "whose":
        return _relative(owner)
    if owner is not None and owner.tag_ == "PRP$":
        return _same_owner(owner) or owner
    return owner or _shared_owner(word) or _bare_owner(word)


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
    return _doer(verb) if is_with and verb.pos_ == "VERB" else None


def _lefts(noun: Token) -> list[Token]:
    """Return the words before a noun, also those that a parse gives to the "ex" of "ex-wife"."""
    is_compound = noun.i > 1 and noun.nbor(-1).text == "-"
    return [*(noun.nbor(-2).lefts if is_compound else ()), *noun.lefts]


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
def _above(word: Token, past: bool) -> Token | None:
    """Return the owner of the noun above: "China's assumption of the chair"."""
    if word.dep_ != "pobj":
        return None
    governor = word.head.head
    return _owner(governor, past) if governor.pos_ == "NOUN" else None


@rule("relations.war")
def _war(word: Token, past: bool) -> Token | None:
    """Return who fights a war: "Russia's war with Ukraine"."""
    war = _object(word, past)
    return _owner(war, past) if war is not None and war.lemma_ in _WARS else None


@rule("relations.named_units")
def _named(word: Token, past: bool) -> Token | None:
    """Return the name right before a noun that another name owns: "Zeta's Orvis unit"."""
    del past
    has_owner = any(child.dep_ == "poss" for child in word.lefts)
    before = word.doc[word.i - 1] if word.i else word
    return before if has_owner and before.dep_ == "compound" and before.head == word else None


@rule("relations.nominations")
def _nominee(word: Token, past: bool) -> Token | None:
    """Return who seeks or has a nomination: "won the Republican nomination"."""
    verb = word.head.head if word.dep_ == "pobj" and word.head.lower_ == "for" else word.head
    known, tags = (_WINNING, _DONE) if past else (_SEEKING, _UNDER_WAY)
    is_sought = verb.lemma_ in known and verb.tag_ in tags and word.dep_ in {"dobj", "pobj"}
    if not is_sought or any(part.lower_ in _EARLIER for part in verb.lefts):
        return None
    who = _doer(verb) if states(verb, past) else None
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


def _has_agent(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.rights)


def _clause(word: Token, past: bool) -> Token | None:
    del past
    verb = clause(word)
    return _doer(verb) if verb.pos_ in {"VERB", "AUX"} else None


def _after(word: Token, preposition: str) -> Token | None:
    for child in word.rights:
        if child.dep_ in {"prep", "dative"} and child.lower_ == preposition:
            return _after_preposition(child)
    return None


def _after_preposition(preposition: Token) -> Token | None:
    return next((child for child in preposition.rights if child.dep_ == "pobj"), None)


_SLOTS = {
    "subject": _subject,
    "object": _object,
    "agent": _agent,
    "self": _self,
    "owner": _owner,
    "above": _above,
    "apposed": _apposed,
    "war": _war,
    "named": _named,
    "nominee": _nominee,
    "share": _share,
    "within": _within,
    "survived": _survived,
    "clause": _clause,
}
