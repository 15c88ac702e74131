"""Families and peoples in the plural: "the Obamas", "African-Americans", "New Yorkers"."""

from __future__ import annotations

from collections import defaultdict

from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.rules import rule
from store.identity.folding import fold

_SHORTEST = 4
_BEFORE = frozenset("the The both Both two three".split())


@rule("names.families")
def settle_families(draft: NamesDraft) -> None:
    """Make the plural of a surname of the article a family: "the Obamas"."""
    surnames = full_surnames(draft)
    plurals: defaultdict[str, list[Name]] = defaultdict(list)
    for name in draft.names:
        if name.text.endswith("s") and name.text.isalpha() and name.text.istitle():
            plurals[name.text].append(name)
    for text, names in plurals.items():
        one = fold(text[:-1])
        is_surname = fold(text) in surnames or len(one) < _SHORTEST
        is_free = not any(name.known or name.titled or name.short_for for name in names)
        is_told = any(draft.before(name.start) in _BEFORE for name in names)
        bearers = {one, one.removesuffix("e") if one.endswith(("se", "xe", "ze", "che")) else one}
        if is_free and is_told and not is_surname and bearers & surnames:
            for name in names:
                name.type, name.sure = "NORP", True


@rule("names.plural_peoples")
def settle_plural_peoples(draft: NamesDraft) -> None:
    """Make a name that ends in a people in the plural a people: "Mariel Cubans"."""
    for name in draft.names:
        words = name.words()
        last = words[-1].rpartition("-")[2]
        is_free = not name.known and not name.sure and name.type in ("ORG", "PERSON", "GPE", "LOC")
        if not is_free or not last.endswith("s") or not last[:1].isupper() or len(words) > 2:
            continue
        is_people = draft.gazetteer.demonym(last) is not None or last in draft.gazetteer.peoples
        is_party = name.type == "ORG" and last in draft.gazetteer.parties
        if is_people and not is_party and (words[-1] != last or len(words) > 1):
            is_noun = draft.doc[name.end - 1].tag_ in ("NNS", "NNPS")
            if is_noun and draft.words[name.end : name.end + 1] != ["of"]:
                name.type, name.sure = "NORP", True
