"""A reader that a first call leaves behind: who finds it, and what ends it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from store.errors import UserError
from store.ingest.fork_client import ForkClient, can_fork
from store.ingest.languages import ExtractorSettings
from store.ingest.reading_process import ReaderSetting
from store.ingest.warm_socket import WarmListener, connected, socket_of
from store.ingest.workers import read_articles
from store.reading import Article, Reading
from tests.server.processes import command_of, running_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="readers are not forked on this system"),
]
ARTICLE = Article(id="1", text="Mira Adler met Jon Brandt in Minsk.", published="2024-07-10")
WARM = ExtractorSettings(warm_minutes=5)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A private runtime folder with a short path, and an end for all that was left behind."""
    with tempfile.TemporaryDirectory(prefix="dl") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)
        for pid in servers(Path(folder)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not servers(Path(folder)))


def servers(runtime: Path) -> list[int]:
    """The servers and readers that were started with this runtime folder."""
    found = running_for(Path(), mark=f"XDG_RUNTIME_DIR={runtime}")
    return [pid for pid in found if "fork_server" in command_of(pid)]


def wait_until(question: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)


def read(settings: ExtractorSettings = WARM) -> Reading:
    ((_, outcome),) = read_articles([ARTICLE], reader=settings, jobs=1)
    assert isinstance(outcome, Reading)
    return outcome


def left(runtime: Path) -> int:
    """The process of the only server that was left behind."""
    wait_until(lambda: len(servers(runtime)) == 1)
    return servers(runtime)[0]


def test_the_second_call_finds_the_reader_of_the_first(runtime: Path) -> None:
    first = read()
    pid = left(runtime)
    assert read() == first
    assert left(runtime) == pid


def test_it_serves_several_at_once_with_settings_of_their_own(runtime: Path) -> None:
    plain = read()
    pid = left(runtime)
    explained = ExtractorSettings(warm_minutes=5, explain=True)
    with closing(ForkClient(WARM)) as one, closing(ForkClient(explained)) as other:
        assert one.connect() and other.connect()
        both = [each.fork(ReaderSetting(WARM)).pid for each in (one, other)]
        assert len({*both, pid}) == 3
        assert read(explained) != plain  # it names the rules
        assert read() == plain
    assert left(runtime) == pid


