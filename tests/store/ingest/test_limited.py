"""A process that hangs, grows or crashes costs its own task and no other."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from store.errors import UserError
from store.ingest.limited import (
    Gone,
    LimitedProcess,
    TooSlow,
    limit_memory,
    ready,
    spawning,
    use_of_processor,
)
from tests.store.database.writing import in_a_process


def obey(connection: Connection, setting: str) -> None:
    """What the tests' process does: as it is told, until it is told no more."""
    if setting == "trouble":
        raise UserError("There is no model.", "Install it.")
    limit_memory()
    ready(connection)
    while True:
        match connection.recv_bytes():
            case b"hang":
                time.sleep(600)
            case b"spin":
                while True:
                    pass
            case b"crash":
                os.abort()
            case b"who":
                connection.send_bytes(b"%d" % os.getpid())
            case b"grow":
                try:
                    grown = b"x" * 3_000_000_000
                    connection.send_bytes(b"%d" % len(grown))
                except MemoryError:
                    connection.send_bytes(b"no more memory")
            case other:
                connection.send_bytes(other[::-1])


@pytest.fixture(scope="module")
def process() -> Iterator[LimitedProcess]:
    with closing(LimitedProcess(spawning(obey, ""))) as running:
        yield running


def ask(process: LimitedProcess, message: bytes, seconds: float = 30) -> bytes:
    process.send(message)
    return process.receive(seconds)


def test_it_answers(process: LimitedProcess) -> None:
    assert ask(process, b"abc") == b"cba"


def test_what_hangs_is_killed_and_the_next_is_answered(process: LimitedProcess) -> None:
    with pytest.raises(TooSlow):
        ask(process, b"hang", 0.1)
    assert ask(process, b"abc") == b"cba"


def test_what_spins_is_killed_when_its_time_on_the_processor_is_up(
    process: LimitedProcess,
) -> None:
    with pytest.raises(TooSlow):
        ask(process, b"spin", 0.5)
    assert ask(process, b"abc") == b"cba"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell")
def test_only_what_waits_without_need_of_the_processor_counts_as_waiting(
    process: LimitedProcess,
) -> None:
    pid = int(ask(process, b"who"))
    wait_until(lambda: not use_of_processor(pid).wanted)
    before = use_of_processor(os.getpid())
    assert before.wanted
    while use_of_processor(os.getpid()).seconds <= before.seconds:
        pass
    assert use_of_processor(-1) == (0.0, False)


def test_what_crashes_is_gone_and_the_next_is_answered(process: LimitedProcess) -> None:
    with pytest.raises(Gone):
        ask(process, b"crash")
    assert ask(process, b"abc") == b"cba"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no count of memory")
def test_what_grows_is_stopped(process: LimitedProcess) -> None:
    assert ask(process, b"grow") == b"no more memory"
    assert ask(process, b"abc") == b"cba"


def test_what_is_busy_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    """It hears nothing meanwhile, neither that its connection is closed."""
    told = tmp_path / "who"

    def busy() -> None:
        running = LimitedProcess(spawning(obey, ""))
        who = ask(running, b"who")
        running.send(b"spin")
        told.write_bytes(who)
        time.sleep(600)

    parent = in_a_process(busy)
    try:
        wait_until(lambda: told.exists() and told.read_bytes() != b"")
    finally:
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
    helper = Path(f"/proc/{told.read_text()}")
    try:
        wait_until(lambda: not helper.exists() or " Z " in (helper / "stat").read_text())
    finally:
        with suppress(ProcessLookupError):
            os.kill(int(helper.name), signal.SIGKILL)


def wait_until(question: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)


def test_what_kept_it_from_starting_is_said() -> None:
    with (
        closing(LimitedProcess(spawning(obey, "trouble"))) as process,
        pytest.raises(UserError, match="model"),
    ):
        process.send(b"abc")


def test_once_closed_it_stays_closed() -> None:
    process = LimitedProcess(spawning(obey, ""))
    process.close()
    with pytest.raises(Gone):
        process.send(b"abc")
