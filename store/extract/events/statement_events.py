"""Statements as events of the timeline: who said what.

Only explicit statements of a named source count. Someone who passes on the words of another (an
agency that reports a ministry) makes no statement. A verb that is an event already ("accused",
"pledged") is not counted twice, nor is an event that somebody reports.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from store.extract.events.draft import EventDraft
from store.extract.events.participants import Participants
from store.extract.extensions import FoundEntity, FoundStatement, Tokens
from store.extract.rules import holds, nothing, rule
from store.extract.syntax.modality import DENYING, Modalities
from store.extract.syntax.parse import Parse

OPEN_QUESTIONS = frozenset({"whether", "if", "how", "why", "when", "where", "who", "what", "which"})
"""Words that begin an empty content: "has not said whether she will stay"."""
SHORTEST = 4
"""How many words a content has at least."""


@rule("events.saying", off=nothing)
def sayings(
    doc: Doc, parse: Parse, modalities: Modalities, people: Participants, told: set[int]
) -> list[EventDraft]:
    """Return a draft for the first statement of each source in a sentence.

    `told` are the verbs that are events.
    """
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
        if OPEN_QUESTIONS.intersection(_opening_words(said.content, parse)):
            continue
        found[place] = EventDraft(
            "STATEMENT",
            verb,
            lemma=f"say {verb}",
            tokens=[verb],
            actors=_together(said.source, verb, parse, people),
            modality=modalities.of(verb),
            pluperfect=modalities.pluperfect(verb),
            said=None if _denies(said.cue, parse) else said.content,
        )
    return list(found.values())


@rule("events.denied_content")
def _denies(cue: Tokens, parse: Parse) -> bool:
    """Whether the source says the opposite of the content: "denies that it has a policy"."""
    words = {parse.lemma[i] for i in range(cue.start, cue.end)}
    return bool(words & DENYING)


def _opening_words(content: Tokens, parse: Parse) -> list[str]:
    """Return the first word of a content, and the second after an adverb: "exactly what"."""
    inside = range(content.start, content.end)
    words = [i for i in inside if parse.pos[i] not in ("PUNCT", "SPACE")][:2]
    adverb = bool(words) and parse.lower[words[0]] in ("exactly", "just", "only", "precisely")
    return [parse.lower[i] for i in words[: 2 if adverb else 1]]


def _starting_in(content: Tokens, cues: list[Tokens]) -> list[Tokens]:
    """Return those of the sorted `cues` that start in the content."""
    first, behind = (bisect_left(cues, Tokens(at, at)) for at in (content.start, content.end))
    return cues[first:behind]


@rule("events.new_content", off=holds)
def _new(content: Tokens, parse: Parse, told: set[int]) -> bool:
    """Whether the content is a clause of some length without an event of its own.

    An event inside it would already name the source.
    """
    inside = range(content.start, content.end)
    root = next((i for i in inside if parse.head[i] not in content or parse.head[i] == i), None)
    if root is not None and parse.pos[root] in ("NOUN", "PROPN") and _clausal(parse, root):
        return False
    finite = [i for i in inside if parse.tag[i] in ("VBD", "VBZ", "VBP", "MD")]
    clause = any(not _describing(parse, i, content) for i in finite)
    return clause and len(content) >= SHORTEST and told.isdisjoint(inside)


def _clausal(parse: Parse, noun: int) -> bool:
    """Whether it is a noun with a clause: "confirmed a decision that it took"."""
    return bool(parse.having(noun, "acl", "relcl"))


@rule("events.announced_plan")
def _plan(content: Tokens, verb: int, parse: Parse) -> bool:
    """Whether it announces a plan, which is news of its day whatever follows."""
    main = [k for k in parse.having(verb, "ccomp") if k in content]
    modals = {parse.lower[m] for k in main for m in parse.having(k, "aux")}
    return parse.lemma[verb] == "announce" and bool(modals & {"will", "would"})


def _together(
    source: FoundEntity, verb: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return the source and others who say it together: "Acme and Zeta said"."""
    for subject in parse.having(verb, "nsubj"):
        named = [people.entity(token) for token in parse.conjuncts(subject)]
        speaking = [e for e in named if e is not None]
        if source in speaking and len(speaking) == len(named):
            return list({id(e): e for e in speaking}.values())
    return [source]


def _describing(parse: Parse, verb: int, content: Tokens) -> bool:
    """Whether the verb is in a relative clause that only describes somebody.

    For example "spoke of the man who was shot".
    """
    way = [verb, *(a for a in parse.above(verb) if a in content)]
    return any(parse.dep[i] == "relcl" and parse.head[i] in content for i in way)


def _verb(parse: Parse, cue: Tokens) -> int | None:
    verbs = (i for i in range(cue.start, cue.end) if parse.tag[i].startswith("VB"))
    return next((i for i in verbs if parse.dep[i] != "prep"), None)
