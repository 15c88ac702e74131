"""`dateline corrections`"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store import Corrections, Rename, Star, Store, Tag, Views
from tests.commands import dateline
from tests.tui.newsroom import ADLER, LUKASH, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = fill(tmp_path / "news")
    with Store.open(folder) as store:
        views = Views.open(store)
        views.update()
        article = views.corrections.article_ref(1)
        log = Corrections(store, "Ann Lee")
        log.record(Rename(ADLER.key, "M. Adler"), reason="as she signs")
        log.record(Tag(article, "follow-up"))
        views.close()
    return folder


def test_list(folder: Path) -> None:
    done = dateline(folder, "corrections", "list")
    first, second = done.stdout.splitlines()
    assert "Ann Lee  renamed mira adler to M. Adler  (as she signs)" in first
    assert "tagged the article" in second
    records = dateline(folder, "corrections", "list", "--as", "json").stdout.splitlines()
    assert [json.loads(each)["state"] for each in records] == ["applies", "applies"]


def test_undo_by_id_is_listed_and_takes_effect(folder: Path) -> None:
    first = dateline(folder, "corrections", "list").stdout.split()[0]
    assert "M. Adler" in dateline(folder, "search", "adler").stdout
    assert dateline(folder, "corrections", "undo", first).returncode == 0
    assert "M. Adler" not in dateline(folder, "search", "adler").stdout
    assert "[undone]" in dateline(folder, "corrections", "list").stdout.splitlines()[0]
    again = dateline(folder, "corrections", "undo", first)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)


def test_undo_takes_back_my_latest(folder: Path) -> None:
    assert dateline(folder, "corrections", "undo").stdout == "you have nothing to undo\n"


@pytest.mark.slow
def test_hand_over(folder: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "hers")
    exported = dateline(folder, "corrections", "export").stdout
    done = dateline(other, "corrections", "import", "-", given=exported)
    assert (done.returncode, done.stdout) == (0, "2 added\n")
    assert "Ann Lee" in dateline(other, "corrections", "list").stdout
    assert "M. Adler" in dateline(other, "search", "adler").stdout
    again = dateline(other, "corrections", "import", "-", given=exported)
    assert again.stdout == "0 added, 2 there already\n"
    assert dateline(other, "corrections", "conflicts").returncode == 0


def test_conflicts_are_listed(folder: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "hers")
    with Store.open(other) as store:
        Corrections(store, "Bo").record(Rename(ADLER.key, "Minister Adler"))
    exported = dateline(folder, "corrections", "export").stdout
    done = dateline(other, "corrections", "import", "-", given=exported)
    assert "conflict: Ann Lee renamed mira adler to M. Adler" in done.stderr
    found = dateline(other, "corrections", "conflicts")
    assert (found.returncode, len(found.stdout.splitlines())) == (1, 1)
    mine = found.stdout.split("Bo renamed")[1].split("(")[1].split(")")[0]
    dateline(other, "corrections", "undo", mine)
    assert dateline(other, "corrections", "conflicts").returncode == 0
    assert "M. Adler" in dateline(other, "search", "adler").stdout


@pytest.mark.parametrize("line", ["{}", "[1]", "not json", '{"id": "x"}'])
def test_a_line_that_is_no_correction(folder: Path, line: str) -> None:
    good = dateline(folder, "corrections", "export").stdout
    done = dateline(folder, "corrections", "import", "-", given=f"{good}{line}\n")
    assert done.returncode == 1
    assert done.stderr.startswith("dateline: Line 3 is not a correction: ")
    assert len(done.stderr.splitlines()) == 1


def test_the_schema_describes_what_is_exported(folder: Path) -> None:
    schema = json.loads(dateline(folder, "corrections", "export", "--schema").stdout)
    line = json.loads(dateline(folder, "corrections", "export").stdout.splitlines()[0])
    described = schema["$defs"]["Correction"]["properties"]
    assert line.keys() <= described.keys()
    assert "Rename" in schema["$defs"]


def test_marks_are_searched_and_exported(folder: Path) -> None:
    with Store.open(folder) as store:
        views = Views.open(store)
        views.update()
        person = views.corrections.entity_ref(LUKASH.key)
        assert person is not None
        Corrections(store, "Ann Lee").record(Star(person))
        views.close()
    found = json.loads(dateline(folder, "search", "is:starred", "--as", "json").stdout)
    assert {each["label"] for each in found["events"]} == {
        "Alexander Lukashenko receives Mira Adler",
        "Mira Adler meets Alexander Lukashenko",
        "Alexander Lukashenko praises the union",
    }
    tagged = json.loads(dateline(folder, "search", "tag:FOLLOW-UP", "--as", "json").stdout)
    assert [each["number"] for each in tagged["articles"]] == [1]
    assert len(tagged["events"]) == 2
