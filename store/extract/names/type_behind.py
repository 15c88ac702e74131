"""Settle the type of a name by the noun behind it: "the Morgenpost newspaper"."""

from __future__ import annotations

from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.words import GIVEN_NAMES, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold

_LAND = frozenset("mountains mountain river desert valley peninsula sea hills coast gulf".split())
_SITES = frozenset("dam dams viaduct reservoir".split())
"""Nouns after the name of something that was built."""
_KINDS = {
    word: kind
    for kind, listed in (
        ("ORG", "newspaper supermarket supermarkets restaurant faction militia airline publisher"),
        ("PRODUCT", "rocket rockets spacecraft missile missiles sedan suv smartphone earbuds"),
        ("PRODUCT", "headphones submarine helicopter helicopters rifle rifles app browser"),
        ("NORP", "tribe tribes tribesmen"),
    )
    for word in listed.split()
}
"""Maps a noun behind a name to the type that it gives the name."""
_NEAR = {"PRODUCT": ("ORG", "WORK"), "ORG": ("FAC", "WORK"), "NORP": ()}
"""Types that such a name may keep: a maker before its product, a restaurant as a building."""
_NOUNS = frozenset({"NN", "NNS"})


def kind_behind(draft: NamesDraft, name: Name, after: str) -> str | None:
    """Return the type that the noun `after`, right behind the name, gives it; None if none."""
    if after in _LAND and name.type in ("PERSON", "ORG", "GPE"):
        return "LOC"
    if after in _SITES and name.type in ("PERSON", "PRODUCT", "GPE") and not name.titled:
        return "FAC"
    return _kind(draft, name) if after in _KINDS and not name.known and not name.titled else None


@rule("names.kinds_behind")
def _kind(draft: NamesDraft, name: Name) -> str | None:
    """Return the type of a thing by its noun, unless it is a person's, a town's or a people's.

    What follows "a" is where something is: "a Clear Creek restaurant".
    """
    noun, words = draft.doc[name.end], name.words()
    kind = _KINDS.get(noun.lower_, "")
    is_behind = noun.tag_ in _NOUNS and draft.doc[name.start : name.end].root.head.i >= noun.i
    if not kind or not is_behind or draft.before(name.start) in ("a", "an"):
        return None
    if name.type in (kind, *_NEAR[kind]) or name.is_dateline or name.text in cities():
        return None
    is_somebody = fold(words[0]) in GIVEN_NAMES or not WELL_KNOWN.isdisjoint(words)
    return None if is_somebody or name.text in draft.gazetteer.peoples else kind
