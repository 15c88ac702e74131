"""What the panes ask; derived from the journal, and safe to delete.

`Views` is fetched on first use: the screen makes filters before anything is asked.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from store.views.filters import Filter, Term

if TYPE_CHECKING:
    from store.views.views import Views

__all__ = ["Filter", "Term", "Views"]


def __getattr__(name: str) -> Any:
    """Fetch `Views` from its module. Raises `AttributeError` for any other name."""
    if name != "Views":
        raise AttributeError(f"module 'store.views' has no attribute {name!r}")
    return importlib.import_module("store.views.views").Views
