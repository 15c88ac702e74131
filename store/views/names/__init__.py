"""Search as you type over all names."""

from store.views.names.name_index import NameIndex

__all__ = ["NameIndex"]
