"""Organisations that the model takes for something else, by the words around them."""

from __future__ import annotations

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name

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


def is_organization(draft: Draft, name: Name, before: str) -> bool:
    """Is it one, with the word `before` in front of it?"""
    if before in _ORG_NOUNS:
        return _may_be_named(name)
    if before in _TRADES:
        return name.type != "PERSON" and _may_be_named(name)
    return name.type == "GPE" and not name.known and _deals(draft, name)


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
