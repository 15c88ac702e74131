"""Names that a country and a state of another share: Georgia, in the Caucasus or in the South."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name

_HALVES = {"gpe/korea": ("KR", "KP")}
"""What two countries are of together, and the news calls one of."""
_NEIGHBOURS = {"GE": frozenset(["RU", "AM", "AZ", "TR", "UA"])}
"""Countries whose mention speaks for the country, by its ISO code."""


def settle_twins(draft: Draft) -> None:
    """The state, where the article names other states of its country and no neighbour of the
    twin, nor its people or its capital."""
    twins = [name for name in draft.names if name.known and name.known.iso in _NEIGHBOURS]
    if not twins:
        return
    known = [name.known for name in draft.names if name.known]
    countries = {place.iso for place in known} | {place.country for place in known}
    states = {place.key for place in known if place.state}
    for name in twins:
        if name.known is not None and name.kind == "name":
            state = draft.gazetteer.twins.get(name.known.key)
            if state and states and not _is_country(draft, name, countries):
                name.known, name.type = state, state.type


def settle_halves(draft: Draft) -> None:
    """ "Korean" in an article that names South Korea and not the North is South Korean."""
    wholes = [name for name in draft.names if name.known and name.known.key in _HALVES]
    if not wholes:
        return
    named = {name.known.iso for name in draft.names if name.known}
    named |= {known.iso for name in draft.names if (known := draft.gazetteer.capital(name.text))}
    for name in wholes:
        halves = named.intersection(_HALVES[name.known.key if name.known else ""])
        if len(halves) == 1:
            name.known = draft.gazetteer.countries[next(iter(halves)) or ""]


def _is_country(draft: Draft, twin: Name, countries: set[str | None]) -> bool:
    if twin.known is None or countries & _NEIGHBOURS[twin.known.iso or ""]:
        return True
    return any(
        (other.known is twin.known and other.kind == "demonym")
        or draft.gazetteer.capital(other.text) is twin.known
        for other in draft.names
    )
