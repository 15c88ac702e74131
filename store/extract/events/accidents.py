"""Events that only look like attacks: an earthquake strikes, a crash kills, rocks hit a car."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.matching import Matcher
from store.extract.rules import nothing, rule
from store.extract.syntax.modality import is_result
from store.extract.syntax.parse import Parse

WEAPONS = lexicon.words("events.weapons")
UNMEANT = {"injure": "casualty", "damage": "damage"}
"""Verbs that need an intention, with the mode of the event if there is none."""
UNWILLED = frozenset({"disaster", "match"})
"""Modes of nouns for accidents and games.

Elections and trials are not among them, because attacks may happen during these.
"""
WEATHER = frozenset(
    "rain rainfall downpour snow snowfall wind heatwave drought wildfire blaze lava surge".split()
)
FORCED = frozenset({"COERCE", "ACCUSE"})
"""Types that need an agent, which a disaster is not: "floods forced thousands from home"."""
FLIGHT = frozenset("takeoff take-off off liftoff launch orbit flight pad spaceport".split())
SPACECRAFT = frozenset(
    {"rocket", "booster", "spacecraft", "capsule", "shuttle", "satellite", "probe"}
)
BURSTING = lexicon.words("events.bursting")
"""What explodes by accident, unless arms are told of."""
GROWING = lexicon.words("events.growing")
"""What grows fast where it "explodes"."""
CAUSES = frozenset({"in", "after", "by", "from", "when", "during", "following"})


@rule("events.deliberate", off=nothing)
def deliberate(draft: EventDraft, parse: Parse, matcher: Matcher) -> list[int]:
    """Turn an ASSAULT that nobody intended into OTHER, in place.

    Return the nouns whose event the draft then covers.
    """
    cause = _cause(draft, parse)
    burst = draft.mode == "explosives" and draft.lemma == "explode"
    if burst and _only_grows(draft, parse):
        draft.type, draft.mode = "OTHER", None
    elif burst and (_in_flight(cause, parse) or _bursts(draft, parse, matcher)):
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


@rule("events.unwilled")
def _unwilled(draft: EventDraft, parse: Parse, disaster: bool) -> None:
    """Correct disasters that force people, and victories that are not violence."""
    if draft.type in FORCED and not draft.actors and disaster:
        draft.type, draft.mode = "OTHER", "disaster"
    if draft.lemma == "beat" and any(is_result(parse, k) for k in parse.kids[draft.verb]):
        draft.type, draft.mode = "OTHER", "match"
    if draft.mode == "disaster" and draft.lemma == "collapse" and draft.actors:
        draft.mode = None if draft.actors[0].type == "PERSON" else draft.mode


@rule("events.in_accident")
def _in_accident(draft: EventDraft, parse: Parse, matcher: Matcher) -> bool:
    """Make deaths in an accident OTHER, in place, and return whether it was done.

    For example "Collided, killing 36", "were killed when two trains collided".
    """
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
    """Return the verbs of "when" and "as" clauses on a verb, or on the last of several."""
    clauses = [k for v in parse.conjuncts(verb) for k in parse.having(v, "advcl")]
    return [k for k in clauses if any(parse.lower[m] in ("when", "as") for m in parse.kids[k])]


def _thing(subject: int, parse: Parse) -> bool:
    if parse.lower[subject] == "others":
        return False
    acting = any(parse.lower[t] == "who" for t in parse.subtree(subject))
    return (parse.pos[subject] == "NOUN" and not acting) or parse.lower[subject] == "it"


def _is_disaster(matcher: Matcher, token: int) -> bool:
    entry = matcher.noun_entry(token)
    return entry is not None and entry.mode == "disaster"


@rule("events.in_flight")
def _in_flight(cause: list[int], parse: Parse) -> bool:
    """Whether a rocket explodes on its way up, so that it is not a weapon."""
    if not any(parse.lemma[t] in SPACECRAFT for t in cause):
        return False
    sentence = parse.sentence[cause[0]]
    return any(parse.lemma[t] in FLIGHT for t in range(*parse.bounds[sentence]))


@rule("events.bursts")
def _bursts(draft: EventDraft, parse: Parse, matcher: Matcher) -> bool:
    """Whether a plant, a tank or a line explodes, and nobody is said to have done it."""
    things = any(parse.lemma[t] in BURSTING for t in draft.subject_tokens)
    return things and not _violent(draft, parse, matcher)


@rule("events.only_grows")
def _only_grows(draft: EventDraft, parse: Parse) -> bool:
    """Whether what explodes only grows: "demand for flats has exploded"."""
    return any(parse.lemma[t] in GROWING for t in draft.subject_tokens)


@rule("events.violent")
def _violent(draft: EventDraft, parse: Parse, matcher: Matcher) -> bool:
    """Whether the sentence mentions a weapon or an attack."""
    own = {k for t in draft.subject_tokens for k in (t, *parse.having(t, "compound"))}
    for token in range(*parse.bounds[parse.sentence[draft.verb]]):
        if parse.pos[token] == "NOUN" and token not in own:
            entry = matcher.noun_entry(token)
            if parse.lemma[token] in WEAPONS or (entry is not None and entry.type == "ASSAULT"):
                return True
    return False


def _cause(draft: EventDraft, parse: Parse) -> list[int]:
    """Return the subject or agent, and the nouns that tell the cause."""
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
