"""How much there is to read, counted before it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.ingest.report import Item
from store.ingest.workload import Remaining, workload
from store.intake.sources import Source


@pytest.mark.parametrize(
    ("name", "text", "articles"),
    [
        ("a.txt", "One article.", 1),
        ("a.jsonl", '{"text": "a"}\n{"text": "b"}\n', 2),
        ("b.jsonl", '{"text": "a"}\n\n\n{"text": "b"}', 2),
        ("c.jsonl", "\n\n", 0),
        ("a.json", "[{}, {}]", None),
        ("feed.xml", "<rss/>", None),
        ("a.zip", "PK", None),
    ],
)
def test_articles_of_an_input(tmp_path: Path, name: str, text: str, articles: int | None) -> None:
    path = tmp_path / name
    path.write_text(text)
    found = workload(Source(str(path)))
    assert (found.size, found.articles) == (len(text), articles)


def test_lines_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.ingest.workload._PIECE", 3)
    path = tmp_path / "a.jsonl"
    path.write_text("aa\n\nbb\n\n\ncc\nd")
    assert workload(Source(str(path))).articles == 4


def test_the_articles_of_files_of_lines_are_all_counted(tmp_path: Path) -> None:
    lines, one = tmp_path / "a.jsonl", tmp_path / "b.txt"
    lines.write_text("{}\n" * 3)
    one.write_text("An article.")
    remaining = Remaining([Source(str(lines)), Source(str(one))])
    assert (remaining.done, remaining.total) == (0, 4)
    for number in range(3):
        remaining.add(Item(f"{lines}:{number}", "new", input=str(lines)))
    assert (remaining.done, remaining.total) == (3, 4)


def test_bytes_where_the_number_is_not_known(tmp_path: Path) -> None:
    many, one = tmp_path / "a.json", tmp_path / "b.txt"
    many.write_text("x" * 1000)
    one.write_text("y" * 100)
    remaining = Remaining([Source(str(many)), Source(str(one))])
    assert remaining.articles is None
    assert (remaining.done, remaining.total) == (0, 1100)
    remaining.add(Item("first", "new", input=str(many), size=300))
    remaining.add(Item("second", "new", input=str(many), size=300))
    assert remaining.done == 600
    remaining.add(Item("third", "new", input=str(many), size=900))
    assert remaining.done == 1000
    remaining.add(Item(str(one), "new", size=100))
    assert (remaining.done, remaining.total) == (1100, 1100)


def test_an_input_is_done_when_the_next_one_comes(tmp_path: Path) -> None:
    many, one = tmp_path / "a.json", tmp_path / "b.txt"
    many.write_text("x" * 1000)
    one.write_text("y" * 100)
    remaining = Remaining([Source(str(many)), Source(str(one))])
    remaining.add(Item("first", "new", input=str(many), size=10))
    remaining.add(Item(str(one), "new", size=90))
    assert remaining.done == 1090
