"""`dateline stories` lists the stories of a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import Store
from store.reading import Article, Reading
from tests.tui.newsroom import EXTRACTOR
from tui.cli.program import program

FIRE = "A fire destroyed the timber market of Ostrava, and stallholders were hurt."
NEXT = "Stallholders of the burnt timber market in Ostrava ask who pays for the fire."
OTHER = "The harvest of apricots was the smallest in a decade."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store", create=True) as store:
        for text, source in ((FIRE, "Wire"), (OTHER, "Bugle"), (NEXT, "Star")):
            one = Article(
                id=text, text=text, source=source, published="2024-05-07", title=text[:20]
            )
            store.put(one, Reading(id=text, text=text, extractor=EXTRACTOR), {"outcome": "new"})
    return tmp_path / "store"


def dateline(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(folder), *words])


def test_a_table_names_each_story_and_lists_its_articles(folder: Path) -> None:
    first, *rows = dateline(folder, "stories").stdout.splitlines()
    assert "Ostrava" in first
    assert "2/2 articles, 2 sources, 2024-05-07" in first
    assert first.endswith("story:1")
    assert [row.split()[0] for row in rows] == ["#3", "#1"]
    alone = dateline(folder, "stories", "--all").stdout.splitlines()[3:]
    assert alone[0].startswith("in no story  1 article")
    assert "#2" in alone[1]


def test_json_and_tabs_say_the_same(folder: Path) -> None:
    (story, other) = json.loads(dateline(folder, "stories", "--all", "--as", "json").stdout)
    assert (story["id"], story["total"], story["sources"]) == (1, 2, ["Star", "Wire"])
    assert [each["number"] for each in story["articles"]] == [3, 1]
    assert (other["id"], [each["number"] for each in other["articles"]]) == (None, [2])
    head, *lines = dateline(folder, "stories", "--as", "tsv").stdout.splitlines()
    assert head.split("\t")[:3] == ["story", "label", "number"]
    assert [line.split("\t")[:3] for line in lines] == [
        ["1", story["label"], "3"],
        ["1", story["label"], "1"],
    ]


def test_a_query_selects_and_nothing_is_said_so(folder: Path) -> None:
    assert "1/2 articles" in dateline(folder, "stories", "source:wire").stdout
    none = dateline(folder, "stories", "source:bugle")
    assert none.exit_code == 1
    assert "no two articles here are about the same events" in none.stderr
