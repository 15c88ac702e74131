"""What the words around a name say of its type."""

from __future__ import annotations

from collections import Counter

from store.extract.names.draft import Draft, Name
from store.extract.names.types.organizations import is_organization
from store.extract.names.types.people import full_surnames
from store.extract.names.types.placed import is_placed
from store.extract.names.types.somebody import is_somebody, shares_surname
from store.identity.folding import fold

_PLAYERS = frozenset(
    "captain striker midfielder goalkeeper defender winger quarterback pitcher shortstop fullback "
    "centre-half teammate".split()
)
"""What follows a club's name."""
_LAND = frozenset("mountains mountain river desert valley peninsula sea hills coast gulf".split())
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
    before, after = draft.before(name.start).casefold(), draft.after(name.end).casefold()
    if name.type != "PERSON" and is_somebody(draft, name, before):
        name.type, name.titled = "PERSON", True
    elif after == "and" and shares_surname(draft, name):
        name.type = "PERSON"
    elif is_placed(draft, name, before, after, name.text in placed):
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
