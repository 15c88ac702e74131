"""What a server does to a store: each gives its message, and nothing committed is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from store import Article, Store, StoreError
from tests.journeys.terminal import Terminal
from tests.server.members import MARY, a_place_that_all_reach, as_member
from tests.server.processes import nothing_runs_for
from tests.server.sentences import articles
from tests.store.database.writing import in_a_process
from tests.tui.newsroom import fill

pytestmark = pytest.mark.slow
"""Real terminals and disks are waited for."""

NEEDS_ROOT = pytest.mark.skipif(os.getuid() != 0, reason="only root can mount")
Done = subprocess.CompletedProcess[str]


def dateline(store: Path, *arguments: str) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(store), *arguments],
        capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def mounted(folder: Path, options: str) -> None:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"needs the right to mount a tmpfs: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted(folder, "size=2m")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def put(store: Store, number: int) -> None:
    store.put(Article(id=f"{number:064x}", text=f"Ferry {number} sailed. " * 200), None, {})


@NEEDS_ROOT
def test_a_full_disk_under_add(disk: Path, tmp_path: Path) -> None:
    store = fill(disk / "store")
    (disk / "filler").write_bytes(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
    (tmp_path / "news.txt").write_text("LEON, March 3, 2021 - The ferry sailed.\n" * 500)
    done = dateline(store, "add", str(tmp_path / "news.txt"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr or "full" in done.stderr
    (disk / "filler").unlink()
    checked = Store.check(store)
    assert (checked.is_whole, checked.documents["articles"]) == (True, 5)
    again = dateline(store, "add", str(tmp_path / "news.txt"))
    assert (again.returncode, again.stdout.split(",")[0]) == (0, "1 new")


@NEEDS_ROOT
def test_a_backup_onto_a_full_disk_keeps_the_old_one(disk: Path, tmp_path: Path) -> None:
    store = fill(tmp_path / "store")
    assert dateline(store, "store", "backup", str(disk / "backup")).returncode == 0
    with Store.open(store) as opened:
        for number in range(600):
            put(opened, number)
    done = dateline(store, "store", "backup", str(disk / "backup"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr
    assert Store.check(disk / "backup").documents["articles"] == 5


@NEEDS_ROOT
def test_the_doctor_on_a_small_disk(disk: Path) -> None:
    """Short of bytes, and then of files."""
    assert "note  disk         2.0 MB free" in dateline(disk / "store", "doctor").stdout
    subprocess.run(["mount", "-o", "remount,size=2m,nr_inodes=20", str(disk)], check=True)
    with suppress(OSError):
        for number in range(20):
            (disk / str(number)).touch()
    done = dateline(disk / "store", "doctor")
    assert (done.returncode, "WRONG disk         no more files" in done.stdout) == (1, True)


@NEEDS_ROOT
def test_a_disk_that_becomes_read_only(disk: Path) -> None:
    store = disk / "store"
    assert os.waitpid(in_a_process(lambda: fill(store)), 0)[1] == 0
    subprocess.run(["mount", "-o", "remount,ro,size=2m", str(disk)], check=True)
    found = dateline(store, "search", "lukashenko")
    assert found.returncode == 0, found.stderr
    assert "Lukashenko" in found.stdout
    with Terminal("--store", str(store)) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with Store.open(store) as looked, pytest.raises(StoreError, match="may not be written to"):
        put(looked, 1)
    done = dateline(store, "doctor")
    assert "read-only" in done.stdout


@NEEDS_ROOT
def test_permission_that_is_taken_away() -> None:
    with a_place_that_all_reach() as place:
        store = place / "news"
        store.mkdir()
        os.chown(store, MARY, MARY)

        def while_it_is_open() -> None:
            with Store.open(store, create=True) as opened:
                put(opened, 1)
                (store / "store.jsonl").chmod(0o400)
                store.chmod(0o500)
                assert opened.article(1).text.startswith("Ferry 1")
            with Store.open(store) as again:
                assert again.readonly
                with pytest.raises(StoreError):
                    put(again, 2)
            store.chmod(0)
            with pytest.raises((StoreError, PermissionError)):
                Store.open(store)

        assert as_member(MARY, while_it_is_open)
        assert Store.check(store).documents["articles"] == 1


def test_a_store_that_may_not_be_entered_is_told_in_one_line() -> None:
    if os.getuid() != 0:
        pytest.skip("only root can be somebody else")
    with a_place_that_all_reach() as place:
        store = fill(place / "news")
        command = [sys.executable, "-m", "tui.cli", "--store", str(store), "search", "adler"]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False, user=MARY, group=MARY,
            extra_groups=[], env={**os.environ, "HOME": str(place)},
        )  # fmt: skip
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert str(store) in done.stderr


@pytest.mark.parametrize("place", ["/proc/news", "/etc/passwd", "/etc/passwd/news"])
def test_a_place_where_no_store_can_be(place: str) -> None:
    with pytest.raises(StoreError, match=f"The folder {place} cannot be used"):
        Store.open(Path(place), create=True)


def test_a_dashboard_on_no_store_ends_and_says_why() -> None:
    with Terminal("--store", "/etc/passwd/news") as terminal:
        assert terminal.wait_for_end() == 1
        assert terminal.restored
        assert "The folder /etc/passwd/news cannot be used: Not a directory." in terminal.text
        assert "choose another with --store" in " ".join(terminal.text.split())


def test_a_store_that_is_moved_away_under_a_dashboard(tmp_path: Path) -> None:
    store = fill(tmp_path / "store")
    with Terminal(environment={"DATELINE_STORE": str(store)}) as terminal:
        terminal.wait_for("Adler returns")
        store.rename(tmp_path / "elsewhere")
        terminal.press("2")
        terminal.wait_for("Alexander Lukashenko")
        terminal.press("3", "1", "j", "enter")
        terminal.read(1)
        assert terminal.child.isalive()
        terminal.press("q", "q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored
    assert nothing_runs_for(store)
    assert Store.check(tmp_path / "elsewhere").documents["articles"] == 5
    assert not (store / "store.jsonl").exists()


@pytest.mark.parametrize("moved", [True, False])
def test_a_store_that_goes_away_under_add(tmp_path: Path, moved: bool) -> None:
    store, elsewhere = tmp_path / "store", tmp_path / "elsewhere"
    command = [sys.executable, "-m", "tui.cli", "--store", str(store), "add", "--jobs", "1"]
    with subprocess.Popen(
        [*command, str(articles(tmp_path / "news", 60))], stderr=subprocess.PIPE, text=True
    ) as adder:
        assert adder.stderr is not None
        seen = ""
        while "3/60" not in seen:
            seen = adder.stderr.readline()
        if moved:
            store.rename(elsewhere)
        else:
            (store / "store.jsonl").unlink()
        *_, last = adder.stderr.read().splitlines()
        assert adder.wait() == 1
    assert last.startswith(f"dateline: The store in {store} has disappeared.")
    assert not (store / "store.jsonl").exists()
    if moved:
        checked = Store.check(elsewhere)
        assert checked.is_whole
        assert checked.documents["articles"] >= 3


@pytest.mark.parametrize("cut", [1, 40, 4_000])
def test_a_journal_that_is_cut_short(tmp_path: Path, cut: int) -> None:
    store = fill(tmp_path / "store")
    journal = store / "store.jsonl"
    os.truncate(journal, journal.stat().st_size - cut)
    checked = dateline(store, "store", "check")
    assert checked.returncode == 1
    assert "missing" in checked.stderr
    told = dateline(store, "search", "adler")
    assert told.returncode == 0
    assert "missing" in told.stderr
    with Store.open(store) as opened:
        left = len(opened.numbers())
        assert left < 5
        put(opened, 99)
        assert len(opened.numbers()) == left + 1
        assert opened.article(opened.numbers()[-1]).text.startswith("Ferry 99")
    (loss,) = Store.check(store).losses
    assert loss.articles_before == 5
    assert loss.articles == left
    with Store.open(store) as opened:
        opened.accept_losses()
    assert Store.check(store).is_whole


def test_a_journal_that_is_cut_under_a_dashboard(tmp_path: Path) -> None:
    """And before it opened, which it says."""
    store = fill(tmp_path / "store")
    journal = store / "store.jsonl"
    os.truncate(journal, journal.stat().st_size - 1)
    with Terminal(environment={"DATELINE_STORE": str(store)}) as terminal:
        terminal.wait_for("Lost: 1 of 5 articles is missing")
        terminal.wait_for("Docks stand still")
        os.truncate(journal, journal.stat().st_size // 2)
        terminal.press("2", "1", "j", "enter")
        terminal.read(2)
        terminal.child.send("q")
        terminal.read(0.5)
        terminal.child.send("q")
        assert terminal.wait_for_end() in (0, 1)
        assert terminal.restored


def test_a_clock_that_is_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Order is by commit, never by time: neither the journal's nor its followers'."""
    store = fill(tmp_path / "store")
    with Store.open(store) as opened, Store.open(store, readonly=True) as follower:
        seen = follower.version()
        put(opened, 1)
        past = time.time() - 86_400 * 365
        os.utime(store / "store.jsonl", (past, past))
        put(opened, 2)
        os.utime(store / "store.jsonl", (past, past))
        changed = {change.doc_id for change in follower.changes(seen) if change.table == "articles"}
        assert changed == {6, 7}
    found = dateline(store, "export", "adler")
    assert found.returncode == 0
    assert json.loads(found.stdout)
