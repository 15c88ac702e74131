"""Corrections are rules: they hold for what comes later, in any order, in other stores and in other
readings of the same articles; and none is lost."""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.corrections.exchange import export_corrections, import_corrections
from store.corrections.log import Log
from store.corrections.recording import Corrections
from store.corrections.records import (
    AddMention,
    JoinEvents,
    Merge,
    Note,
    SetDate,
    Split,
    WrittenDate,
)
from store.corrections.targets import new_entity
from store.database import Store
from store.reading import Article, Event, Reading
from store.views import Filter, Views
from tests.store.corrections.seen import acts
from tests.tui.newsroom import ADLER, LUKASH, MINSK, fill, newsroom

type Told = tuple[Article, Reading]
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""To shrink an example would take minutes."""
_slow = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], phases=_PHASES)


def facts(views: Views, store: Store) -> dict[str, list[bytes]]:
    """What is seen, whatever the numbers of the articles and the order of equal rows.

    A row of several reports shows the words of the first of them, so of rows only what all its
    reports share is compared; the readings have the rest.
    """
    views.update()
    whole = Filter()
    events = [
        (row.from_, row.to, row.precision, row.sentences, row.voices, row.marks)
        for row in views.events(whole, limit=1000)
    ]
    readings = [views.reading(number) for number in store.numbers()]
    return {
        name: sorted(map(msgspec.json.encode, rows))
        for name, rows in {
            "entities": views.entities(whole, limit=1000),
            "events": events,
            "readings": readings,
            "counts": [views.counts(whole)],
        }.items()
    }


def corrected(data: st.DataObject, folder: Path) -> list[str]:
    """A log of random corrections of the newsroom, as lines."""
    with Store.open(fill(folder)) as store:
        views = Views.open(store)
        log = Corrections(store, "ann")
        for _ in range(data.draw(st.integers(1, 6))):
            views.update()
            log.record(data.draw(acts(store, views)))
        views.close()
        return list(export_corrections(store))


@pytest.mark.slow
@_slow
@given(st.data())
def test_articles_and_corrections_may_come_in_any_order(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as made:
        lines = corrected(data, Path(made) / "first")
        views_of: list[dict[str, list[bytes]]] = []
        for place in range(2):
            told = data.draw(st.permutations(newsroom()))
            steps: list[Any] = data.draw(st.permutations([*told, *lines]))
            with Store.open(Path(made) / str(place), create=True) as store:
                views = Views.open(store)
                for step in steps:
                    if isinstance(step, str):
                        import_corrections(store, [step])
                    else:
                        store.put(*step, {"outcome": "new"})
                    if data.draw(st.booleans()):
                        views.update()
                views_of.append(facts(views, store))
                views.close()
        assert views_of[0] == views_of[1]


@pytest.mark.slow
@_slow
@given(st.data())
def test_export_and_import_give_another_store_the_same_view(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as made:
        lines = corrected(data, Path(made) / "first")
        with (
            Store.open(Path(made) / "first") as store,
            Store.open(fill(Path(made) / "second")) as other,
        ):
            import_corrections(other, lines)
            views, others = Views.open(store), Views.open(other)
            assert facts(others, other) == facts(views, store)
            assert list(export_corrections(other)) == lines
            views.close()
            others.close()


@st.composite
def less_read(draw: st.DrawFn, reading: Reading) -> Reading:
    """The reading of an extractor without some of its rules: it misses names, mentions and events,
    finds other borders of sentences, and numbers what it finds in its own way."""
    entities = [
        replace(each, id=f"x{place}", mentions=tuple(draw(_some(each.mentions))) or each.mentions)
        for place, each in enumerate(draw(_some(reading.entities)))
    ]
    ids = {old.id: new.id for old in reading.entities for new in entities if old.key == new.key}
    events = [
        _renamed(event, f"w{place}", ids) for place, event in enumerate(draw(_some(reading.events)))
    ]
    return replace(reading, entities=tuple(entities), events=tuple(events), roles=(), relations=())


def _some(things: tuple[Any, ...]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.booleans(), min_size=len(things), max_size=len(things)).map(
        lambda kept: [thing for thing, keep in zip(things, kept, strict=True) if keep]
    )


def _renamed(event: Event, id_: str, ids: dict[str, str]) -> Event:
    return replace(
        event,
        id=id_,
        actors=tuple(ids[each] for each in event.actors if each in ids),
        recipients=tuple(ids[each] for each in event.recipients if each in ids),
        place=ids.get(event.place or ""),
        according_to=tuple(ids[each] for each in event.according_to if each in ids),
    )


@pytest.mark.slow
@_slow
@given(st.data())
def test_a_changed_extractor_loses_no_correction(data: st.DataObject) -> None:
    """Each line applies, or is undone or superseded, or is listed with the reason; and a reading
    as it was before brings the view back."""
    with tempfile.TemporaryDirectory() as made:
        lines = corrected(data, Path(made) / "store")
        with Store.open(Path(made) / "store") as store:
            views = Views.open(store)
            before = facts(views, store)
            readings = {number: store.reading(number) for number in store.numbers()}
            for number, reading in readings.items():
                assert reading is not None
                store.replace_reading(number, data.draw(less_read(reading)))
            views.update()
            assert list(export_corrections(store)) == lines
            listed = views.corrections.lines()
            assert len(listed) == len(lines)
            log = Log.of(store)
            for line in listed:
                if line.state == "cannot be placed":
                    assert line.why
                elif line.state == "applies" and line.number is not None and not line.why:
                    done = log.applied_to(store.article(line.number), store.reading(line.number))
                    assert line.correction.id not in done.unplaced
            for number, reading in readings.items():
                assert reading is not None
                store.replace_reading(number, reading)
            assert facts(views, store) == before
            views.close()


@pytest.mark.slow
def test_events_that_were_made_one_are_so_again_when_one_comes_back(tmp_path: Path) -> None:
    """What a row is one with depends on all its events, also on those that nothing links."""
    month = WrittenDate("2024-07-01", "2024-07-31", "month", "2024-07")
    folder = fill(tmp_path / "store")
    with Store.open(folder) as store:
        views = Views.open(store)
        views.update()
        rows = [row.id for row in views.events(Filter())]
        for one, other in combinations(rows, 2):
            events = (*views.corrections.event_refs(one), *views.corrections.event_refs(other))
            log = Corrections(store, "ann")
            log.record(JoinEvents(events, month))
            before = facts(views, store)
            for number in store.numbers():
                reading = store.reading(number)
                assert reading is not None
                store.replace_reading(number, replace(reading, events=()))
                views.update()
                store.replace_reading(number, reading)
                assert facts(views, store) == before
            log.undo()
            views.update()
        views.close()


def test_next_weeks_article_follows_the_rule(tmp_path: Path) -> None:
    told = newsroom()
    with Store.open(fill(tmp_path / "store", told[:3])) as store:
        views = Views.open(store)
        views.update()
        into = views.corrections.entity_ref(LUKASH.key)
        assert into is not None
        Corrections(store, "ann").record(Merge(ADLER.key, into))
        for one in told[3:]:
            store.put(*one, {"outcome": "new"})
        views.update()
        assert ADLER.key not in {row.key for row in views.entities(Filter())}
        (later,) = (row for row in views.events(Filter()) if row.from_ == "2024-10-03")
        assert later.actors == later.recipients == ("Alexander Lukashenko",)
        views.close()


def test_a_split_holds_in_a_later_reading(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        (first, *_) = views.corrections.mention_rows(MINSK.key, limit=1)
        span = views.corrections.span_ref(first.number, first.start, first.end)
        Corrections(store, "ann").record(
            Split(MINSK.key, new_entity("Government of Belarus", "ORG"), (span,))
        )
        views.update()
        (row,) = (row for row in views.entities(Filter()) if row.key == "org/government of belarus")
        assert (row.total, row.type) == (1, "ORG")
        reading = store.reading(first.number)
        assert reading is not None
        store.replace_reading(first.number, replace(reading, roles=(), events=reading.events[:1]))
        views.update()
        assert [m.words for m in views.corrections.mention_rows(row.key)] == ["Minsk"]
        views.close()


def test_a_correction_without_a_place_is_listed_and_comes_back(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        row = next(row for row in views.events(Filter()) if row.type == "PROTEST")
        refs = views.corrections.event_refs(row.id)
        Corrections(store, "ann").record(
            SetDate(refs, WrittenDate("2024-07-09", "2024-07-09", "day"))
        )
        reading = store.reading(row.number)
        assert reading is not None
        without = tuple(event for event in reading.events if event.type != "PROTEST")
        store.replace_reading(row.number, replace(reading, events=without))
        views.update()
        (line,) = views.corrections.lines()
        assert (line.state, line.why) == ("cannot be placed", "no event is read at “began” (#2)")
        store.replace_reading(row.number, reading)
        views.update()
        assert [each.state for each in views.corrections.lines()] == ["applies"]
        assert next(r for r in views.events(Filter()) if r.type == "PROTEST").from_ == "2024-07-09"
        views.close()


def test_an_event_is_found_by_its_words_when_offsets_have_moved(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        row = next(row for row in views.events(Filter()) if row.type == "PROTEST")
        (ref,) = views.corrections.event_refs(row.id)
        moved = replace(ref, start=ref.start + 3, end=ref.end + 3)
        Corrections(store, "ann").record(
            SetDate((moved,), WrittenDate("2024-07-09", "2024-07-09", "day"))
        )
        views.update()
        assert next(r for r in views.events(Filter()) if r.type == "PROTEST").from_ == "2024-07-09"
        views.close()


def test_the_machines_reading_is_never_overwritten(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        before = {number: views.machine_reading(number) for number in store.numbers()}
        row = views.events(Filter())[0]
        refs = views.corrections.event_refs(row.id)
        Corrections(store, "ann").record(SetDate(refs, WrittenDate(written="?")), reason="unsure")
        views.update()
        assert {number: views.machine_reading(number) for number in store.numbers()} == before
        (edit,) = views.corrections.edits(refs)
        assert (edit.machine, edit.corrected) == ("2024-06", "undated")
        assert (edit.by, edit.reason) == ("ann", "unsure")
        views.close()


def test_half_a_character_in_an_article_is_no_obstacle(tmp_path: Path) -> None:
    article, reading = newsroom()[0]
    half = article.text.replace("Adler", "Adle\ud800")
    told = replace(article, text=half), replace(reading, text=half)
    with Store.open(tmp_path / "store", create=True) as store:
        store.put(*told, {"outcome": "new"})
        views = Views.open(store)
        views.update()
        refs = views.corrections
        log = Corrections(store, "ann")
        log.record(AddMention(refs.span_ref(1, 20, 25), new_entity("Adle\ud800 Board", "ORG")))
        log.record(Note(refs.article_ref(1), "half: \ud800"))
        views.update()
        assert [line.state for line in refs.lines()] == ["applies", "applies"]
        assert "org/adle board" in {row.key for row in views.entities(Filter())}
        assert refs.note(refs.article_ref(1)) == "half: \ufffd"
        with pytest.raises(ValueError, match="no text"):
            refs.span_ref(1, 20, 20)
        views.close()


def test_a_line_that_has_a_place_in_one_of_its_articles_applies(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        row = next(row for row in views.events(Filter()) if row.voices == 2)
        refs = views.corrections.event_refs(row.id)
        Corrections(store, "ann").record(
            SetDate(refs, WrittenDate("2024-07-06", "2024-07-06", "day"))
        )
        reading = store.reading(row.number)
        assert reading is not None
        store.replace_reading(row.number, replace(reading, events=()))
        views.update()
        (line,) = views.corrections.lines()
        assert (line.state, line.why) == ("applies", "no event is read at “received” (#1)")
        assert [r.voices for r in views.events(Filter()) if r.from_ == "2024-07-06"] == [1]
        views.close()
