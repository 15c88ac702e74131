"""The salience of an event for the timeline, from 0 to 1."""

from __future__ import annotations

from store.extract.events.draft import EventDraft
from store.extract.events.merging import Merged
from store.extract.events.open_predicates import STATIVE
from store.extract.extensions import FoundEntity, FoundEvent
from store.extract.syntax.arguments import antecedent
from store.extract.syntax.parse import Parse
from store.reading import Status

REPORTED = 0.8
"""The share of its salience that a later statement of a name in reported speech keeps."""
GRAVE = frozenset({"death", "disaster", "casualty"})
"""Modes of OTHER events that cost lives and matter even without a name."""
UNREAL: frozenset[Status] = frozenset({"habitual", "asked", "wished", "joke", "fiction"})
"""Statuses that are not a row of the timeline."""
LEAD = 3
"""How many sentences form the lead of an article."""
REAL: frozenset[Status] = frozenset({"asserted", "claimed", "planned"})
USUAL, USUAL_SAYING = 0.2, 0.03
"""The probability of being noted from which on an event and a statement gain salience."""
SURE = 0.7
"""The confidence from which on an event gains salience."""
BY_NOTED, BY_CONFIDENCE, MOST = 0.8, 1.5, 0.15
"""How much salience a row gains by each, and at most."""
EVIDENT, SHOWN = 0.8, 0.3
"""The confidence from which on an event has at least so much salience."""


def first_statements(rows: list[Merged]) -> list[EventDraft]:
    """Return the first statement of each named source, which is news; its others are minor.

    `rows` are in text order.
    """
    first: dict[int, EventDraft] = {}
    for row in rows:
        draft = row.draft
        if draft.type == "STATEMENT" and draft.modality == "asserted" and _named(draft.actors):
            first.setdefault(id(draft.actors[0]), draft)
    return list(first.values())


def salience(merged: Merged, parse: Parse, news: list[EventDraft]) -> float:
    """Return the salience of an event, from 0 to 1. `news` are the statements that are.

    Named parties, a date, a place, the lead and several mentions raise it. Events that did not
    happen and background lower it.
    """
    draft = merged.draft
    first = min(parse.sentence[piece.verb] for piece in merged.pieces)
    score = 0.1
    score += 0.2 if _named(draft.actors) else 0.08 if draft.actors else 0.0
    score += (
        0.12
        if _named(draft.recipients) or len(draft.actors) > 1
        else 0.05
        if draft.recipients
        else 0.0
    )
    score += {None: 0.0, "as_of": 0.03, "inherited": 0.1, "stated": 0.17}[draft.date_basis]
    score += 0.06 if draft.place is not None else 0.0
    score += max(0.0, 0.18 - 0.05 * first) if first < LEAD + 1 else 0.0
    score += min(0.12, 0.04 * (len(merged.pieces) - 1))
    score += {"asserted": 0.1, "claimed": 0.06, "planned": 0.04}.get(draft.modality, -0.15)
    score -= 0.2 if draft.status in UNREAL else 0.0
    if draft.pluperfect:
        score -= 0.08 if draft.modality != "negated" else 0.2  # "had never won"
    grave = draft.type == "ASSAULT" or draft.mode in GRAVE
    score += 0.06 if grave and draft.modality in ("asserted", "claimed") else 0.0
    if draft.type == "STATEMENT" and draft not in news:
        score *= _share_of_later(draft, parse)
    if draft.nominal and not (draft.actors or _named(draft.recipients) or draft.place):
        score *= 0.5  # "quake", and nothing more
    if not draft.recipients and any(_unknown(parse, t) for t in draft.object_tokens):
        score *= 0.6  # "abducted them": nobody knows whom
    if not (draft.actors or draft.passive or draft.nominal or _has_readable_subject(draft, parse)):
        score *= 0.5  # "attacking troops": nobody knows who
    return min(1.0, max(0.0, score))


def _share_of_later(draft: EventDraft, parse: Parse) -> float:
    """Return the share of its salience that a later statement of a source keeps.

    What is reported after its source as done or to come is mostly news: "Lee said that the plant
    would close". A quotation, what its source only follows, and a view are mostly talk.
    """
    named = _named(draft.actors)
    if _reports_fact(draft, parse):
        return REPORTED if named else 1.0
    return 0.5 if named else 0.7


def _reports_fact(draft: EventDraft, parse: Parse) -> bool:
    """Whether it is reported speech about what was, is done or will be: "said that it closed".

    What a source says of its own mind is none: "said that he did not know".
    """
    said = draft.said
    if said is None or draft.verb >= said.start or parse.lemma[draft.verb] == "ask":
        return False
    opening = range(said.start - 1, min(said.start + 1, said.end))
    main = next((k for k in parse.having(draft.verb, "ccomp") if k in said), None)
    if main is None or any(parse.doc[i].is_quote for i in opening):
        return False
    beside = parse.having(main, "aux", "auxpass", "neg")
    told = parse.tag[main] == "VBD" or any(
        parse.tag[k] in ("MD", "VBD") or parse.lemma[k] == "have" for k in beside
    )
    own = any(parse.tag[k] == "PRP" for k in parse.having(main, "nsubj"))
    mind = parse.lemma[main] in STATIVE or any(parse.dep[k] == "neg" for k in beside)
    return told and not (own and mind)


def raised(event: FoundEvent, noted: float) -> float:
    """Return the salience of a finished row, raised if it is one that an analyst would note.

    `noted` is the probability of that by its clause. A row of which little is doubtful gains more.
    An event that did not happen is never raised.
    """
    if event.status not in REAL:
        return event.salience
    if event.type == "STATEMENT":
        gain = BY_NOTED * (noted - USUAL_SAYING)
    else:
        gain = BY_NOTED * (noted - USUAL) + BY_CONFIDENCE * (event.confidence - SURE)
    score = min(1.0, event.salience + min(MOST, max(0.0, gain)))
    evident = event.type != "STATEMENT" and event.confidence >= EVIDENT
    return max(score, SHOWN) if evident else score


def _has_readable_subject(draft: EventDraft, parse: Parse) -> bool:
    """Whether the clause has a readable subject; a pronoun needs a known antecedent."""
    return any(
        parse.pos[t] in ("NOUN", "PROPN", "NUM")
        or (parse.pos[t] == "PRON" and (parse.tag[t] != "PRP" or antecedent(parse, t) is not None))
        for t in draft.subject_tokens
    )


def _unknown(parse: Parse, token: int) -> bool:
    return parse.lower[token] in ("him", "her", "them") and parse.tag[token] == "PRP"


def _named(entities: list[FoundEntity]) -> bool:
    return any(entity.is_named for entity in entities)
