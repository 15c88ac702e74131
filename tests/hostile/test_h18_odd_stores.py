"""H18: a store from a stranger. Every command names what is wrong, and shows what is whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from store import Filter, Store, Views
from tests.commands import Done, dateline
from tests.hostile.odd_stores import DEEP, JOURNAL, MEGABYTE, OddStore, base_store, tables_of

Tables = dict[str, dict[int, bytes]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return tables_of(base_store(tmp_path_factory.mktemp("base") / "store"))


def stored(folder: Path, tables: Tables, name: str, number: int, document: bytes) -> Path:
    """A store in which one document is another, with valid checksums."""
    odd = OddStore(tables, random.Random(0))  # noqa: S311
    odd.tables[name][number] = document
    folder.mkdir()
    (folder / JOURNAL).write_bytes(odd.written())
    return folder


def exported(done: Done) -> set[int]:
    """The numbers of the articles in an export, of copies too."""
    articles = json.loads(done.stdout)["articles"]
    return {each["number"] for row in articles for each in (row, *row["copies"])}


ODD = {
    "a text of 110 MB": ("texts", b'{"text":"%b"}' % (b"long word " * (11 * MEGABYTE))),
    "no text": ("texts", b"{}"),
    "a text that is a number": ("texts", b'{"text":7}'),
    "nesting": ("articles", b'{"id":' + b"[" * DEEP + b"]" * DEEP + b"}"),
    "a number of 5,000 digits": ("articles", b'{"id":"a","published":' + b"9" * 5000 + b"}"),
    "a list": ("articles", b"[1,2]"),
    "a title that is a list": ("articles", b'{"id":"a","title":["x"]}'),
    "zeros": ("articles", b"\0" * 64),
}


@pytest.mark.parametrize(
    "kind", [pytest.param(each, marks=pytest.mark.slow) if "MB" in each else each for each in ODD]
)
def test_one_bad_article_is_named_and_passed_over(
    tmp_path: Path, tables: Tables, kind: str
) -> None:
    name, document = ODD[kind]
    folder = stored(tmp_path / "odd", tables, name, 1, document)
    shown = dateline(folder, "export")
    assert shown.returncode == 0
    assert exported(shown) == {2, 3, 4}
    assert "Document 1 of the table" in shown.stderr
    assert "Traceback" not in shown.stderr
    checked = dateline(folder, "store", "check")
    assert checked.returncode == 1
    assert "Document 1 of the table" in checked.stderr


@pytest.mark.parametrize(
    ("what", "document"),
    [
        ("a span beyond the text", b'"sentences":[[0,99999]]'),
        (
            "an entity that is not there",
            b'"roles":[{"person":"e9","role":"x","of":null,"start":0,"end":1}]',
        ),
        ("events of another type", b'"events":{"a":1}'),
    ],
)  # fmt: skip
def test_an_article_is_shown_without_a_reading_that_cannot_be_read(
    tmp_path: Path, tables: Tables, what: str, document: bytes
) -> None:
    extractor = b'"extractor":{"name":"x","version":"1","model":"m"}'
    odd = b'{"id":"a",%b,%b}' % (extractor, document)
    folder = stored(tmp_path / "odd", tables, "readings", 1, odd)
    shown = dateline(folder, "export")
    assert exported(shown) == {1, 2, 3, 4}
    assert "Document 1 of the table readings cannot be read" in shown.stderr


def test_check_names_every_one_of_them(tmp_path: Path, tables: Tables) -> None:
    odd = OddStore(tables, random.Random(0))  # noqa: S311
    odd.tables["articles"][2] = b"{}"
    odd.tables["readings"][3] = b'{"id":5}'
    odd.tables["copies"][1] = b'{"of":"one"}'
    odd.tables["imports"][1] = b'{"state":[]}'
    odd.tables["feeds"][1] = b'{"url":"https://x.example","due":"soon"}'
    (tmp_path / JOURNAL).write_bytes(odd.written())
    checked = dateline(tmp_path, "store", "check")
    assert checked.returncode == 1
    named = ((2, "articles"), (3, "readings"), (1, "copies"), (1, "imports"), (1, "feeds"))
    for number, table in named:
        assert f"Document {number} of the table {table}" in checked.stderr


@pytest.mark.parametrize("word", [b'"word"', b"null", b"-1", b"[]", b"1e99"])
def test_a_schema_that_is_no_number_is_told(tmp_path: Path, tables: Tables, word: bytes) -> None:
    folder = stored(tmp_path / "odd", tables, "meta", 1, b'{"schema":%b}' % word)
    shown = dateline(folder, "export")
    assert shown.returncode == 0
    assert exported(shown) == {1, 2, 3, 4}
    assert "has no valid schema number" in shown.stderr


@pytest.mark.parametrize("number", [1 << 62, (1 << 27) - 1, -5])
def test_numbers_far_away_cost_nothing(tmp_path: Path, tables: Tables, number: int) -> None:
    odd = OddStore(tables, random.Random(0))  # noqa: S311
    odd.tables["articles"][number] = odd.tables["articles"][1]
    odd.tables["texts"][number] = odd.tables["texts"][1]
    (tmp_path / JOURNAL).write_bytes(odd.written())
    with Store.open(tmp_path) as store:
        views = Views.open(store)
        views.update()
        assert views.article(1) == store.article(1)
        assert views.counts(Filter()).articles[0] > 0
        assert len(list(store.db.table("articles"))) == 5
        views.close()


@pytest.mark.slow
def test_every_command_over_damaged_and_odd_stores() -> None:
    """In a process of its own: what other tests loaded here does not count as its memory."""
    command = [sys.executable, "-m", "tests.hostile.fuzz_stores", "--count", "60"]
    done = subprocess.run(
        [*command, "--first", "500000"], capture_output=True, text=True, check=False
    )
    assert done.stdout == "60 stores, 0 faults\n", done.stdout + done.stderr
