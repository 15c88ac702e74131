"""`kill -9` in the midst of two hundred corrections: nothing is lost, and nothing is half."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.corrections.log import Log
from store.corrections.recording import Corrections
from store.database import Store
from store.views import Views
from tests.store.corrections.seen import seen
from tests.tui.newsroom import fill

_CORRECTING = """
import sys
from pathlib import Path
from store.corrections.recording import Corrections
from store.corrections.records import Rename, SetLabel, Star
from store.database import Store
from store.views import Filter, Views
with Store.open(Path(sys.argv[1])) as store:
    views = Views.open(store)
    views.update()
    log = Corrections(store, "ann")
    for count in range(int(sys.argv[2]), 200):
        row = views.events(Filter())[count % 5]
        refs = views.corrections.event_refs(row.id)
        log.record(SetLabel(refs, f"Label {count}"), Star(refs, count % 2 == 0))
        print(count, flush=True)
        views.update()
"""


@pytest.mark.slow
def test_kill_9_in_the_midst_of_corrections(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store")
    chance = random.Random(4)  # noqa: S311
    done = 0
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", _CORRECTING, str(folder), str(done)],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            last = done + chance.randint(5, 25)
            for line in process.stdout:
                done = int(line) + 1
                if done >= last:
                    break
            time.sleep(chance.uniform(0, 0.03))
            os.kill(process.pid, signal.SIGKILL)
            for line in process.stdout:
                done = int(line) + 1
        with Store.open(folder) as store:
            records = Log.of(store).standing
            assert len(records) % 2 == 0, "a batch is there whole, or not at all"
            assert len(records) // 2 in (done, done + 1)
            done = len(records) // 2
            views = Views.open(store)
            kept = seen(store, views)
            views.close()
        shutil.rmtree(folder / "views")
        with Store.open(folder) as store:
            views = Views.open(store)
            assert len(seen(store, views)) == len(kept)
            views.close()
    with Store.open(folder) as store:
        log = Corrections(store, "ann")
        undone = 0
        while log.undo() is not None:
            undone += 1
        assert undone == done
        with Store.open(fill(tmp_path / "fresh")) as fresh:
            views, others = Views.open(store), Views.open(fresh)
            assert seen(store, views) == seen(fresh, others)
            views.close()
            others.close()
