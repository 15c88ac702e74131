"""Reading a store again: what is due, what is kept, and how it goes on after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from store.corrections.recording import Corrections
from store.corrections.records import SetLabel
from store.database import Store
from store.ingest.languages import ExtractorSettings
from store.ingest.reread import Reread, RereadProgress
from store.reading import Article, ExtractorVersion, Reading, to_json
from store.views import Filter, Views

OLD = ExtractorVersion(name="dateline", version="0.0.1", model="old")
TEXTS = [
    f"The port of Norvik reopened in March {year}. Ann Lee, the harbour minister, met Bo Olsen of "
    f"Sweden in Oslo on 4 July {year}. Sweden expelled two envoys of Chad the next day."
    for year in range(1990, 2014)
]


def old_store(folder: Path, count: int) -> Path:
    """A store that an older version read; it saw nothing."""
    with Store.open(folder, create=True) as store, store.transaction():
        for place, text in enumerate(TEXTS[:count]):
            article = Article(id=f"{place:064x}", text=text, published="2015-01-01")
            reading = Reading(id=article.id, text=text, published="2015-01-01", extractor=OLD)
            store.put(article, reading, {"state": "new"})
    return folder


@pytest.mark.slow
def test_only_what_another_version_read_is_due(tmp_path: Path) -> None:
    with Store.open(old_store(tmp_path / "store", 3)) as store:
        items = list(Reread(store).run())
        assert [(item.number, item.state) for item in items] == [(n, "read") for n in (1, 2, 3)]
        reading = store.reading(2)
        assert reading is not None
        assert reading.extractor.version != OLD.version
        assert reading.events
        assert list(Reread(store).run()) == []
        again = list(Reread(store, everything=True).run())
        assert {item.state for item in again} == {"same"}


@pytest.mark.slow
def test_corrections_hold_and_dashboards_follow(tmp_path: Path) -> None:
    with Store.open(old_store(tmp_path / "store", 2)) as store:
        list(Reread(store).run())
        views = Views.open(store)
        views.update()
        row = next(row for row in views.events(Filter()) if "expel" in row.label)
        refs = views.corrections.event_refs(row.id)
        Corrections(store, "ann").record(SetLabel(refs, "Sweden throws envoys out"))
        reading = store.reading(row.number)
        assert reading is not None
        blank = msgspec.structs.replace(reading, extractor=OLD, events=(), entities=())
        store.replace_reading(row.number, blank)
        views.update()
        (line,) = views.corrections.lines()
        assert line.state == "cannot be placed"
        list(Reread(store).run())
        views.update()
        assert [each.state for each in views.corrections.lines()] == ["applies"]
        assert "Sweden throws envoys out" in {each.label for each in views.events(Filter())}
        views.close()


@pytest.mark.slow
def test_an_interrupted_run_is_continued_by_the_same_extractor_only(tmp_path: Path) -> None:
    with Store.open(old_store(tmp_path / "store", 20)) as store:
        run = Reread(store, everything=True).run()
        first = [next(run) for _ in range(16)]
        run.close()
        assert [item.number for item in first] == list(range(1, 17))
        assert Reread(store, everything=True).numbers == list(range(17, 21))
        other = ExtractorSettings(model="another")
        assert Reread(store, everything=True, reader=other).numbers == list(range(1, 21))
        assert [item.number for item in Reread(store, everything=True).run()] == [17, 18, 19, 20]
        assert len(Reread(store, everything=True).numbers) == 20


_REREADING = """
import sys
from pathlib import Path
from store.database import Store
from store.ingest.reread import Reread
with Store.open(Path(sys.argv[1])) as store:
    for item in Reread(store, everything=True, jobs=1).run():
        print(item.number, flush=True)
"""


@pytest.mark.slow
def test_kill_9_in_the_midst(tmp_path: Path) -> None:
    folder = old_store(tmp_path / "store", 24)
    with Store.open(folder) as store:
        whole = [to_json(store.reading(n)) for n in store.numbers()]  # type: ignore[arg-type]
    seen: list[int] = []
    for wait_for in (1, 17):
        with subprocess.Popen(
            [sys.executable, "-c", _REREADING, str(folder)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                seen.append(int(line))
                if seen[-1] >= wait_for:
                    break
            time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
        with Store.open(folder, readonly=True) as store:
            new = [n for n in store.numbers() if is_new(store, n)]
            assert new == list(range(1, len(new) + 1)), "in the order of numbers, none half"
            assert len(new) >= max(seen)
            known = store.db.table("rereads").get(doc_id=1)
            assert msgspec.convert(dict(known), RereadProgress).upto == len(new)
    with Store.open(folder) as store:
        rest = list(Reread(store, everything=True).run())
        assert {item.number for item in rest} | set(seen) <= set(range(1, 25))
        assert all(is_new(store, n) for n in store.numbers())
        assert len(store.numbers()) == len(whole) == 24


def is_new(store: Store, number: int) -> bool:
    reading = store.reading(number)
    assert reading is not None
    assert reading.text == TEXTS[number - 1]
    return reading.extractor.version != OLD.version
