"""What only looks like an attack: an earthquake strikes, a crash kills, rocks hit a car.

PLOVER's ASSAULT is a deliberate act. Where the subject or the clause tells of a disaster, or
something that is no weapon and nobody's does it, the event is an OTHER one.
"""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.grammar.modality import is_result
from store.extract.events.grammar.parse import Parse
from store.extract.events.meaning.matching import Matcher

WEAPONS = frozenset(
    "bomb missile rocket bullet shell grenade gunfire mortar mine drone shot shooting explosive "
    "device torpedo sniper knife blast explosion airstrike strike attack fire round warhead "
    "shrapnel artillery gas dynamite blaze detonation".split()
)
UNMEANT = {"injure": "casualty", "damage": "damage"}
"""Verbs that need no one who means it, with the mode of the event if there is none."""
UNWILLED = frozenset({"disaster", "match"})
"""Modes of the nouns that tell what it was: an accident, or a game. What happens during an
election or a trial may well be an attack."""
WEATHER = frozenset(
    "rain rainfall downpour snow snowfall wind heatwave drought wildfire blaze lava surge".split()
)
FORCED = frozenset({"COERCE", "ACCUSE"})
"""What a storm does not do: "floods forced thousands from their homes"."""
FLIGHT = frozenset("takeoff take-off off liftoff launch orbit flight pad spaceport".split())
CAUSES = frozenset({"in", "after", "by", "from", "when", "during", "following"})


def deliberate(draft: Draft, parse: Parse, matcher: Matcher) -> list[int]:
    """Turn a draft of ASSAULT that nobody meant into OTHER, in place. The nouns whose event
    it then tells come back."""
    cause = _cause(draft, parse)
    if draft.mode == "explosives" and draft.lemma == "explode" and _in_flight(cause, parse):
        draft.type, draft.mode, draft.actors = "OTHER", "disaster", []
    disasters = [t for t in cause if _is_disaster(matcher, t)]
    _unwilled(draft, parse, bool(disasters) or any(parse.lemma[t] in WEATHER for t in cause))
    if draft.type == "OTHER" and draft.mode in ("disaster", "death"):
        return disasters
    if draft.type != "ASSAULT" or _in_accident(draft, parse, matcher) or draft.actors:
        return []
    for token in cause:
        entry = matcher.noun_entry(token)
        if entry is not None and entry.type == "OTHER" and entry.mode in UNWILLED:
            draft.type, draft.mode = "OTHER", entry.mode
            draft.lemma = parse.lemma[token]
            return [token]
    doing = [t for t in cause if parse.pos[t] in ("NOUN", "PROPN")]
    armed = any(parse.lemma[t] in WEAPONS or matcher.noun_entry(t) for t in doing)
    if draft.lemma in UNMEANT and not armed and not _violent(draft, parse, matcher):
        draft.type, draft.mode = "OTHER", UNMEANT[draft.lemma]
    elif draft.subject_tokens and not armed and _thing(draft.subject_tokens[0], parse):
        draft.type, draft.mode = "OTHER", "accident"
    return []


def _unwilled(draft: Draft, parse: Parse, disaster: bool) -> None:
    """What a disaster forces people to is no coercion, and who wins a title beats nobody up."""
    if draft.type in FORCED and not draft.actors and disaster:
        draft.type, draft.mode = "OTHER", "disaster"
    if draft.lemma == "beat" and any(is_result(parse, k) for k in parse.kids[draft.verb]):
        draft.type, draft.mode = "OTHER", "match"
    if draft.mode == "disaster" and draft.lemma == "collapse" and draft.actors:
        draft.mode = None if draft.actors[0].type == "PERSON" else draft.mode


def _in_accident(draft: Draft, parse: Parse, matcher: Matcher) -> bool:
    """ "Collided, killing 36", "were killed when two trains collided": made OTHER, in place."""
    governor = parse.head[draft.verb]
    result = parse.dep[draft.verb] == "advcl" and (
        not draft.actors or parse.tag[draft.verb] == "VBG"
    )
    if result and matcher.accident(governor):
        draft.actors = []  # not the airline whose jet it was
        draft.type, draft.mode, draft.lemma = "OTHER", "disaster", parse.lemma[governor]
        return True
    undergone = draft.passive and not draft.actors
    for k in _meanwhile(draft.verb, parse) if undergone else ():
        if matcher.accident(k):
            draft.type, draft.mode, draft.lemma = "OTHER", "casualty", parse.lemma[k]
            return True
    return False


def _meanwhile(verb: int, parse: Parse) -> list[int]:
    """The verbs of "when" and "as" on a verb, or on the last of several: "killed and hurt when"."""
    clauses = [k for v in parse.conjuncts(verb) for k in parse.having(v, "advcl")]
    return [k for k in clauses if any(parse.lower[m] in ("when", "as") for m in parse.kids[k])]


def _thing(subject: int, parse: Parse) -> bool:
    if parse.lower[subject] == "others":
        return False
    return parse.pos[subject] == "NOUN" or parse.lower[subject] == "it"


def _is_disaster(matcher: Matcher, token: int) -> bool:
    entry = matcher.noun_entry(token)
    return entry is not None and entry.mode == "disaster"


def _in_flight(cause: list[int], parse: Parse) -> bool:
    """A rocket that explodes on its way up is no weapon."""
    if not any(parse.lemma[t] in ("rocket", "booster", "spacecraft", "capsule") for t in cause):
        return False
    sentence = parse.sentence[cause[0]]
    return any(parse.lemma[t] in FLIGHT for t in range(*parse.bounds[sentence]))


def _violent(draft: Draft, parse: Parse, matcher: Matcher) -> bool:
    """Whether the sentence has a weapon or an attack in it."""
    for token in range(*parse.bounds[parse.sentence[draft.verb]]):
        if parse.pos[token] == "NOUN":
            entry = matcher.noun_entry(token)
            if parse.lemma[token] in WEAPONS or (entry is not None and entry.type == "ASSAULT"):
                return True
    return False


def _cause(draft: Draft, parse: Parse) -> list[int]:
    """The subject or agent, and the nouns in what says how it came."""
    found = list(draft.subject_tokens)
    found += [k for subject in found for k in parse.having(subject, "compound")]
    found += [o for s in draft.subject_tokens for p, o in parse.prepositions(s) if p == "of"]
    for preposition, token in parse.prepositions(draft.verb):
        if preposition in CAUSES:
            found += [token, *(o for p, o in parse.prepositions(token) if p == "of")]
    for k in parse.having(draft.verb, "advcl"):
        if any(parse.lower[m] in CAUSES for m in parse.kids[k]):
            found += parse.having(k, "nsubj", "nsubjpass")
    governor = parse.head[draft.verb]
    if parse.dep[draft.verb] in ("advcl", "conj", "relcl", "acl"):
        found += (
            parse.having(governor, "nsubj", "nsubjpass") if parse.is_verb(governor) else [governor]
        )
    return found
