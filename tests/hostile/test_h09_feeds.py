"""H9: feeds that lead into this machine's network, or never end.

The address of the test's server counts as a public one here; everything else is as for hosts
of the internet, so what comes near 127.0.0.2 or 10.0.0.1 has got through.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from store import Feeds, Store
from store.intake.answers import Request, Unfetched
from store.intake.fetch.client import Client
from store.intake.fetch.fetcher import Fetcher
from tests.store.feeds.conftest import Watch, store, titles, watch
from tests.store.ingest.conftest import readers, reading_here
from tests.store.intake.fetch.conftest import all_here, only_here
from tests.store.intake.fetch.web_server import WebServer, drip, feed, item

__all__ = ["readers", "reading_here", "store", "watch"]

PRIVATE = {
    "127.0.0.2": "loopback", "[::1]": "loopback", "169.254.169.254": "link-local",
    "10.0.0.1": "private", "192.168.0.1": "private", "[::ffff:127.0.0.2]": "inside an IPv6",
    "[fe80::1]": "link-local", "[64:ff9b::7f00:2]": "inside an IPv6",
    "0.0.0.0": "this machine",  # noqa: S104
    "2130706434": "loopback", "0x7f.2": "loopback",
}  # fmt: skip
"""Hosts and what is said of their kind; the last two are 127.0.0.2 as a C library reads it."""


class Inside:
    """A server of this machine that nobody outside may lead to; what it was asked."""

    def __init__(self) -> None:
        inside = self
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                inside.asked.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"secret")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.2", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def inside() -> Iterator[Inside]:
    server = Inside()
    yield server
    server.close()


def as_looked_up(host: str, port: int) -> list[str]:
    """Names are the test's server, addresses in any spelling what the system makes of them."""
    from store.intake.fetch.addresses import resolve

    return resolve(host, port) if host[0].isdigit() or ":" in host else all_here(host, port)


def client(seconds: float = 2) -> Client:
    return Client(rejection_reason=only_here, resolve=as_looked_up, seconds=seconds)


def refusal(link: str, of: Client | None = None) -> str:
    with pytest.raises(Unfetched) as refused:
        (of or client()).get(link)
    return str(refused.value)


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_of_this_network_is_refused(inside: Inside, host: str) -> None:
    said = refusal(f"http://{host}:{inside.port}/")
    assert PRIVATE[host] in said and "--allow-private permits it" in said
    assert inside.asked == []


@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "169.254.169.254", "10.0.0.1"])
@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_to_one_is_refused(
    web: WebServer, inside: Inside, host: str, status: int
) -> None:
    web.redirect("/far", "/near")
    web.redirect("/near", f"http://{host}:{inside.port}/", status)
    said = refusal(web.url + "/far")
    assert f"it redirects to http://{host}:{inside.port}/: " in said
    assert PRIVATE[host] in said
    assert inside.asked == []


def test_a_name_that_changes_between_look_ups_is_looked_up_once(inside: Inside) -> None:
    answers = iter([["127.0.0.1"], *[["127.0.0.2"]] * 9])
    looked_up = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return next(answers)

    turncoat = Client(rejection_reason=only_here, resolve=rebinding, seconds=2)
    assert "no connection" in refusal(f"http://turncoat.example:{inside.port}/", turncoat)
    assert looked_up == ["turncoat.example"]
    assert inside.asked == []


def test_a_name_that_changes_before_a_redirect_is_refused(web: WebServer, inside: Inside) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    turncoat = Client(
        rejection_reason=only_here, resolve=lambda host, port: next(answers), seconds=2
    )
    web.redirect("/a", f"http://turncoat.example:{inside.port}/secret")
    said = refusal(f"http://turncoat.example:{web.port}/a", turncoat)
    assert "turncoat.example is at 127.0.0.2, which is a loopback address" in said
    assert inside.asked == []


def test_one_bad_address_among_good_ones_is_enough(web: WebServer) -> None:
    both = Client(
        rejection_reason=only_here, resolve=lambda host, port: ["127.0.0.1", "10.0.0.1"], seconds=2
    )
    web.put("/", "text")
    assert "private" in refusal(f"http://both.example:{web.port}/", both)
    assert web.paths == []


def test_an_endless_body_is_cut(web: WebServer) -> None:
    web.put("/endless", writes=drip(b"x" * 1_000_000, seconds=0))
    assert "larger than 10,000,000 bytes" in refusal(web.url + "/endless", client(20))


@pytest.mark.parametrize("where", ["body", "headers"])
def test_a_byte_a_moment_is_cut(web: WebServer, where: str) -> None:
    web.put("/slow", writes=drip(b"x", seconds=0.05, in_headers=where == "headers"))
    assert refusal(web.url + "/slow", client(0.4)) == "it took more than 0.4 seconds"


def test_the_time_of_redirects_counts_together(web: WebServer) -> None:
    for number in range(5):
        web.redirect(f"/{number}", f"/{number + 1}")
        web.pages[f"/{number}"].seconds = 0.2
    assert "it took more than 0.5 seconds" in refusal(web.url + "/0", client(0.5))


def test_a_look_up_that_never_ends_is_cut() -> None:
    stopped = threading.Event()

    def asleep(host: str, port: int) -> list[str]:
        stopped.wait(3)
        return ["127.0.0.1"]

    said = refusal("http://asleep.example/", Client(resolve=asleep, seconds=0.2))
    stopped.set()
    assert said == "it took more than 0.2 seconds"


@pytest.mark.slow
def test_all_of_them_on_one_list_and_the_good_feed_comes(
    web: WebServer, inside: Inside, store: Store, watch: Watch
) -> None:
    web.put("/endless", writes=drip(b"<rss>" * 200_000, seconds=0))
    web.put("/slow", writes=drip(b"x", seconds=0.05))
    web.redirect("/inward", f"http://127.0.0.2:{inside.port}/")
    items = [item(f"http://10.0.0.1/{n}", f"Item {n}", f"Story {n} of the bridge.") for n in "12"]
    web.put("/good", feed(*items, item(f"http://127.0.0.2:{inside.port}/", "Item 3", "A third.")))
    at = f":{web.port}"
    links = [
        f"http://127.0.0.2:{inside.port}/feed", f"http://[::1]:{inside.port}/", "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/", f"http://inward.example{at}/inward",
        f"http://endless.example{at}/endless", f"http://slow.example{at}/slow",
        f"http://good.example{at}/good",
    ]  # fmt: skip
    rounds = watch(*links, seconds=1)
    assert sorted(map(str, titles(store))) == ["Item 1", "Item 2", "Item 3"]
    assert {feed.url for done in rounds for feed in done.wrong} == set(links[:-1])
    assert all(feed.error and feed.due for feed in Feeds(store) if feed.url in links[:-1])
    assert inside.asked == []


def test_links_of_items_lead_nowhere_else(web: WebServer, inside: Inside) -> None:
    secret = web.redirect("/item", f"http://127.0.0.2:{inside.port}/secret")
    fetcher = Fetcher(client(), pause=0)
    answer = fetcher.one(Request(secret, is_page=True))
    fetcher.close()
    assert isinstance(answer, Unfetched) and "loopback" in str(answer)
    assert inside.asked == []


def test_the_dashboard_opens_no_network(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.conftest import REPOSITORY

    code = (
        "import sys; import tui.app; import store; from store import Store, Feeds, sources;"
        "list(sources(['https://example.org/', '.']));"
        "print(*sorted({'httpx', 'httpcore', 'h11', 'idna'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=REPOSITORY
    )
    assert done.stdout.split() == []
