"""A process that works for this one within limits of time and memory.

Whatever a stranger's bytes do to a library, they do it there: what hangs is killed, what
grows is stopped, what crashes leaves this process whole. Everything that crosses is bytes
of JSON: no pickle of a stranger's making can act.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import send_handle
from pathlib import Path
from typing import NamedTuple

from store.errors import UserError
from store.intake.limits import ARTICLE_MEMORY

START_SECONDS = 120
"""How long a process may take to load what it needs, a model from a cold disk included."""
PATIENCE = 10
"""How many times its seconds a process may wait, for a disk or for ever, using no processor."""
_LOOK_SECONDS = 1.0
_READY = b"ready"

Work = Callable[[Connection, str], None]
"""What runs there: asks of the connection until it ends. The string is its one setting."""


class Gone(Exception):
    """The process ended, or was killed, before it answered."""


class TooSlow(Exception):
    """The process did not answer in time, and has been killed."""


class LimitedProcess:
    """Started when it is first needed, and again when it is needed after its end."""

    def __init__(self, work: Work, setting: str) -> None:
        self._work = work
        self._setting = setting
        self._lock = threading.Lock()
        self._closed = False
        self._running: _Running | None = None

    def send(self, message: bytes, stream: int | None = None) -> None:
        """Hand over a message, and an open file behind it. Raises `Gone`, `TooSlow`, and
        the `UserError` that kept the process from starting."""
        running = self._started()
        try:
            running.connection.send_bytes(message)
            if stream is not None:
                send_handle(running.connection, stream, running.process.pid)
        except OSError as error:
            self.end()
            raise Gone from error

    def receive(self, seconds: float) -> bytes:
        """The next answer, for which the process may use so many seconds of the processor,
        however long a busy machine takes to give it these. It may wait `PATIENCE` times as long
        without using any.

        Raises `Gone` or `TooSlow`, and the process is no more.
        """
        running = self._running
        if running is None:
            raise Gone
        try:
            if _answers(running, seconds):
                return running.connection.recv_bytes()
        except (EOFError, OSError) as error:
            self.end()
            raise Gone from error
        self.end()
        raise TooSlow

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.process.kill()
            running.process.join()
            running.connection.close()

    def close(self) -> None:
        """End the process for good: whoever wants to use it now finds it gone."""
        self._closed = True
        self.end()

    def _started(self) -> _Running:
        with self._lock:
            if self._closed:
                raise Gone
            running = self._running
            is_new = running is None
            if running is None:
                running = self._running = _start(self._work, self._setting)
        if is_new:
            _raise_trouble(self.receive(START_SECONDS))
        return running


class _Running(NamedTuple):
    process: SpawnProcess
    connection: Connection


def _answers(running: _Running, seconds: float) -> bool:
    """Wait for an answer until the process has used up its time."""
    step = min(seconds, _LOOK_SECONDS)
    begun = before = use_of_processor(running.process.pid).seconds
    waited = 0.0
    while not running.connection.poll(step):
        now = use_of_processor(running.process.pid)
        if now.seconds == before and not now.wanted:
            waited += step
        before = now.seconds
        if now.seconds - begun > seconds or waited > seconds * PATIENCE:
            return running.connection.poll(0)
    return True


class ProcessorUse(NamedTuple):
    seconds: float
    wanted: bool
    """It has the processor, or is in the queue for it."""


def use_of_processor(pid: int | None) -> ProcessorUse:
    """By a process so far; where the system does not tell, it seems to use none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return ProcessorUse(seconds, fields[0] == "R")
    except (OSError, ValueError, IndexError):
        return ProcessorUse(0.0, wanted=False)


def _start(work: Work, setting: str) -> _Running:
    # spawn: a fork would copy threads and locks that are held.
    spawn = get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_run, args=(work, there, setting, os.getpid()), daemon=True)
    process.start()
    there.close()
    return _Running(process, here)


def _raise_trouble(first: bytes) -> None:
    if first != _READY:
        title, hint = json.loads(first)
        raise UserError(title, hint)


def limit_memory() -> None:
    """From here on this process may take so much more and no more: what asks for it gets a
    `MemoryError`. Where the system keeps no count (macOS) there is no limit."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return
    limit = pages * resource.getpagesize() + ARTICLE_MEMORY
    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    if highest == resource.RLIM_INFINITY or limit < highest:
        resource.setrlimit(resource.RLIMIT_AS, (limit, highest))


def ready(connection: Connection) -> None:
    """To be said once by the process's work, when everything that it needs is loaded."""
    connection.send_bytes(_READY)


def _run(work: Work, connection: Connection, setting: str, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends this one
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        work(connection, setting)
    except UserError as trouble:
        connection.send_bytes(json.dumps([trouble.title, trouble.hint]).encode())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _end_with(parent: int) -> None:
    """A parent that was killed cannot tell its processes to stop; they look for themselves."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
