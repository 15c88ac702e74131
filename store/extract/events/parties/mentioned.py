"""Which entities the tokens of an article mention."""

from __future__ import annotations

from store.extract.found import FoundEntity

STORMS = frozenset({"storm", "hurricane", "cyclone", "typhoon"})


def is_storm(name: str) -> bool:
    """ "Tropical Storm Alvaro", whatever it was taken for."""
    return not STORMS.isdisjoint(name.lower().split()[:2])


def by_token(entities: list[FoundEntity]) -> dict[int, FoundEntity]:
    """The entity at each token: that of the shortest mention there."""
    length: dict[int, int] = {}
    found: dict[int, FoundEntity] = {}
    for entity in entities:
        for mention in entity.mentions:
            size = len(mention.span)
            for token in range(mention.span.start, mention.span.end):
                if token not in length or size < length[token]:
                    length[token] = size
                    found[token] = entity
    return found


def shared_by_token(entities: list[FoundEntity]) -> dict[int, list[FoundEntity]]:
    holders: dict[tuple[int, int], list[FoundEntity]] = {}
    for entity in entities:
        for mention in entity.mentions:
            if mention.kind in ("nominal", "pronoun"):
                span = (mention.span.start, mention.span.end)
                holders.setdefault(span, []).append(entity)
    return {
        token: several
        for (start, end), several in holders.items()
        if len(several) > 1
        for token in range(start, end)
    }
