"""Countries, capitals, demonyms, regions, cities and well-known organisations.

The tables are in `assets/gazetteer/`. All but the cities are read when the extractor is
loaded; the cities when the first place is looked for.
"""

from store.extract.gazetteer.cities import Cities, City, cities
from store.extract.gazetteer.known import Gazetteer, KnownPlaces, gazetteer, proper_words

__all__ = ["Cities", "City", "Gazetteer", "KnownPlaces", "cities", "gazetteer", "proper_words"]
