"""Importing a library without an optional part of it that nothing here uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


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


@contextmanager
def with_stand_in(module: str, members: Mapping[str, object]) -> Iterator[None]:
    """Let imports of these members of a module find them without loading it, in all threads.

    Use it like `without_module`. Who imports another member gets that of the module, which is
    loaded then.
    """
    if module in sys.modules:
        yield
        return
    stand_in = _StandIn(module)
    vars(stand_in).update(members)
    sys.modules[module] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(module) is stand_in:
            del sys.modules[module]


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
