"""A place and what follows its comma are two names: "in Liguria, Stefano Bonazzi said"."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold


def split_commas(draft: Draft) -> None:
    """Cut an organisation or a person in two at the comma after a place that tables know; a
    firm of partners ("Kidder, Peabody") has none before its comma."""
    kept: list[Name] = []
    for name in draft.names:
        comma = _comma(draft, name)
        kept += [name] if comma is None else _halves(draft, name, comma)
    draft.names = kept


def _comma(draft: Draft, name: Name) -> int | None:
    if name.type not in ("ORG", "PERSON", "WORK", "PRODUCT") or "," not in name.text:
        return None
    comma = next((i for i in range(name.start, name.end) if draft.words[i] == ","), name.end)
    if not name.start < comma < name.end - 1:
        return None
    place = draft.text(name.start, comma)
    is_place = place in cities() or draft.gazetteer.place(place) is not None
    return comma if is_place or _begins_with_person(draft, comma + 1, name.end) else None


def _begins_with_person(draft: Draft, start: int, end: int) -> bool:
    """A first name and a surname alone after the comma."""
    words = draft.words[start:end]
    return len(words) == 2 and fold(words[0]) in GIVEN_NAMES and words[1].istitle()


def _halves(draft: Draft, name: Name, comma: int) -> list[Name]:
    type_ = "PERSON" if _begins_with_person(draft, comma + 1, name.end) else name.type
    place = draft.text(name.start, comma)
    is_place = place in cities() or draft.gazetteer.place(place) is not None
    first = Name(name.start, comma, "GPE" if is_place else name.type, place)
    return [first, Name(comma + 1, name.end, type_, draft.text(comma + 1, name.end))]
