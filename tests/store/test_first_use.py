"""What is loaded when: the first picture waits for nothing that it does not show."""

from __future__ import annotations

import subprocess
import sys


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh Python has after `statement`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return set(done.stdout.split())


def test_importing_store_loads_no_room() -> None:
    rooms = {name for name in loaded_by("import store") if name.startswith("store.")}
    assert rooms == set()


def test_a_filter_needs_no_index() -> None:
    loaded = loaded_by("from store import Filter, Term")
    assert "store.views.filtering.filters" in loaded
    assert not loaded & {"store.views.views", "sqlite3", "store.database"}


def test_what_the_panes_ask_needs_neither_maintenance_nor_search() -> None:
    loaded = loaded_by("from store import Store, Views")
    assert {"store.views.views", "store.database.store"} <= loaded
    assert not loaded & {
        "lark", "tantivy", "spacy", "store.query.completion", "store.views.lists.details",
        "store.database.backup", "store.database.checking",
        "store.database.compaction", "store.database.repair",
        "store.corrections.log", "store.corrections.applying",
        "store.query.words", "store.query.tree",
    }  # fmt: skip


def test_an_expression_alone_needs_no_model() -> None:
    for statement in (
        "from store import explain; assert explain('last Tuesday', '2024-07-09')",
        "from store.extract.times.words import resolve_words; resolve_words('May 3', '2024-07-09')",
    ):
        assert not loaded_by(statement) & {"spacy", "thinc", "numpy"}
