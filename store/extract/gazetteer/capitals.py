"""Which words of a text in capitals are names, whatever else they may mean."""

from __future__ import annotations

from store.extract.gazetteer.known import gazetteer

_COMMON = frozenset(
    "pole poles male kiwi west western gulf turk turks central nice reading mobile queens java "
    "dane danes finn finns swede swedes lao thai hellenic baltic is us who pa car nam eta sec as "
    "fed un ap it".split()
)
"""Words that mean something else more often than a place or a body."""


def proper_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names of one word in lower case: countries, their people and capitals, regions, peoples;
    acronyms, in capitals; and names of several words."""
    known = gazetteer()
    names = {*known.names, *known.demonyms, *known.capitals}
    names |= {people.casefold() for people in known.peoples}
    words = frozenset(name for name in names if name.isalpha() and name not in _COMMON)
    acronyms = frozenset(word for word in known.acronyms if word.casefold() not in _COMMON)
    phrases = frozenset(
        name for name in {*known.names, *known.capitals, *known.organizations} if " " in name
    )
    return words, acronyms, phrases
