"""An import says what became of each input, and one commit holds one article."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from store import Import, Item, Report, Source, Store, history, sources

pytestmark = pytest.mark.usefixtures("reading_here")
BRIDGE = "Bridge closed\n\nThe council of Leon met on Friday and closed the old bridge.\n"
FERRY = "PORT LEON, March 3, 2021 (Harbour News) - The ferry sails again, the mayor said.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "bridge.txt").write_text(BRIDGE)
    (articles / "ferry.txt").write_text(FERRY)
    (articles / "same.txt").write_text(BRIDGE)
    (articles / "empty.txt").write_text("")
    return articles


def run(store: Store, *inputs: Source, standard_input: bytes = b"") -> list[Item]:
    job = Import(store, jobs=1, standard_input=io.BytesIO(standard_input))
    return list(job.run(inputs))


def test_each_input_has_its_state(store: Store, folder: Path) -> None:
    items = {Path(item.name).name: item for item in run(store, *sources([str(folder)]))}
    states = {name: item.state for name, item in items.items()}
    assert states == {
        "bridge.txt": "new", "ferry.txt": "new", "same.txt": "same", "empty.txt": "failed",
    }  # fmt: skip
    assert items["empty.txt"].reason == "the file is empty"
    assert items["bridge.txt"].undated
    assert not items["ferry.txt"].undated


def test_a_second_run_adds_nothing(store: Store, folder: Path) -> None:
    run(store, *sources([str(folder)]))
    before = list(store.numbers())
    again = run(store, *sources([str(folder)]))
    assert [item.state for item in again].count("same") == 3
    assert list(store.numbers()) == before


def test_an_article_is_stored_with_its_reading(store: Store, folder: Path) -> None:
    run(store, Source(str(folder / "ferry.txt")))
    (number,) = store.numbers()
    article, reading = store.article(number), store.reading(number)
    assert article.text == FERRY
    assert (article.source, article.published) == ("Harbour News", "2021-03-03")
    assert reading is not None
    assert reading.id == article.id
    assert reading.sentences


def test_standard_input_is_an_article(store: Store) -> None:
    (item,) = run(store, Source("-"), standard_input=FERRY.encode())
    assert item.state == "new"


def test_what_is_in_another_language_is_stored_and_counted_as_unread(store: Store) -> None:
    german = (
        "Der Stadtrat hat am Montag die alte Brücke geschlossen, teilte die Bürgermeisterin mit, "
        "nachdem Ingenieure Risse in zwei Pfeilern gefunden hatten."
    )
    (item,) = run(store, Source("-"), standard_input=german.encode())
    assert (item.state, item.unread) == ("new", "it is in German")
    (number,) = store.numbers()
    assert store.reading(number) is None
    assert history(store.imports()).runs[-1].sums["unread"] == 1


def test_failures_are_in_the_stores_report(store: Store, folder: Path) -> None:
    run(store, Source(str(folder / "none.txt")), Source(str(folder / "empty.txt")))
    rows = [row for row in store.imports() if row["state"] != "run"]
    said = {Path(str(row["name"])).name: row["reason"] for row in rows}
    assert said == {"none.txt": "no such file or directory", "empty.txt": "the file is empty"}


def test_what_is_no_file_is_listed_and_not_opened(store: Store, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "lost.txt").symlink_to(folder / "nowhere")
    (folder / "picture.png").write_bytes(b"\x89PNG\0")
    items = {Path(item.name).name: item for item in run(store, *sources([str(folder)]))}
    assert items["pipe.txt"].reason == "this is a FIFO, not a file"
    assert {items["lost.txt"].state, items["loop"].state} == {"passed over"}
    assert "symbolic link" in str(items["lost.txt"].reason)
    assert items["picture.png"].state in {"passed over", "failed"}


def test_a_symbolic_link_in_a_folder_is_passed_over_and_a_named_one_read(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "notes.txt").write_text("The ferry to Port Leon sank on 3 May 2021.")
    inside = tmp_path / "inbox"
    inside.mkdir()
    (inside / "file.txt").symlink_to(outside / "notes.txt")
    (inside / "folder").symlink_to(outside)
    found = run(store, *sources([str(inside)]))
    assert {(Path(each.name).name, each.state) for each in found} == {
        ("file.txt", "passed over"),
        ("folder", "passed over"),
    }
    assert not list(store.numbers())
    (named,) = run(store, *sources([str(inside / "folder")]))
    assert named.state == "new"


def test_the_summary_counts_and_names() -> None:
    report = Report()
    for item in (Item("a", "new", undated=True), Item("b", "same"), Item("c", "failed", "why")):
        report.add(item)
    assert report.summary() == "1 new, 1 same, 1 failed; 1 undated"
    report.add(Item("d", "new", unread="it is in German"))
    assert report.summary() == "2 new, 1 same, 1 failed; 1 undated, 1 unread"
    assert report.failed
    assert [item.name for item in report.failures] == ["c"]
