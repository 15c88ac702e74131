"""The stores that every format is tested with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from store import EXPORT_FORMATS, FORMATS, ExportRequest, ExportRows, Store, Views
from tests.store.exports.made_case import fill_case, fill_hostile

Rows = Callable[..., ExportRows]
FORMS = [
    pytest.param(
        each.id,
        marks=pytest.mark.skipif(
            bool(each.package) and find_spec(each.package) is None, reason="needs `make readers`"
        ),
    )
    for each in FORMATS
]
"""The ids of all formats. Those whose package is not installed are skipped."""


@pytest.fixture(scope="session")
def case_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with every precision, status and kind of record. Do not write to it."""
    return fill_case(tmp_path_factory.mktemp("case") / "store")


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store whose every field is hostile. Do not write to it."""
    return fill_hostile(tmp_path_factory.mktemp("hostile") / "store")


@pytest.fixture
def rows_of() -> Iterator[Callable[..., ExportRows]]:
    """Open the rows of a store: `rows_of(folder, every=True)` takes fields of `ExportRequest`."""
    with ExitStack() as opened:

        def rows(folder: Path, **request: object) -> ExportRows:
            store = opened.enter_context(Store.open(folder))
            views = Views.open(store)
            views.update()
            opened.callback(views.close)
            return ExportRows(views, ExportRequest(**request))  # type: ignore[arg-type]

        yield rows


@pytest.fixture
def case(rows_of: Callable[..., ExportRows], case_folder: Path) -> ExportRows:
    """The rows of the whole case, as the dashboard shows them: without minor and unsure events."""
    return rows_of(case_folder)


@pytest.fixture
def hostile(rows_of: Callable[..., ExportRows], hostile_folder: Path) -> ExportRows:
    return rows_of(hostile_folder)


def text_of(rows: ExportRows, form: str) -> str:
    """The whole export in a format that is text."""
    return "".join(EXPORT_FORMATS[form].pieces(rows))


def texts_in(value: object) -> Iterator[str]:
    """Every text in what a reader made of an export, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from (name, *texts_in(each))
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
