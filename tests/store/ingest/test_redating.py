"""Dates that need the extractor: words, and an article's own date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.corrections.dates import numeric_date
from store.corrections.recording import Corrections
from store.corrections.records import SetDate, WrittenDate
from store.database import Store
from store.errors import UserError
from store.extract.pipeline import Extractor
from store.extract.times.words import resolve_words
from store.ingest.redating import parse_date, redated
from store.reading import Article
from store.views import Filter, Views

TEXT = (
    "Norway expelled two envoys of Chad on Monday. Ann Lee met Bo Olsen in Oslo yesterday. "
    "Sweden had closed its embassy on 4 June 2022."
)


@pytest.mark.parametrize(
    ("written", "from_", "to", "precision"),
    [
        ("2024-07-19", "2024-07-19", "2024-07-19", "day"),
        ("2024-07", "2024-07-01", "2024-07-31", "month"),
        ("2024-W27", "2024-07-01", "2024-07-07", "week"),
        ("2024-07-06..08", "2024-07-06", "2024-07-08", "day"),
        ("2024-03..05", "2024-03-01", "2024-05-31", "month"),
        ("before 2024-07-01", None, "2024-07-01", "day"),
        ("since 2024-07", "2024-07-01", None, "month"),
        ("~2024", "2024-01-01", "2024-12-31", "year"),
        ("1990s", "1990-01-01", "1999-12-31", "decade"),
        ("?", None, None, None),
    ],
)
def test_dates_in_numbers(
    written: str, from_: str | None, to: str | None, precision: str | None
) -> None:
    found = numeric_date(written)
    assert found is not None
    assert (found.from_, found.to, found.precision) == (from_, to, precision)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("last thursday", "2024-07-04"),
        ("on Monday", "2024-07-08"),
        ("yesterday", "2024-07-08"),
        ("three days ago", "2024-07-06"),
        ("19 July 2023", "2023-07-19"),
        ("a week of sundays and mondays", None),
        ("the harbour", None),
    ],
)
def test_dates_in_words(words: str, day: str | None) -> None:
    found = resolve_words(words, "2024-07-09")
    assert (None if found is None else found[0]) == day


def test_words_are_resolved_in_a_process_of_their_own() -> None:
    assert parse_date("last thursday", "2024-07-09") == WrittenDate(
        "2024-07-04", "2024-07-04", "day", "last thursday"
    )
    code = (
        "import sys; from store.ingest.redating import parse_date;"
        "parse_date('yesterday', '2024-07-09'); print('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("written", ["", "soonish", "2024-13-01", "2024-07-09..08", "x" * 500])
def test_what_is_no_date_is_told_in_one_line(written: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_date(written, None)
    assert "\n" not in str(caught.value)
    assert "2024-07-19" in str(caught.value)


@pytest.mark.slow
def test_an_articles_own_date_moves_what_depends_on_it(tmp_path: Path, reader: Extractor) -> None:
    article = Article(
        id="f" * 64, text=TEXT, published="2024-07-09", published_from="given", language="en"
    )
    reading = reader.read(article)
    with Store.open(tmp_path / "store", create=True) as store:
        store.put(article, reading, {"state": "new"})
        views = Views.open(store)
        views.update()
        log = Corrections(store, "ann")
        rows = {row.from_: row for row in views.events(Filter())}
        assert {"2024-07-08", "2022-06-04"} <= rows.keys()
        act = redated(views.corrections.machine_article(1), reading, "2024-08-15")
        assert {moved.words for moved in act.moved if not moved.is_event} == {"Monday", "yesterday"}
        assert views.corrections.touches(act).events == 2
        met = next(row for row in rows.values() if "met" in row.label)
        mine = WrittenDate("2024-01-01", "2024-01-01", "day")
        log.record(SetDate(views.corrections.event_refs(met.id), mine))
        log.record(act)
        views.update()
        shown = {row.label: row.from_ for row in views.events(Filter())}
        assert shown[met.label] == "2024-01-01", "a person dated it before"
        assert sorted(map(str, shown.values())) == ["2022-06-04", "2024-01-01", "2024-08-12"]
        assert [row.published for row in views.articles(Filter())] == ["2024-08-15"]
        log.undo()
        log.undo()
        views.update()
        assert {row.from_ for row in views.events(Filter())} == rows.keys()
        views.close()


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(UserError, match="is not a day"):
        redated(Article(id="a", text="x"), None, "soon")  # type: ignore[arg-type]
