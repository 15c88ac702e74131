"""What `store` offers: one list, in its stub, and every name of it is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import store

STUB = Path(store.__file__).with_suffix(".pyi")
LISTED = [
    (node.module or "", alias.name, alias.asname)
    for node in ast.parse(STUB.read_text()).body
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
]


def test_every_name_is_there() -> None:
    for module, name, public in LISTED:
        assert public == name, f"a public name is written as `{name} as {name}`"
        assert module.startswith("store."), name
        assert getattr(store, name) is not None, name


def test_no_name_of_the_list_is_left_out_and_none_is_listed_twice() -> None:
    assert sorted(name for _, name, _ in LISTED) == dir(store)


def test_any_other_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        store.nothing  # noqa: B018
    with pytest.raises(ImportError):
        from store import nothing  # noqa: F401


def test_no_name_hides_behind_a_module_of_its_name() -> None:
    modules = {path.stem for path in STUB.parent.iterdir()}
    assert not modules & set(dir(store))
