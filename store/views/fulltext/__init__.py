"""Words in titles and texts, by tantivy, which is loaded when the first word is searched."""

from store.views.fulltext.full_text import FullText

__all__ = ["FullText"]
