"""A journal that was cut anywhere, or has a wrong byte anywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.checking import check
from store.database.commits import CommitPosition, beginning, records
from store.database.errors import StoreDamaged
from store.database.journal_file import JournalFile
from store.database.offset_index import discard, index_folder
from store.database.repair import repair
from store.database.table import JournalDB

Contents = dict[str, dict[int, dict[str, object]]]
KEYS = {"articles": "id"}


def open_db(path: Path) -> JournalDB:
    return JournalDB(path, keys=KEYS)


def contents(db: JournalDB) -> Contents:
    return {
        name: {document.doc_id: dict(document) for document in db.table(name)}
        for name in sorted(db.tables())
    }


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, Contents]]]:
    """A small journal with every kind of line, and what it held after each commit, by its end."""
    path = tmp_path_factory.mktemp("journal") / "store.jsonl"
    history: list[tuple[int, Contents]] = [(0, {})]
    with open_db(path) as db:
        articles = db.table("articles")

        def committed() -> None:
            history.append((path.stat().st_size, contents(db)))

        history.append((path.stat().st_size, {}))
        articles.insert({"id": "one", "title": "Bridge opens"})
        committed()
        articles.insert_multiple({"id": f"n{n}", "title": "Ünïcode “quotes”"} for n in range(3))
        committed()
        db.table("searches").insert({"name": "bridges"})
        committed()
        articles.update({"title": "Bridge closes"}, doc_ids=[1, 3])
        committed()
        db.drop_table("searches")
        committed()
        articles.remove(doc_ids=[2])
        committed()
        with db.journal.transaction():
            db.table("articles").insert({"id": "two", "title": "Ferry sinks"})
            db.table("texts").insert({"text": "The ferry sank."})
        committed()
    return path, history


def copied(journal: Path, folder: Path, *, index: bool) -> Path:
    """A copy of the journal in a folder of its own, with its index or without."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / journal.name
    shutil.copy(journal, path)
    if index:
        shutil.copytree(index_folder(journal, 1), index_folder(path, 1))
    return path


EVERY_BYTE = pytest.param(1, marks=pytest.mark.slow)


@pytest.mark.parametrize("every", [19, EVERY_BYTE])
@pytest.mark.parametrize("index", [True, False])
def test_cut_at_every_byte_of_the_last_two_commits(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path, index: bool, every: int
) -> None:
    original, history = journal
    size = original.stat().st_size
    for cut in range(history[-3][0], size, every):
        path = copied(original, tmp_path / "cut", index=index)
        os.truncate(path, cut)
        expected = [(end, held) for end, held in history if end <= cut][-1]
        with open_db(path) as db:
            assert contents(db) == expected[1], f"cut at {cut}"
            notes = " ".join(db.journal.journal.notes)
            assert ("dropped" in notes) == (cut > expected[0] and not index)
            assert ("missing" in notes) == index
            assert db.table("after").insert({"cut": cut}) == 1
            # A number that followers have seen is not given to another commit.
            assert not index or db.journal.snapshot().revision > len(history) - 2
        assert path.read_bytes()[: expected[0]] == original.read_bytes()[: expected[0]]
        with open_db(path) as db:
            assert contents(db) == {**expected[1], "after": {1: {"cut": cut}}}
            assert ("missing" in " ".join(db.journal.journal.notes)) == index
        checked = check(path, KEYS)
        assert not checked.damages
        assert len(checked.losses) == index
        for loss in checked.losses:
            kept = path.with_name(loss.aside).read_bytes() if loss.aside else b""
            assert kept == original.read_bytes()[expected[0] : cut]


def damage(path: Path, position: int, wrong: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ wrong]))


@pytest.mark.parametrize("every", [11, EVERY_BYTE])
@pytest.mark.parametrize("wrong", [0x01, 0x20, 0xFF])
def test_a_wrong_byte_anywhere_is_found_and_left_alone(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path, wrong: int, every: int
) -> None:
    original, history = journal
    last = history[-2][0]
    for position in range(0, original.stat().st_size, every):
        path = copied(original, tmp_path / "flipped", index=False)
        damage(path, position, wrong)
        damaged = path.read_bytes()
        checked = check(path, KEYS)
        assert checked.uncommitted or any(
            found.start <= position < found.end for found in checked.damages
        ), position
        try:
            with open_db(path) as db:
                # The last commit's own line is gone: it looks like one that was never finished.
                assert position >= last
                assert contents(db) == history[-2][1]
                assert db.journal.journal.notes
        except StoreDamaged as error:
            assert error.offset <= position
            assert path.read_bytes() == damaged
        else:
            assert Path(f"{path}.dropped").read_bytes() == damaged[last:]


@pytest.mark.parametrize("every", [19, EVERY_BYTE])
def test_a_wrong_byte_anywhere_is_damage_when_the_index_remembers(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path, every: int
) -> None:
    original, _ = journal
    for position in range(0, original.stat().st_size, every):
        path = copied(original, tmp_path / "flipped", index=True)
        damage(path, position, 0x11)
        damaged = path.read_bytes()
        assert check(path, KEYS).damages, position
        with suppress(StoreDamaged), open_db(path) as db:
            contents(db)
        assert path.read_bytes() == damaged, position


