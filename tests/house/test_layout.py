"""The shape of the checkout: its top, its folders and the names of its classes."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

_CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)
"""The name of a public class at the top of a module."""


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
