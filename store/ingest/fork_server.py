"""The process that loads the extractor once, and forks a reader whenever it is asked for one.

A forked reader has the model at once and shares its memory. `fork_client` is the other end. The
server has a single thread, since a fork copies locks that other threads hold. It reads nothing
itself, so its memory does not grow.

It ends with its client. If it listens at a socket too, it is a warm server: it stays for other
clients, and ends by itself when none has come for some minutes.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle, send_handle
from typing import NoReturn

import msgspec

from store.errors import UserError
from store.ingest.languages import Extractors, ExtractorSettings
from store.ingest.limited import READY, limit_memory, serve
from store.ingest.reading_process import ReaderSetting, lower_priority, serve_orders
from store.ingest.warm_socket import WarmListener
from store.memory import READER_MEMORY, available_memory

_LOOK_SECONDS = 15.0
"""Seconds between two looks at whether a warm server is still wanted."""
_LOADING_LOOK_MILLISECONDS = 100
"""How long to look for the end of a client at a time while the model is loaded."""


class ServerSetting(msgspec.Struct):
    """What a server loads, and where it listens if it is to stay."""

    reader: ExtractorSettings
    listen: str | None = None


class ForkServer:
    """Serves the clients that are connected.

    A client sends a `ReaderSetting` and one end of a connection, and gets the id of the reader's
    process and its pidfd.
    """

    def __init__(
        self, client: Connection, extractors: Extractors, listener: WarmListener | None, idle: float
    ) -> None:
        self._extractors = extractors
        self._clients = [client]
        self._listener = listener
        self._idle = idle
        self._used = time.monotonic()

    def run(self) -> None:
        """Serve until nobody needs it."""
        while self._clients or self._stays():
            listening = [self._listener.socket] if self._listener is not None else []
            patience = _LOOK_SECONDS if self._listener is not None else None
            for each in wait([*self._clients, *listening], patience):
                self._used = time.monotonic()
                if isinstance(each, Connection):
                    self._serve(each)
                elif self._listener is not None:
                    self._accept(self._listener)
        if self._listener is not None:
            self._listener.close()

    def _stays(self) -> bool:
        """Return whether a server without clients waits for the next one."""
        if self._listener is None or not self._listener.is_there():
            return False
        room = available_memory()
        is_short = room is not None and room < READER_MEMORY
        return not is_short and time.monotonic() - self._used < self._idle

    def _accept(self, listener: WarmListener) -> None:
        client = listener.accept()
        if client is not None:
            self._clients.append(client)
            with suppress(OSError):
                client.send_bytes(READY)

    def _serve(self, client: Connection) -> None:
        try:
            setting = msgspec.json.decode(client.recv_bytes(), type=ReaderSetting)
            handle = recv_handle(client)
            try:
                pid = self._fork(handle, setting)
            finally:
                os.close(handle)
            pidfd = os.pidfd_open(pid)
            try:
                client.send_bytes(b"%d" % pid)
                send_handle(client, pidfd, None)
            finally:
                os.close(pidfd)
        except (EOFError, OSError, msgspec.MsgspecError, RuntimeError):
            self._clients.remove(client)  # it has ended, or knows now that this failed
            client.close()

    def _fork(self, handle: int, setting: ReaderSetting) -> int:
        pid = os.fork()
        if pid == 0:
            self._read(handle, setting)
        return pid

    def _read(self, handle: int, setting: ReaderSetting) -> NoReturn:
        """Be a reader, until the other end of its connection is closed."""
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            lower_priority()  # not while the model is loaded, for which somebody waits
            for client in self._clients:
                client.close()
            if self._listener is not None:
                self._listener.forget()
            connection = Connection(handle)
            threading.Thread(target=_end_with, args=(handle,), daemon=True).start()
            extractors = self._extractors
            serve(lambda there, _: serve_orders(there, setting, extractors), connection, "")
        finally:
            os._exit(1)


def _end_with(handle: int) -> None:
    """End this process when the other end of the connection is closed. A reader that is busy does
    not look at it.
    """
    hangup = select.poll()
    hangup.register(handle, 0)
    hangup.poll()
    os._exit(1)


@contextmanager
def _ending_with(client: Connection) -> Iterator[None]:
    """End this process if its client is gone before the block ends, which may take long.

    The thread that looks has ended after the block: a reader must be forked from a single one.
    """
    is_done = threading.Event()

    def look() -> None:
        hangup = select.poll()
        hangup.register(client.fileno(), 0)
        while not is_done.is_set():
            if hangup.poll(_LOADING_LOOK_MILLISECONDS):
                os._exit(1)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        is_done.set()
        looking.join()


def main() -> None:
    """Be the server whose first client is at the other end of the file descriptor in `argv`."""
    client = Connection(int(sys.argv[1]))
    if os.fork():
        os._exit(0)  # the server is no child of the client, which may end before it
    client.send_bytes(b"%d" % os.getpid())
    setting = msgspec.json.decode(client.recv_bytes(), type=ServerSetting)
    try:
        with nullcontext() if setting.listen else _ending_with(client):
            extractors = Extractors.loaded(setting.reader)
            extractors.warm_up()
    except UserError as trouble:
        _report(client, trouble.title, trouble.hint)
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the client tells the user
        _report(client, f"The extractor cannot be loaded: {error!r}.", "")
        return
    gc.collect()
    gc.freeze()  # the collector would write to the pages that readers share
    limit_memory()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nothing is left of a reader that ended
    listener = WarmListener.at(setting.listen) if setting.listen else None
    if listener is not None:
        os.chdir("/")
        _close_when_terminated(listener)
    with suppress(OSError):
        client.send_bytes(READY)
    ForkServer(client, extractors, listener, 60 * setting.reader.warm_minutes).run()


def _close_when_terminated(listener: WarmListener) -> None:
    def close(*_: object) -> NoReturn:
        listener.close()
        os._exit(0)

    signal.signal(signal.SIGTERM, close)


def _report(client: Connection, title: str, hint: str) -> None:
    with suppress(OSError):
        client.send_bytes(json.dumps([title, hint]).encode())


if __name__ == "__main__":
    main()
