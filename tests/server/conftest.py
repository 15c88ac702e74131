"""A server to log in to, and the hand-made store of `tests/tui`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.journeys.conftest import newsroom_store, small_store
from tests.server.ssh import MISSING, SSHD, Sshd

__all__ = ["newsroom_store", "small_store"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A running sshd, or a skip that says what is missing."""
    if SSHD is None:
        pytest.skip(MISSING)
    with Sshd(tmp_path_factory.mktemp("sshd")) as server:
        if os.getuid() != 0 and not server.gives_terminals():
            pytest.skip("needs root, or a devpts whose terminals an sshd of ours may give out")
        yield server
