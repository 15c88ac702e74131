"""Statements as events: who said what, for the timeline.

Only what a named source says in so many words; whoever only passes on what another says (an
agency that reports a ministry) has made no statement of their own, and a verb that is an event
already ("accused", "pledged") is not told twice, nor is an event that somebody tells.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from store.extract.events.draft import EventDraft
from store.extract.events.participants import Participants
from store.extract.extensions import FoundEntity, FoundStatement, Tokens
from store.extract.rules import holds, nothing, rule
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import Parse

OPEN_QUESTIONS = frozenset({"whether", "if", "how", "why", "when", "where", "who", "what"})
"""What a content begins with that tells nothing: "has not said whether she will stay"."""
SHORTEST = 4
"""Words that a content must have, to say something by itself."""


@rule("events.saying", off=nothing)
def sayings(
    doc: Doc, parse: Parse, modalities: Modalities, people: Participants, told: set[int]
) -> list[EventDraft]:
    """A draft for the first thing that each source says in a sentence. `told` are the verbs
    that are events."""
    statements: list[FoundStatement] = doc._.statements or []
    cues = sorted(s.cue for s in statements)
    found: dict[tuple[int, int], EventDraft] = {}
    for said in statements:
        verb = _verb(parse, said.cue)
        if said.kind != "speech" or said.source is None or said.content is None:
            continue
        if verb is None or verb in told:
            continue
        passed_on = any(cue != said.cue for cue in _starting_in(said.content, cues))
        place = (id(said.source), parse.sentence[verb])
        if passed_on or place in found:
            continue
        if not (_new(said.content, parse, told) or _plan(said.content, verb, parse)):
            continue
        if parse.lower[said.content.start] in OPEN_QUESTIONS:
            continue
        found[place] = EventDraft(
            "STATEMENT",
            verb,
            lemma=f"say {verb}",
            tokens=[verb],
            actors=_together(said.source, verb, parse, people),
            modality=modalities.of(verb),
            pluperfect=modalities.pluperfect(verb),
            said=said.content,
        )
    return list(found.values())


def _starting_in(content: Tokens, cues: list[Tokens]) -> list[Tokens]:
    """Those of the `cues`, which are sorted, that start in the content."""
    first, behind = (bisect_left(cues, Tokens(at, at)) for at in (content.start, content.end))
    return cues[first:behind]


@rule("events.new_content", off=holds)
def _new(content: Tokens, parse: Parse, told: set[int]) -> bool:
    """A clause of some length that holds no event of its own, which would name the source."""
    inside = range(content.start, content.end)
    root = next((i for i in inside if parse.head[i] not in content or parse.head[i] == i), None)
    if root is not None and parse.pos[root] in ("NOUN", "PROPN") and _clausal(parse, root):
        return False
    finite = [i for i in inside if parse.tag[i] in ("VBD", "VBZ", "VBP", "MD")]
    clause = any(not _describing(parse, i, content) for i in finite)
    return clause and len(content) >= SHORTEST and told.isdisjoint(inside)


def _clausal(parse: Parse, noun: int) -> bool:
    """A noun and what is told of it: "confirmed a decision that it took"."""
    return bool(parse.having(noun, "acl", "relcl"))


@rule("events.announced_plan")
def _plan(content: Tokens, verb: int, parse: Parse) -> bool:
    """What is announced for later: that it was announced is news of its day, whatever comes
    of it."""
    main = [k for k in parse.having(verb, "ccomp") if k in content]
    modals = {parse.lower[m] for k in main for m in parse.having(k, "aux")}
    return parse.lemma[verb] == "announce" and bool(modals & {"will", "would"})


def _together(
    source: FoundEntity, verb: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """The source and whoever says it with them: "Acme and Zeta said"."""
    for subject in parse.having(verb, "nsubj"):
        named = [people.entity(token) for token in parse.conjuncts(subject)]
        speaking = [e for e in named if e is not None]
        if source in speaking and len(speaking) == len(named):
            return list({id(e): e for e in speaking}.values())
    return [source]


def _describing(parse: Parse, verb: int, content: Tokens) -> bool:
    """In a relative clause of the content: "spoke of the man who was shot" tells no more of
    what was said than of whom."""
    way = [verb, *(a for a in parse.above(verb) if a in content)]
    return any(parse.dep[i] == "relcl" and parse.head[i] in content for i in way)


def _verb(parse: Parse, cue: Tokens) -> int | None:
    verbs = (i for i in range(cue.start, cue.end) if parse.tag[i].startswith("VB"))
    return next((i for i in verbs if parse.dep[i] != "prep"), None)
