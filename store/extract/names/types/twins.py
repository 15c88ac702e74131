"""Names that a country and a state of another share: Georgia, in the Caucasus or in the South."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name

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


def _is_country(draft: Draft, twin: Name, countries: set[str | None]) -> bool:
    if twin.known is None or countries & _NEIGHBOURS[twin.known.iso or ""]:
        return True
    return any(
        (other.known is twin.known and other.kind == "demonym")
        or draft.gazetteer.capital(other.text) is twin.known
        for other in draft.names
    )
