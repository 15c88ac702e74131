"""`dateline bench` measures this machine and leaves nothing behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.bench import OURS


@pytest.mark.slow
def test_it_measures_everything(tmp_path: Path) -> None:
    store = tmp_path / "store"
    command = [sys.executable, "-m", "tui.cli", "--store", str(store), "bench", "--as", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    found = json.loads(done.stdout)
    assert found["here"].keys() == OURS.keys()
    assert all(value > 0 for value in [*found["here"].values(), *found["million"].values()])
    assert not list(tmp_path.iterdir())


def test_it_writes_beside_the_store_and_leaves_nothing_after_ctrl_c(tmp_path: Path) -> None:
    store = tmp_path / "not yet" / "store"
    command = [sys.executable, "-m", "tui.cli", "--store", str(store), "bench"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stderr is not None
        assert b"reading" in running.stderr.readline()
        assert [path.name[:7] for path in tmp_path.iterdir()] == [".dateli"]
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    assert running.returncode not in (0, None)
    assert not list(tmp_path.iterdir())


def test_a_form_that_is_none() -> None:
    command = [sys.executable, "-m", "tui.cli", "bench", "--as", "xml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    assert "xml" in done.stderr
