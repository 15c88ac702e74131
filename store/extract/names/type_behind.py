"""Settle the type of a name by the noun behind it: "the Morgenpost newspaper"."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.words import GIVEN_NAMES, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold

_LAND = lexicon.words("names.behind_land")
_SITES = frozenset("dam dams viaduct reservoir".split())
"""Nouns after the name of something that was built."""
_KINDS = {
    word: kind
    for kind, listed in (
        ("ORG", "names.behind_bodies"),
        ("PRODUCT", "names.behind_products"),
        ("NORP", "names.behind_peoples"),
        ("GPE", "names.behind_places"),
        ("FAC", "names.behind_sites"),
    )
    for word in lexicon.words(listed)
}
"""Maps a noun behind a name to the type that it gives the name."""
_FIRST_OF_TWO = frozenset(word.partition(" ")[0] for word in _KINDS if " " in word)
_NEAR = {
    "PRODUCT": frozenset({"ORG", "WORK"}),
    "ORG": frozenset({"FAC", "WORK"}),
    "NORP": frozenset[str](),
    "GPE": frozenset({"LOC", "FAC"}),
    "FAC": frozenset({"ORG", "LOC"}),
}
"""Types that such a name may keep: a maker before its product, a restaurant as a building."""
_NOUNS = frozenset({"NN", "NNS"})
_FURTHER = frozenset("gang gangs range vehicle maker makers industry factory".split())
"""What follows the noun where it is not the name's own: "the Outlaws motorcycle gang"."""


def kind_behind(draft: NamesDraft, name: Name, after: str) -> str | None:
    """Return the type that the noun `after`, right behind the name, gives it; None if none."""
    if after in _LAND and name.type in ("PERSON", "ORG", "GPE"):
        return "LOC"
    if after in _SITES and name.type in ("PERSON", "PRODUCT", "GPE") and not name.titled:
        return "FAC"
    if after in _FIRST_OF_TWO:
        after = f"{after} {draft.after(name.end + 1).casefold()}"
    is_free = after in _KINDS and not name.known and not name.titled
    return _kind(draft, name, after) if is_free else None


@rule("names.kinds_behind")
def _kind(draft: NamesDraft, name: Name, after: str) -> str | None:
    """Return the type of a thing by its noun, unless it is a person's, a town's or a people's.

    What follows "a" is where something is: "a Clear Creek restaurant".
    """
    noun, words = draft.doc[name.end + after.count(" ")], name.words()
    kind = _KINDS[after]
    is_last = noun.tag_ in _NOUNS and draft.after(noun.i + 1) not in _FURTHER
    is_behind = is_last and draft.doc[name.start : name.end].root.head.i >= noun.i
    if not is_behind or draft.before(name.start) in ("a", "an"):
        return None
    if name.type == kind or name.type in _NEAR[kind] or name.is_dateline or name.text in cities():
        return None
    is_somebody = fold(words[0]) in GIVEN_NAMES or not WELL_KNOWN.isdisjoint(words)
    return None if is_somebody or name.text in draft.gazetteer.peoples else kind
