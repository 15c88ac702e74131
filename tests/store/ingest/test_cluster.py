"""A cluster of real schedulers and workers, each in its own process, gives what this machine gives;
whatever of it fails, each article comes back once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from store import Store, UserError
from store.extract.pipeline import Extractor
from store.ingest import cluster_client
from store.ingest.cluster import read_on_cluster
from store.ingest.cluster_worker import codebook_tables, fingerprint
from store.ingest.languages import STANDARD
from store.reading import Article

PRELOADS = {
    "liar": """
import msgspec
from store.ingest import cluster_worker
true = cluster_worker.true = getattr(cluster_worker, "true", cluster_worker.read_task)
def read_task(task):
    answer = msgspec.json.decode(true(task))
    for each in answer["answers"]:
        each["reading"]["sentences"] = [{"start": 0, "end": 1_000_000}]
    return msgspec.json.encode(answer)
cluster_worker.read_task = read_task
""",
    "stuck": """
import time
from store.ingest import cluster_worker
cluster_worker.read_task = lambda task: time.sleep(10_000)
""",
    "slow": """
import time
from store.ingest import cluster_worker
true = cluster_worker.true = getattr(cluster_worker, "true", cluster_worker.read_task)
def read_task(task):
    time.sleep(2)
    return true(task)
cluster_worker.read_task = read_task
""",
    "other": """
import msgspec
from store.ingest import cluster_worker
true = cluster_worker.true = getattr(cluster_worker, "true", cluster_worker.fingerprint)
def fingerprint(settings, tables):
    return msgspec.structs.replace(true(settings, tables), models=("another_model 1.0",))
