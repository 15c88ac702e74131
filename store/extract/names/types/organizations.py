"""Organisations that the model takes for something else, by the words around them."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_ORG_NOUNS = frozenset(
    "agency company firm group newspaper broadcaster channel carmaker automaker airline bank "
    "militia faction union unit subsidiary manufacturer maker retailer daily weekly magazine "
    "website conglomerate brewer insurer publisher brokerage consultancy party movement".split()
)
_TRADES = frozenset(
    "operator developer provider supplier contractor builder lender giant startup start-up chain "
    "studio label charity exporter importer refiner".split()
)
"""What stands before an organisation's name, or a person's."""
_DEALINGS = frozenset(
    "accuse acquire announce buy deny employ hire launch manufacture merge offer report say sell "
    "sue".split()
)
"""What a company does, and a town hardly ever."""


_HELD = frozenset("shares stock shareholders bonds stockholders".split())
"""What follows a company's name."""


def is_organization(draft: Draft, name: Name, before: str) -> bool:
    """Is it one, with the word `before` in front of it?"""
    if before in _ORG_NOUNS:
        return _may_be_named(name)
    if before in _TRADES:
        return name.type != "PERSON" and _may_be_named(name)
    if _is_nobody(name) and (draft.after(name.end) in _HELD or _says_it(draft, name)):
        return True
    return name.type == "GPE" and not name.known and _deals(draft, name)


def _is_nobody(name: Name) -> bool:
    """A lone word that no table knows, taken for a person or a town."""
    is_lone = name.type in ("PERSON", "GPE", "ORG", "PRODUCT", "NORP") and " " not in name.text
    is_told = name.known or name.titled or name.text in cities() or fold(name.text) in GIVEN_NAMES
    return is_lone and not is_told


def _says_it(draft: Draft, name: Name) -> bool:
    """ "Nordvik said it had": whoever is "it" is no person."""
    verb = draft.doc[name.start : name.end].root.head
    if verb.lemma_ not in _DEALINGS or draft.doc[name.end - 1].dep_ != "nsubj":
        return False
    following = [token.lower_ for token in draft.doc[verb.i + 1 : verb.i + 3]]
    return following[:1] == ["it"] or following == ["that", "it"]


def _deals(draft: Draft, name: Name) -> bool:
    """ "Delta Haven said that it had offered": no town that the gazetteer knows."""
    head = draft.doc[name.start : name.end].root
    is_doing = head.dep_ == "nsubj" and head.head.lemma_ in _DEALINGS
    return is_doing and name.text not in cities()


def _may_be_named(name: Name) -> bool:
    """After "newspaper" or "airline"."""
    if name.type == "GPE":
        return name.text not in cities()
    return name.type in ("PERSON", "PRODUCT", "WORK", "NORP", "FAC")
