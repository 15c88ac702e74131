"""Where the words around an expression point: to the past, the future or the present."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.lexicon import words
from store.extract.rules import rule, second
from store.extract.time_grammar.meaning import Direction
from store.extract.times.verb_direction import (
    AHEAD,
    REACH,
    STEPS,
    VERBS,
    direction_of,
    governing_verb,
    had,
    in_the_present,
    own_direction,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOVED = words("times.moved")
"""Verbs that point ahead with "until", in any tense."""
_PUT_OFF = words("times.put_off")
"""Verbs that also point ahead with "to" and "for"."""
_TAKES_PART = frozenset({"at", "during", "in", "ahead", "before", "for", "to"})
"""Verbs whose phrases take place at the time of the verb: "will speak at Friday's meeting"."""
ATTENDED = words("times.attended")
"""Verbs whose object takes place at the time of the verb: "will attend Friday's meeting"."""
FOLLOWS = words("times.follows")
"""Words whose phrase is already past: "will be tightened in the wake of Friday's attack"."""


def direction_at(token: Token, before: tuple[str, str], attribute: bool) -> Direction | None:
    """Return the direction for an expression.

    Args:
        token: the word of the expression whose head lies outside it.
        before: the two words before the expression, the nearer one last.
        attribute: whether the expression is a possessive ("Friday's").
    """
    verb = saying_verb(token, governing_verb(token))
    told = _from_preposition(before)
    if told is not None:
        return told
    if before[1] == "by" and not attribute and not (verb and _over_by(token, verb)):
        return "future"
    if verb is None:
        return None
    found = direction_of(verb)
    if (found == "present" and _is_when(token, verb)) or _is_due(token, verb, found):
        return "future"
    if _lies_ahead(token, verb):
        return "future"
    if _is_until(token, verb, before[1], found == "present"):
        return "future"
    if found == "future" and (attribute or _describes(token)) and not _happens(token, verb):
        return "past"
    return "past" if found == "future" and _is_of_outcome(token, verb) else found


def direction_without_verb(before: tuple[str, str], attribute: bool) -> Direction | None:
    """Return the direction for an expression that no verb governs; `direction_at` says of what."""
    told = _from_preposition(before)
    return "future" if told is None and before[1] == "by" and not attribute else told


@rule("times.saying_verb", off=second)
def saying_verb(token: Token, verb: Token | None) -> Token | None:
    """Return the verb of saying that an expression belongs to, or None.

    The expression stands right after the verb and before the subject of the reported clause: "said
    on Monday he would stay". The parser often attaches it to "stay".
    """
    if verb is None or verb.dep_ != "ccomp" or not verb.head.i < token.i < verb.i:
        return verb
    between = verb.doc[verb.head.i + 1 : token.i][:REACH]
    if any(word.dep_ == "mark" or word.dep_ in _SUBJECTS for word in between):
        return verb
    behind = verb.doc[token.i + 1 : verb.i][:REACH]
    said = any(word.head.i == verb.i and word.dep_ in _SUBJECTS for word in behind)
    return verb.head if said else verb


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


@rule("times.is_when")
def _is_when(token: Token, verb: Token) -> bool:
    """Whether the clause only gives the time of its subject: "The vote is on Friday"."""
    if verb.lemma_.lower() != "be":
        return False
    if token.head.lower_ in {"on", "in", "at"}:
        token = token.head
    if token.head != verb or token.i < verb.i:
        return False
    near = verb.doc[max(verb.i - REACH, 0) : verb.i + REACH]
    return not any(other.head == verb and other.dep_ in _TELLS and other != token for other in near)


_TELLS = frozenset({"attr", "acomp", "prep", "advmod", "ccomp", "xcomp", "expl", "neg"})


@rule("times.until")
def _is_until(token: Token, verb: Token, before: str, present: bool) -> bool:
    """Whether it is a limit: "remains shut until Friday", "was postponed to Friday"."""
    lemma = verb.lemma_.lower()
    if before in _UP_TO and (present or lemma in _MOVED):
        return True
    return before in _PUT_TO and lemma in _PUT_OFF and token.head.head == verb


@rule("times.due")
def _is_due(token: Token, verb: Token, found: Direction | None) -> bool:
    """Whether something is due then: "A decision is due Monday", "the race, due on Sunday, was
    off".

    Not "was due on Sunday".
    """
    word = token.head if token.head.pos_ != "ADP" else token.head.head
    if word.lower_ not in {"due", "set", "scheduled"}:
        return False
    predicate = word.head == verb and verb.lemma_.lower() == "be"
    return found == "present" if predicate else word.pos_ == "ADJ"


@rule("times.lies_ahead")
def _lies_ahead(token: Token, verb: Token) -> bool:
    """Whether it is of what a clause leads up to: "has turned nasty ahead of Tuesday's vote",
    "is silent just days before Tuesday's vote".

    A simple past may tell of an earlier week: "spent more ahead of Tuesday's vote".
    """
    if verb.tag_ == "VBD":
        return False
    for _ in range(STEPS):
        if (token.lower_, token.head.lower_) in _LEADING_UP or _is_shortly_before(token):
            return True
        if token.head in (verb, token):
            return False
        token = token.head
    return False


_LEADING_UP = frozenset({("of", "ahead"), ("of", "eve"), ("into", "heading"), ("into", "going")})
"""Prepositions and the words above them."""
_SHORTLY = frozenset("day days hour hours week weeks".split())
"""Words before "before": "just days before Friday's vote"."""


def _is_shortly_before(token: Token) -> bool:
    """Whether a preposition is that of "just days before Friday's vote"."""
    return token.lower_ == "before" and token.i > 0 and token.doc[token.i - 1].lower_ in _SHORTLY


@rule("times.over_by")
def _over_by(token: Token, verb: Token) -> bool:
    """Whether it ended by then: "had left by Friday", or "By Friday, it was over" at the start."""
    opens = token.head.lower_ == "by" and bool(token.head.is_sent_start)
    return had(verb) or (opens and own_direction(verb) == "past")


_UP_TO = frozenset({"through", "until", "till"})
_PUT_TO = frozenset({"to", "for", "until", "till"})


@rule("times.told_by_words")
def _from_preposition(before: tuple[str, str]) -> Direction | None:
    """Return the direction of the words before it alone: "since", "as early as", "effective"."""
    if before[1] == "since":
        return "past"
    ahead = before[1] == "effective" or before == ("later", "than")
    ahead = ahead or (before[1] == "as" and before[0] in {"early", "soon", "late"})
    return "future" if ahead else None


@rule("times.describing_past")
def _describes(token: Token) -> bool:
    """Whether the expression modifies a noun for the origin of something.

    For example "under a June agreement", "after the Sunday morning raid", "because of the raid on
    Sunday".
    """
    noun = token.head
    if token.dep_ == "pobj" and noun.lower_ in {"on", "in"} and noun.head.pos_ == "NOUN":
        noun = noun.head
        led_by = noun.head.lower_ in LED_BY or noun.head.head.lower_ in FOLLOWS
        return led_by or _is_reason(noun)
    if noun.pos_ != "NOUN" or token.dep_ not in _BEFORE_A_NOUN or noun.i < token.i:
        return False
    return noun.head.lower_ in LED_BY or noun.head.head.lower_ in FOLLOWS


@rule("times.reason")
def _is_reason(noun: Token) -> bool:
    """Whether it is a deed that is the reason of another: "because of the killing"."""
    return noun.lemma_.lower() in _OUTCOMES and noun.head.lower_ == "because"


_BEFORE_A_NOUN = frozenset({"compound", "nmod", "npadvmod", "poss", "amod"})
LED_BY = frozenset({"under", "after", "following", "despite", "since", "over", "amid"})


def _happens(token: Token, verb: Token) -> bool:
    """Whether the verb tells that the thing itself takes place.

    In the present tense this holds for its subject only, not for "is asked about his absence at
    Friday's meeting".
    """
    takes_part = frozenset() if in_the_present(verb) else _TAKES_PART
    for _ in range(STEPS):
        if token.head == verb:
            if token.dep_ in {"nsubj", "nsubjpass"} or token.lower_ in takes_part:
                return True
            return verb.lemma_.lower() in ATTENDED
        if token.head == token or token.lower_ in FOLLOWS:
            return False
        token = token.head
    return False


@rule("times.of_outcome")
def _is_of_outcome(token: Token, verb: Token) -> bool:
    """Whether it is of what somebody has done: "Her victories on Tuesday will help her".

    Not of what somebody hopes for: "expects his victory on Tuesday".
    """
    if verb.lemma_.lower() in AHEAD:
        return False
    for noun in (*_nouns_above(token, verb), *subject_before(token, verb)):
        if noun.lemma_.lower() in _OUTCOMES:
            before = noun.doc[max(noun.left_edge.i, noun.i - REACH) : noun.i]
            return any(word.head == noun and word.dep_ == "poss" for word in before)
    return False


def _nouns_above(token: Token, verb: Token) -> Iterator[Token]:
    """Yield the nouns between a token and the verb above it."""
    for _ in range(STEPS):
        if token.head in (verb, token):
            return
        token = token.head
        if token.pos_ == "NOUN":
            yield token


def subject_before(token: Token, verb: Token) -> Iterator[Token]:
    """Yield the subject of a verb if a token stands between the two."""
    if token.i < verb.i:
        near = verb.doc[max(verb.i - _NEAR_SUBJECT, 0) : token.i]
        yield from (word for word in near if word.head == verb and word.dep_ in _SUBJECTS)


_OUTCOMES = words("times.outcomes")
_NEAR_SUBJECT = 20
"""How many tokens before a verb its subject may be."""


def is_on_verb(token: Token, before: str) -> bool:
    """Whether only prepositions and adverbs stand between a token and a past or modal verb.

    The present tense binds a date less firmly. So does "for" as the word `before` the expression:
    "opened registrations for May".
    """
    if before == "for":
        return False
    for _ in range(STEPS):
        token = token.head
        if token.pos_ in VERBS:
            return not in_the_present(token) and own_direction(token) is not None
        if token.pos_ not in {"ADP", "SCONJ", "ADV", "PART"}:
            return False
    return False