cluster_worker.fingerprint = fingerprint
""",
}
"""Programs that a worker runs before it begins, twice, and that make it wrong."""


class DaskCluster:
    """`dask scheduler` and `dask worker`, as their README starts them."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self._folder = folder
        self._host = host
        self._running = ExitStack()
        with socket.socket() as free:
            free.bind((host, 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://{host}:{self.port}"
        self.scheduler = self.start_scheduler()

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start(
            "scheduler", "--port", str(self.port), "--host", self._host, "--no-dashboard"
        )

    def start_worker(
        self, preload: str | None = None, within: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        """Start a worker with one thread. `within` is a command that runs it elsewhere."""
        more = []
        if preload is not None:
            path = self._folder / f"{preload}.py"
            path.write_text(PRELOADS[preload])
            more = ["--preload", str(path)]
        return self._start(
            "worker", self.address, "--nthreads", "1", "--no-dashboard", *more, within=within
        )

    def _start(self, *arguments: str, within: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*within, sys.executable, "-m", "dask", *arguments],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._running.callback(kill, process)
        return process

    def close(self) -> None:
        self._running.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children, as the loss of a machine would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[DaskCluster]:
    running = DaskCluster(tmp_path)
    yield running
    running.close()


def articles(count: int) -> list[Article]:
    return [
        Article(id=str(n), text=f"The mayor of Oslo opened {n} bridges.", published="2021-02-03")
        for n in range(count)
    ]


def read(
    dask: DaskCluster, many: list[Article], meanwhile: Callable[[int], None] | None = None
) -> list[object]:
    """Read articles on the cluster, and return their outcomes."""
    said: list[str] = []
    outcomes: list[object] = []
    for batch in read_on_cluster(many, address=dask.address, say=said.append):
        outcomes += [outcome for _, outcome in batch]
        if meanwhile is not None:
            meanwhile(len(outcomes))
    return outcomes


@pytest.mark.slow
class TestOnACluster:
    def test_it_reads_as_this_process_does(self, dask: DaskCluster, reader: Extractor) -> None:
        for _ in range(2):
            dask.start_worker()
        many = articles(40)
        assert read(dask, many) == list(reader.read_all(many))

    def test_a_worker_that_is_killed(self, dask: DaskCluster, reader: Extractor) -> None:
        workers = [dask.start_worker() for _ in range(2)]

        def meanwhile(done: int) -> None:
            if done >= 10:
                kill(workers[0])

        many = articles(60)
        assert read(dask, many, meanwhile) == list(reader.read_all(many))

    def test_a_scheduler_that_starts_anew(self, dask: DaskCluster, reader: Extractor) -> None:
        dask.start_worker()
        begun: list[object] = []

        def meanwhile(done: int) -> None:
            if done >= 10 and not begun:
                kill(dask.scheduler)
                begun.append(dask.start_scheduler())
                dask.start_worker()

        many = articles(60)
        assert read(dask, many, meanwhile) == list(reader.read_all(many))

    def test_a_worker_that_lies_is_left_out(self, dask: DaskCluster, reader: Extractor) -> None:
        dask.start_worker("liar")
        dask.start_worker()
        many = articles(40)
        assert read(dask, many) == list(reader.read_all(many))

    def test_a_cluster_of_liars_is_refused(self, dask: DaskCluster) -> None:
        dask.start_worker("liar")
        with pytest.raises(UserError, match="No worker of the cluster gives readings"):
            read(dask, articles(3))

    def test_a_worker_that_is_stuck(
        self, dask: DaskCluster, reader: Extractor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cluster_client, "_LEAST_PATIENCE", 3.0)
        dask.start_worker("stuck")
        dask.start_worker()
        many = articles(30)
        assert read(dask, many) == list(reader.read_all(many))

    def test_a_worker_with_another_model_is_refused(self, dask: DaskCluster) -> None:
        dask.start_worker("other")
        with pytest.raises(UserError) as refused:
            read(dask, articles(3))
        assert "the model differs: another_model 1.0 there" in str(refused.value)

    def test_add_on_a_cluster_that_it_starts_itself(self, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        folder.mkdir()
        for n in range(20):
            (folder / f"{n}.txt").write_text(f"The mayor of Oslo opened {n} bridges.\n")
        (folder / "same.txt").write_text("The mayor of Oslo opened 3 bridges.\n")
        command = [sys.executable, "-m", "tui.cli", "--store", str(tmp_path / "store"), "add"]
        done = subprocess.run(
            [*command, "--dask", "local", "--jobs", "1", str(folder)],
            capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "20 new, 1 same" in done.stdout
        with Store.open(tmp_path / "store", readonly=True) as store:
            assert all(store.reading(number) is not None for number in store.numbers())


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def hosts() -> Iterator[list[tuple[str, ...]]]:
    """Two network namespaces that reach this one at 10.213.77.1, as two machines would: the name
    of each, and the words that set its link.
    """
    names = [f"dateline-{os.getpid()}-{number}" for number in range(2)]
    bridge = f"dl{os.getpid() % 100_000}"
    with ExitStack() as made:
        try:
            ip("link", "add", bridge, "type", "bridge")
            made.callback(ip, "link", "delete", bridge)
            ip("addr", "add", "10.213.77.1/24", "dev", bridge)
            ip("link", "set", bridge, "up")
            for number, name in enumerate(names):
                ip("netns", "add", name)
                made.callback(ip, "netns", "delete", name)
                here, there = f"{bridge}-{number}", f"{bridge}x{number}"
                ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name)
                ip("link", "set", here, "master", bridge, "up")
                ip("-n", name, "addr", "add", f"10.213.77.{number + 2}/24", "dev", there)
                ip("-n", name, "link", "set", there, "up")
                ip("-n", name, "link", "set", "lo", "up")
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"network namespaces cannot be made here: {error}")
        yield [(name, "link", "set", f"{bridge}x{at}") for at, name in enumerate(names)]


@pytest.mark.slow
def test_three_hosts_one_cut_off_and_one_slow(
    tmp_path: Path, hosts: list[tuple[str, ...]], reader: Extractor
) -> None:
    dask = DaskCluster(tmp_path, "10.213.77.1")
    try:
        dask.start_worker()
        dask.start_worker("slow", ("ip", "netns", "exec", hosts[0][0]))
        dask.start_worker(within=("ip", "netns", "exec", hosts[1][0]))
        cut: list[bool] = []

        def meanwhile(done: int) -> None:
            if done >= 20 and not cut:
                cut.append(True)
                ip("-n", *hosts[1], "down")

        many = articles(150)
        assert read(dask, many, meanwhile) == list(reader.read_all(many))
    finally:
        dask.close()


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_client, "CONNECT_SECONDS", 1)
    with pytest.raises(UserError, match="cannot be used"):
        list(read_on_cluster(articles(1), address="tcp://127.0.0.1:9", say=print))


def test_what_is_no_address() -> None:
    with pytest.raises(UserError, match="is no address of a Dask scheduler"):
        list(read_on_cluster(articles(1), address="gopher://x:1", say=print))


def test_no_articles_need_no_cluster() -> None:
    assert list(read_on_cluster([], address="tcp://127.0.0.1:9", say=print)) == []


def test_a_fingerprint_tells_what_differs(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("verb\tto serenade\tCOOPERATE\n")
    settings = msgspec.structs.replace(STANDARD, codebook=(str(table),))
    tables = codebook_tables(settings)
    here, there = fingerprint(STANDARD, ()), fingerprint(settings, tables)
    assert here.difference(here) is None
    assert "codebook differs" in (here.difference(there) or "")
    older = msgspec.structs.replace(here, dateline="0.0.1")
    assert (
        here.difference(older)
        == f"the version of dateline differs: 0.0.1 there, {here.dateline} here"
    )
