"""Where the words around an expression point: back, ahead, or at now."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract.times.meaning import Direction

_STEPS = 40
"""Heads to climb at most, so that a degenerate parse costs no more."""
_AHEAD = frozenset(
    "expect schedule plan aim intend agree set due hope want seek likely propose prepare vow "
    "promise pledge decide slate ready order ask urge invite call need must".split()
)
_PLANNED = frozenset("expect schedule slate plan due".split())
"""Their own time is that of what is planned: "is expected in June"."""
_MODALS = frozenset(
    {
        "will",
        "'ll",
        "’ll",
        "wo",
        "shall",
        "may",
        "might",
        "must",
        "ca",
        "can",
        "should",
        "could",
        "would",
    }
)


def direction_at(doc: Doc, index: int) -> Direction | None:
    """The direction of the verb that governs a token; None where there is no verb."""
    verb = governing_verb(doc[index])
    return direction_of(verb) if verb is not None else None


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for _ in range(_STEPS):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def direction_of(verb: Token) -> Direction | None:
    """Tense and modality of a verb with its auxiliaries, or of what it hangs on."""
    for _ in range(_STEPS):
        auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
        words = {child.lower_ for child in auxiliaries}
        if words & _MODALS:
            return "past" if "have" in words or words & {"could"} else "future"
        if verb.lemma_.lower() in _PLANNED and verb.tag_ in {"VBN", "VBZ", "VBP", "VBG", "VBD"}:
            return "past" if "had" in words else "future"
        if "to" in words:
            if verb.head == verb:
                return "future"
            if verb.head.lemma_.lower() in _AHEAD or verb.head.pos_ == "AUX":
                return "future"
            if verb.head.pos_ not in {"VERB", "AUX"}:
                return "future"
            verb = verb.head
            continue
        tags = {verb.tag_} | {child.tag_ for child in auxiliaries}
        if tags & {"VBD", "VBN"}:
            return "past"
        if "VBZ" in tags or "VBP" in tags:
            return "present"
        if verb.head == verb or verb.tag_ not in {"VBG", "VB"}:
            return None
        above = governing_verb(verb.head)
        if above is None:
            return None
        verb = above
    return None
