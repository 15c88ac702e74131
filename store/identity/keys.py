"""A key names a thing for good: a function of what one article says of it, alone.

    gpe/BY                                  a country, by its ISO code
    gpe/BY/brest   gpe/brest                a place that is located, and one that is not
    person/xi jinping                       a person, by full name
    person/lukashenko                       by surname, where the article gives no more
    org/shanghai cooperation organization   an organisation, by name
    org/BY/defense ministry                 a body of a country

Where two articles may mean two things, they have two keys: a wrong join lies, a missed one
can be mended.
"""

from __future__ import annotations

import hashlib
import re

from store.identity.folding import fold
from store.identity.given_names import given_name, is_slavic, slavic_surname
from store.reading import EntityType

_BRITISH = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\b(organi|civili|authori|coloni)s(?=ation|ed|ing)", r"\1z"),
        (r"\bdefence\b", "defense"),
        (r"\bcentre\b", "center"),
        (r"\btheatre\b", "theater"),
        (r"\blabour\b", "labor"),
        (r"\bprogramme\b", "program"),
        (r"\bcooperation\b|\bco operation\b", "cooperation"),
    )
]
_ARTICLE = re.compile(r"^the (?=.)")
_COMPANY = re.compile(
    r" (?:and (?=co))?(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|ag|gmbh"
    r"|sa|nv|spa|oyj|asa|ab|a s)$"
)
_AFTER_NAME = re.compile(r" (?:jr|sr)$|(?<=\w \w\w\w) (?:ii|iii|iv)$")

_NICKNAME = re.compile(r"[\"“(‘][^\"”)’]+[\"”)’](?= )")

_TOLD_BY_INITIALS = frozenset([("george", "bush")])
"""Middle initials go, since one article in two has them; not where they tell two presidents."""


def country_key(iso: str) -> str:
    return f"gpe/{iso}"


def place_key(name: str, iso: str | None = None) -> str:
    """A city, region, sea or building, in the country of this code where it is known."""
    folded = _ARTICLE.sub("", fold(name))
    return f"gpe/{iso}/{folded}" if iso else f"gpe/{folded}"


def person_key(name: str) -> str:
    """Spellings of a first name that are one in English news are one in the key, and so are
    the endings of a surname after a Slavic first name; a nickname in quotation marks goes."""
    words = _AFTER_NAME.sub("", fold(_NICKNAME.sub("", name))).split()
    if len(words) > 1:
        surname = slavic_surname(words[-1]) if is_slavic(words[0]) else words[-1]
        middle = [w for w in words[1:-1] if len(w) > 1 or (words[0], surname) in _TOLD_BY_INITIALS]
        words = [given_name(words[0]), *middle, surname]
    return f"person/{' '.join(words)}"


def organization_key(name: str) -> str:
    """British spelling, the article and the words for a company's legal form are dropped."""
    folded = _ARTICLE.sub("", fold(name))
    for pattern, to in _BRITISH:
        folded = pattern.sub(to, folded)
    while (shorter := _COMPANY.sub("", folded)) != folded:
        folded = shorter
    return f"org/{folded}"


def body_key(body: str, owner: str) -> str:
    """A body of a country (ISO code) or of an organisation (its name): "org/CN/military"."""
    folded = organization_key(body).removeprefix("org/")
    return f"org/{owner if len(owner) == 2 else fold(owner)}/{folded}"


def local_key(key: str, article: str) -> str:
    """The key of a thing that only this article can tell from others of its name: the
    Supreme Court of a country that is not said."""
    return f"{key}@{hashlib.sha256(article.encode()).hexdigest()[:12]}"


def thing_key(type_: EntityType, name: str) -> str:
    """Everything else: peoples, events, works, products, laws."""
    return f"{type_.lower()}/{_ARTICLE.sub('', fold(name))}"
