"""Which verb governs an expression, and where its tense and mood point: back, ahead, or at now."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from store.extract.times.meaning import Direction

STEPS = 40
"""Heads to climb at most, so that a degenerate parse costs no more."""
VERBS = frozenset({"VERB", "AUX"})
_MODALS = frozenset("will 'll ’ll wo shall may might must ca can should would ought".split())
_SHORT_WOULD = frozenset({"'d", "’d"})
"""A modal only where it is tagged as one: "he'd been" has none."""
_WILL = frozenset("will 'll ’ll wo shall".split())
"""With "have" they still look ahead: "will have left by Friday", but not "may have left"."""
_PLANNED = frozenset("expect schedule slate plan due anticipate".split())
"""Their own time is that of what is planned: "is expected in June"."""
_AHEAD = _PLANNED | frozenset(
    "aim intend agree set hope want seek likely propose prepare vow promise pledge decide ready "
    "order ask urge invite call need".split()
)
"""What hangs on them as an infinitive lies ahead of them."""


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for _ in range(STEPS):
        if token.pos_ in VERBS:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def direction_of(verb: Token) -> Direction | None:
    """Tense and modality of a verb with its auxiliaries, or of what it hangs on."""
    for _ in range(STEPS):
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


def _looks_ahead(head: Token, above: Token) -> bool:
    """Whether what an infinitive hangs on lies before it: "expects to", "a plan to", "is
    ready to"; not "celebrations to mark the day"."""
    if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        return head.lemma_.lower() in _PLANS
    if head.pos_ == "ADJ":
        return head.lemma_.lower() in _READY
    return above.lemma_.lower() in _AHEAD or head.pos_ != "VERB"


_READY = frozenset(
    "ready likely unlikely due willing eager free bound sure keen poised set reluctant "
    "prepared scheduled expected entitled eligible".split()
)


_PLANS = frozenset(
    "plan decision deal agreement intention offer bid effort proposal order deadline pledge "
    "promise vow commitment need chance opportunity right move attempt option invitation "
    "request call date time way".split()
)


def own_direction(verb: Token) -> Direction | None:
    """What a finite verb says itself; None for an infinitive or a participle."""
    beside = auxiliaries(verb)
    infinitive = "to" in beside.words
    if beside.words & _MODALS or ("MD" in beside.tags and beside.words & _SHORT_WOULD):
        over = "have" in beside.words and not beside.words & _WILL
        return "past" if over else "future"
    if (verb.lemma_.lower() in _PLANNED or _set_for(verb)) and not infinitive:
        return "past" if "had" in beside.words else "future"
    if "could" in beside.words:
        return "past"
    if infinitive:
        return None
    tags = beside.tags | {verb.tag_}
    if "VBD" in tags or ("VBN" in tags and not _present_passive(verb, beside)):
        return "past"
    if not tags & PRESENT and not _is_finite(verb, beside):
        return None
    return "present" if verb.lemma_.lower() in _STATES else "future"


def _is_finite(verb: Token, beside: Auxiliaries) -> bool:
    """Whether what is tagged as an infinitive has a subject of its own: "The cuts start on
    Monday", but not "made him leave on Monday"."""
    if verb.tag_ != "VB" or beside.words or verb.dep_ not in _MAIN:
        return False
    near = verb.doc[max(verb.i - REACH, 0) : verb.i]
    return any(token.head.i == verb.i and token.dep_ == "nsubj" for token in near)


_MAIN = frozenset({"ROOT", "conj", "relcl", "advcl"})


def _present_passive(verb: Token, beside: Auxiliaries) -> bool:
    """ "when the case is heard in May": of a plan, like the other present tenses."""
    return verb.tag_ == "VBN" and "VBN" not in beside.tags and bool(beside.words & _IS)


_IS = frozenset({"is", "are", "am"})
_STATES = frozenset(
    "be have say show report tell suggest indicate remain know think believe want seem appear "
    "look mean need own hold contain include stand go come feel see get".split()
)
"""In the present tense they are of now; the others, beside a date, are of a plan: "the
plant closes in December"."""
PRESENT = frozenset({"VBZ", "VBP"})
_AUXILIARY = frozenset({"aux", "auxpass"})
REACH = 9
"""Tokens before a verb in which its auxiliaries stand."""


class Auxiliaries(NamedTuple):
    """The words and the tags beside a verb: "had", "been", "to"."""

    words: frozenset[str]
    tags: frozenset[str]


def auxiliaries(verb: Token) -> Auxiliaries:
    """Looks at the words nearby and not at all of the verb's children: in a text without
    end there may be ten thousand of them."""
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
    """Whether a present tense alone makes it point ahead: no modal, no plan."""
    beside = auxiliaries(verb)
    if "to" in beside.words or beside.words & _MODALS or verb.lemma_.lower() in _PLANNED:
        return False
    return bool((beside.tags | {verb.tag_}) & PRESENT)


def _set_for(verb: Token) -> bool:
    """ "a summit set for Oslo in April"."""
    return (
        verb.lower_ == "set" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == "for"
    )


def had(verb: Token) -> bool:
    return "had" in auxiliaries(verb).words
