"""Room for reading: memory that is short is said before anything is begun."""

from __future__ import annotations

import os

import pytest

from store.errors import UserError
from store.ingest.languages import ExtractorSettings
from store.ingest.reading_process import lower_priority
from store.ingest.workers import read_articles, readers
from store.memory import FORKED_MEMORY, READER_MEMORY
from store.reading import Article
from tests.store.database.writing import in_a_process


def test_as_many_as_fit() -> None:
    assert readers(4, 10 * READER_MEMORY) == 4
    assert readers(4, 2 * READER_MEMORY + 1) == 2
    assert readers(1, READER_MEMORY) == 1
    assert readers(9, READER_MEMORY + 3 * FORKED_MEMORY, more=FORKED_MEMORY) == 4
    assert readers(4, 2 * FORKED_MEMORY, first=FORKED_MEMORY, more=FORKED_MEMORY) == 2


def test_too_short_is_said_before_anything_is_begun() -> None:
    article = Article(id="1", text="The ferry sailed.")
    with pytest.raises(UserError, match="400 MB of memory, and 100 MB was allowed"):
        next(read_articles([article], reader=ExtractorSettings("no such model"), memory=100 << 20))


def test_nothing_to_read_needs_no_memory() -> None:
    assert list(read_articles([], reader=ExtractorSettings("no such model"), memory=0)) == []


def test_who_reads_steps_back_and_never_comes_forward() -> None:
    def work() -> None:
        os.nice(5 - os.nice(0))
        lower_priority()
        assert os.nice(0) == 10
        lower_priority()
        assert os.nice(0) == 10
        os.nice(5)
        lower_priority()
        assert os.nice(0) == 15

    assert os.waitpid(in_a_process(work), 0)[1] == 0
