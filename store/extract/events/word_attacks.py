"""Attacks in words: who "attacked Congress for its delay" struck nobody."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.matching import Contexts
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

ATTACKING = lexicon.words("events.attacking")
SAYING = lexicon.words("events.saying_so")
TOPICS = frozenset("issue policy record trade tax immigration abortion health character".split())
WORDS = frozenset(
    "ad word tweet statement speech comment remark interview insult question criticism letter "
    "video post column".split()
)
"""What somebody is attacked with or in, or answers."""
ARMED = (
    lexicon.words("events.weapons")
    | lexicon.words("events.violent")
    | lexicon.words("events.force")
)
HARM = frozenset("kill wound injure shoot stab wounded dead death blood hospital police".split())
MINDS = frozenset({"PERSON", "ORG", "NORP"})


@rule("events.attacks_in_words")
def attacks_in_words(draft: EventDraft, parse: Parse, contexts: Contexts) -> None:
    """Make an attack in words an ACCUSE, in place.

    Signs are a reason ("for not passing"), what it is made with ("with ads"), what the attacker
    says ("attacked her, saying"), and in news of a campaign that two named people are the sides.
    """
    if draft.type != "ASSAULT" or draft.mode not in (None, "firearms"):
        return
    comes = parse.lemma[draft.verb] == "come" and parse.having(draft.verb, "prep")
    if not (draft.lemma in ATTACKING or comes) or _armed(draft, parse):
        return
    if _by_signs(draft, parse) or _between_candidates(draft, contexts):
        draft.type, draft.mode = "ACCUSE", None


def _by_signs(draft: EventDraft, parse: Parse) -> bool:
    verb = draft.verb
    verbs = [verb, parse.head[verb]] if draft.nominal else [verb]
    verbs += [draft.noun] if draft.noun is not None else []  # "launched an assault on his record"
    if any(e.type not in MINDS for e in draft.actors):
        return False
    return any(_reasoned(v, parse) or _speaking(v, parse) for v in verbs)


def _reasoned(verb: int, parse: Parse) -> bool:
    """Whether a phrase gives a reason, a topic or words."""
    for preposition in parse.having(verb, "prep"):
        word = parse.lower[preposition]
        gerunds = parse.having(preposition, "pcomp")
        if word == "for" and gerunds:
            return True
        if word == "by" and any(parse.lemma[k] in SAYING for k in gerunds):
            return True
        objects = {parse.lemma[k] for k in parse.having(preposition, "pobj", "pcomp")}
        if word == "over" and objects and parse.lemma[verb] == "come":
            return True
        if (word == "on" and objects & TOPICS) or (
            word in ("with", "in", "at") and objects & WORDS
        ):
            return True
    return False


def _speaking(verb: int, parse: Parse) -> bool:
    """Whether the attacker speaks in it: "attacked her, calling her a liar"."""
    below = [k for k in parse.having(verb, "advcl") if parse.tag[k] == "VBG"]
    return parse.is_verb(verb) and any(parse.lemma[k] in SAYING for k in below)


def _between_candidates(draft: EventDraft, contexts: Contexts) -> bool:
    """Whether two named people are the sides in news of a campaign."""
    sides = [*draft.actors, *draft.recipients]
    people = all(e.type == "PERSON" and e.is_named for e in sides)
    both = bool(draft.actors) and bool(draft.recipients) and people
    return both and contexts.holds("campaign", draft.verb)


def _armed(draft: EventDraft, parse: Parse) -> bool:
    """Whether the sentence tells of arms or harm, beside the attack itself."""
    inside = range(*parse.bounds[parse.sentence[draft.verb]])
    own = {draft.verb, *draft.tokens}
    words = {parse.lemma[i] for i in inside if i not in own} - ATTACKING
    return bool(words & (ARMED | HARM))
