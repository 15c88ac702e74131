"""How much a reader of the timeline would miss a row, 0 to 1."""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.grammar.antecedents import antecedent
from store.extract.events.grammar.parse import Parse
from store.extract.events.rows.merged import Merged
from store.extract.found import FoundEntity

GRAVE = frozenset({"death", "disaster", "casualty"})
"""Modes of OTHER events that cost lives: missed even where nobody is named."""
LEAD = 3
"""Sentences that an article begins with: what it is about."""


def salience(merged: Merged, parse: Parse) -> float:
    """Named parties, a date, a place, the lead, more than one telling; less for what has not
    happened, and for what is only background."""
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
    if draft.pluperfect:
        score -= 0.08 if draft.modality != "negated" else 0.2  # "had never won"
    grave = draft.type == "ASSAULT" or draft.mode in GRAVE
    score += 0.06 if grave and draft.modality in ("asserted", "claimed") else 0.0
    undated = draft.date_basis in (None, "as_of")
    if draft.type == "STATEMENT" or (draft.plain and undated):
        score *= 0.5
    if draft.nominal and not (draft.actors or _named(draft.recipients) or draft.place):
        score *= 0.5  # "quake", and nothing more
    if not draft.recipients and any(_unknown(parse, t) for t in draft.object_tokens):
        score *= 0.6  # "abducted them": nobody knows whom
    if not (draft.actors or draft.passive or draft.nominal or _told(draft, parse)):
        score *= 0.5  # "attacking troops": nobody knows who
    return min(1.0, max(0.0, score))


def _told(draft: Draft, parse: Parse) -> bool:
    """Whether the clause has a subject that can be read: a pronoun only if it is known what it
    stands for."""
    return any(
        parse.pos[t] in ("NOUN", "PROPN", "NUM")
        or (parse.pos[t] == "PRON" and (parse.tag[t] != "PRP" or antecedent(parse, t) is not None))
        for t in draft.subject_tokens
    )


def _unknown(parse: Parse, token: int) -> bool:
    return parse.lower[token] in ("him", "her", "them") and parse.tag[token] == "PRP"


def _named(entities: list[FoundEntity]) -> bool:
    return any(entity.is_named for entity in entities)
