"""A short form after "a" that ends its phrase is a kind of thing: "a UAV", "an IED"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name
from store.extract.names.joined.acronyms import is_acronym

_ENDS = frozenset(",.;:)!?") | frozenset(
    "and or with in on at for to was is from that which".split()
)


def drop_kinds(draft: Draft) -> None:
    """Drop it everywhere in the article."""
    kinds = {name.text for name in draft.names if _is_kind(draft, name)}
    if kinds:
        draft.names = [n for n in draft.names if n.known or n.text not in kinds]


def _is_kind(draft: Draft, name: Name) -> bool:
    if name.known or not name.start or not is_acronym(name):
        return False
    after = draft.words[name.end] if name.end < len(draft.words) else "."
    return draft.words[name.start - 1] in ("a", "an", "A", "An") and after in _ENDS
