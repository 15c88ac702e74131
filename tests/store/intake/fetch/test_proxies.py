"""A proxy that the environment names."""

from __future__ import annotations

import pytest

from store.intake.answers import Unfetched
from store.intake.fetch.addresses import proxy_for
from store.intake.fetch.client import Client
from store.intake.links import parsed_link
from tests.store.intake.fetch.web_server import WebServer


@pytest.fixture(autouse=True)
def no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_it_is_asked_in_the_place_of_the_host(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://me:word@127.0.0.1:{web.port}")
    web.put("http://news.example:80/a", "text")
    answer = Client().get("http://news.example/a")
    assert answer.body == b"text"
    assert web.paths == ["http://news.example:80/a"]
    assert web.asked[0].headers["Proxy-Authorization"].startswith("Basic ")


def test_an_address_that_is_not_public_is_refused_behind_one_too(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{web.port}")
    with pytest.raises(Unfetched, match="a link-local address"):
        Client().get("http://169.254.169.254/")
    assert web.paths == []


def test_hosts_that_need_none_are_asked_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", "near.example")
    assert proxy_for(parsed_link("https://near.example/")) is None
    proxy = proxy_for(parsed_link("https://far.example/"))
    assert proxy is not None and (proxy.host, proxy.port) == ("proxy.example", 3128)


def test_one_of_a_kind_that_is_not_used_is_never_gone_around(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9050")
    with pytest.raises(Unfetched, match="socks5"):
        Client().get("http://news.example/a")
