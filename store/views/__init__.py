"""Read models for the panes: derived from the journal, and safe to delete.

`views.py` answers the panes, from the state that `state.py` holds; `journal.py`
is what they need of a store, `moments.py` packs dates into integers, and `remembered.py` keeps what
indexing asks of words. The folders:
    indexing      brings the index, a file of SQLite, to the state of the journal
    correcting    articles and readings with the log of corrections applied; previews of corrections
    joining       events of several articles that are one event
    stories       articles that tell of the same things
    differences   where articles differ, on one event or between two sources
    filtering     what a filter selects
    lists         the rows of the panes and their details
    searching     names, offices and full text, for the search box and for filters
    words         what words and numbers in sentences mean

`Views` is loaded on first use, because the screen creates filters before it queries anything.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from store.views.filtering.filters import Filter, Term

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
