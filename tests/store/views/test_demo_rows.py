"""The events that several of the demo articles tell are one row each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.asset_files import shipped
from store.database import Store
from store.ingest.add import Import
from store.intake.sources import sources
from store.views import Filter, Views
from store.views.words.rivals import NAME

TOLD = (
    "hualien",
    "astana",
    "belarus",
    "ankara",
    "krieger",
    "hasina",
    "bangladesh",
    "yunus",
    "gershkovich",
    "buergenstock",
    "exercise",
    "uk-election",
    "venezuela",
)
"""Words of the files in which the events of several articles are."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    folder = tmp_path_factory.mktemp("demo")
    paths = sorted(shipped("demo").glob("*.txt"))
    told = [str(path) for path in paths if any(word in path.name for word in TOLD)]
    with Store.open(folder / "store", create=True) as store:
        for _ in Import(store).run(sources(told)):
            pass
        views = Views.open(store)
        views.update()
        yield views
        views.close()


@pytest.mark.parametrize(
    ("words", "day", "voices", "copies"),
    [
        ("earthquake", "2024-04-03", 3, 0),
        ("300 people", None, 2, 0),
        ("Belarus becomes tenth member of Shanghai bloc", "2024-07-04", 2, 0),
        ("sentenced Evan Gershkovich", "2024-07-19", 2, 1),
        ("pardoned Rico Krieger", "2024-07-30", 2, 1),
        ("Sheikh Hasina resigned", "2024-08-05", 2, 0),
    ],
)
def test_what_several_tell_is_one_row(
    views: Views, words: str, day: str | None, voices: int, copies: int
) -> None:
    rows = [
        row
        for row in views.events(Filter(), limit=1000)
        if words in row.label and row.from_ == day and row.articles > 1
    ]
    assert [(row.voices, row.copies) for row in rows] == [(voices, copies)]


def test_a_copy_confirms_nothing(views: Views) -> None:
    """The Harbour Gazette prints the Baltic Wire's text of the exchange."""
    (row,) = (row for row in views.events(Filter(), limit=1000) if "24 prisoners" in row.label)
    assert (row.voices, row.copies) == (1, 1)
    assert {each.voice for each in views.evidence(row.id)} == {"Baltic Wire"}


@pytest.mark.parametrize(
    ("words", "about", "values"),
    [
        ("earthquake", "magnitude", {"7.2", "7.4", "7.7"}),
        ("earthquake", "dead", {"9", "13", "17"}),
        ("earthquake", "injured", {"900", "1,145"}),
        ("300 people", "dead", {"300", "560"}),
        ("24 prisoners", "people", {"24", "26"}),
        ("List of states", "countries", {"78", "80"}),
        ("411 seats", "seats", {"411", "412"}),
        ("Troops from China", NAME, {"Attacking Falcon", "Eagle Assault", "Falcon Assault"}),
        ("declared Nicolás Maduro", "percent for Nicolás Maduro", {"51.2%", "51.95%", "30%"}),
    ],
)
def test_what_the_articles_contradict_each_other_in(
    views: Views, words: str, about: str, values: set[str]
) -> None:
    found = [
        {side.value for side in each.sides}
        for row in views.events(Filter(), limit=1000)
        if row.disputed and words in row.label
        for each in views.disagreements(row.id)
        if each.about == about
    ]
    assert found == [values]


def test_nothing_else_is_disputed(views: Views) -> None:
    rows = [row.label for row in views.events(Filter(), limit=1000) if row.disputed]
    assert len(rows) == 7
