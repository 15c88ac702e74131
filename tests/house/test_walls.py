"""The walls of the house, seen from outside: what each process has loaded."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

_CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)
"""The name of a public class at the top of a module."""
HEAVY = {"spacy", "thinc", "numpy", "textual", "rich", "tinydb", "tantivy", "lark"}


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The top-level modules that a process has loaded once `code` has run."""
    program = (
        f"import sys\nsys.argv = ['dateline', *{list(arguments)!r}]\n"
        f"try:\n    {code}\nexcept SystemExit:\n    pass\n"
        "print('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    modules = loaded_by("from tui.cli import main; main()", option)
    assert "click" in modules
    assert not HEAVY & modules


def test_importing_the_store_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by("import store")


def test_every_offered_name_is_there() -> None:
    import store

    for name in dir(store):
        assert getattr(store, name) is not None
    with pytest.raises(AttributeError):
        _ = store.no_such_name


def test_no_offered_name_hides_behind_a_module_of_its_name() -> None:
    import store

    modules = {path.stem for path in (Path(__file__).parents[2] / "store").iterdir()}
    assert not modules & set(dir(store))


def test_the_reader_loads_no_screen() -> None:
    assert not {"textual", "tinydb"} & loaded_by("import store.extract.pipeline")


def test_nothing_lies_at_the_top_that_no_project_has() -> None:
    root = Path(__file__).parents[2]
    found = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
    ).stdout
    if not found:
        pytest.skip("not a checkout: no list of the committed files")
    top = {line.partition("/")[0] for line in found.splitlines()}
    named = {"pyproject.toml", "store", "tui", "tests", "assets", "Makefile", "LICENSE", "NOTICE"}
    locks = {"requirements.lock", "requirements-readers.lock"}
    assert {name for name in top if not name.startswith(".")} - named - locks == {
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md"
    }  # fmt: skip


def test_no_folder_holds_one_module_only() -> None:
    root = Path(__file__).parents[2]
    for room in ("store", "tui"):
        for folder in (root / room).rglob("*"):
            if folder.is_dir() and folder.name not in {"__pycache__", "assets"}:
                modules = list(folder.glob("*.py"))
                assert len(modules) != 1, f"{folder} holds {modules[0].name} and nothing else"


def test_no_two_public_classes_have_the_same_name() -> None:
    """A class in a class (`Rows.CursorMoved`) is known by both names, so it is not counted."""
    root = Path(__file__).parents[2]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for room in ("store", "tui"):
        for path in sorted((root / room).rglob("*.py")):
            for name in _CLASS.findall(path.read_text("utf-8")):
                found[name].append(path.relative_to(root).as_posix())
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
