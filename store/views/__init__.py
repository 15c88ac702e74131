"""Read models for the panes: derived from the journal, and safe to delete.

`Views` is loaded on first use, because the screen creates filters before it queries anything.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from store.views.filters import Filter, Term

if TYPE_CHECKING:
    from store.views.views import Views

__all__ = ["Filter", "Term", "Views"]


def __getattr__(name: str) -> Any:
    """Load `Views` on first use.

    Raises:
        AttributeError: Any other name.
    """
    if name != "Views":
        raise AttributeError(f"module 'store.views' has no attribute {name!r}")
    return importlib.import_module("store.views.views").Views
