"""H20: one feed, folder or file that is a thousand times the others. They get their turn;
what was put off is said, and comes in the next rounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from store import Feed, Feeds, Store
from store.feeds import watching
from tests.store.feeds.conftest import Watch, counts, store, titles, watch
from tests.store.feeds.test_watching import set_back
from tests.store.ingest.conftest import readers, reading_here
from tests.store.intake.fetch.web_server import WebServer, article_page, feed, item

__all__ = ["readers", "reading_here", "store", "watch"]

LARGE, SHARE = 50, 20


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounds of what comes within a moment."""
    monkeypatch.setattr(watching, "_GATHERING", 0.2)


def put_feed(web: WebServer, name: str, size: int, host: str = "127.0.0.1") -> str:
    """A feed of summaries, each with its page; its link."""
    at = f"http://{host}:{web.port}"
    text = "\n".join(f"The ferry of {name} left quay {n} with {n + 3} people." for n in range(40))
    for number in range(size):
        web.put(f"/{name}/{number}", article_page(f"{name} {number}", f"{text} Trip {number}."))
    items = [
        item(f"{at}/{name}/{number}", f"{name} {number}", "A summary.") for number in range(size)
    ]
    web.put(f"/{name}", feed(*items), headers={"ETag": f'"{name}"'})
    return f"{at}/{name}"


def known(store: Store, link: str) -> Feed:
    return next(each for each in Feeds(store) if each.url == link)


def due_now(store: Store) -> None:
    feeds = list(Feeds(store))
    Feeds(store).record_results(
        (each.url, msgspec.structs.replace(each, due=None)) for each in feeds
    )


@pytest.mark.slow
def test_a_large_feed_gives_its_share_a_round_and_all_in_the_end(
    web: WebServer, store: Store, watch: Watch
) -> None:
    large = put_feed(web, "large", LARGE)
    small = [put_feed(web, f"small{n}", 2) for n in range(4)]
    rounds = watch(large, *small, share=SHARE)
    assert counts(rounds)["put off"] == LARGE - SHARE
    assert [done.put_off for done in rounds if done.put_off] == [{large: LARGE - SHARE}]
    assert "30 put off" in next(done for done in rounds if done.put_off).report.summary()
    kept = known(store, large)
    assert (kept.came, kept.left) == (SHARE, LARGE - SHARE)
    assert [known(store, link).left for link in small] == [0] * 4
    for left in (10, 0):
        web.asked.clear()
        due_now(store)
        watch(share=SHARE)
        (again,) = [asked for asked in web.asked if asked.path == "/large"]
        assert "If-None-Match" not in again.headers
        assert known(store, large).left == left
    assert sorted(map(str, titles(store))) == sorted(
        [f"large {n}" for n in range(LARGE)] + [f"small{n} {m}" for n in range(4) for m in range(2)]
    )
    due_now(store)
    web.asked.clear()
    assert counts(watch(share=SHARE)) == {}
    assert web.asked[0].headers["If-None-Match"]


@pytest.mark.slow
def test_pages_of_the_small_feeds_of_a_host_are_not_behind_those_of_the_large(
    web: WebServer, store: Store, watch: Watch
) -> None:
    large = put_feed(web, "large", LARGE)
    small = [put_feed(web, f"small{n}", 2) for n in range(4)]
    watch(large, *small, share=SHARE)
    pages = [path for path in web.paths if path.count("/") == 2]
    last_of_small = max(at for at, path in enumerate(pages) if path.startswith("/small"))
    assert last_of_small < 3 * len(small)
    assert sum(path.startswith("/large") for path in pages[last_of_small:]) >= SHARE / 2


def test_articles_in_full_are_put_off_too(web: WebServer, store: Store, watch: Watch) -> None:
    large = put_feed(web, "large", LARGE)
    rounds = watch(large, share=SHARE, full=False)
    assert counts(rounds)["put off"] == LARGE - SHARE
    assert known(store, large).left == LARGE - SHARE
    assert all(path.count("/") == 1 for path in web.paths)


@pytest.mark.slow
def test_a_single_round_ends_in_its_time_and_says_what_it_left(
    web: WebServer, store: Store, watch: Watch
) -> None:
    slow = put_feed(web, "slow", 12, "slow.example")
    for number in range(12):
        web.pages[f"/slow/{number}"].seconds = 0.5
    dead = f"http://dead.example:{web.port}/dead"
    web.put("/dead", seconds=30)
    quick = put_feed(web, "quick", 3, "quick.example")
    rounds = watch(slow, dead, quick, limit=3, seconds=20)
    assert rounds[-1].unanswered == [dead]
    left = known(store, slow).left
    assert rounds[-1].put_off == {slow: left} and 0 < left <= 12
    assert (known(store, quick).came, known(store, quick).left) == (3, 0)
    assert known(store, dead).fetched is None
    Feeds(store).remove(dead)
    due_now(store)
    watch()
    assert known(store, slow).left == 0
    assert len(titles(store)) == 15


def put_files(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(f"The ferry left quay {number} on Monday.")
        set_back(folder / f"{number:02}.txt")


def test_a_large_folder_gives_its_share_and_feeds_have_their_turn(
    web: WebServer, store: Store, tmp_path: Path, watch: Watch
) -> None:
    put_files(tmp_path / "drop", 25)
    rounds = watch(put_feed(web, "small", 2), share=10, folders=[str(tmp_path / "drop")])
    assert [done.files_left for done in rounds if done.files_left] == [15, 5]
    assert len(store.numbers()) == 27
    came = [len(done.feeds) + done.pages for done in rounds]
    assert sum(came[:-1]) > 0, "the feed waited for the folder"


def test_a_large_file_of_a_folder_gives_ever_more(
    store: Store, tmp_path: Path, watch: Watch
) -> None:
    put_files(tmp_path / "drop", 1)
    lines = [json.dumps({"text": f"The mayor opened bridge {n} on Monday."}) for n in range(50)]
    large = tmp_path / "drop" / "aa.jsonl"
    large.write_text("\n".join(lines))
    set_back(large)
    rounds = watch(share=10, folders=[str(tmp_path / "drop")])
    assert [done.put_off.get(str(large), 0) for done in rounds] == [40, 20, 0]
    assert len(store.numbers()) == 51
