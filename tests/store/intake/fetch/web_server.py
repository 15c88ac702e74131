"""A web server of this machine for tests, whose pages are functions of what was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Sent = tuple[int, Mapping[str, str], bytes]
"""Status, headers and body."""


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Page:
    """A page by whatever name; with `etag` it answers 304 to whom it is known."""

    body: bytes | Callable[[], bytes] = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    seconds: float = 0
    """How long it takes to be sent."""
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    """What is done before it is sent."""
    writes: Callable[[BaseHTTPRequestHandler], None] | None = None
    """What writes the answer by itself."""

    def sent(self, asked: Asked) -> Sent:
        etag = self.headers.get("ETag")
        if etag and asked.headers.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        body = self.body() if callable(self.body) else self.body
        return self.status, {"Content-Type": self.kind, **self.headers}, body


class WebServer:
    """Serves `pages` by path on 127.0.0.1 (or at another address), and remembers what was asked."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.at_once = 0
        """The most requests that were under way at one time."""
        self._under_way = 0
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer((address, 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, body: bytes | str | Callable[[], bytes] = b"", **known: Any) -> str:
        """Serve a page; its link."""
        self.pages[path] = Page(body.encode() if isinstance(body, str) else body, **known)
        return self.url + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Serve a redirect; its link."""
        return self.put(path, status=status, headers={"Location": to})

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = Asked(handler.path, dict(handler.headers.items()))
        with self._lock:
            self.asked.append(asked)
        with suppress(OSError):  # whoever asked may have gone
            self._send(handler, asked)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Count a request until its answer leaves; with the answer the next one may come."""
        with self._lock:
            self._under_way += 1
            self.at_once = max(self.at_once, self._under_way)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def _send(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        page = self.pages.get(asked.path)
        with self._at_work():
            if page and page.before:
                page.before()
            if page and page.writes:
                page.writes(handler)
                return
            time.sleep(page.seconds if page else 0)
        status, headers, body = page.sent(asked) if page else (404, {}, b"")
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def drip(
    piece: bytes = b"x", seconds: float = 0.05, *, in_headers: bool = False
) -> Callable[[BaseHTTPRequestHandler], None]:
    """What writes a body (or headers) of 100 pieces, while somebody listens."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if in_headers:
            handler.flush_headers()
            piece_of = b"X-Header: x\r\n"
        else:
            handler.end_headers()
            piece_of = piece
        for _ in range(100):
            handler.wfile.write(piece_of)
            handler.wfile.flush()
            time.sleep(seconds)

    return write


def article_page(headline: str, text: str, published: str = "2024-07-02") -> str:
    """An article as a newspaper serves it."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title>"
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{headline}</h1>{paragraphs}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def item(link: str, title: str, summary: str, date: str = "Tue, 02 Jul 2024 09:30:00 +0300") -> str:
    """One item of a feed."""
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{date}</pubDate><description>{summary}</description></item>"
    )


def feed(*items: str, title: str = "Harbour Gazette", ttl: int | None = None) -> str:
    """An RSS feed of these items."""
    said = f"<ttl>{ttl}</ttl>" if ttl is not None else ""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{said}'
        f"{''.join(items)}</channel></rss>"
    )