@pytest.mark.parametrize("every", [97, EVERY_BYTE])
def test_repair_saves_every_commit_without_the_wrong_byte(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path, every: int
) -> None:
    original, history = journal
    for position in range(0, original.stat().st_size, every):
        path = copied(original, tmp_path / "flipped", index=False)
        damage(path, position, 0x11)
        to = tmp_path / "saved" / "store.jsonl"
        shutil.rmtree(to.parent, ignore_errors=True)
        repaired = repair(path, to, KEYS)
        assert check(to, KEYS).is_whole
        with open_db(to) as db:
            saved = contents(db)
        for table, documents in history[-1][1].items():
            for doc_id, document in documents.items():
                is_saved = saved.get(table, {}).get(doc_id) == document
                assert is_saved or repaired.unproven or repaired.lost or position > history[-2][0]


@pytest.fixture(scope="module")
def index_bytes(journal: tuple[Path, list[tuple[int, Contents]]]) -> list[tuple[str, int]]:
    """Every byte of the index that was written, by file."""
    folder = index_folder(journal[0], 1)
    return [
        (file.name, position)
        for file in sorted(folder.iterdir())
        for position, byte in enumerate(file.read_bytes())
        if byte
    ]


@settings(max_examples=30)
@given(data=st.data(), wrong=st.integers(1, 255))
def test_a_wrong_byte_in_the_index_changes_no_answer(
    journal: tuple[Path, list[tuple[int, Contents]]],
    index_bytes: list[tuple[str, int]],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    wrong: int,
) -> None:
    original, history = journal
    name, position = data.draw(st.sampled_from(index_bytes))
    path = copied(original, tmp_path_factory.getbasetemp() / "index", index=True)
    damage(index_folder(path, 1) / name, position, wrong)
    with open_db(path) as db:
        assert contents(db) == history[-1][1]
        assert db.table("articles").insert({"id": "new"}) == 6
    with open_db(path) as db:
        assert len(db.table("articles")) == len(history[-1][1]["articles"]) + 1


def test_a_wrong_bit_in_the_place_of_a_document_changes_no_answer(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path
) -> None:
    """Among them are lengths that reach beyond the line, or end before it."""
    original, _ = journal
    with open_db(original) as db:
        expected = db.journal.snapshot().raw("articles", 3)
    for bit in range(64):
        path = copied(original, tmp_path / "place", index=True)
        damage(index_folder(path, 1) / "0.slots", 3 * 8 + bit // 8, 1 << bit % 8)
        with open_db(path) as db:
            assert db.journal.snapshot().raw("articles", 3) == expected, bit
            assert not any("Skipped" in note for note in db.journal.journal.notes), bit


def test_a_wrong_length_in_the_index_loses_no_document(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path
) -> None:
    original, history = journal
    path = copied(original, tmp_path / "index", index=True)
    damage(index_folder(path, 1) / "0.slots", 4 * 8 + 5, 1)
    with open_db(path) as db:
        assert contents(db) == history[-1][1]


def stale_indexes(path: Path) -> Iterator[str]:
    """An index that is missing, empty, of another store, or of an older state of this one."""
    folder = index_folder(path, 1)
    discard(folder)
    yield "missing"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.write_bytes(b"")
    yield "empty"
    for file in folder.iterdir():
        file.write_bytes(b"nonsense" * 20)
    yield "nonsense"


def test_an_index_that_does_not_fit_is_made_again(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path
) -> None:
    original, history = journal
    path = copied(original, tmp_path / "stale", index=True)
    for what in stale_indexes(path):
        with open_db(path) as db:
            assert contents(db) == history[-1][1], what
            assert db.journal.snapshot().with_key("articles", "id", "n2") == 4
        assert not check(path, KEYS).index, what


def test_an_older_index_catches_up(
    journal: tuple[Path, list[tuple[int, Contents]]], tmp_path: Path
) -> None:
    path = copied(journal[0], tmp_path / "older", index=True)
    old = shutil.copytree(index_folder(path, 1), tmp_path / "kept")
    with open_db(path) as db:
        db.table("articles").insert_multiple({"id": f"later {n}"} for n in range(5))
    discard(index_folder(path, 1))
    shutil.copytree(old, index_folder(path, 1))
    with open_db(path) as db:
        assert db.journal.snapshot().with_key("articles", "id", "later 4") == 10
    assert not check(path, KEYS).index


def test_commits_can_be_told_apart_in_any_document(tmp_path: Path) -> None:
    """A document that looks like the journal's own lines changes nothing."""
    evil = '\n{"commit":9,"parts":0,"tables":{},"length":0,"crc":"00000000"}\n'
    path = tmp_path / "store.jsonl"
    with open_db(path) as db:
        db.insert({evil: evil})
        db.insert({"after": 1})
    file = JournalFile(path, writable=False)
    marks = [
        item
        for item in records(file, beginning(file), path.stat().st_size)
        if isinstance(item, CommitPosition)
    ]
    assert len(marks) == 2
    with open_db(path) as db:
        assert db.all() == [{evil: evil}, {"after": 1}]
