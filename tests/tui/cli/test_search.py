"""`dateline search` on a store whose index is not there yet."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import SavedSearch, SavedSearches, Store, Term
from tests.bench.made_store import make_store
from tests.tui.newsroom import Name, Told, fill, made
from tui.cli.program import program

BUILDING = "building the index first"


def dateline(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(folder), *words])


@pytest.mark.parametrize(
    "command",
    [
        ("search", "zzzz"),
        pytest.param(("show", "1"), marks=pytest.mark.slow),
        pytest.param(("stories",), marks=pytest.mark.slow),
    ],
)
def test_a_long_build_of_the_index_is_announced_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("store.views.state._MUCH", 10)
    folder = make_store(tmp_path / "store", 12)
    shutil.rmtree(folder / "views")
    assert dateline(folder, *command).stderr.count(BUILDING) == 1
    assert BUILDING not in dateline(folder, *command).stderr


def test_a_short_one_is_not(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store", 12)
    shutil.rmtree(folder / "views")
    assert BUILDING not in dateline(folder, "search", "zzzz").stderr


def test_a_bare_surname_comes_behind_whom_the_texts_know(tmp_path: Path) -> None:
    known = Name("Blom", "person/rosa blom", "PERSON", "Rosa Blom")
    bare = Name("Blom", "person/blom", "PERSON")
    told = [
        made([Told("Rosa Blom came. Blom spoke. Blom left.")], "2024-07-09", names=[known]),
        made([Told("Blom won.")], "2024-07-10", names=[bare]),
    ]
    found = dateline(fill(tmp_path / "store", told), "search", "blom", "--as", "tsv").stdout
    entities = [line.split("\t") for line in found.splitlines() if line.startswith("entity")]
    assert [[cell for cell in line if cell.startswith("person/")] for line in entities] == [
        ["person/rosa blom"],
        ["person/blom"],
    ]


def save_protests(folder: Path) -> None:
    terms = (Term("type", "PROTEST"), Term("source", "Norland Post"))
    search = SavedSearch(name="docks", query="protests", terms=terms, alert=True)
    with Store.open(folder) as store:
        SavedSearches(store).put(search)


def test_a_saved_search_is_searched_in(newsroom_store: Path) -> None:
    save_protests(newsroom_store)
    found = dateline(newsroom_store, "search", "--saved", "docks", "--as", "tsv").stdout
    kinds = [line.split("\t")[0] for line in found.splitlines()]
    assert (kinds.count("event"), kinds.count("article")) == (1, 1)
    within = dateline(newsroom_store, "search", "strike", "--saved", "docks", "--as", "json")
    assert [each["title"] for each in json.loads(within.stdout)["articles"]] == [
        "Docks stand still"
    ]
    nothing = dateline(newsroom_store, "search", "adler", "--saved", "docks")
    assert (nothing.exit_code, nothing.stderr) == (1, "nothing matches adler in docks\n")


def test_saved_searches_are_listed(newsroom_store: Path) -> None:
    assert dateline(newsroom_store, "search", "--saved").stdout == ""
    save_protests(newsroom_store)
    (line,) = dateline(newsroom_store, "search", "--saved").stdout.splitlines()
    assert line.split("\t")[:3] == ["docks", "alert", "protests"]


def test_a_search_needs_a_query_or_a_saved_one_that_is_there(newsroom_store: Path) -> None:
    assert dateline(newsroom_store, "search").exit_code == 2
    for command in ("search", "export"):
        done = dateline(newsroom_store, command, "--saved", "ferries")
        assert "There is no saved search 'ferries'." in str(done.exception)


def test_a_saved_search_is_exported(newsroom_store: Path) -> None:
    save_protests(newsroom_store)
    done = dateline(newsroom_store, "export", "--saved", "docks")
    assert [each["type"] for each in json.loads(done.stdout)["events"]] == ["PROTEST"]


def test_a_misspelt_name_in_a_field_is_suggested(newsroom_store: Path) -> None:
    found = dateline(newsroom_store, "search", "who:lukashenok")
    assert found.exit_code == 1
    assert "did you mean who:" in found.stderr
    assert "Lukashenko" in found.stderr
