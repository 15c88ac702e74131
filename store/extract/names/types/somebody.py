"""Persons, by the words around their names: "Mr. Lee", "goalkeeper Iker Casillas"."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.types.heads import is_organization_head
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_BEFORE_PERSONS = frozenset(
    "mr mrs ms dr sir president minister senator chancellor premier governor mayor judge justice "
    "sen rep gov gen col lt maj capt sgt secretary ambassador congressman".split()
)
_HUMANS = frozenset(
    "goalkeeper striker midfielder defender winger forward captain skipper coach activist analyst "
    "economist historian novelist poet author writer actor actress singer songwriter musician "
    "pianist guitarist composer conductor sculptor painter photographer architect chemist "
    "physicist biologist astronomer scientist geologist engineer professor lawyer attorney "
    "journalist reporter correspondent spokesman spokeswoman golfer boxer wrestler swimmer "
    "sprinter cyclist gymnast skier jockey astronaut cosmonaut lawmaker senator chairman "
    "chairwoman widow husband wife son daughter brother sister nephew niece cousin uncle "
    "aunt".split()
)
"""What stands in lower case right before somebody's full name."""
_SPEAKERS = frozenset("chief spokesman spokeswoman governor mayor commander head survivor".split())
"""What stands in lower case before a name, also where somebody has one name only."""


def is_somebody(draft: Draft, name: Name, before: str) -> bool:
    """After "Mr." or "President", or before an age or "who": no known place or body."""
    if (
        name.known
        or name.text.isupper()
        or " of " in name.text
        or is_organization_head(name.words()[-1])
    ):
        return False
    if before in _HUMANS and _is_full_name(name) and draft.before(name.start).islower():
        return True
    if before in _SPEAKERS and name.type != "NORP" and _speaks(draft, name):
        return True
    if before.rstrip(".") in _BEFORE_PERSONS and draft.before(name.start)[:1].isupper():
        return name.text not in cities()
    following = draft.words[name.end : name.end + 3]
    if len(following) < 3 or following[0] != "," or name.type == "NORP":
        return False
    is_aged = following[1].isdigit() and len(following[1]) == 2 and following[2] in (",", ".")
    return " " in name.text and (is_aged or following[1] == "who")


def _speaks(draft: Draft, name: Name) -> bool:
    """A lone word that no table knows, and "said" behind it."""
    is_lone = name.text.istitle() and name.text.isalpha() and name.text not in cities()
    return is_lone and draft.after(name.end) in ("said", "told", "says")


def _is_full_name(name: Name) -> bool:
    """Two words or three, each with one capital, and nothing but letters in them."""
    words = name.words()
    return 1 < len(words) < 4 and all(
        word[0].isupper() and not word.isupper() and word.replace("-", "").isalpha()
        for word in words
    )


def shares_surname(draft: Draft, name: Name) -> bool:
    """ "Artem and Anna Dultsev"."""
    following = draft.words[name.end + 1 : name.end + 3]
    return (
        fold(name.text) in GIVEN_NAMES
        and len(following) == 2
        and fold(following[0]) in GIVEN_NAMES
        and following[1][:1].isupper()
    )
