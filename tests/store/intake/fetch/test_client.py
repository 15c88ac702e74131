"""One link fetched: redirects, limits, packing, and what is told of the answer."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import sys
import threading
import zlib
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from store.intake.answers import Unfetched, Validators
from store.intake.fetch.client import BODY_BYTES, Client
from tests.conftest import REPOSITORY
from tests.store.intake.fetch.conftest import all_here, only_here
from tests.store.intake.fetch.web_server import WebServer


def refusal(client: Client, link: str) -> Unfetched:
    with pytest.raises(Unfetched) as refused:
        client.get(link)
    return refused.value


def test_what_a_host_says_of_its_answer_is_kept(web: WebServer, client: Client) -> None:
    headers = {"ETag": 'W/"7"', "Last-Modified": "Tue, 02 Jul 2024 10:00:00 GMT",
               "Cache-Control": "public, max-age=600", "Age": "100"}  # fmt: skip
    link = web.put("/a", b"\xfc", kind='Text/HTML; charset="ISO-8859-1"', headers=headers)
    answer = client.get(link + "#there")
    assert (answer.body, answer.url, answer.charset) == (b"\xfc", link, "ISO-8859-1")
    assert answer.content_type == "text/html"
    assert answer.validators == Validators('W/"7"', "Tue, 02 Jul 2024 10:00:00 GMT")
    assert answer.fresh_for == 500
    assert not answer.moved and not answer.unchanged


def test_a_host_is_told_who_asks_and_no_more(web: WebServer, client: Client) -> None:
    web.redirect("/a", "/b")
    web.put("/b", "text", headers={"Set-Cookie": "id=1"})
    client.get(web.url + "/a")
    client.get(web.url + "/b")
    for asked in web.asked:
        assert asked.headers["User-Agent"].startswith("dateline/")
        assert asked.headers["Host"] == f"127.0.0.1:{web.port}"
        assert not {"Cookie", "Referer", "Authorization", "If-None-Match"} & set(asked.headers)


def test_what_did_not_change_is_not_sent_again(web: WebServer, client: Client) -> None:
    link = web.put("/a", "text", headers={"ETag": '"1"'})
    known = client.get(link).validators
    again = client.get(link, known)
    assert again.unchanged and again.body == b""
    modified = Validators(None, formatdate(0, usegmt=True))
    client.get(link, modified)
    assert web.asked[-1].headers["If-Modified-Since"] == modified.modified


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(web: WebServer, client: Client, status: int) -> None:
    web.put("/there?x=1", "text")
    answer = client.get(web.redirect("/here", "there?x=1#y", status))
    assert answer.url == f"{web.url}/there?x=1"


@pytest.mark.parametrize(
    ("first", "second", "moved"), [(301, 308, True), (301, 302, False), (302, 301, False)]
)
def test_a_link_has_moved_when_all_redirects_are_permanent(
    web: WebServer, client: Client, first: int, second: int, moved: bool
) -> None:
    web.redirect("/a", "/b", first)
    web.redirect("/b", "/c", second)
    web.put("/c", "text")
    answer = client.get(web.url + "/a")
    assert (answer.url, answer.moved) == (web.url + "/c", moved)


def test_five_redirects_and_no_more(web: WebServer, client: Client) -> None:
    for number in range(6):
        web.redirect(f"/{number}", f"/{number + 1}")
    web.put("/6", "text")
    assert client.get(web.url + "/1").body == b"text"
    assert "redirects more than 5 times" in str(refusal(client, web.url + "/0"))
    assert "redirects more than 5 times" in str(refusal(client, web.redirect("/x", "/x")))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x/"])
def test_a_redirect_to_another_scheme_is_refused(web: WebServer, client: Client, to: str) -> None:
    assert "links are not fetched" in str(refusal(client, web.redirect("/a", to)))


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(b"text", mtime=0)),
        ("gzip", gzip.compress(b"te", mtime=0) + gzip.compress(b"xt", mtime=0)),
        ("deflate", zlib.compress(b"text")),
        ("deflate", zlib.compress(b"text")[2:-4]),
        ("identity", b"text"),
    ],
    ids=["gzip", "two of gzip", "deflate", "bare deflate", "not packed"],
)
def test_packed_answers_are_unpacked(
    web: WebServer, client: Client, packing: str, packed: bytes
) -> None:
    link = web.put("/a", packed, headers={"Content-Encoding": packing})
    assert client.get(link).body == b"text"


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Content-Encoding": "br"}, b"\x0b\x02\x80text\x03", "packed with 'br'"),
        ({"Content-Encoding": "gzip"}, b"no gzip", "cannot be unpacked"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"text" * 99, mtime=0)[:-12], "cut short"),
        ({"Content-Length": "10"}, b"text", "broken"),
    ],
    ids=["packed in another way", "not what it says", "without its end", "too short"],
)
def test_a_broken_answer_is_no_answer(
    web: WebServer, client: Client, headers: dict[str, str], body: bytes, said: str
) -> None:
    link = web.put("/a", body, headers=headers)
    assert said in str(refusal(client, link))


def test_the_limit_holds_before_and_after_unpacking(web: WebServer, client: Client) -> None:
    fits = web.put("/fits", b"x" * BODY_BYTES)
    large = web.put("/large", b"x" * (BODY_BYTES + 1))
    bomb = gzip.compress(bytes(BODY_BYTES + 1), 1)
    bombs = [
        web.put("/bomb", bomb, headers={"Content-Encoding": "gzip"}),
        web.put("/bombs", bomb[:-9] + bomb, headers={"Content-Encoding": "gzip"}),
    ]
    assert len(client.get(fits).body) == BODY_BYTES
    for link in (large, *bombs):
        refused = refusal(client, link)
        assert "larger than 10,000,000 bytes" in str(refused) and refused.final


@pytest.mark.parametrize(
    ("status", "headers", "wait", "final"),
    [
        (404, {}, None, False),
        (410, {}, None, True),
        (429, {"Retry-After": "120"}, 120, False),
        (503, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0, False),
        (503, {"Retry-After": "soon"}, None, False),
        (300, {}, None, False),
    ],
)
def test_a_status_that_is_no_success_is_said(
    web: WebServer, client: Client, status: int, headers: dict[str, str], wait: float | None,
    final: bool,
) -> None:  # fmt: skip
    refused = refusal(client, web.put("/a", "text", status=status, headers=headers))
    assert str(refused).startswith(f"the host answered {status} (")
    assert (refused.status, refused.wait, refused.final) == (status, wait, final)


def test_a_host_that_is_not_there(client: Client) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    lost = Client(rejection_reason=only_here, resolve=nobody)
    assert "no address for nowhere.example" in str(refusal(lost, "http://nowhere.example/"))
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as closed:
        port = closed.server_port
    assert "no connection" in str(refusal(client, f"http://127.0.0.1:{port}/"))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_certificates_are_checked_for_the_name_and_not_for_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=news.example", "-keyout", key, "-out", certificate,
         "-addext", "subjectAltName=DNS:news.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"text")

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(HTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), Page) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        stranger = Client(rejection_reason=only_here, resolve=all_here, seconds=3)
        link = f"https://news.example:{server.server_port}/"
        assert "certificate cannot be trusted" in str(refusal(stranger, link))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        client = Client(rejection_reason=only_here, resolve=all_here, seconds=3)
        assert client.get(link).body == b"text"
        other = f"https://other.example:{server.server_port}/"
        assert "certificate cannot be trusted" in str(refusal(client, other))
        server.shutdown()


def test_httpx_is_loaded_with_the_first_link_and_not_before() -> None:
    code = (
        "import sys; from store import Client, Fetcher; Fetcher(Client());"
        "assert not {'httpx', 'httpcore', 'rich'} & set(sys.modules), 'too early';"
        "from store.intake.answers import Unfetched\n"
        "try: Client(seconds=1).get('http://127.0.0.1:1/')\n"
        "except Unfetched as refused: assert 'loopback' in str(refused)\n"
        "assert 'httpx' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY)
