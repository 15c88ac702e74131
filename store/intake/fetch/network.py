"""Connections: a name is looked up once, every address of it checked, and a checked one used.

So a name that means something else when it is asked for again (DNS rebinding) gains nothing.
All that a fetch does on the network ends at one deadline, whatever it waits for.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import httpcore

from store.intake.fetch.addresses import WhyNot
from store.intake.fetch.answers import Unfetched

Resolve = Callable[[str, int], list[str]]
"""From a name and a port to addresses. Raises `OSError`."""

_FIRST_OF_SEVERAL = 5.0
"""Seconds for an address while there is another to try."""


class Deadline:
    """The end of a fetch, for everything in it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises `Unfetched` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Unfetched:
        return Unfetched(f"it took more than {self.seconds:g} seconds")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system looks it up. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects for one fetch. `trusted` is the host of a proxy, which a person has named."""

    def __init__(
        self,
        deadline: Deadline,
        resolve: Resolve,
        why_not: WhyNot,
        *,
        trusted: str | None = None,
    ) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._why_not = why_not
        self._trusted = trusted
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline counts
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises `Unfetched` for a name without an address, or with one that is not public."""
        addresses = self._addresses(host, port)
        if host != self._trusted:
            self._check(host, addresses)
        for address in addresses[:-1]:
            seconds = min(_FIRST_OF_SEVERAL, self._deadline.left())
            try:
                return self._connect(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        left = self._deadline.left()
        return self._connect(addresses[-1], port, left, local_address, socket_options)

    def check_literal(self, host: str) -> None:
        """What can be said of a host that a proxy will look up: an address is no name."""
        with suppress(ValueError):
            self._check(host, [str(ipaddress.ip_address(host))])

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never: a socket of this machine is nothing that a link names."""
        raise Unfetched(f"{path} is a socket of this machine", final=True)

    def _check(self, host: str, addresses: list[str]) -> None:
        for address in addresses:
            if kind := self._why_not(address):
                where = host if host == address else f"{host} is at {address}, which"
                raise Unfetched(f"{where} is {kind}; --allow-private permits it", final=True)

    def _connect(
        self, address: str, port: int, seconds: float, local: str | None, options: Any
    ) -> httpcore.NetworkStream:
        return _TimedStream(
            self._sockets.connect_tcp(address, port, seconds, local, options), self._deadline
        )

    def _addresses(self, host: str, port: int) -> list[str]:
        """Looked up in a thread of its own: the system's look-up knows no deadline."""
        found: list[list[str] | OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                found.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._deadline.left())
        if not found:
            raise self._deadline.passed()
        if not isinstance(found[0], list) or not found[0]:
            raise Unfetched(f"there is no address for {host}: is the name right?")
        return found[0]


class _TimedStream(httpcore.NetworkStream):
    """A connection every wait of which ends at the deadline of the fetch."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
