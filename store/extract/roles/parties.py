"""The known parties, and whether an office is held for one."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from store.extract.extensions import FoundEntity
from store.extract.gazetteer import gazetteer
from store.extract.roles.offices import Office
from store.extract.rules import rule

_CHAIRS = frozenset({"chairman", "chairwoman", "chair", "chairperson"})


@cache
def party_keys() -> frozenset[str]:
    """Return the keys of the known parties."""
    return frozenset(party.key for party, _ in gazetteer().parties.values())


@rule("roles.partisan_chairs", off=lambda *_: False)
def is_only_party(office: Office, before: FoundEntity, last: Token) -> bool:
    """Whether a party is only the holder's: "the Democratic chairman of the Orvis Committee"."""
    is_chair = office.head.rpartition(" ")[2] in _CHAIRS
    behind = last.doc[last.i + 1 : last.i + 2].text
    return is_chair and behind == "of" and before.key in party_keys()
