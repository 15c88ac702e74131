"""The records of an export, and what holds for every format."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from store import (
    EXPORT_FORMATS,
    FORMATS,
    ExportRequest,
    ExportRows,
    Filter,
    Store,
    Term,
    UserError,
    Views,
    export_to_file,
    first_new_number,
    safe,
)
from store.exports.files import FileExists
from store.exports.rows import chosen_events
from tests.conftest import REPOSITORY
from tests.store.exports.conftest import FORMS, Rows, text_of, texts_in
from tests.store.exports.made_case import Told, fill_case, put

TEXTS = [each.id for each in FORMATS if not each.needs_file]


def test_a_citation_cuts_its_words_from_the_stored_text(case: ExportRows) -> None:
    records = [*case.events(), *case.roles(), *case.relations(), *case.mentions()]
    assert {record.__struct_config__.tag for record in records} == {
        "event", "role", "relation", "mention"
    }  # fmt: skip
    for record in records:
        for piece in record.evidence:
            text = case.views.article(piece.number).text
            assert text[piece.start : piece.end] == piece.quote
            assert piece.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_dates_keep_their_precision_and_events_their_status(case: ExportRows) -> None:
    events = {event.label: event for event in case.events()}
    closed = events["Norland closes its border"]
    assert (closed.date, closed.precision, closed.is_one_day) == ("2024-06", "month", False)
    struck = events["Harbour Union strikes"]
    assert (struck.date, struck.is_bound, struck.from_) == ("before 2024-07-09", True, None)
    assert struck.labels == ("claimed", "according to Jon Brandt", "machine only")
    assert events["Mira Adler to visit Harbour Union"].labels[0] == "planned"
    assert events["Norland pays Harbour Union"].date == "since 2020-01-01"
    assert events["Norland talks"].date == "2024-07-10..12"
    assert events["Mira Adler praises Norland"].date == "undated"


def test_participants_have_their_keys(case: ExportRows) -> None:
    met = next(event for event in case.events() if event.label.startswith("Mira Adler meets"))
    assert [(each.part, each.key) for each in met.participants] == [
        ("actor", "person/mira adler"),
        ("recipient", "person/jon brandt"),
        ("place", "gpe/BY/minsk"),
    ]


def test_unsure_and_minor_events_are_left_out_or_marked(case_folder: Path, rows_of: Rows) -> None:
    few, every = rows_of(case_folder), rows_of(case_folder, every=True)
    assert few.totals().events == 7
    assert few.totals().left_out == 2
    marked = {event.label: event.labels for event in every.events() if event.unsure or event.minor}
    assert marked == {
        "Jon Brandt leaves": ("unsure", "machine only"),
        "Jon Brandt eats": ("minor", "machine only"),
    }


def test_an_office_has_the_sentence_that_says_so(case: ExportRows) -> None:
    (role,) = case.roles()
    assert (role.person, role.role, role.of) == ("Mira Adler", "minister", "Norland")
    assert role.evidence[0].quote.startswith("Mira Adler of Norland met")
    assert role.evidence[0].also_in == ("Echo",)


def test_chosen_events_leave_with_their_articles(case: ExportRows) -> None:
    (wanted,) = [event.id for event in case.events() if event.label == "Norland talks"]
    rows = ExportRows(case.views, chosen_events(case.views, [wanted, "999:v1"]))
    assert [event.label for event in rows.events()] == ["Norland talks"]
    assert [article.source for article in rows.articles()] == ["Evening Lamp"]
    assert rows.totals().events == rows.totals().articles == 1


def test_since_an_import_or_a_day(case_folder: Path) -> None:
    with Store.open(case_folder, readonly=True) as store:
        lines = list(store.imports())
    assert first_new_number(lines, "1") == 2
    assert first_new_number(lines, "2") == 3
    assert first_new_number(lines, "2000-01-01") == 1
    assert first_new_number(lines, "2999-01-01") == 3
    for wrong in ("3", "0", "yesterday", "2024-02-30"):
        with pytest.raises(UserError):
            first_new_number(lines, wrong)


def test_an_article_that_is_read_again_is_not_new() -> None:
    lines = [
        {"run": "2024-01-01T00:00:00+00:00", "at": "2024-01-01T00:00:01+00:00", "number": 1},
        {"run": "2024-01-01T00:00:00+00:00", "at": "2024-01-01T00:00:02+00:00", "number": 2},
        {"run": "2024-02-01T00:00:00+00:00", "at": "2024-02-01T00:00:01+00:00", "number": 1},
        {"run": "2024-02-01T00:00:00+00:00", "at": "2024-02-01T00:00:02+00:00", "number": 3},
    ]
    assert first_new_number(lines, "2024-02-01") == 3
    assert first_new_number(lines, "1") == 3


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_same_store_gives_the_same_bytes_whatever_its_index(
    form: str, tmp_path: Path, rows_of: Rows
) -> None:
    """The index of the first was filled step by step, with a reading replaced between."""
    folder = tmp_path / "store"
    fill_case(folder)
    with Store.open(folder) as store:
        views = Views.open(store)
        views.update()
        reading = store.reading(1)
        assert reading is not None
        store.put_reading(1, reading, {"name": "again", "state": "new", "at": "2024-08-01"})
        views.update()
        put(store, [Told(text="Jon Brandt met Mira Adler.", label="Jon Brandt meets",
                         actors=("Jon Brandt",))])  # fmt: skip
        views.update()
        views.close()
    one, other = tmp_path / "one", tmp_path / "other"
    export_to_file(rows_of(folder, every=True), EXPORT_FORMATS[form], one)
    for file in (folder / "views").iterdir():
        if file.is_file():
            file.unlink()
    export_to_file(rows_of(folder, every=True), EXPORT_FORMATS[form], other)
    assert other.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("form", TEXTS)
def test_no_control_character_leaves(form: str, hostile: ExportRows) -> None:
    text = text_of(hostile, form)
    text.encode()
    unsafe = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0))} - {"\n", "\r"}
    assert not set(text) & (unsafe | {"\u202e", "\u2066", "\u2028", "\u2029"})


@pytest.mark.parametrize("form", ["annotations", "csl", "ftm"])
def test_no_reader_of_json_gets_a_control_character(form: str, hostile: ExportRows) -> None:
    """JSON escapes them, and whoever reads it has them again: these are replaced before."""
    text = text_of(hostile, form)
    read = [json.loads(line) for line in text.splitlines()] if form == "ftm" else [json.loads(text)]
    found = list(texts_in(read))
    assert found
    assert [text for text in found if safe(text) != text] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_not_replaced_unasked_nor_left_half(
    form: str, case: ExportRows, tmp_path: Path
) -> None:
    chosen, file = EXPORT_FORMATS[form], tmp_path / "out"
    file.write_text("of yesterday")
    with pytest.raises(FileExists):
        export_to_file(case, chosen, file)

    def stop(kind: str) -> None:
        raise InterruptedError

    stopped = ExportRows(case.views, case.request, stop)
    with pytest.raises((UserError, InterruptedError)):
        export_to_file(stopped, chosen, file, replace=True)
    assert file.read_text() == "of yesterday"
    export_to_file(case, chosen, file, replace=True)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() != b"of yesterday"
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_no_file_of_a_store_is_replaced(form: str, rows_of: Rows, tmp_path: Path) -> None:
    folder = fill_case(tmp_path / "store")
    rows, journal, link = rows_of(folder), folder / "store.jsonl", tmp_path / "case.csv"
    link.symlink_to(journal)
    before = journal.read_bytes()
    beside = (folder / "store.jsonl.lock", folder / "store.jsonl.index-1" / "new")
    for path in (journal, link, folder / "views" / "new", *beside):
        with pytest.raises(UserError):
            export_to_file(rows, EXPORT_FORMATS[form], path, replace=True)
    assert journal.read_bytes() == before
    export_to_file(rows, EXPORT_FORMATS[form], folder / "case.out")


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_selection_is_no_error(
    form: str, case_folder: Path, rows_of: Rows, tmp_path: Path
) -> None:
    rows = rows_of(case_folder, selected=Filter((Term("article", "99"),)))
    export_to_file(rows, EXPORT_FORMATS[form], tmp_path / "out")
    assert rows.totals().articles == 0


def test_a_request_is_for_everything_unless_it_says_less() -> None:
    assert ExportRequest().selected == Filter()


def test_the_readme_lists_every_format() -> None:
    readme = (REPOSITORY / "README.md").read_text()
    table = readme[readme.index("## Exports") :]
    assert [each.id for each in FORMATS if f"`{each.id}`" not in table] == []


def test_names_of_formats_are_given_once() -> None:
    names = [name for each in FORMATS for name in (each.id, *each.also)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", ["fifo", "folder", "link to a fifo"])
def test_a_binary_file_replaces_nothing_but_a_file(
    kind: str, case: ExportRows, tmp_path: Path
) -> None:
    there = tmp_path / "out"
    if kind == "folder":
        there.mkdir()
    elif kind == "fifo":
        os.mkfifo(there)
    else:
        os.mkfifo(tmp_path / "fifo")
        there.symlink_to("fifo")
    before = there.lstat()
    with pytest.raises(UserError, match="is not a regular file"):
        export_to_file(case, EXPORT_FORMATS["sqlite"], there, replace=True)
    assert there.lstat().st_mode == before.st_mode
    assert there.lstat().st_ino == before.st_ino
    if kind == "link to a fifo":
        assert stat.S_ISFIFO((tmp_path / "fifo").lstat().st_mode)
    assert not [*tmp_path.glob(".*")]
