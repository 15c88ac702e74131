"""A server for each test, and a client that may connect to it and to nothing else here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.intake.fetch.addresses import rejection_reason
from store.intake.fetch.client import Client
from tests.store.intake.fetch.web_server import WebServer

HERE = "127.0.0.1"


def only_here(address: str) -> str | None:
    """As for a real host, but that the address of the test's server counts as public."""
    return None if address == HERE else rejection_reason(address)


def all_here(host: str, port: int) -> list[str]:
    """Every name is the test's server."""
    return [host if host[0] in "0123456789" or ":" in host else HERE]


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def client() -> Client:
    return Client(rejection_reason=only_here, resolve=all_here, seconds=3)
