"""Most tests of imports read in this process, with the one real reader of the session: a
process for each import would load the model each time. Those of the workers do not."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import BinaryIO

import pytest

from store.extract.pipeline import Extractor
from store.ingest.intake_worker import IntakeResult, IntakeWorker
from store.ingest.languages import STANDARD, Extractors, Outcome
from store.intake.opened import Hints
from store.intake.sources import Source
from store.reading import Article


@pytest.fixture(scope="session")
def readers(reader: Extractor) -> Extractors:
    """The real reader of the session, for English; nothing for other languages."""
    return Extractors(STANDARD, reader)


@pytest.fixture
def reading_here(
    monkeypatch: pytest.MonkeyPatch, readers: Extractors, intake: IntakeWorker
) -> None:
    """Imports read their articles here, and share the process that takes inputs in."""

    def articles_of(
        inputs: Iterable[Source], standard_input: BinaryIO, _: Hints
    ) -> Iterator[IntakeResult]:
        intake.standard_input = standard_input
        return intake.process(inputs)

    def read_together(
        articles: Iterable[Article], **_: object
    ) -> Generator[list[tuple[Article, Outcome]]]:
        for article in articles:
            yield [(article, next(iter(readers.read_each([article]))))]

    monkeypatch.setattr("store.ingest.add.read_together", read_together)
    monkeypatch.setattr("store.ingest.add.articles_of", articles_of)
