"""Articles that were read together share a commit, and are reported after it."""

from __future__ import annotations

import io
import os
import random
import signal
import struct
import time
from collections.abc import Generator, Iterable, Iterator
from itertools import batched
from pathlib import Path

import pytest

from store import Import, Item, Source, Store
from store.database.errors import StoreFull
from store.extract.pipeline import Extractor
from store.ingest.add import TOGETHER
from store.ingest.workers import Read
from store.reading import Article, Reading
from tests.store.database.writing import in_a_process

SOURCE = Source("many.jsonl")
STORY = "The council of Leon closed bridge {n} on Friday, and the mayor of Leon praised plan {n}."


def article(number: int, *, url: str | None = None) -> Article:
    text = STORY.format(n=number) * 3
    return Article(id=f"{number:064}", text=text, title=f"Bridge {number}", url=url)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


@pytest.fixture(scope="module")
def reading(reader: Extractor) -> Reading:
    return reader.read(article(1))


def importing(
    store: Store, monkeypatch: pytest.MonkeyPatch, reading: Reading, articles: list[Article]
) -> Iterator[Item]:
    """An import of articles whose readings come in groups, as workers give them."""

    def taken(*_: object) -> Iterator[tuple[Source, Article]]:
        return ((SOURCE, each) for each in articles)

    def read_together(articles: Iterable[Article], **_: object) -> Generator[list[Read]]:
        for group in batched(articles, TOGETHER):
            yield [(each, _reading_of(reading, each)) for each in group]

    monkeypatch.setattr("store.ingest.add.articles_of", taken)
    monkeypatch.setattr("store.ingest.add.read_together", read_together)
    yield from Import(store, standard_input=io.BytesIO()).run([SOURCE])


def _reading_of(reading: Reading, article: Article) -> Reading:
    return Reading(
        **article.shared_fields(),
        extractor=reading.extractor,
        entities=reading.entities,
        events=reading.events,
    )


def test_articles_share_a_commit_and_are_reported_after_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, reading: Reading
) -> None:
    before = store.version()
    items = importing(store, monkeypatch, reading, [article(n) for n in range(2 * TOGETHER + 1)])
    for done, item in enumerate(items, 1):
        group = -(-done // TOGETHER)
        assert store.version() == before + group
        assert store.number(item.article_id or "") is not None
    assert done == len(store.numbers()) == 2 * TOGETHER + 1


def test_a_commit_ends_when_its_time_is_over(
    store: Store, monkeypatch: pytest.MonkeyPatch, reading: Reading
) -> None:
    monkeypatch.setattr("store.ingest.add.TOGETHER_SECONDS", 0.0)
    before = store.version()
    items = importing(store, monkeypatch, reading, [article(n) for n in range(3)])
    assert [store.version() - before for _ in items] == [1, 2, 3]


def test_a_copy_is_found_in_the_same_commit(
    store: Store, monkeypatch: pytest.MonkeyPatch, reading: Reading
) -> None:
    words = " ".join(f"word{n}" for n in range(400))
    both = [Article(id=name * 64, text=f"{name} {words}", source=name) for name in "ab"]
    states = [item.state for item in importing(store, monkeypatch, reading, both)]
    assert states == ["new", "copy"]


def test_another_source_of_a_text_is_reported_after_the_commit_of_the_text(
    store: Store, monkeypatch: pytest.MonkeyPatch, reading: Reading
) -> None:
    twice = [article(1), article(1, url="https://example.org/a"), article(2)]
    for item in importing(store, monkeypatch, reading, twice):
        assert store.number(item.article_id or "") is not None
    assert len(store.numbers()) == 2


def test_a_commit_that_fails_leaves_nothing_and_the_next_import_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, reading: Reading
) -> None:
    articles = [article(n) for n in range(2 * TOGETHER)]
    put, left = Store.put, iter(range(TOGETHER + 3))

    def failing_put(*arguments: object) -> int | None:
        if next(left, None) is None:
            raise StoreFull("The disk is full.")
        return put(*arguments)  # type: ignore[arg-type]

    reported = []
    with monkeypatch.context() as broken:
        broken.setattr(Store, "put", failing_put)
        with pytest.raises(StoreFull):
            reported += importing(store, broken, reading, articles)
    assert len(store.numbers()) == TOGETHER
    again = [item.state for item in importing(store, monkeypatch, reading, articles)]
    assert again.count("same") == again.count("new") == TOGETHER
    assert len(store.numbers()) == 2 * TOGETHER


# Killed while it writes.


def kill_one(folder: Path, reading: Reading, articles: list[Article], after: float) -> list[str]:
    """Kill an import after some seconds. Returns the ids that it reported as stored."""
    receiving, sending = os.pipe()

    def work() -> None:
        with Store.open(folder, create=True) as store, pytest.MonkeyPatch.context() as patch:
            for item in importing(store, patch, reading, articles):
                os.write(sending, struct.pack("64s", (item.article_id or "").encode()))

    pid = in_a_process(work)
    os.close(sending)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(receiving, "rb") as pipe:
        said = pipe.read()
    return [said[start : start + 64].decode() for start in range(0, len(said) // 64 * 64, 64)]


def run(folder: Path, reading: Reading, seed: int, rounds: int) -> int:
    """Kill imports into one store, and look at it each time. Returns how many were killed while
    they had something to write."""
    chance = random.Random(seed)  # noqa: S311
    stored: set[str] = set()
    kills = 0
    for number in range(rounds):
        articles = [article(number * 1_000 + n) for n in range(1_000)]
        said = kill_one(folder, reading, articles, chance.uniform(0.02, 0.2))
        stored |= set(said)
        kills += len(said) < len(articles)
        if not (folder / "store.jsonl").exists():
            continue
        assert not stored or Store.check(folder).is_whole
        with Store.open(folder) as store:
            there = {store.article(each).id: each for each in store.numbers()}
            assert stored <= there.keys(), f"seed {seed}, round {number}"
            assert all(store.reading(each) is not None for each in there.values())
            assert {each["number"] for each in store.imports() if "number" in each} == {
                *there.values()
            }
            stored = set(there)
    return kills


@pytest.mark.slow
def test_five_hundred_kills_lose_nothing_that_was_reported(
    tmp_path: Path, reading: Reading
) -> None:
    kills = 0
    for seed in range(25):
        kills += run(tmp_path / str(seed), reading, seed, rounds=20)
    assert kills >= 490


def test_kills_lose_nothing_that_was_reported(tmp_path: Path, reading: Reading) -> None:
    run(tmp_path / "store", reading, seed=1, rounds=5)
