"""Who stands with whom, counted in sentences."""

from __future__ import annotations

from store.extract.pipeline import Extractor
from store.reading import Article
from store.views.lists.details import co_occurrence

TEXT = (
    "Erna Holm met Luis Rojas in Oslo on Monday. Holm thanked Rojas for his visit.\n\n"
    "Police guarded the harbour. Mia Berg was not there."
)


def test_the_sentences_in_common_are_counted(reader: Extractor) -> None:
    reading = reader.read(Article(id="a", text=TEXT, published="2021-02-03"))
    together = co_occurrence([reading, reading], "person/erna holm")
    assert together["person/luis rojas"] == 4
    assert "person/mia berg" not in together
    assert "person/erna holm" not in together


def test_what_has_no_name_is_no_company(reader: Extractor) -> None:
    reading = reader.read(Article(id="a", text="Police arrested Mia Berg in Oslo on Monday."))
    assert all(
        not key.startswith("nominal/") for key in co_occurrence([reading], "person/mia berg")
    )


def test_nobody_is_no_company() -> None:
    assert not co_occurrence([], "person/erna holm")
