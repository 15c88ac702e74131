"""J10: feeds and folders are followed, dashboards say what is new, and nothing moves unasked."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import Feeds, Store, history
from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.processes import nothing_runs_for
from tests.store.intake.fetch.web_server import WebServer, article_page, feed, item

pytestmark = pytest.mark.slow
PAGE = "The council of Port Leon met to speak of the bridge, and put its decision off again."


def items(web: WebServer, numbers: range) -> list[str]:
    """Items of a feed, of different days in July, the newest first."""
    return [
        item(
            f"{web.url}/{n}", f"Bridge {n} opens",
            f"The mayor of Oslo opened bridge {n} on Monday, and {n + 7} people came.",
            f"{n % 28 + 1:02} Jul 2024 09:30:00 +0300",
        )
        for n in reversed(numbers)
    ]  # fmt: skip


@contextmanager
def watching(store: Path, *what: str, every: str = "1s") -> Iterator[subprocess.Popen[str]]:
    """A `dateline watch` that runs meanwhile."""
    command = [sys.executable, "-m", "tui.cli", "watch", *what, "--every", every]
    running = subprocess.Popen(
        [*command, "--allow-private", "--jobs", "1"],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "DATELINE_STORE": str(store)},
    )  # fmt: skip
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def run(*arguments: str, status: int = 0) -> str:
    """A command that ends by itself; all that it says."""
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", *arguments],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stdout
    return done.stdout


def test_a_dashboard_says_how_much_is_new_and_shows_it_when_asked(newsroom_store: Path) -> None:
    with WebServer() as web:
        link = web.put("/feed", feed(*items(web, range(1))))
        dead = web.put("/dead", status=500)
        with (
            watching(newsroom_store, link, dead) as watcher,
            Terminal("--store", str(newsroom_store), columns=120, rows=40) as terminal,
        ):
            terminal.wait_for("r 1 new", seconds=60)
            web.put("/feed", feed(*items(web, range(7))))
            terminal.wait_for("r 7 new", seconds=60)
            assert "Bridge" not in terminal.text
            assert re.search(r"Articles\s+(\d+)/\1", terminal.text)
            terminal.press("1", "down")
            terminal.wait_for("Articles")
            terminal.read(0.5)
            chosen = terminal.styles_of("Docks stand still")[0].bg
            before = re.search(r"Articles\s+(\d+)/", terminal.text)
            terminal.press("r")
            terminal.wait_for("Bridge 6 opens")
            terminal.wait_for(lambda seen: "7 new" not in seen.text)
            after = re.search(r"Articles\s+(\d+)/", terminal.text)
            assert before and after and int(after[1]) == int(before[1]) + 7
            assert terminal.styles_of("Docks stand still")[0].bg == chosen
            terminal.press("q")
            assert terminal.wait_for_end() == 0
            watcher.send_signal(signal.SIGTERM)
            _, said = watcher.communicate(timeout=20)
            assert watcher.returncode == 0
        assert f"{dead}: the host answered 500 (Internal Server Error); next try" in said
        assert nothing_runs_for(newsroom_store)
        listed = run("--store", str(newsroom_store), "feeds", "list")
        assert "error: the host answered 500" in listed
        assert "7 in all" in listed


def test_a_saved_search_with_an_alert_says_what_matched(newsroom_store: Path) -> None:
    with WebServer() as web:
        link = web.put("/feed", feed(*items(web, range(1))))
        with (
            watching(newsroom_store, link) as watcher,
            Terminal("--store", str(newsroom_store), columns=120, rows=40) as terminal,
        ):
            terminal.wait_for("r 1 new", seconds=60)
            terminal.press("/", *"bridge mayor -norland", "enter")
            terminal.wait_for("› bridge mayor -norland")
            terminal.press("A", "tab")
            terminal.wait_for("Alert on")
            terminal.press(*"Oslo", "enter")
            terminal.wait_for("Saved as Oslo, with an alert.")
            terminal.press("backspace")
            web.put("/feed", feed(*items(web, range(3))))
            terminal.wait_for("r 3 new, 3 for Oslo", seconds=60)
            assert "Bridge" not in terminal.text
            terminal.press("r")
            terminal.wait_for("Bridge 2 opens")
            terminal.press("A")
            terminal.wait_for("! Oslo")
            terminal.press("enter")
            terminal.wait_for("3/8")
            terminal.press("q")
            assert terminal.wait_for_end() == 0
            watcher.send_signal(signal.SIGTERM)
            said, _ = watcher.communicate(timeout=20)
        assert sorted(said.splitlines()) == [
            f"Oslo: Bridge {n} opens (bridge, mayor)" for n in (1, 2)
        ]
    listed = run("--store", str(newsroom_store), "search", "--saved")
    assert listed.startswith("Oslo\talert\tbridge mayor -norland\t")
    found = run("--store", str(newsroom_store), "search", "--saved", "Oslo")
    assert "Bridge 0 opens" in found


@pytest.mark.parametrize(("seed", "full", "last"), [(1, "--no-full", 80), (2, "--full", 12)])
def test_kill_9_at_random_moments_loses_nothing_and_adds_nothing_twice(
    tmp_path: Path, seed: int, full: str, last: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    store = tmp_path / "store"
    with WebServer() as web:
        for n in range(last):
            web.put(f"/{n}", article_page(f"Bridge {n}", f"{PAGE} It is bridge number {n}."))
        link = web.put("/feed", feed(*items(web, range(last // 4))), headers={"ETag": '"1"'})
        run("--store", str(store), "feeds", "add", link, full)
        for quarter in range(2, 5):
            with watching(store):
                time.sleep(chance.uniform(1, 8))
            shown = feed(*items(web, range(last * quarter // 4)))
            web.put("/feed", shown, headers={"ETag": f'"{quarter}"'})
        time.sleep(1.5)  # until it is due
        run("--store", str(store), "watch", "--once", "--allow-private")
    with Store.open(store) as opened:
        found = Counter(opened.article(number).url for number in opened.numbers())
        assert found == {f"{web.url}/{n}": 1 for n in range(last)}
        assert all(opened.reading(number) for number in opened.numbers())
        if full == "--full":
            assert all(PAGE in opened.article(number).text for number in opened.numbers())
        (kept,) = Feeds(opened)
        assert (kept.etag, kept.error) == ('"4"', None)
        assert history(opened.imports()).failures == []
    assert nothing_runs_for(store)


def test_a_folder_is_followed_and_a_second_watcher_told(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    store = tmp_path / "store"
    with watching(store, str(drop)) as watcher:
        (drop / "a.txt").write_text("The mayor of Oslo opened a bridge on 4 July 2024.")
        assert watcher.stderr is not None
        said = [watcher.stderr.readline() for _ in range(2)]
        second = run("--store", str(store), "watch", str(drop), status=1)
        assert f"Process {watcher.pid} already watches {store}" in second
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(timeout=20) == 0
    assert "folders: 1 new, 0 same, 0 failed" in said[1]
    assert nothing_runs_for(store)


def test_what_a_large_feed_has_left_is_said_and_comes_with_the_next_round(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with WebServer() as web:
        link = web.put("/feed", feed(*items(web, range(230))), headers={"ETag": '"1"'})
        run("--store", store, "feeds", "add", link, "--no-full")
        once = ("--store", store, "watch", "--once", "--allow-private", "--jobs", "1")
        said = run(*once)
        assert "30 put off" in said
        assert f"{link}: 30 articles left for the next round" in said
        assert "30 left for the next round" in run("--store", store, "feeds", "list")
        said = run(*once)
        assert "left for the next round" not in said
        assert "left for the next round" not in run("--store", store, "feeds", "list")
        assert "1 feed: 0 new, 0 same, 0 failed" in run(*once)
    with Store.open(Path(store), readonly=True) as opened:
        assert len(opened.numbers()) == 230
