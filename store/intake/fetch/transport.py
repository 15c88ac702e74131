"""An httpx transport that connects only to addresses that were checked.

A name is resolved once, every address is checked, and a checked one is used. A name that changes
its addresses (DNS rebinding) therefore gains nothing. All network operations of a fetch share one
deadline.

httpx has no parameter for the network backend of its own transport. This transport therefore passes
requests to httpcore, as that one does, with the `CheckedNetwork` below.
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import httpx

from store.intake.answers import Deadline, Unfetched
from store.intake.fetch.addresses import Proxy, RejectionReason, Resolve
from store.intake.links import PORTS, Link, parsed_link

_REDIRECT = frozenset({301, 302, 303, 307, 308})
_FIRST_OF_SEVERAL = 5.0
"""Seconds for one address if there is another one to try."""


@contextmanager
def sent(
    link: Link, headers: dict[str, str], transport: CheckedTransport
) -> Iterator[httpx.Response]:
    """Send a GET request and yield the response before its body is read.

    Redirects are not followed, and nothing is read from the environment.

    Raises:
        Unfetched: The request failed.
    """
    with (
        _translating_errors(transport.deadline),
        httpx.Client(
            transport=transport,
            trust_env=False,
            timeout=transport.deadline.seconds,
            # This comes before httpx parses the redirect's target, whose errors are worded
            # differently.
            event_hooks={"response": [lambda response: redirect(response, link)]},
        ) as client,
        client.stream(
            "GET", link.url, headers=headers, extensions={"target": link.target.encode()}
        ) as response,
    ):
        yield response


def redirect(response: httpx.Response, link: Link) -> Link | None:
    """Return the target of a redirect, or None. Raise `Unfetched` for a target that is
    not fetched.
    """
    if response.status_code not in _REDIRECT or "location" not in response.headers:
        return None
    return parsed_link(response.headers["location"], link.url)


class CheckedTransport(httpx.BaseTransport):
    """Sends one request, directly or through the proxy that the environment names."""

    def __init__(
        self,
        network: CheckedNetwork,
        deadline: Deadline,
        trusted: ssl.SSLContext,
        proxy: Proxy | None = None,
    ) -> None:
        self.deadline = deadline
        self._network = network
        self._is_proxied = proxy is not None
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted,
            proxy=_connection_to(proxy) if proxy else None,
            network_backend=network,
            max_connections=1,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request. Raise `Unfetched` for an address that is not allowed."""
        extensions = dict(request.extensions)
        # The target exactly as in the link. httpx would normalise some targets.
        target = extensions.pop("target", request.url.raw_path)
        if self._is_proxied:
            self._network.check_literal(request.url.host)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port or PORTS[request.url.scheme],
            target=target,
        )
        response = self._pool.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, extensions=extensions
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The bytes of a response as they arrive."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class CheckedNetwork(httpcore.NetworkBackend):
    """The network backend of one fetch. `trusted` is the host of a proxy, which the user chose."""

    def __init__(
        self,
        deadline: Deadline,
        resolve: Resolve,
        rejection_reason: RejectionReason,
        *,
        trusted: str | None = None,
    ) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._why_not = rejection_reason
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
        """Connect to a host. Raise `Unfetched` if it has no address, or one that is not public."""
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
        """Check a host that a proxy will resolve, in case it is an address."""
        with suppress(ValueError):
            self._check(host, [str(ipaddress.ip_address(host))])

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Reject: links never lead to a local socket."""
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
        """Resolve in a separate thread, because the system's resolver has no timeout."""
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
    """A connection whose waits end at the deadline of the fetch."""

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


def _connection_to(proxy: Proxy) -> httpcore.Proxy:
    auth = (proxy.user, proxy.password or "") if proxy.user else None
    where = httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/")
    return httpcore.Proxy(where, auth=auth)


@contextmanager
def _translating_errors(deadline: Deadline) -> Iterator[None]:
    """Convert the errors of the libraries to messages for the user."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise deadline.passed() from error
    except httpcore.ConnectError as error:
        raise Unfetched(_connection_words(str(error))) from error
    except httpcore.ProxyError as error:
        raise Unfetched(f"the proxy did not connect: {error}") from error
    except (
        httpcore.ProtocolError,
        httpcore.NetworkError,
        httpcore.UnsupportedProtocol,
        httpx.HTTPError,
        httpx.InvalidURL,
    ) as error:
        raise Unfetched(f"its answer is broken: {error}"[:300]) from error


def _connection_words(message: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in message:
        reason = message.partition("verify failed:")[2].partition("(_ssl")[0].strip()
        return f"its certificate cannot be trusted: {reason}"
    return f"no connection: {message.partition('] ')[2] or message}"[:300]
