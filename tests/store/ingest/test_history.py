"""The import report: what ran, what failed, what was set aside, and how it is tried again."""

from __future__ import annotations

import io
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from store import Import, Item, Source, Store, failed_inputs, history, sources
from store.ingest.intake_worker import Stopped
from store.ingest.workers import Read
from store.reading import Article, Unreadable

TEXT = "The council of Leon met on Friday and closed the old bridge.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


def run(store: Store, *paths: Path, retrying: bool = False) -> list[Item]:
    job = Import(store, standard_input=io.BytesIO(), retrying=retrying)
    return list(job.run(sources(map(str, paths))))


@pytest.mark.usefixtures("reading_here")
def test_what_failed_is_known_until_it_is_mended(store: Store, tmp_path: Path) -> None:
    good, empty, lines = (tmp_path / name for name in ("good.txt", "empty.txt", "a.jsonl"))
    good.write_text(TEXT)
    empty.touch()
    lines.write_text('{"text": "One line is good."}\n{"text": \n')
    run(store, good, empty, lines)
    failed = {Path(each.name).name: each.reason for each in history(store.imports()).failures}
    assert set(failed) == {"empty.txt", "a.jsonl:2"}
    assert [Path(name).name for name in failed_inputs(store)] == ["empty.txt", "a.jsonl"]
    empty.write_text("It is not empty any more.")
    lines.write_text('{"text": "One line is good."}\n{"text": "And so is the other."}\n')
    items = run(store, *map(Path, failed_inputs(store)), retrying=True)
    assert sorted(item.state for item in items) == ["new", "new", "same"]
    assert failed_inputs(store) == []


@pytest.mark.usefixtures("reading_here")
def test_a_name_that_is_not_utf_8_is_found_again(store: Store, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    odd.touch()
    run(store, odd)
    odd.write_text("It is not empty any more.")
    (item,) = run(store, *map(Path, failed_inputs(store)), retrying=True)
    assert item.state == "new"
    assert failed_inputs(store) == []


@pytest.mark.usefixtures("reading_here")
def test_each_run_is_counted(store: Store, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    run(store, tmp_path / "good.txt")
    run(store, tmp_path / "good.txt", tmp_path / "none.txt")
    first, second = history(store.imports()).runs
    assert (first.sums["new"], first.sums["undated"]) == (1, 1)
    assert (second.sums["same"], second.sums["failed"]) == (1, 1)
    assert first.finished
    assert second.finished


@pytest.mark.usefixtures("reading_here")
def test_an_import_that_was_killed_shows_what_it_had_done(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"{TEXT} It met {n} times.")
    items = Import(store, standard_input=io.BytesIO()).run(sources([str(folder)]))
    next(items)
    items.close()  # type: ignore[attr-defined]
    (interrupted,) = history(store.imports()).runs
    assert interrupted.finished is None
    assert interrupted.sums["new"] == 1


def test_what_broke_a_limit_is_not_tried_again_by_itself(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "poison.txt").write_text(TEXT)
    (tmp_path / "hangs.pdf").write_bytes(b"%PDF-1.7")
    tried: list[str] = []

    def take(inputs: Iterator[Source], *_: object) -> Iterator[tuple[Source, Article | Stopped]]:
        for source in inputs:
            tried.append(Path(source.name).name)
            if source.name.endswith(".pdf"):
                yield source, Stopped(source.name, "it took more than 30 seconds")
            else:
                yield source, Article(id="p" * 64, text=TEXT, origin=source.name)

    def read(articles: Iterator[Article], **_: object) -> Generator[list[Read]]:
        for article in articles:
            tried.append("reading")
            yield [(article, Unreadable(id=article.id, reason="the process was killed"))]

    monkeypatch.setattr("store.ingest.add.articles_of", take)
    monkeypatch.setattr("store.ingest.add.read_together", read)
    both = (tmp_path / "hangs.pdf", tmp_path / "poison.txt")
    assert [item.state for item in run(store, *both)] == ["failed", "failed"]
    assert tried == ["hangs.pdf", "poison.txt", "reading"]
    tried.clear()
    again = run(store, *both)
    assert [item.state for item in again] == ["passed over", "passed over"]
    assert all("set aside" in str(item.reason) for item in again)
    assert tried == ["poison.txt"]
    tried.clear()
    assert [item.state for item in run(store, *both, retrying=True)] == ["failed", "failed"]
    assert tried == ["hangs.pdf", "poison.txt", "reading"]
    (tmp_path / "hangs.pdf").write_bytes(b"%PDF-1.7 mended")
    tried.clear()
    run(store, *both)
    assert tried == ["hangs.pdf", "poison.txt"]


@pytest.mark.slow
def test_a_name_longer_than_any_files_ends_nothing(store: Store, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("")
    long = "a" * 5_000
    given = [*sources([long, str(bad)])]
    job = Import(store, standard_input=io.BytesIO())
    assert {item.input: item.state for item in job.run(given)} == {
        long: "failed",
        str(bad): "failed",
    }
    bad.write_text("The mayor of Oslo opened a bridge on Monday.")
    again = Import(store, standard_input=io.BytesIO(), retrying=True)
    states = [item.state for item in again.run(list(sources(failed_inputs(store))))]
    assert sorted(states) == ["failed", "new"]
    assert failed_inputs(store) == [long]


def test_an_input_that_gives_nothing_is_counted(store: Store, tmp_path: Path) -> None:
    crawl = tmp_path / "a.warc"
    crawl.write_bytes(
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Length: 4\r\n\r\nnone\r\n\r\n"
    )
    (item,) = run(store, crawl)
    assert (item.state, item.reason) == ("failed", "there is no article in it")
