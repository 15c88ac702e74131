"""Undo and redo are exact, unlimited, and hold across sessions."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from store.corrections.recording import Corrections
from store.corrections.records import AddEvent, Hide, Merge, Rename, SetLabel, Star, WrittenDate
from store.corrections.targets import EntityRef
from store.database import Store
from store.views import Filter, Views
from tests.store.corrections.seen import acts, seen
from tests.tui.newsroom import ADLER, LUKASH, MINSK, NORLAND, fill, fill_with_copies

_X = EntityRef("person/x", "X", "PERSON")
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""To shrink an example would take minutes."""


@pytest.mark.slow
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], phases=_PHASES)
@given(st.data())
def test_any_corrections_and_their_undoing_restore_the_very_view(data: st.DataObject) -> None:
    make = data.draw(st.sampled_from([fill, fill_with_copies]))
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(make(Path(folder) / "store")) as store,
    ):
        views = Views.open(store)
        log = Corrections(store, "ann")
        trail = [seen(store, views)]
        for _ in range(data.draw(st.integers(1, 5))):
            count = data.draw(st.integers(1, 2))
            log.record(*(data.draw(acts(store, views)) for _ in range(count)))
            trail.append(seen(store, views))
        for view in reversed(trail[:-1]):
            assert log.undo() is not None
            assert seen(store, views) == view
        assert log.undo() is None
        for view in trail[1:]:
            assert log.redo() is not None
            assert seen(store, views) == view
        assert log.redo() is None
        assert_opened_is_same(store, views)
        assert_rebuilt_is_same(store, views)
        views.close()


def assert_opened_is_same(store: Store, kept: Views) -> None:
    """Who opens the store sees the same articles, by the index alone."""
    opened = Views.open(store)
    for number in store.numbers():
        assert opened.article(number) == kept.article(number)
        assert opened.reading(number) == kept.reading(number)
    opened.close()


def assert_rebuilt_is_same(store: Store, kept: Views) -> None:
    """An index that is made anew shows what the one shows that followed every step. Rows that sort
    alike may change places."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(store.folder / "store.jsonl", folder)
        with Store.open(Path(folder)) as copy:
            rebuilt = Views.open(copy)
            rebuilt.update()
            assert rows_of(rebuilt) == rows_of(kept)
            rebuilt.close()


def rows_of(views: Views) -> list[list[bytes]]:
    whole = Filter()
    return [
        sorted(map(msgspec.json.encode, rows))
        for rows in (
            [views.counts(whole)],
            views.articles(whole, limit=1000),
            views.entities(whole, limit=1000),
            views.events(whole, limit=1000),
            views.histogram(whole, "day"),
        )
    ]


def test_undo_and_redo_work_across_sessions(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store")
    views_of: list[bytes] = []
    for act in (Rename(ADLER.key, "M. Adler"), Hide(MINSK.key)):
        with Store.open(folder) as store:
            views = Views.open(store)
            views_of.append(seen(store, views))
            Corrections(store, "ann").record(act)
            views.close()
    for view in reversed(views_of):
        with Store.open(folder) as store:
            views = Views.open(store)
            assert Corrections(store, "ann").undo() is not None
            assert seen(store, views) == view
            views.close()


def test_a_bulk_is_undone_at_once(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        before = seen(store, views)
        log = Corrections(store, "ann")
        rows = [views.corrections.event_refs(row.id) for row in views.events(Filter())]
        batch = log.record(*(Star(row) for row in rows))
        assert batch.line.endswith(f"and {len(rows) - 1} more")
        assert all(row.marks.starred for row in (views.update(), views.events(Filter()))[1])
        log.undo()
        assert seen(store, views) == before
        views.close()


def test_each_member_undoes_her_own(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        ann, bo = Corrections(store, "ann"), Corrections(store, "bo")
        ann.record(Rename(ADLER.key, "Adler of Ann"))
        bo.record(Rename(NORLAND.key, "Norland of Bo"))
        undone = ann.undo()
        assert undone is not None
        assert "Adler of Ann" in undone.line
        assert ann.undo() is None
        assert bo.can_undo is not None


def test_a_new_correction_ends_what_could_be_redone(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        log = Corrections(store, "ann")
        log.record(Rename(ADLER.key, "One"))
        log.undo()
        assert log.can_redo is not None
        log.record(Rename(ADLER.key, "Two"))
        assert log.can_redo is None
        assert log.redo() is None


def test_any_line_can_be_undone_whatever_followed(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        log = Corrections(store, "ann")
        into = views.corrections.entity_ref(LUKASH.key)
        assert into is not None
        merged = log.record(Merge(ADLER.key, into))
        refs = views.corrections.event_refs(views.events(Filter())[0].id)
        log.record(SetLabel(refs, "A label"))
        with_both = seen(store, views)
        undo = log.undo_record(merged.id)
        views.update()
        assert ADLER.key in {row.key for row in views.entities(Filter())}
        assert any(row.label == "A label" for row in views.events(Filter()))
        log.undo_record(undo.id)
        assert seen(store, views) == with_both
        views.close()


def test_a_report_is_one_voice_however_its_events_came(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        person, span = views.corrections.entity_ref(ADLER.key), views.corrections.span_ref(2, 0, 9)
        assert person is not None
        day = WrittenDate("2024-07-05", "2024-07-05", "day")
        for _ in range(2):
            event = AddEvent(span, "AID", "Adler helps", (person,), (person,), None, day)
            Corrections(store, "ann").record(event)
            views.update()
        (row,) = (row for row in views.events(Filter()) if row.label == "Adler helps")
        assert (row.voices, row.sentences) == (1, 2)
        views.close()


@settings(max_examples=40, phases=_PHASES)
@given(st.lists(st.sampled_from(["record", "undo", "undo", "redo"]), max_size=25))
def test_undo_and_redo_are_two_stacks(steps: list[str]) -> None:
    done: list[str] = []
    undone: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), create=True) as store:
        log = Corrections(store, "ann")
        for place, step in enumerate(steps):
            if step == "record":
                done.append(log.record(Rename("person/x", str(place)), Star(_X)).id)
                undone.clear()
            elif step == "undo":
                expected = done.pop() if done else None
                undone += [expected] if expected else []
                batch = log.undo()
                assert (None if batch is None else batch.id) == expected
            else:
                expected = undone.pop() if undone else None
                done += [expected] if expected else []
                batch = log.redo()
                assert (None if batch is None else batch.id) == expected
            again = Corrections(store, "ann")  # as another session sees it
            assert [each.batch for each in again.log.standing[::2]] == sorted(
                done, key=[each.batch for each in again.log.standing].index
            )
            assert len(again.log.standing) == 2 * len(done)
