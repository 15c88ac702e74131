"""Where the tense and mood of a verb point: to the past, the future or the present."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.extract.lexicon import words
from store.extract.rules import rule
from store.extract.time_grammar.meaning import Direction

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 40
"""How many heads to climb, which limits the cost of a degenerate parse."""
VERBS = frozenset({"VERB", "AUX"})
MODALS = frozenset("will 'll ’ll wo shall may might must ca can should would ought".split())
_SHORT_WOULD = frozenset({"'d", "’d"})
"""A modal only if it is tagged as one; "he'd been" has none."""
_WILL = frozenset("will 'll ’ll wo shall".split())
"""Modals that point ahead even with "have": "will have left by Friday", not "may have left"."""
PLANNED = words("times.planned")
"""Verbs of planning, whose time is that of the plan: "is expected in June"."""
AHEAD = PLANNED | frozenset(
    "aim intend agree set hope want seek likely propose prepare vow promise pledge decide ready "
    "order ask urge invite call need".split()
)
"""Words whose infinitive lies ahead of them."""


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a token."""
    for _ in range(STEPS):
        if token.pos_ in VERBS:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def direction_of(verb: Token) -> Direction | None:
    """Return the direction of a verb with its auxiliaries, or of the word that governs it."""
    for _ in range(STEPS):
        if _is_since_doing(verb):
            return "past"
        found = own_direction(verb)
        if found is not None:
            return found
        infinitive = "to" in auxiliaries(verb).words
        above = governing_verb(verb.head) if verb.head != verb else None
        if above is None or above == verb:
            return "future" if infinitive else None
        if infinitive and _looks_ahead(verb.head, above):
            return "past" if had(above) else "future"
        verb = above
    return None


@rule("times.since_doing")
def _is_since_doing(verb: Token) -> bool:
    """Whether it is the gerund of "since taking office in November", which is over."""
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "since"


def _looks_ahead(head: Token, above: Token) -> bool:
    """Whether the governor of an infinitive points ahead: "expects to", "a plan to", "is ready to".

    Not "celebrations to mark the day".
    """
    if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        return head.lemma_.lower() in _PLANS
    if head.pos_ == "ADJ":
        return head.lemma_.lower() in _READY
    return above.lemma_.lower() in AHEAD or head.pos_ != "VERB"


_READY = words("times.ready")
_PLANS = words("times.plans")


def own_direction(verb: Token) -> Direction | None:
    """Return the direction of a finite verb, or None for an infinitive or a participle."""
    beside = auxiliaries(verb)
    infinitive = "to" in beside.words
    if beside.words & MODALS or ("MD" in beside.tags and beside.words & _SHORT_WOULD):
        over = "have" in beside.words and not beside.words & _WILL
        return "past" if over else "future"
    if (verb.lemma_.lower() in PLANNED or _set_for(verb)) and not infinitive:
        return "past" if "had" in beside.words else "future"
    if "could" in beside.words:
        return "past"
    if infinitive:
        return None
    tags = beside.tags | {verb.tag_}
    if "VBD" in tags or ("VBN" in tags and not _present_passive(verb, beside)):
        return "past"
    if not tags & PRESENT and not is_present_base(verb, beside):
        return None
    progressive = verb.tag_ == "VBG" and verb.lemma_.lower() not in _GOING_ON
    return "present" if verb.lemma_.lower() in _STATES and not progressive else "future"


def is_present_base(verb: Token, beside: Auxiliaries) -> bool:
    """Whether a verb tagged as an infinitive has its own subject.

    "The cuts start on Monday" has one, "made him leave on Monday" does not.
    """
    if verb.tag_ != "VB" or beside.words or verb.dep_ not in _MAIN:
        return False
    near = verb.doc[max(verb.i - REACH, 0) : verb.i]
    return any(token.head.i == verb.i and token.dep_ == "nsubj" for token in near)


_MAIN = frozenset({"ROOT", "conj", "relcl", "advcl"})


def _present_passive(verb: Token, beside: Auxiliaries) -> bool:
    """Whether it is a present passive, which tells of a plan: "when the case is heard in May"."""
    return verb.tag_ == "VBN" and "VBN" not in beside.tags and bool(beside.words & _IS)


_IS = frozenset({"is", "are", "am"})
_STATES = words("times.states")
"""Verbs whose present tense is about now.

With a date, the present tense of other verbs is a plan: "the plant closes in December".
"""
_GOING_ON = frozenset({"be", "say", "tell", "look", "seem"})
"""Verbs of states whose progressive form tells no plan; "is showing it on Friday" does."""
PRESENT = frozenset({"VBZ", "VBP"})
_AUXILIARY = frozenset({"aux", "auxpass"})
REACH = 9
"""How many tokens before a verb its auxiliaries may be."""


class Auxiliaries(NamedTuple):
    """The words before a verb and their tags: "had", "been", "to"."""

    words: frozenset[str]
    tags: frozenset[str]


def auxiliaries(verb: Token) -> Auxiliaries:
    """Return the auxiliaries of a verb.

    Only nearby words are checked, because a verb in a degenerate text may have thousands of
    children.
    """
    doc, index = verb.doc, verb.i
    found = [
        token
        for token in doc[max(index - REACH, 0) : index + 3]
        if token.head.i == index and token.dep_ in _AUXILIARY
    ]
    return Auxiliaries(
        frozenset(token.lower_ for token in found), frozenset(token.tag_ for token in found)
    )


def in_the_present(verb: Token) -> bool:
    """Whether only the present tense points ahead, without a modal or a plan."""
    beside = auxiliaries(verb)
    if "to" in beside.words or beside.words & MODALS or verb.lemma_.lower() in PLANNED:
        return False
    return bool((beside.tags | {verb.tag_}) & PRESENT)


def _set_for(verb: Token) -> bool:
    """Whether the verb has the form "a summit set for Oslo in April"."""
    return (
        verb.lower_ == "set" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == "for"
    )


def had(verb: Token) -> bool:
    """Whether a verb is in the past perfect: "had left"."""
    return "had" in auxiliaries(verb).words
