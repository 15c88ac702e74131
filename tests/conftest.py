"""Fixtures that every room's tests share."""

from __future__ import annotations

import gc
import io
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from store.extract.pipeline import Extractor
    from store.ingest.intake_worker import IntakeWorker

# Without a deadline: a busy machine is no failure. CI asks for `full`, with PYTEST_ADDOPTS.
settings.register_profile("full", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=30)
settings.load_profile("fast")

# A shell that starts the tests in the background makes all that they start ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The tests run as many as there are cores; threads of one would only wait for those of another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

gc.disable()  # modules and tests are no garbage; `pytest_collection_finish` enables it

_OBJECTS = 50_000
"""New objects between two collections; Python collects after 2,000."""

REPOSITORY = Path(__file__).parent.parent
os.environ.pop(
    "XDG_RUNTIME_DIR", None
)  # no test leaves a warm reader behind, unless it is about it


def pytest_collection_finish() -> None:
    """Collect garbage from now on, except among the modules and tests, and less often: most tests
    are over before they make any.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def reader() -> Extractor:
    """The real extractor, loaded once a session."""
    from store.extract.pipeline import Extractor

    loaded = Extractor()
    gc.freeze()  # it stays; each collection would look through it in vain
    return loaded


@pytest.fixture(scope="session")
def intake() -> Iterator[IntakeWorker]:
    """The real process that takes inputs in; one for all tests, so each must leave it able to go
    on.
    """
    from store.ingest.intake_worker import IntakeWorker

    with closing(IntakeWorker(io.BytesIO())) as process:
        yield process


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring data beside the checkout; tests that need it skip where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (measuring data that is not part of the project)")
    return folder
