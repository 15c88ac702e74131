"""Gets readers from a fork server: one that is still warm, or one that is started here."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from store.errors import UserError
from store.ingest.fork_server import ServerSetting
from store.ingest.languages import ExtractorSettings
from store.ingest.limited import PATIENCE, READY, START_SECONDS, Gone, Running, use_of_processor
from store.ingest.reading_process import ReaderSetting
from store.ingest.warm_socket import connected, socket_of

_LOOK_SECONDS = 0.05
_WARM_SECONDS = 5.0
"""Seconds in which a warm server must answer. It may hang or be stopped."""
_WAIT_SECONDS = START_SECONDS * PATIENCE
"""Seconds that a server may take to start on a busy machine."""
_TRIES = 2
"""How many servers are tried for a reader."""
_END_SECONDS = 10.0


def can_fork() -> bool:
    """Return whether readers can be forked from a loaded process.

    Only Linux has the file descriptors of processes that this needs. On macOS a forked process must
    not use the system's libraries, among them those for linear algebra.
    """
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class _Forked(NamedTuple):
    """A reader that a server has forked. It is no child of this process."""

    pid: int
    pidfd: int
    connection: Connection

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        ended = select.poll()
        ended.register(self.pidfd, select.POLLIN)
        ended.poll(1000 * _END_SECONDS)
        os.close(self.pidfd)


class ForkClient:
    """A client of the fork server for these settings.

    A warm server is used if there is one. Else one is started when the first reader is needed. It
    stays warm where `warm_minutes` are set, and ends with this client where they are not.
    """

    def __init__(self, settings: ExtractorSettings) -> None:
        self._settings = replace(settings, narrative=None, explain=False)  # each reader has its own
        self._path: Path | None = socket_of(settings)
        self._lock = threading.Lock()
        self._closed = False
        self._server: Connection | None = None

    def connect(self) -> bool:
        """Connect to a warm server. Return whether there is one."""
        with self._lock:
            if self._server is None and self._path is not None:
                self._server = self._warm(self._path)
            return self._server is not None

    def _warm(self, path: Path) -> Connection | None:
        server = connected(path)
        try:
            if server is not None and self._receive(server, _WARM_SECONDS) == READY:
                return server
        except (Gone, EOFError, OSError):
            pass
        if server is not None:
            server.close()
        return None

    def fork(self, setting: ReaderSetting) -> Running:
        """Return a new reader, which sends `ready` when it can be asked.

        Raises:
            UserError: The extractor cannot be loaded, or no process can be started.
            Gone: This client was closed.
        """
        with self._lock:
            for _ in range(_TRIES):
                if self._closed:
                    raise Gone
                try:
                    return self._forked(self._server or self._start(), setting)
                except (EOFError, OSError, Gone):  # it has ended: the next one is our own
                    self._drop()
        if self._closed:
            raise Gone
        raise UserError(
            "No process to read articles can be started.",
            "Look at the limits of memory and of processes.",
        )

    def _forked(self, server: Connection, setting: ReaderSetting) -> Running:
        here, there = Pipe()
        try:
            server.send_bytes(msgspec.json.encode(setting))
            send_handle(server, there.fileno(), None)
            pid = int(self._receive(server, _WAIT_SECONDS))
            return _Forked(pid, recv_handle(server), here)
        except BaseException:
            here.close()
            raise
        finally:
            there.close()

    def _start(self) -> Connection:
        """Start a server and wait until it has loaded the extractor.

        Raises:
            UserError: It cannot be loaded.
            Gone: This client was closed, or the process ended.
        """
        here, there = Pipe()
        try:
            subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "store.ingest.fork_server", str(there.fileno())],
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                check=False,
            )
        finally:
            there.close()
        try:
            listen = os.fspath(self._path) if self._path is not None else None
            here.send_bytes(msgspec.json.encode(ServerSetting(self._settings, listen)))
            pid = int(self._receive(here, _WAIT_SECONDS))
            first = self._receive(here, _WAIT_SECONDS, pid)
        except BaseException:
            here.close()
            raise
        if first != READY:
            here.close()
            raise UserError(*json.loads(first))
        self._server = here
        return here

    def _receive(self, server: Connection, seconds: float, pid: int | None = None) -> bytes:
        """Return the next message of a server.

        Raises:
            Gone: It did not come in time, or this client was closed.
            EOFError, OSError: The server has ended.
        """
        until = time.monotonic() + seconds
        while not server.poll(_LOOK_SECONDS):
            is_late = time.monotonic() > until
            if self._closed or is_late or use_of_processor(pid).seconds > START_SECONDS:
                raise Gone
        return server.recv_bytes()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def close(self) -> None:
        """Close the connection. A server of our own ends, and its readers with their
        connections.
        """
        self._closed = True
        with self._lock:
            self._drop()
