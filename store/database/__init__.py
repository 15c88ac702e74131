"""TinyDB on disk: the journal, the tables, the schema."""

from __future__ import annotations

from store.database.change import Change
from store.database.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
)
from store.database.store import Store

__all__ = [
    "Change",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreMissing",
    "StoreNewer",
    "StoreReadOnly",
]
