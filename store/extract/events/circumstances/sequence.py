"""What an event takes over from the one that it goes on from."""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.grammar.parse import Parse
from store.extract.found import FoundEntity

BREATH = 2
"""Sentences over which one occasion is told, at most."""
LONG_AGO = frozenset({"discovery"})
"""Modes of what somebody is now spoken of for."""


def inherit(draft: Draft, other: Draft) -> None:
    """Take over when and, where unknown, the place."""
    draft.start, draft.end, draft.precision = other.start, other.end, other.precision
    draft.date_basis = "inherited"
    if not draft.plain and draft.type != "STATEMENT":
        draft.place = draft.place or other.place


def in_sequence(drafts: list[Draft], parse: Parse) -> None:
    """An undated event in the past tense that goes on telling of somebody from the sentence
    before shares its day: the reader is told of one occasion."""
    for n, draft in enumerate(drafts):
        if draft.date_basis is not None or draft.pluperfect or draft.nominal:
            continue
        if draft.mode in LONG_AGO or _ordered(draft, parse):
            continue
        if parse.tag[draft.verb] not in ("VBD", "VBN", "VBG") or draft.modality in (
            "planned",
            "hypothetical",
        ):
            continue
        for other in reversed(drafts[max(0, n - 6) : n]):
            near = parse.sentence[draft.verb] - parse.sentence[other.verb] <= BREATH
            if near and _told_of(draft, other):
                inherit(draft, other)
                break


def _ordered(draft: Draft, parse: Parse) -> bool:
    """ "Four days after resigning" is another day."""
    gerund = parse.dep[draft.verb] == "pcomp"
    return gerund and parse.lower[parse.head[draft.verb]] in ("after", "before", "since")


def _told_of(draft: Draft, other: Draft) -> bool:
    if (
        other.date_basis not in ("stated", "inherited")
        or other.pluperfect
        or other.precision != "day"
    ):
        return False
    if other.modality in ("planned", "hypothetical", "negated"):
        return False
    mine: set[int] = {id(e) for e in (*draft.actors, *draft.recipients) if _single(e)}
    return bool(mine & {id(e) for e in (*other.actors, *other.recipients)})


def _single(entity: FoundEntity) -> bool:
    """One person, or one group met only in this article; countries do much on many days."""
    return entity.type == "PERSON" or not entity.is_named
