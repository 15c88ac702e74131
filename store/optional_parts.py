"""Importing a library without an optional part of it that nothing here uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_module(module: str) -> Iterator[None]:
    """Let imports of a module fail, in all threads, as if it were not installed.

    Use it around an import at the top of a module. Later imports find it, and a module that is
    loaded already stays.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.modules.pop(module, None)
