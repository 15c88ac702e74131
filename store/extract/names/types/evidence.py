"""What the words around a name say of its type."""

from __future__ import annotations

from collections import Counter

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.types.heads import is_organization_head
from store.extract.names.types.organizations import is_organization
from store.extract.names.types.people import full_surnames
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
_LAND = frozenset("mountains mountain river desert valley peninsula sea hills coast gulf".split())
_BEFORE_PERSONS = frozenset(
    "mr mrs ms dr sir president minister senator chancellor premier governor mayor judge justice "
    "sen rep gov gen col lt maj capt sgt secretary ambassador congressman".split()
)
_PLAYERS = frozenset(
    "captain striker midfielder goalkeeper defender winger quarterback pitcher shortstop fullback "
    "centre-half teammate".split()
)
"""What follows a club's name."""
_LARGE = 250_000
_RULES = frozenset("regime administration".split())
_STORMS = frozenset("Hurricane Typhoon Cyclone".split())
_OF_STORMS = frozenset("storm hurricane typhoon cyclone".split())
"""What stands before a storm's name."""
_SHIPS = frozenset("HMS USS USNS RMS HMCS HMAS MV M/V SS FS INS MS".split())


def settle_by_context(draft: Draft) -> None:
    """Ships after "HMS", places after "in" and "near", organisations after "news agency",
    persons after "Mr." and before "regime"."""
    surnames = full_surnames(draft)
    christened = _christened(draft)
    placed = _always_in(draft)
    for name in draft.names:
        full = christened.get(name.text)
        if full is not None:
            name.type, name.sure = full.type, True
            name.short_for = full if name.text != full.text else None
        elif not name.sure and fold(name.text) not in surnames:
            _settle(draft, name, placed)


def _christened(draft: Draft) -> dict[str, Name]:
    """ "Forbin" → "FS Forbin", "Edouard" → "Hurricane Edouard": ships and storms."""
    found: dict[str, Name] = {}
    for name in draft.names:
        first, *rest = name.words()
        if rest and (first in _SHIPS or first in _STORMS):
            name.type = "PRODUCT" if first in _SHIPS else "EVENT"
            found.setdefault(rest[-1], name)
            found.setdefault(name.text, name)
        elif not rest and not name.known and _is_a_storm(draft, name):
            name.type = "EVENT"
            found.setdefault(name.text, name)
    return found


def _is_a_storm(draft: Draft, name: Name) -> bool:
    """ "Tropical storm Edouard", and no capital inside a name of several words."""
    before = draft.before(name.start)
    return before.casefold() in _OF_STORMS and draft.after(name.end)[:1].islower()


def _always_in(draft: Draft) -> set[str]:
    """Words that the article has after "in" more often than not."""
    said: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for name in draft.names:
        said[name.text] += 1
        after = draft.words[name.end] if name.end < len(draft.words) else ""
        if name.start and draft.words[name.start - 1] == "in" and after not in ("'s", "’s"):
            inside[name.text] += 1
    return {text for text, times in inside.items() if times * 2 > said[text]}


def _settle(draft: Draft, name: Name, placed: set[str]) -> None:
    before, after = _neighbours(draft, name)
    if name.type != "PERSON" and _is_somebody(draft, name, before):
        name.type, name.titled = "PERSON", True
    elif after == "and" and _shares_surname(draft, name):
        name.type = "PERSON"
    elif _is_placed(draft, name, before, after, name.text in placed):
        name.type, name.sure = "GPE", True
    elif after in _PLAYERS and not name.known and name.type in ("PERSON", "GPE", "LOC"):
        name.type, name.sure = "ORG", True
    elif after in _LAND and name.type in ("PERSON", "ORG", "GPE"):
        name.type, name.sure = "LOC", True
    elif is_organization(draft, name, before):
        name.type, name.sure = "ORG", True
    elif name.type in ("ORG", "NORP", "WORK", "PRODUCT") and " " not in name.text:
        ahead = draft.words[name.end : name.end + 3]
        if _RULES.intersection(ahead[: 3 if ahead and ahead[0] in ("'s", "’s") else 1]):
            name.type = "PERSON"


def _is_somebody(draft: Draft, name: Name, before: str) -> bool:
    """After "Mr." or "President", or before an age or "who": no known place or body."""
    if (
        name.known
        or name.text.isupper()
        or " of " in name.text
        or is_organization_head(name.words()[-1])
    ):
        return False
    if before.rstrip(".") in _BEFORE_PERSONS and draft.before(name.start)[:1].isupper():
        return name.text not in cities()
    following = draft.words[name.end : name.end + 3]
    if len(following) < 3 or following[0] != "," or name.type == "NORP":
        return False
    is_aged = following[1].isdigit() and len(following[1]) == 2 and following[2] in (",", ".")
    return " " in name.text and (is_aged or following[1] == "who")


def _shares_surname(draft: Draft, name: Name) -> bool:
    """ "Artem and Anna Dultsev"."""
    following = draft.words[name.end + 1 : name.end + 3]
    return (
        fold(name.text) in GIVEN_NAMES
        and len(following) == 2
        and fold(following[0]) in GIVEN_NAMES
        and following[1][:1].isupper()
    )


def _neighbours(draft: Draft, name: Name) -> tuple[str, str]:
    return draft.before(name.start).casefold(), draft.after(name.end).casefold()


def _is_placed(draft: Draft, name: Name, before: str, after: str, inside: bool) -> bool:
    """The words beside it make it a place: "near Ayn Isa", "the city of Mosul", "Idlib
    province"; a weaker word does where the gazetteer knows such a city."""
    if name.type in ("GPE", "LOC", "FAC", "EVENT", "LAW") or name.titled:
        return False
    words, start = draft.words, name.start
    if after in _PLACE_NOUNS and before not in ARTICLES and name.type in ("PERSON", "NORP"):
        return True
    if after == "," and _is_a_town(draft, words[name.end + 1 : name.end + 5]):
        return True
    if before == "of" and start > 1 and words[start - 2].casefold() in _PLACE_NOUNS:
        return True
    if before in _WHERE:
        return _stands_in_place(draft, name, inside)
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
    before, after = _neighbours(draft, name)
    if name.text in cities():
        return True
    if name.type in ("PERSON", "PRODUCT"):
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
