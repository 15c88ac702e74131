"""A TinyDB database on an append-only journal, with its tables and schema.

Names that only maintenance needs are loaded on first use, so that the dashboard starts without
them.
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
    from store.database.backup import VerifiedCopy
    from store.database.checking import Checked

__all__ = [
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
    "VerifiedCopy",
]

_MAINTENANCE = {"VerifiedCopy": "store.database.backup", "Checked": "store.database.checking"}


def __getattr__(name: str) -> Any:
    """Load a name of the maintenance modules on first use.

    Raises:
        AttributeError: The name is not one of them.
    """
    if name not in _MAINTENANCE:
        raise AttributeError(f"module 'store.database' has no attribute {name!r}")
    return getattr(importlib.import_module(_MAINTENANCE[name]), name)
