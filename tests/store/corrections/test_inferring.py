"""Names that dateline joins across articles: lines of the log that people can take back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.json import encode
from msgspec.structs import replace

from store.corrections.exchange import import_corrections
from store.corrections.inferring import AUTHOR, Inferred, infer_names
from store.corrections.log import Log
from store.corrections.recording import Corrections
from store.corrections.records import Distinct
from store.database import Store
from store.errors import UserError
from store.views import Filter, Views
from tests.tui.newsroom import Name, Told, made

BLOM = Name("Rosa Blom", "person/rosa blom", "PERSON")
ALONE = Name("Blom", "person/blom", "PERSON")
CARL = Name("Carl Blom", "person/carl blom", "PERSON")
BANK = Name("Orvis Bank", "org/orvis bank", "ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four articles name Rosa Blom of the Orvis Bank in full, and one says "Blom" only."""
    with Store.open(tmp_path / "store", create=True) as store:
        for day in range(1, 5):
            _put(store, f"Rosa Blom left Orvis Bank on day {day}. Blom wept.", day, BLOM)
        _put(store, "Blom left Orvis Bank again.", 9, ALONE)
        yield store


def _put(store: Store, text: str, day: int, person: Name) -> None:
    short = Name("Blom", person.key, "PERSON", person.name or person.text)
    names = (person, short, BANK) if person is not ALONE else (ALONE, BANK)
    article, reading = made([Told(text)], f"2024-07-{day:02}", names=names)
    store.put(article, reading, {"what": "by hand"})


def _keys(store: Store) -> dict[str, int]:
    views = Views.open(store)
    views.update()
    rows = views.entities(Filter(), limit=20)
    views.close()
    return {row.key: row.total for row in rows if row.type == "PERSON"}


def test_a_name_alone_joins_its_bearer_by_a_line_of_the_log(store: Store) -> None:
    assert infer_names(store) == Inferred(joined=1, taken_back=0)
    (line,) = Log.of(store).standing
    assert line.by == AUTHOR
    assert "4 articles" in (line.reason or "")
    assert set(_keys(store)) == {"person/rosa blom"}
    assert infer_names(store) == Inferred(joined=0, taken_back=0)


def test_a_join_that_a_person_takes_back_is_not_made_again(store: Store) -> None:
    infer_names(store)
    (line,) = Log.of(store).standing
    Corrections(store, "ann").undo_record(line.id)
    assert infer_names(store) == Inferred(joined=0, taken_back=0)
    assert set(_keys(store)) == {"person/rosa blom", "person/blom"}


def test_a_join_that_two_stores_make_is_one_line_after_an_import(store: Store) -> None:
    infer_names(store)
    (ours,) = Log.of(store).standing
    theirs = replace(ours, id="1" * 16, batch="1" * 16)
    assert len(import_corrections(store, [encode(theirs)]).added) == 1
    assert [each.id for each in Log.of(store).standing] == [theirs.id]
    assert set(_keys(store)) == {"person/rosa blom"}
    Corrections(store, "ann").undo_record(theirs.id)
    assert set(_keys(store)) == {"person/rosa blom", "person/blom"}
    assert infer_names(store) == Inferred(joined=0, taken_back=0)


def test_people_who_are_said_to_be_two_are_not_joined(store: Store) -> None:
    Corrections(store, "ann").record(Distinct("person/blom", "person/rosa blom"))
    assert infer_names(store).joined == 0


def test_a_join_is_taken_back_when_two_fit(store: Store) -> None:
    infer_names(store)
    _put(store, "Carl Blom joined Orvis Bank. Blom sang.", 6, CARL)
    assert infer_names(store) == Inferred(joined=0, taken_back=1)
    assert set(_keys(store)) == {"person/rosa blom", "person/blom", "person/carl blom"}


def test_a_new_article_with_the_name_is_joined_later(store: Store) -> None:
    infer_names(store)
    _put(store, "Blom came back to Orvis Bank.", 11, ALONE)
    assert infer_names(store) == Inferred(joined=1, taken_back=0)
    assert set(_keys(store)) == {"person/rosa blom"}


def test_a_read_only_store_is_left_alone(store: Store, tmp_path: Path) -> None:
    store.close()
    with (
        Store.open(tmp_path / "store", readonly=True) as there,
        pytest.raises(UserError, match="may not be written to"),
    ):
        infer_names(there)
