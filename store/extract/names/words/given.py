"""First names, for telling persons from what the model takes them for."""

from __future__ import annotations

from store.asset_files import shipped
from store.identity.folding import fold

GIVEN_NAMES = frozenset(
    fold(word)
    for line in shipped("gazetteer", "given_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Folded."""
