"""Runs work in a process with limits on time and memory.

Whatever untrusted bytes do to a library happens there. If the process hangs it is killed, if it
grows it is stopped, and if it crashes this process goes on. All messages are JSON, because
unpickling untrusted data can run code.
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
from typing import NamedTuple, Protocol

from store.errors import UserError
from store.intake.limits import ARTICLE_MEMORY

START_SECONDS = 120
"""Seconds that a process may take to start, including loading a model from a cold disk."""
PATIENCE = 10
"""A process that waits without using the processor may take so many times its limit."""
_LOOK_SECONDS = 1.0
READY = b"ready"
"""The first message of a process, when it can be asked."""

Work = Callable[[Connection, str], None]
"""The function that runs in the process and serves the connection. The string is its setting."""


class Running(Protocol):
    """A process that was started, and the connection to it."""

    @property
    def pid(self) -> int | None: ...

    @property
    def connection(self) -> Connection: ...

    def kill(self) -> None:
        """Kill the process and wait for its end."""


Launch = Callable[[], Running]
"""Starts a process that sends `ready`, or why it cannot start, and then answers messages."""


class Gone(Exception):
    """The process ended, or was killed, before it answered."""


class TooSlow(Exception):
    """The process did not answer in time and was killed."""


class LimitedProcess:
    """A process that is started when first needed, and again after it ended."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._lock = threading.Lock()
        self._closed = False
        self._running: Running | None = None

    def send(self, message: bytes, stream: int | None = None) -> None:
        """Send a message and, if given, an open file.

        Raises:
            Gone: The process has ended.
            TooSlow: The process did not start in time.
            UserError: The process could not start.
        """
        running = self._started()
        try:
            running.connection.send_bytes(message)
            if stream is not None:
                send_handle(running.connection, stream, running.pid)
        except OSError as error:
            self.end()
            raise Gone from error

    def receive(self, seconds: float) -> bytes:
        """Receive the next answer, for which the process may use `seconds` of processor time.

        Processor time does not count while the machine is busy with other work. A process that uses
        none may wait `PATIENCE` times as long.

        Raises:
            Gone: The process has ended.
            TooSlow: The limit was exceeded and the process was killed.
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
            running.kill()
            running.connection.close()

    def close(self) -> None:
        """End the process for good. Using it later raises `Gone`."""
        self._closed = True
        self.end()

    def _started(self) -> Running:
        with self._lock:
            if self._closed:
                raise Gone
            running = self._running
            is_new = running is None
            if running is None:
                running = self._running = self._launch()
        if is_new:
            _raise_start_error(self.receive(START_SECONDS))
        return running


class _Spawned(NamedTuple):
    process: SpawnProcess
    connection: Connection

    @property
    def pid(self) -> int | None:
        return self.process.pid

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


def _answers(running: Running, seconds: float) -> bool:
    """Wait for an answer until the process has used up its time."""
    step = min(seconds, _LOOK_SECONDS)
    begun = before = use_of_processor(running.pid).seconds
    waited = 0.0
    while not running.connection.poll(step):
        now = use_of_processor(running.pid)
        if now.seconds == before and not now.wanted:
            waited += step
        before = now.seconds
        if now.seconds - begun > seconds or waited > seconds * PATIENCE:
            return running.connection.poll(0)
    return True


class ProcessorUse(NamedTuple):
    seconds: float
    wanted: bool
    """Whether it is running or waiting to run."""


def use_of_processor(pid: int | None) -> ProcessorUse:
    """Return the processor use of a process. Where the system does not tell, it is zero."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return ProcessorUse(seconds, fields[0] == "R")
    except (OSError, ValueError, IndexError):
        return ProcessorUse(0.0, wanted=False)


def spawning(work: Work, setting: str) -> Launch:
    """Return a function that starts a new interpreter for the work."""

    def launch() -> Running:
        # spawn: a fork would copy threads and locks that are held.
        spawn = get_context("spawn")
        here, there = spawn.Pipe()
        process = spawn.Process(target=_run, args=(work, there, setting, os.getpid()), daemon=True)
        process.start()
        there.close()
        return _Spawned(process, here)

    return launch


def _raise_start_error(first: bytes) -> None:
    if first != READY:
        title, hint = json.loads(first)
        raise UserError(title, hint)


def limit_memory() -> None:
    """Limit the additional memory of this process, so that exceeding it raises `MemoryError`.

    There is no limit where the system does not report memory use (macOS).
    """
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return
    limit = pages * resource.getpagesize() + ARTICLE_MEMORY
    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    if highest == resource.RLIM_INFINITY or limit < highest:
        resource.setrlimit(resource.RLIMIT_AS, (limit, highest))


def ready(connection: Connection) -> None:
    """Tell the parent that everything is loaded. The work function must call this once."""
    connection.send_bytes(READY)


def _run(work: Work, connection: Connection, setting: str, parent: int) -> None:
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    serve(work, connection, setting)


def serve(work: Work, connection: Connection, setting: str) -> None:
    """Do the work until the other end of the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets the signal and ends this process
    try:
        work(connection, setting)
    except UserError as trouble:
        connection.send_bytes(json.dumps([trouble.title, trouble.hint]).encode())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _end_with(parent: int) -> None:
    """End this process when its parent is gone. A killed parent cannot stop its children."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
