"""Settle places by the words around their names: "near Ayn Isa", "the city of Mosul"."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import is_organization_head
from store.extract.names.words import ARTICLES, GIVEN_NAMES
from store.identity.folding import fold

_WHERE = frozenset("in near outside around inside throughout across".split())
_TOWARDS = frozenset("at from to of toward towards between reach reached visited left".split())
_PLACED_HELD = lexicon.words("names.placed_held")
"""Nouns before "in" and an organisation: "a stake in Fiat"."""
_PLACE_NOUNS = lexicon.words("names.place_nouns")
_WAYS = frozenset("road roads highway railway bridge ferry flight flights train trains".split())
"""Words that lead "to" a place."""
_LARGE = 250_000


def is_placed(draft: NamesDraft, name: Name, before: str, after: str, inside: bool) -> bool:
    """Whether the words around the name make it a place.

    For example "near Ayn Isa", "the city of Mosul", "Idlib province". A weaker word is enough if
    the gazetteer has the city.
    """
    if name.type in ("GPE", "LOC", "FAC", "EVENT", "LAW") or name.titled:
        return False
    words, start = draft.words, name.start
    if after in _PLACE_NOUNS and before not in ARTICLES and name.type in ("PERSON", "NORP"):
        return True
    if after == "," and _is_a_town(draft, name, words[name.end + 1 : name.end + 5]):
        return True
    led = words[start - 2].casefold() if start > 1 else ""
    is_of = before == "of" and (led in _PLACE_NOUNS or _is_home(draft, name))
    if is_of or (before == "to" and led in _WAYS):
        return True
    if before in _WHERE:
        return _stands_in_place(draft, name, inside)
    if before == "visit":
        return name.type == "PERSON" and name.text in cities()
    if before not in _TOWARDS:
        return False
    return name.text in cities() if name.type == "ORG" else _is_large(name.text)


def _is_large(name: str) -> bool:
    """Whether the city is too well known to be a surname after "to" or "from"."""
    named = cities().named(name)
    return bool(named) and named[0].population >= _LARGE


def _is_a_town(draft: NamesDraft, name: Name, words: list[str]) -> bool:
    """Whether ", a city in", ", Calif." or, behind no person, ", British Columbia" follows."""
    if words[:1] == ["a"]:
        return bool(_PLACE_NOUNS.intersection(words[1:3]))
    for length in (1, 2):
        region = draft.gazetteer.place(" ".join(words[:length]))
        if region is not None and (region.state or region.country):
            return words[0].endswith(".") or (name.type != "PERSON" and _may_be_town(name))
    return False


def _may_be_town(name: Name) -> bool:
    is_short = len(name.words()) < 3 and not name.text.isupper()
    return is_short and not is_organization_head(name.words()[-1])


def _is_home(draft: NamesDraft, name: Name) -> bool:
    """Whether a person's full name and "of" precede: "Ann Lee of Thornton"."""
    first = fold(name.words()[0])
    if name.type != "PERSON" or len(name.words()) > 2 or first in GIVEN_NAMES:
        return False
    if draft.doc[name.end - 1].dep_ != "pobj":
        return False
    person = next((other for other in draft.names if other.end == name.start - 1), None)
    return person is not None and person.type == "PERSON" and " " in person.text


def _stands_in_place(draft: NamesDraft, name: Name, inside: bool) -> bool:
    before, after = draft.before(name.start).casefold(), draft.after(name.end).casefold()
    if name.text in cities():
        return True
    if name.type in ("PERSON", "PRODUCT", "NORP"):
        is_noun = name.type != "NORP" or draft.doc[name.end - 1].dep_ == "pobj"
        if name.text in draft.gazetteer.peoples or not is_noun:
            return False
        first = fold(name.words()[0])
        return before in ("in", "near") and after not in ("'s", "’s") and first not in GIVEN_NAMES
    held = draft.words[name.start - 2].casefold() if name.start > 1 else ""
    return (
        inside
        and name.type == "ORG"
        and " " not in name.text
        and name.text.istitle()
        and held not in _PLACED_HELD
        and not is_organization_head(name.text)
    )
