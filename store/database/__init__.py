"""TinyDB on disk: the journal, the tables, the schema."""

from __future__ import annotations

from store.database.backup import BackedUp
from store.database.change import Change
from store.database.checking import Checked
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
