"""The same thing in every article: keys, and the corrections that people make."""

from store.identity.folding import fold, loose, variants

__all__ = ["fold", "loose", "variants"]
