"""Keys that identify the same thing in every article."""

from store.identity.folding import fold, loose, variants

__all__ = ["fold", "loose", "variants"]
