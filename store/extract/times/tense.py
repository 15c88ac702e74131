"""Where the words around an expression point: back, ahead, or at now."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from store.extract.times.meaning import Direction

_STEPS = 40
"""Heads to climb at most, so that a degenerate parse costs no more."""
_VERBS = frozenset({"VERB", "AUX"})
_MODALS = frozenset("will 'll ’ll wo shall may might must ca can should would ought".split())
_PLANNED = frozenset("expect schedule slate plan due anticipate".split())
"""Their own time is that of what is planned: "is expected in June"."""
_AHEAD = _PLANNED | frozenset(
    "aim intend agree set hope want seek likely propose prepare vow promise pledge decide ready "
    "order ask urge invite call need".split()
)
"""What hangs on them as an infinitive lies ahead of them."""
_MOVED = frozenset("extend give have delay postpone put suspend allow set grant remain".split())
"""With "until" they tell of a time ahead, whatever their tense."""
_TAKES_PART = frozenset({"at", "during", "in", "ahead", "before", "for", "to"})
"""What they govern takes place when the verb does: "will speak at Friday's meeting"."""
_ATTENDED = frozenset("attend join host hold address skip boycott".split())
"""Their object takes place when they do: "will attend Friday's meeting"."""


def direction_at(token: Token, before: tuple[str, str], attribute: bool) -> Direction | None:
    """The direction for an expression. `token` is the one of its words that hangs on the rest
    of the sentence, `before` are the two words before it, the nearer one last; `attribute`
    says that it is a possessive ("Friday's")."""
    verb = governing_verb(token)
    told = _told_by_words(before)
    if told is not None:
        return told
    if before[1] == "by" and not attribute and not (verb and _over_by(token, verb)):
        return "future"
    if verb is None:
        return None
    found = direction_of(verb)
    if found == "present" and _is_when(token, verb):
        return "future"
    if before[1] in _UP_TO and (found == "present" or verb.lemma_.lower() in _MOVED):
        return "future"
    if attribute and found == "future" and not _happens(token, verb):
        return "past"
    return found


def _is_when(token: Token, verb: Token) -> bool:
    """ "The vote is on Friday": nothing but the time is told of the subject."""
    if verb.lemma_.lower() != "be":
        return False
    if token.head.lower_ in {"on", "in", "at"}:
        token = token.head
    if token.head != verb or token.i < verb.i:
        return False
    near = verb.doc[max(verb.i - _REACH, 0) : verb.i + _REACH]
    return not any(other.head == verb and other.dep_ in _TELLS and other != token for other in near)


_TELLS = frozenset({"attr", "acomp", "prep", "advmod", "ccomp", "xcomp", "expl", "neg"})


def _over_by(token: Token, verb: Token) -> bool:
    """ "had left by Friday", and "By Friday, it was over", where the phrase opens the sentence."""
    opens = token.head.lower_ == "by" and bool(token.head.is_sent_start)
    return _had(verb) or (opens and _own_direction(verb) == "past")


_UP_TO = frozenset({"through", "until", "till"})


def _told_by_words(before: tuple[str, str]) -> Direction | None:
    """What the words before the expression tell alone: "since", "as early as", "effective"."""
    if before[1] == "since":
        return "past"
    ahead = before[1] == "effective" or before == ("later", "than")
    ahead = ahead or (before[1] == "as" and before[0] in {"early", "soon", "late"})
    return "future" if ahead else None


def _happens(token: Token, verb: Token) -> bool:
    """Whether the verb tells that the thing itself takes place."""
    for _ in range(_STEPS):
        if token.head == verb:
            if token.dep_ in {"nsubj", "nsubjpass"} or token.lower_ in _TAKES_PART:
                return True
            return verb.lemma_.lower() in _ATTENDED
        if token.head == token:
            return False
        token = token.head
    return False


def hangs_on_verb(token: Token, before: str) -> bool:
    """Whether nothing but prepositions and adverbs stands between a token and a verb in the
    past or with a modal. The present tense holds a date less firmly, and so does "for", the
    word `before` the expression: "opened registrations for May"."""
    if before == "for":
        return False
    for _ in range(_STEPS):
        token = token.head
        if token.pos_ in _VERBS:
            return token.tag_ not in _PRESENT and _own_direction(token) is not None
        if token.pos_ not in {"ADP", "SCONJ", "ADV", "PART"}:
            return False
    return False


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for _ in range(_STEPS):
        if token.pos_ in _VERBS:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def direction_of(verb: Token) -> Direction | None:
    """Tense and modality of a verb with its auxiliaries, or of what it hangs on."""
    for _ in range(_STEPS):
        found = _own_direction(verb)
        if found is not None:
            return found
        infinitive = "to" in _auxiliaries(verb).words
        above = governing_verb(verb.head) if verb.head != verb else None
        if above is None or above == verb:
            return "future" if infinitive else None
        if infinitive and _looks_ahead(verb.head, above):
            return "past" if _had(above) else "future"
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


def _own_direction(verb: Token) -> Direction | None:
    """What a finite verb says itself; None for an infinitive or a participle."""
    beside = _auxiliaries(verb)
    infinitive = "to" in beside.words
    if beside.words & _MODALS:
        return "past" if "have" in beside.words else "future"
    if (verb.lemma_.lower() in _PLANNED or _set_for(verb)) and not infinitive:
        return "past" if "had" in beside.words else "future"
    if "could" in beside.words:
        return "past"
    if infinitive:
        return None
    tags = beside.tags | {verb.tag_}
    if "VBD" in tags or ("VBN" in tags and not _present_passive(verb, beside)):
        return "past"
    if not tags & _PRESENT:
        return None
    return "present" if verb.lemma_.lower() in _STATES else "future"


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
_PRESENT = frozenset({"VBZ", "VBP"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_REACH = 9
"""Tokens before a verb in which its auxiliaries stand."""


class Auxiliaries(NamedTuple):
    """The words and the tags beside a verb: "had", "been", "to"."""

    words: frozenset[str]
    tags: frozenset[str]


def _auxiliaries(verb: Token) -> Auxiliaries:
    """Looks at the words nearby and not at all of the verb's children: in a text without
    end there may be ten thousand of them."""
    doc, index = verb.doc, verb.i
    found = [
        token
        for token in doc[max(index - _REACH, 0) : index + 3]
        if token.head.i == index and token.dep_ in _AUXILIARY
    ]
    return Auxiliaries(
        frozenset(token.lower_ for token in found), frozenset(token.tag_ for token in found)
    )


def _set_for(verb: Token) -> bool:
    """ "a summit set for Oslo in April"."""
    return (
        verb.lower_ == "set" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == "for"
    )


def _had(verb: Token) -> bool:
    return "had" in _auxiliaries(verb).words