def test_its_socket_is_private(runtime: Path) -> None:
    read()
    (path,) = (runtime / "dateline").iterdir()
    status = path.lstat()
    assert stat.S_ISSOCK(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o600
    assert stat.S_IMODE(path.parent.lstat().st_mode) == 0o700


def test_it_holds_neither_the_terminal_nor_the_folder_of_who_called(
    runtime: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    add = [sys.executable, "-m", "tui.cli", "--store", str(tmp_path / "store"), "add", "-"]
    done = subprocess.run(
        add, input=ARTICLE.text.encode(), capture_output=True, cwd=gone, check=True, timeout=120
    )
    assert done.stdout.startswith(b"1 new")  # its pipes were closed, or this had never returned
    pid = left(runtime)
    assert Path(f"/proc/{pid}/cwd").readlink() == Path("/")
    assert os.getsid(pid) != os.getsid(0)
    shutil.rmtree(gone)
    again = [*add[:-1], "--no-daemon", "-"]
    subprocess.run(again, input=b"The ferry sank.", capture_output=True, check=True, timeout=120)
    assert left(runtime) == pid


def test_without_minutes_nothing_is_left(runtime: Path) -> None:
    read(ExtractorSettings())
    wait_until(lambda: not servers(runtime))
    assert not (runtime / "dateline").exists()


def test_it_ends_by_itself(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(ExtractorSettings(warm_minutes=0.01))
    wait_until(lambda: not servers(runtime))
    assert not list((runtime / "dateline").iterdir())


def test_it_ends_when_its_socket_was_removed(runtime: Path) -> None:
    read()
    left(runtime)
    shutil.rmtree(runtime / "dateline")
    wait_until(lambda: not servers(runtime))


def test_told_to_end_it_removes_its_socket(runtime: Path) -> None:
    read()
    os.kill(left(runtime), signal.SIGTERM)
    wait_until(lambda: not servers(runtime))
    assert not list((runtime / "dateline").iterdir())


def test_a_stale_socket_is_replaced(runtime: Path) -> None:
    read()
    killed = left(runtime)
    os.kill(killed, signal.SIGKILL)
    (stale,) = (runtime / "dateline").iterdir()
    wait_until(lambda: connected(stale) is None)
    read()
    assert left(runtime) != killed
    assert [*(runtime / "dateline").iterdir()] == [stale]


def test_one_that_is_stopped_is_not_waited_for(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.ingest.fork_client._WARM_SECONDS", 0.5)
    read()
    stopped = left(runtime)
    os.kill(stopped, signal.SIGSTOP)
    assert read().entities
    wait_until(lambda: len(servers(runtime)) == 2)
    os.kill(stopped, signal.SIGCONT)  # its socket is another's now
    wait_until(lambda: len(servers(runtime)) == 1 and stopped not in servers(runtime))


def test_a_reader_that_crashes_costs_neither_the_server_nor_the_article(runtime: Path) -> None:
    read()
    pid = left(runtime)
    with closing(ForkClient(WARM)) as client:
        assert client.connect()
        reader = client.fork(ReaderSetting(WARM))
        os.kill(reader.pid or 0, signal.SIGSEGV)
        reader.kill()
        assert client.fork(ReaderSetting(WARM)).pid not in {reader.pid, pid}
    assert read().entities
    assert left(runtime) == pid


def test_a_server_that_dies_during_the_work_is_replaced(runtime: Path) -> None:
    read()
    with closing(ForkClient(WARM)) as client:
        assert client.connect()
        os.kill(left(runtime), signal.SIGKILL)
        reader = client.fork(ReaderSetting(WARM))
        assert reader.connection.poll(60) and reader.connection.recv_bytes() == b"ready"


def test_another_version_has_another_socket(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("names.clubs\tThunderers\n")
    sockets = [socket_of(WARM), socket_of(ExtractorSettings("other", warm_minutes=5))]
    monkeypatch.setenv("DATELINE_LEXICON", str(words))
    sockets.append(socket_of(WARM))
    words.write_text("names.clubs\tThunderers|Comets\n")
    sockets.append(socket_of(WARM))
    monkeypatch.setattr("store.ingest.warm_socket.version", lambda _: "9.9")
    sockets.append(socket_of(WARM))
    assert None not in sockets
    assert len(set(sockets)) == len(sockets)
    same = [ExtractorSettings(warm_minutes=5, explain=True), ExtractorSettings(warm_minutes=9)]
    assert {socket_of(each) for each in same} == {sockets[-1]}


def test_what_cannot_be_loaded_leaves_nothing(runtime: Path) -> None:
    with pytest.raises(UserError, match="'no such model' is not installed"):
        read(ExtractorSettings("no such model", warm_minutes=5))
    wait_until(lambda: not servers(runtime))
    assert not (runtime / "dateline").exists()


@pytest.mark.parametrize("wrong", ["unset", "relative", "missing", "open", "a file", "too long"])
def test_without_a_private_runtime_folder_there_is_none(
    runtime: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    if wrong == "unset":
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    elif wrong == "open":
        runtime.chmod(0o755)
    else:
        (runtime / "file").touch()
        long = runtime / ("l" * 100)
        long.mkdir(mode=0o700)
        path = {"relative": "run", "missing": f"{runtime}/no", "a file": f"{runtime}/file"}
        monkeypatch.setenv("XDG_RUNTIME_DIR", path.get(wrong, str(long)))
    assert socket_of(WARM) is None


def test_a_folder_that_cannot_be_written_leaves_none(runtime: Path) -> None:
    (runtime / "dateline").write_text("no folder")
    assert read().entities
    wait_until(lambda: not servers(runtime))


def test_another_user_is_not_served(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = runtime / "dateline" / "reader"
    listener = WarmListener.at(str(path))
    assert listener is not None
    monkeypatch.setattr("store.ingest.warm_socket._user_of", lambda _: os.geteuid() + 1)
    assert connected(path) is None
    with closing(socket.socket(socket.AF_UNIX)) as stranger:
        stranger.connect(str(path))
        assert listener.accept() is None  # the one that was just rejected
        assert listener.accept() is None
        assert stranger.recv(1) == b""
    listener.close()
    assert not path.exists()
