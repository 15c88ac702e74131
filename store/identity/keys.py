"""Keys identify things across articles. A key depends only on what one article says of the thing.

    gpe/BY                                  a country, by its ISO code
    gpe/BY/brest   gpe/brest                a place whose country is known, and unknown
    person/xi jinping                       a person, by full name
    person/lukashenko                       by surname, if the article gives no more
    org/shanghai cooperation organization   an organisation, by name
    org/BY/defense ministry                 a body of a country

Where two articles may mean two things, the things have two keys: a wrong merge states something
false, a missed one only leaves two rows.
"""

from __future__ import annotations

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
_IN_COUNTRY = re.compile(r"gpe/[A-Z]{2}(?=/)")
_COMPANY = re.compile(
    r" (?:and (?=co))?(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|ag|gmbh"
    r"|sa|nv|spa|oyj|asa|ab|a s)$"
)
_THRIFT = re.compile(r"(?<=\w savings)(?: and)? loan(?: association)?$")
"""What news leaves out of the name of a thrift: "Lincoln Savings and Loan"."""
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Last words that tell a son from his father, folded."""

_PLURAL = re.compile(r"(?<=[^s\W])s$")
_SHORTEST_PLURAL = 4
_NICKNAME = re.compile(r"[\"“(‘][^\"”)’]{1,80}+[\"”)’](?= )")
"""The bound keeps the time linear in the length of a name."""

_ARABIC_ARTICLE = re.compile(r"(?<= )(?:[AEae]l-|[ae]l )(?=\w)")

_KEEP_INITIALS = frozenset([("george", "bush")])
"""Middle initials are dropped, since not every article gives them, except where they distinguish
two presidents.
"""


def country_key(iso: str) -> str:
    """Return the key of a country, by its ISO 3166 alpha-2 code."""
    return f"gpe/{iso}"


def country_of(key: str) -> str:
    """Return the key of the country in which a place lies; "" for a place whose country is not
    known, and for what is no place."""
    found = _IN_COUNTRY.match(key)
    return found[0] if found else ""


def place_key(name: str, iso: str | None = None) -> str:
    """Return the key of a city, region, sea or building, with the ISO code of its country if
    known. A national park has the key of its name alone: "Yellowstone".
    """
    folded = _ARTICLE.sub("", fold(name)).removesuffix(" national park")
    return f"gpe/{iso}/{folded}" if iso else f"gpe/{folded}"


def person_key(name: str) -> str:
    """Return the key of a person.

    Spellings of the same first name give the same key, and so do the endings of a surname after a
    Slavic first name. A nickname in quotation marks is dropped, and so is the article of an Arabic
    surname: "Bashar al-Assad". "Jr." and the like stay, because a son is not his father.
    """
    words = fold(_ARABIC_ARTICLE.sub("", _NICKNAME.sub("", name))).split()
    generation = words[2:] and words[-1] in GENERATIONS and words.pop()
    if len(words) > 1:
        surname = slavic_surname(words[-1]) if is_slavic(words[0]) else words[-1]
        middle = [w for w in words[1:-1] if len(w) > 1 or (words[0], surname) in _KEEP_INITIALS]
        words = [given_name(words[0]), *middle, surname]
    words += [generation] if generation else []
    return f"person/{' '.join(words)}"


def organization_key(name: str) -> str:
    """Return the key of an organisation.

    British spelling is unified; the article and the words of a company's legal form are dropped.
    """
    folded = _ARTICLE.sub("", fold(name))
    for pattern, to in _BRITISH:
        folded = pattern.sub(to, folded)
    while (shorter := _COMPANY.sub("", folded)) != folded:
        folded = shorter
    return f"org/{_THRIFT.sub('', folded)}"


def body_key(body: str, owner: str) -> str:
    """Return the key of a body of a country (ISO code) or organisation (name):
    "org/CN/military".
    """
    folded = organization_key(body).removeprefix("org/")
    return f"org/{owner if len(owner) == 2 else fold(owner)}/{folded}"


def local_key(key: str, article: str) -> str:
    """Return a key that is valid within one article, for a thing that other articles cannot
    identify: the Supreme Court of a country that is not named.
    """
    import hashlib  # loads OpenSSL, 4 MB, which a dashboard hardly ever needs

    return f"{key}@{hashlib.sha256(article.encode()).hexdigest()[:12]}"


def is_local(key: str) -> bool:
    """Whether the key is valid within one article only."""
    return "@" in key


def thing_key(type_: EntityType, name: str) -> str:
    """Return the key of anything else: peoples (in the singular), events, works, products, laws."""
    if type_ == "NORP" and len(name) > _SHORTEST_PLURAL:
        name = _PLURAL.sub("", name)
    return f"{type_.lower()}/{_ARTICLE.sub('', fold(name))}"
