"""TinyDB on disk: the journal, the tables, the schema.

What only maintenance needs is fetched on first use: the dashboard opens without it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from store.database.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
)
from store.database.journal import Change
from store.database.store import Store

if TYPE_CHECKING:
    from store.database.backup import BackedUp
    from store.database.checking import Checked

__all__ = [
    "BackedUp",
    "Change",
    "Checked",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreMissing",
    "StoreNewer",
    "StoreReadOnly",
]

_MAINTENANCE = {"BackedUp": "store.database.backup", "Checked": "store.database.checking"}


def __getattr__(name: str) -> Any:
    """Fetch a name of the maintenance. Raises `AttributeError` for any other."""
    if name not in _MAINTENANCE:
        raise AttributeError(f"module 'store.database' has no attribute {name!r}")
    return getattr(importlib.import_module(_MAINTENANCE[name]), name)
