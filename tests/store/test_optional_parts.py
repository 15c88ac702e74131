"""What the dashboard leaves out of libraries, and that it is there for whoever asks later."""

from __future__ import annotations

import sys

import pytest

from store.optional_parts import without_module
from tests.store.test_first_use import loaded_by


def test_a_module_is_absent_only_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this_one", raising=False)
    with pytest.raises(ImportError), without_module("this_one"):
        __import__("this_one")
    assert "this_one" not in sys.modules


def test_a_module_that_is_loaded_stays() -> None:
    with without_module("pytest"):
        assert sys.modules["pytest"] is pytest
    assert sys.modules["pytest"] is pytest


def test_the_dashboard_starts_without_openssl() -> None:
    assert not loaded_by("import tui.app") & {"ssl", "_ssl", "_hashlib"}
    assert "_ssl" in loaded_by("import tui.app, ssl; ssl.create_default_context()")


def test_queries_are_parsed_without_another_engine_of_patterns() -> None:
    loaded = loaded_by("from store.query.parser import parse; parse('who:falk rates')")
    assert "lark" in loaded
    assert "regex" not in loaded
