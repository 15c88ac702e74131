"""Countries, capitals, demonyms, regions, cities and well-known organisations.

The tables are in `assets/gazetteer/`. They are read when the extractor is loaded, except for the
cities, which are read when the first place is looked up.
"""

from store.extract.gazetteer.known import (
    Cities,
    City,
    Gazetteer,
    KnownPlaces,
    cities,
    gazetteer,
    proper_words,
)

__all__ = ["Cities", "City", "Gazetteer", "KnownPlaces", "cities", "gazetteer", "proper_words"]
