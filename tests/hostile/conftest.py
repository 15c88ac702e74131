"""How the hostile cases of intake are put: as files, taken in by the real process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.ingest.intake_worker import IntakeWorker
from store.intake.draft import Failure
from store.intake.sources import sources
from store.reading import Article

Found = Article | Failure
TakePath = Callable[[Path], list[Found]]
TakeIn = Callable[[str, bytes], list[Found]]


@pytest.fixture
def taken_in(intake: IntakeWorker) -> Callable[[Path], list[Found]]:
    """Everything that a file or folder gives, as `dateline add` takes it in."""
    return lambda path: [found for _, found in intake.process(sources([str(path)]))]


@pytest.fixture
def take_in(tmp_path: Path, taken_in: TakePath) -> TakeIn:
    """Writes one file, and gives what comes of it."""

    def write_and_take(name: str, data: bytes) -> list[Found]:
        path = tmp_path / name
        path.write_bytes(data)
        return taken_in(path)

    return write_and_take


def reason(found: list[Found]) -> str:
    """The reason of the one failure in a list of one."""
    (failure,) = found
    assert isinstance(failure, Failure), failure
    return failure.reason


def texts(found: list[Found]) -> list[str]:
    return [each.text for each in found if isinstance(each, Article)]


def failures(found: list[Found]) -> list[Failure]:
    return [each for each in found if isinstance(each, Failure)]
