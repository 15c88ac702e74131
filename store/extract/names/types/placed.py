"""Places, by the words around their names: "near Ayn Isa", "the city of Mosul"."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.types.heads import is_organization_head
from store.extract.names.words.beside import ARTICLES
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_WHERE = frozenset("in near outside around inside throughout across".split())
_TOWARDS = frozenset("at from to of toward towards between reach reached visited left".split())
_HELD = frozenset(
    "stake stakes share shares interest interests invest investment invested confidence trust "
    "faith believe position holding holdings bonds results engaged involved participate".split()
)
"""What stands before "in" and an organisation: "a stake in Fiat"."""
_PLACE_NOUNS = frozenset(
    "city town village province district region county suburb port capital neighborhood "
    "neighbourhood island airport airfield municipality prefecture governorate township".split()
)
_WAYS = frozenset("road roads highway railway bridge ferry flight flights train trains".split())
"""What leads "to" a place."""
_LARGE = 250_000


def is_placed(draft: Draft, name: Name, before: str, after: str, inside: bool) -> bool:
    """The words beside it make it a place: "near Ayn Isa", "the city of Mosul", "Idlib
    province"; a weaker word does where the gazetteer knows such a city."""
    if name.type in ("GPE", "LOC", "FAC", "EVENT", "LAW") or name.titled:
        return False
    words, start = draft.words, name.start
    if after in _PLACE_NOUNS and before not in ARTICLES and name.type in ("PERSON", "NORP"):
        return True
    if after == "," and _is_a_town(draft, words[name.end + 1 : name.end + 5]):
        return True
    led = words[start - 2].casefold() if start > 1 else ""
    if (before == "to" and led in _WAYS) or (before == "of" and led in _PLACE_NOUNS):
        return True
    if before in _WHERE:
        return _stands_in_place(draft, name, inside)
    if before == "visit":
        return name.type == "PERSON" and name.text in cities()
    if before not in _TOWARDS:
        return False
    return name.text in cities() if name.type == "ORG" else _is_large(name.text)


def _is_large(name: str) -> bool:
    """A city too well known to be taken for somebody's surname after "to" or "from"."""
    named = cities().named(name)
    return bool(named) and named[0].population >= _LARGE


def _is_a_town(draft: Draft, words: list[str]) -> bool:
    """ ", a city in" or ", Calif." after the comma."""
    if words[:1] == ["a"]:
        return bool(_PLACE_NOUNS.intersection(words[1:3]))
    state = draft.gazetteer.place(words[0]) if words and words[0].endswith(".") else None
    return state is not None and bool(state.state)


def _stands_in_place(draft: Draft, name: Name, inside: bool) -> bool:
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
        and held not in _HELD
        and not is_organization_head(name.text)
    )
