"""The log: who writes, what is kept, and what happens when two write at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.corrections.exchange import export_corrections, import_corrections
from store.corrections.log import Log
from store.corrections.recording import Corrections
from store.corrections.records import Distinct, Merge, Rename, SetDate, WrittenDate
from store.database import Store
from store.errors import UserError
from store.views import Filter, Views
from tests.store.corrections.seen import seen
from tests.tui.newsroom import ADLER, LUKASH, NORLAND, UNION, fill

_WRITING = """
import sys
from pathlib import Path
from store.corrections.recording import Corrections
from store.corrections.records import Rename
from store.database import Store
with Store.open(Path(sys.argv[1]), timeout=120) as store:
    log = Corrections(store, sys.argv[2])
    for count in range(int(sys.argv[3])):
        log.record(Rename(f"person/{sys.argv[2]} {count}", f"Name {count}"))
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store")
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITING, str(folder), author, "25"])
        for author in ("ann", "bo")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Store.open(folder, readonly=True) as store:
        log = Log.of(store)
    assert [len(log.standing), len({each.id for each in log.standing})] == [50, 50]
    for author in ("ann", "bo"):
        names = [each.act.key for each in log.standing if each.by == author]
        assert names == [f"person/{author} {count}" for count in range(25)]


def test_the_order_of_the_log_is_that_of_writing_even_if_a_clock_is_behind(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        ann, bo = Corrections(store, "ann"), Corrections(store, "bo")
        written = [
            author.record(Rename(ADLER.key, str(n))).id for n, author in enumerate((ann, bo, ann))
        ]
        assert [each.id for each in Log.of(store).standing] == written


def test_a_read_only_store_takes_no_correction(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store")
    before = (folder / "store.jsonl").read_bytes()
    with Store.open(folder, readonly=True) as store:
        log = Corrections(store, "ann")
        for attempt in (lambda: log.record(Rename(ADLER.key, "x")), log.undo, log.redo):
            with pytest.raises(UserError, match="may not be written to"):
                attempt()
        with pytest.raises(UserError, match="may not be written to"):
            import_corrections(store, [])
    assert (folder / "store.jsonl").read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_member_who_may_only_read_is_told(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    with (
        Store.open(folder) as store,
        pytest.raises(UserError, match="may not be written to"),
    ):
        Corrections(store, "ann").record(Rename(ADLER.key, "x"))


def test_conflicts_are_those_that_did_not_know_each_other(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        row = next(row for row in views.events(Filter()) if row.type == "AGREE")
        refs = views.corrections.event_refs(row.id)
        first = WrittenDate("2024-06-03", "2024-06-03", "day")
        second = WrittenDate("2024-06-04", "2024-06-04", "day")
        Corrections(store, "ann").record(SetDate(refs, first))
        Corrections(store, "bo").record(SetDate(refs, second))
        assert views.corrections.conflicts() == []  # Bo saw what Ann had written
        with Store.open(fill(tmp_path / "other")) as other:
            Corrections(other, "cy").record(
                SetDate(refs, WrittenDate("2024-06-05", "2024-06-05", "day"))
            )
            Corrections(other, "cy").record(Rename(ADLER.key, "M. Adler"))
            import_corrections(store, list(export_corrections(other)))
        ((one, two),) = views.corrections.conflicts()
        assert (one.correction.by, two.correction.by) == ("bo", "cy")
        views.update()
        assert next(r for r in views.events(Filter()) if r.type == "AGREE").from_ == "2024-06-05"
        Corrections(store, "ann").undo_record(two.correction.id)
        views.update()
        assert views.corrections.conflicts() == []
        assert next(r for r in views.events(Filter()) if r.type == "AGREE").from_ == "2024-06-04"
        views.close()


def test_the_same_said_twice_is_no_conflict(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store, Store.open(fill(tmp_path / "b")) as other:
        for author, one in (("ann", store), ("bo", other)):
            Corrections(one, author).record(Rename(ADLER.key, "M. Adler"))
        import_corrections(store, list(export_corrections(other)))
        views = Views.open(store)
        views.update()
        assert views.corrections.conflicts() == []
        views.close()


def test_a_log_of_another_store_gives_the_same_view(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "a")) as store, Store.open(fill(tmp_path / "b")) as other:
        views, others = Views.open(store), Views.open(other)
        views.update()
        log = Corrections(store, "ann")
        into = views.corrections.entity_ref(LUKASH.key)
        assert into is not None
        log.record(Merge(ADLER.key, into))
        log.record(Rename(LUKASH.key, "The president"), Distinct(NORLAND.key, UNION.key))
        log.undo()
        log.redo()
        lines = list(export_corrections(store))
        imported = import_corrections(other, reversed(lines))
        assert (len(imported.added), imported.known) == (len(lines), 0)
        assert seen(other, others) == seen(store, views)
        assert import_corrections(other, lines).known == len(lines)
        with Store.open(fill(tmp_path / "c")) as third:
            single = Views.open(third)
            for line in reversed(lines):
                import_corrections(third, [line])
                single.update()
            assert seen(third, single) == seen(store, views)
            single.close()
        assert list(export_corrections(other)) == lines
        views.close()
        others.close()
