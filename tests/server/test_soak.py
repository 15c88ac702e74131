"""Several people at one store, over real lines that drop, with adders and a watcher at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.soak import Soak
from tests.server.ssh import Sshd


@pytest.mark.slow
def test_five_people_two_adders_and_a_watcher(server: Sshd, tmp_path: Path) -> None:
    """`make soak` is the same for ten minutes."""
    Soak(tmp_path, server, 12).run()
