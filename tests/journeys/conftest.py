"""The hand-made store of `tests/tui`, for the journeys that need no extractor."""

from __future__ import annotations

from tests.tui.conftest import mending_store, newsroom_store, small_store

__all__ = ["mending_store", "newsroom_store", "small_store"]
