"""Whether a weekday is that of yesterday or tomorrow, which tense and mood alone do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.parse import INVARIANT
from store.extract.times.direction import ATTENDED, FOLLOWS, LED_BY, saying_verb, subject_before
from store.extract.times.verb_direction import (
    MODALS,
    PLANNED,
    PRESENT,
    STEPS,
    VERBS,
    auxiliaries,
    governing_verb,
    had,
    in_the_present,
    is_present_base,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_of_noun_now(token: Token) -> bool:
    """Whether a token belongs to a noun beside a verb in the present tense, not to the verb.

    For example "His wins on Tuesday make him the leader", not "The fair opens on Tuesday".
    """
    verb = governing_verb(token)
    if verb is None or verb.lemma_.lower() in ATTENDED | PLANNED:
        return False
    if not in_the_present(verb) and not is_present_base(verb, auxiliaries(verb)):
        return False
    if any(subject_before(token, verb)):
        return True
    for _ in range(STEPS):
        token = token.head
        if token.pos_ in VERBS:
            return False
        if token.pos_ in {"NOUN", "PROPN"}:
            return True
    return False


@rule("times.planned_in_the_past")
def was_planned(token: Token) -> bool:
    """Whether a past tense tells of the plan for a time.

    For example "was to speak on Monday", "had planned to vote on Monday", "The hearing set for
    Monday was delayed". Verbs such as "burst" look the same in the past.
    """
    verb = governing_verb(token)
    for _ in range(STEPS):
        if verb is None:
            return False
        beside = auxiliaries(verb)
        if beside.words & MODALS:
            return False
        if verb.tag_ == "VBD" or beside.words & _WAS:
            return True
        if verb.lower_ in INVARIANT and verb.tag_ in ("VB", "VBP") and not beside.words:
            return True
        if verb.tag_ in PRESENT or beside.tags & PRESENT or verb.head == verb:
            return False
        verb = governing_verb(verb.head)
    return False


_WAS = frozenset({"was", "were", "had"})


def may_be_tomorrow(token: Token) -> bool:
    """Whether a weekday beside words of the past may be that of tomorrow.

    It may be that of what the news reports as said ("told reporters on Thursday"), and of what has
    not happened: "could come on Thursday", "left to speak there on Thursday". Not "the strike,
    which was announced on Thursday" or "said after Thursday's raid".
    """
    verb = saying_verb(token, governing_verb(token))
    if verb is None or had(verb) or _is_led_by(token, verb):
        return False
    beside = auxiliaries(verb).words
    if beside & MODALS or "could" in beside:
        return "have" not in beside
    if "to" in beside:
        return verb.dep_ in _OF_PURPOSE
    return verb.lemma_.lower() in SAYING and verb.dep_ not in _REFERRED_TO


_OF_PURPOSE = frozenset({"advcl", "acl", "relcl"})
_REFERRED_TO = frozenset({"relcl", "acl", "ccomp"})


def _is_led_by(token: Token, verb: Token) -> bool:
    """Whether a time is of what came before the rest: "after Thursday's raid"."""
    for _ in range(STEPS):
        if token in (verb, token.head):
            return False
        token = token.head
        if token.lower_ in LED_BY | FOLLOWS:
            return True
    return False
