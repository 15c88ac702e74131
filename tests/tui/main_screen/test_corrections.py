"""Corrections from the main screen: fields, bulk, scopes, marks, and what cannot be done."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from store.corrections.exchange import export_corrections, import_corrections
from store.corrections.recording import Corrections
from store.corrections.records import SetDate, Star, WrittenDate
from store.database import Store
from store.reading import Event
from store.views import Filter, Views
from tests.tui.app_pilot import Driver, opened
from tests.tui.test_pictures import drawn
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows


def said(at: Driver) -> str:
    return at.screen.status.text.strip()


async def at_event(at: Driver, label: str) -> None:
    """Put the cursor on an event of the timeline."""
    await at.press("3", "home")
    rows = at.screen.panes.timeline.rows
    while (row := rows.current) is None or getattr(row, "label", "") != label:
        before = rows.cursor
        await at.press("down")
        assert rows.cursor != before, f"there is no event {label}"


async def at_entity(at: Driver, name: str) -> None:
    """Put the cursor on an entity."""
    await at.press("2", "home")
    rows = at.screen.panes.entities.rows
    while (row := rows.current) is None or row.name != name:
        before = rows.cursor
        await at.press("down")
        assert rows.cursor != before, f"there is no entity {name}"


def names(store: Path, number: int, ids: Sequence[str]) -> list[str]:
    with Store.open(store, readonly=True) as opened_store:
        views = Views.open(opened_store)
        reading = views.reading(number)
        views.close()
    assert reading is not None
    known = {entity.id: entity.name for entity in reading.entities}
    return [known[each] for each in ids]


def event(store: Path, number: int, index: int = 0) -> Event:
    """An event of an article, as it is corrected."""
    with Store.open(store, readonly=True) as opened_store:
        views = Views.open(opened_store)
        reading = views.reading(number)
        views.close()
    assert reading is not None
    return reading.events[index]


async def test_who_did_it_is_another(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "w")
        await at.type("lukash")
        await at.press("enter")
        assert "Changed who took part" in said(at)
    changed = event(mending_store, 3)
    assert names(mending_store, 3, changed.actors) == ["Alexander Lukashenko"]
    assert names(mending_store, 3, changed.recipients) == ["Norland"], "the other side stays"


async def test_one_more_takes_part(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "w")
        await at.type("lukash")
        await at.press("down", "enter")
    changed = event(mending_store, 3)
    assert names(mending_store, 3, changed.actors) == ["Minsk", "Alexander Lukashenko"]


async def test_the_log_names_its_parts_after_the_window_has_grown(mending_store: Path) -> None:
    async with opened(mending_store, (40, 12)) as at:
        await at.press("L")
        assert "conflicts" not in drawn(at.app)
        await at.pilot.resize_terminal(80, 24)
        await at.settle()
        assert "conflicts" in drawn(at.app)


async def test_the_log_says_in_full_what_was_changed(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "w")
        await at.type("lukash")
        await at.press("enter", "L")
        shown = drawn(at.app)
        assert "Minsk refuses the offer”: Alexander Lukashenko to" in shown
        assert "Norland; only here" in shown


async def test_the_log_says_what_was_restored(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("h", "u", "ctrl+r")
    with Store.open(mending_store, readonly=True) as store:
        views = Views.open(store)
        lines = [each.line for each in views.corrections.lines()]
        views.close()
    assert lines[-1] == "restored: hid “Minsk refuses the offer”"


async def test_the_fields_of_a_row_show_its_date_as_the_timeline_does(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("e")
        await at.type("2024-07")
        await at.press("enter")
        await at_event(at, "Minsk refuses the offer")
        await at.press("W")
        assert any(line.split() == ["d", "date", "2024-07"] for line in menu_lines(at))


def menu_lines(at: Driver) -> list[str]:
    rows = at.app.screen.query_one(Rows)
    return [rows.render_line(y).text for y in range(rows.size.height)]


async def test_nobody_was_the_target(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "m", "down", "enter")
    assert event(mending_store, 3).recipients == ()


async def test_who_and_whom_change_places(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "r")
    changed = event(mending_store, 3)
    assert names(mending_store, 3, changed.actors) == ["Norland"]
    assert names(mending_store, 3, changed.recipients) == ["Minsk"]


async def test_place_status_label_and_type(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "p")
        await at.type("Vellmouth")
        await at.press("enter")
        await at.press("W", "s", "n")
        await at.press("W", "l")
        await at.type("Minsk says no")
        await at.press("enter")
        await at.press("t", *"den", "enter")
        assert at.screen.panes.row.label == "Minsk says no", "the cursor stays on the event"
    changed = event(mending_store, 3)
    assert names(mending_store, 3, [changed.place or ""]) == ["Vellmouth"]
    assert (changed.modality, changed.label, changed.type) == ("negated", "Minsk says no", "REJECT")


async def test_title_and_source_of_an_article(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at.press("W", "t")
        await at.type("Adler is back")
        await at.press("enter")
        await at.press("W", "s")
        await at.type("Evening Lamp")
        await at.press("enter")
        row = at.screen.panes.row
        assert (row.title, row.source, row.marks.edited) == ("Adler is back", "Evening Lamp", True)


async def test_a_type_in_one_article_only(mending_store: Path) -> None:
    async with opened(mending_store, (120, 40)) as at:
        await at.press("G", "enter", "n", "n", "t", "tab", "o")
        assert "Mira Adler" in said(at)
        await at.press("2")
        assert {("PERSON", "Mira Adler"), ("ORG", "Mira Adler")} <= {
            (row.type, row.name) for y in range(9) if (row := at.screen.panes.entities.rows.row(y))
        }


async def test_several_rows_have_one_undo(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_entity(at, "Share This")
        await at.press("space", "space", "h", "enter")
        assert [line for line in at.lines("entities") if "Vell" in line or "Share" in line] == []
        assert not at.screen.panes.entities.rows.marked
        await at.press("u")
        shown = "\n".join(at.lines("entities"))
        assert "Vell" in shown
        assert "Share This" in shown


async def test_the_cursor_goes_to_the_next_row_when_its_own_is_hidden(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("h")
        assert at.screen.panes.row.label == "Mira Adler praises the harbour"


async def test_undo_puts_the_cursor_on_the_row_that_comes_back(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("h", "u")
        assert "Undone: " in said(at)
        assert at.screen.panes.row.label == "Minsk refuses the offer"
        await at.press("u")
        assert at.screen.panes.row.label == "Minsk refuses the offer", "nothing else was hidden"


async def test_undo_leaves_the_cursor_where_the_filter_has_no_such_row(
    mending_store: Path,
) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("h")
        await at_entity(at, "Vell")
        await at.press("enter", "3", "end")
        before = at.screen.panes.timeline.rows.current_key
        await at.press("u")
        assert at.screen.panes.timeline.rows.current_key == before


async def test_a_line_that_is_cut_ends_once(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("semicolon")
        await at.type("what the refusal of the offer cost both " * 3)
        await at.press("enter")
        assert said(at).strip().startswith("Noted on “Minsk refuses the offer”")
        assert "…; u undoes it." in said(at)
        await at.press("u")
        assert said(at).strip().endswith("…")
        assert "……" not in said(at)


async def test_a_row_that_leaves_the_list_is_said(mending_store: Path) -> None:
    async with opened(mending_store, (120, 40)) as at:
        await at.press("slash", *"type:reject", "enter")
        await at_event(at, "Minsk refuses the offer")
        await at.press("t", *"consult", "enter")
        assert "; the filter leaves it out; u undoes it." in said(at)


async def test_a_row_whose_sentence_names_who_is_filtered_by_stays(mending_store: Path) -> None:
    async with opened(mending_store, (120, 40)) as at:
        await at_entity(at, "Norland")
        await at.press("enter")
        await at_event(at, "Minsk refuses the offer")
        await at.press("W", "m")
        await at.type("lukash")
        await at.press("enter")
        assert "Minsk to Alexander Lukashenko; u undoes it." in said(at)


async def test_a_row_that_becomes_one_with_another_is_said(mending_store: Path) -> None:
    async with opened(mending_store, (120, 40)) as at:
        await at_event(at, "Mira Adlar meets the union")
        await at.press("space")
        await at_event(at, "Minsk refuses the offer")
        await at.press("M", "y")
        assert "; now one row with others; u undoes it." in said(at)
        reader = at.screen.panes.reader
        assert reader.opened is not None
        assert reader.stop is not None
        assert reader.stop.number == reader.opened.number, "the sentence that was shown stays"


async def test_the_reader_shows_the_row_in_place_of_a_hidden_one(mending_store: Path) -> None:
    async with opened(mending_store, (120, 40)) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("h")
        shown = at.screen.panes.reader.opened
        assert shown is not None
        assert shown.event is not None
        assert shown.event.id == at.screen.panes.row.id


async def test_a_filter_by_a_name_follows_its_merge(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_entity(at, "Mira Adlar")
        await at.press("enter", "M")
        await at.type("mira adler")
        await at.press("enter", "enter")
        assert "Merged Mira Adlar into Mira Adler" in said(at)
        assert "Mira Adler" in at.screen.panes.row.name
        assert not at.screen.panes.articles.heading.startswith("0/")
        assert "› Mira Adler" in drawn(at.app)


async def test_rows_that_are_one_event_and_two_again(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Mira Adlar meets the union")
        await at.press("space")
        await at_event(at, "Minsk refuses the offer")
        await at.press("M", "y")
        row = at.screen.panes.row
        assert (row.from_, row.voices) == ("2024-07-12", 2), "the row under the cursor leads"
        await at.press("S", "down", "space", "enter")
        assert at.screen.panes.row.voices == 1


async def test_rows_whose_dates_contradict_are_one_only_when_that_is_confirmed(
    mending_store: Path,
) -> None:
    async with opened(mending_store, (80, 24)) as at:
        rows = at.screen.panes.timeline.heading
        await at_event(at, "Mira Adlar meets the union")
        await at.press("space")
        await at_event(at, "Minsk refuses the offer")
        await at.press("M")
        shown = drawn(at.app)
        assert "! 2024-07-10 and 2024-07-12 cannot both be" in shown
        assert "yes, one event, on 2024-07-12" in shown
        await at.press("n")
        assert at.screen.panes.timeline.heading == rows
        assert "2 rows marked" not in said(at)
        await at.press("M", "enter")
        assert at.screen.panes.timeline.heading != rows
        await at.press("u")
        assert at.screen.panes.timeline.heading == rows


async def test_rows_of_one_day_are_one_at_once(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Mira Adler praises the harbour")
        await at.press("space")
        await at_event(at, "Harbour Union marches")
        await at.press("M")
        assert "; u undoes it." in said(at)
        assert at.screen.panes.row.sentences == 2


async def test_star_tag_and_note_are_shown_and_found(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_entity(at, "Vell")
        await at.press("*", "T")
        await at.type("river")
        await at.press("enter", "semicolon")
        await at.type("is no firm")
        await at.press("enter")
        assert "★#;" in next(line for line in at.lines("entities") if "Vell" in line)
        await at.press("slash")
        await at.type("tag:river")
        await at.press("enter")
        assert "1/5" in at.screen.panes.articles.heading
        await at_entity(at, "Vell")
        await at.press("T", "enter")
        await at.press("semicolon", "minus", "enter")
        row = at.screen.panes.row
        assert row is None or (row.marks.tags, row.marks.noted) == ((), False)


async def test_checked_twice_is_unchecked(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at.press("c")
        assert at.screen.panes.row.marks.checked
        await at.press("c")
        assert not at.screen.panes.row.marks.checked


async def test_words_become_an_office(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at.press("down", "enter", "space", "enter", "i")
        await at.type("adler")
        await at.press("enter")
        await at.type("union")
        await at.press("enter")
        assert "office Kaja Brenn of Harbour Union of Mira Adler" in said(at)


async def test_words_become_a_relation(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at.press("down", "enter", "space", "enter", "r")
        await at.type("adler")
        await at.press("enter")
        await at.type("norland")
        await at.press("enter")
        assert "Mira Adler Kaja Brenn Norland" in said(at)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (("1", "M"), "M (merge) works in the entities, timeline and reader."),
        (("1", "h"), "h (hide) works in the entities, timeline and reader."),
        (("3", "M"), "Mark the other rows with Space first; M then makes them one."),
        (("3", "S"), "This row was read in one place: there is nothing to split."),
        (("2", "space", "space", "S"), "S splits one row at a time; Esc removes the marks."),
        (("4", "M"), "There is no name here: press n to go to one, or 2 for the entities."),
        (("4", "t"), "There is no name here: press n to go to one, or 2 for the entities."),
        (("u",), "There is nothing to undo."),
        (("ctrl+r",), "There is nothing to redo."),
    ],
)
async def test_a_key_that_cannot_act_says_why(
    mending_store: Path, keys: tuple[str, ...], reason: str
) -> None:
    async with opened(mending_store) as at:
        await at.press(*keys)
        assert said(at) == reason


@pytest.mark.slow
@pytest.mark.parametrize("key", ["space", "M", "S", "t", "h", "e", "W", "c", "*", "T", "semicolon"])
@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_in_an_empty_store_every_key_answers(tmp_path: Path, pane: str, key: str) -> None:
    async with opened(tmp_path / "empty") as at:
        await at.press(pane)
        before = said(at)
        await at.press(key)
        assert said(at) != before


async def test_what_a_colleague_corrects_is_announced(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        with Store.open(mending_store) as store:
            views = Views.open(store)
            Corrections(store, "kaja").record(Star(views.corrections.article_ref(5)))
            views.close()
        await at.screen.parts.imports.poll()
        assert "r 1 corrected" in at.screen.status.text
        assert not at.screen.panes.row.marks.starred, "nothing moves until it is asked for"
        await at.press("r")
        assert at.screen.panes.row.marks.starred
        assert "corrected" not in at.screen.status.text.rpartition("help")[2]


async def test_a_typed_date_goes_along_to_the_articles_own(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Harbour Union marches")
        await at.press("e")
        await at.type("2024-07-26")
        await at.press("tab", "tab", "enter")
        assert "The date of article #4" in drawn(at.app)
        assert at.app.screen.query_one(LineInput).value == "2024-07-26"
        await at.press("escape", "e", "tab", "tab", "enter")
        assert at.app.screen.query_one(LineInput).value == "2024-07-19", "nothing was typed"


async def test_the_machines_value_is_kept_and_shown(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        await at.press("t", *"den", "enter", "e")
        await at.type("2024-07-11")
        await at.press("enter", "e")
        shown = drawn(at.app)
        assert "Machine: 2024-07-12" in shown
        assert "corrected it to 2024-07-11" in shown
        await at.press("escape", "W")
        assert "date: the machine said “2024-07-12”" in drawn(at.app)


async def test_what_was_corrected_is_said_in_words_for_people(mending_store: Path) -> None:
    async with opened(mending_store) as at:
        await at_event(at, "Mira Adlar meets the union")
        await at.press("space")
        await at_event(at, "Minsk refuses the offer")
        await at.press("M", "y", "W")
        shown = drawn(at.app)
        assert "date of the joined row: the machine said" in shown
        assert "_event" not in shown
        await at.press("escape", "W", "r", "W")
        assert "who and whom: the machine said" in drawn(at.app)


async def test_of_two_that_contradict_each_other_one_is_kept(
    mending_store: Path, tmp_path: Path
) -> None:
    """Two colleagues gave one event two dates, in stores of their own."""
    other = Path(shutil.copytree(mending_store, tmp_path / "other"))
    for store, author, day in (
        (mending_store, "kaja", "2024-07-10"),
        (other, "mira", "2024-07-11"),
    ):
        with Store.open(store) as written:
            views = Views.open(written)
            views.update()
            row = next(r for r in views.events(Filter()) if r.label == "Minsk refuses the offer")
            date = WrittenDate(day, day, "day", day)
            Corrections(written, author).record(SetDate(views.corrections.event_refs(row.id), date))
            views.close()
    with Store.open(other) as hers, Store.open(mending_store) as ours:
        import_corrections(ours, list(export_corrections(hers)))
    async with opened(mending_store) as at:
        await at_event(at, "Minsk refuses the offer")
        assert at.screen.panes.row.from_ == "2024-07-11", "the later one is in effect"
        await at.press("L", "tab", "tab")
        shown = drawn(at.app)
        assert "kaja" in shown
        assert "mira" in shown
        await at.press("enter")
        assert "No two corrections contradict each other." in drawn(at.app)
        await at.press("escape")
        assert at.screen.panes.row.from_ == "2024-07-10"
