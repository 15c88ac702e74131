"""Names and offices of a large store are in files beside the index, which anybody may delete."""

from __future__ import annotations

import fcntl
import os
import random
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from store.reading import Role
from store.views import Views
from store.views.indexing.checking import damaged_views
from store.views.searching import line_blocks, line_files
from store.views.searching.line_blocks import BadLines, IndexState, LineBlocks, LineWriter
from store.views.searching.name_lines import Lines, as_line, text_of
from tests.store.views.articles_for_tests import article, entity, reading
from tests.store.views.memory_journal import MemoryJournal


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every store for a large one."""
    monkeypatch.setattr(line_files, "IN_MEMORY", 0)


def put(journal: MemoryJournal, number: int, name: str, *, of: str = "Norland") -> None:
    """Add an article with a mayor of this name."""
    told = article(f"{number}: {name} of {of}.", published=f"2020-01-{number:02}")
    names = (
        entity("e1", f"person/{name.lower()}", name, times=2),
        entity("e2", f"gpe/{of.lower()}", of, times=3),
    )
    office = Role(person="e1", role="Mayor", of="e2", start=0, end=1)
    journal.put(number, told, reading(told, *names, roles=(office,)))


@pytest.fixture
def two(journal: MemoryJournal) -> MemoryJournal:
    """A store with two mayors."""
    put(journal, 1, "Rosa Blom")
    put(journal, 2, "Carl Dahl", of="Zeta")
    with closing(Views.open(journal)) as views:
        views.update()
    return journal


def found(journal: MemoryJournal) -> tuple[list[list[str]], list[str]]:
    """What some searches find in a process of its own, and what was said."""
    with closing(Views.open(journal)) as views:
        views.update()
        asked = ("blom", "dahl carl", "roza blom", "mayor of zeta", "mayor blom")
        names = [[row.name for row in views.search.names(typed)] for typed in asked]
        return names, list(views.notes)


FOUND = [["Rosa Blom"], ["Carl Dahl"], ["Rosa Blom"], ["Carl Dahl"], ["Rosa Blom"]]


def files(journal: MemoryJournal) -> list[Path]:
    return sorted((journal.folder / "views").glob("*.lines"))


def test_processes_share_the_files(two: MemoryJournal) -> None:
    assert found(two) == (FOUND, [])
    assert [path.name for path in files(two)] == ["aliases-1.lines", "roles-1.lines"]
    made = [path.stat().st_ino for path in files(two)]
    assert found(two) == (FOUND, [])
    assert [path.stat().st_ino for path in files(two)] == made


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def change_a_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(30)
        (byte,) = file.read(1)
        file.seek(30)
        file.write(bytes([byte ^ 1]))


def replace_by_text(path: Path) -> None:
    path.write_text("no lines\n" * 99)


def replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.parametrize("damage", [cut, empty, change_a_byte, replace_by_text])
def test_a_damaged_file_is_told_and_made_anew(
    two: MemoryJournal, damage: Callable[[Path], None]
) -> None:
    found(two)
    for path in files(two):
        damage(path)
    assert len(list(damaged_views(two.folder))) == 2
    names, said = found(two)
    assert names == FOUND
    assert len(said) == 2
    assert all("rebuilt" in each for each in said)
    assert list(damaged_views(two.folder)) == []
    assert found(two) == (FOUND, [])


@pytest.mark.parametrize("damage", [Path.unlink, replace_by_a_folder, replace_by_a_link])
def test_what_is_no_file_is_replaced(two: MemoryJournal, damage: Callable[[Path], None]) -> None:
    found(two)
    for path in files(two):
        damage(path)
    assert found(two)[0] == FOUND
    assert all(path.is_file() and not path.is_symlink() for path in files(two))


def test_the_files_of_another_index_are_not_used(two: MemoryJournal) -> None:
    found(two)
    (two.folder / "views" / "index.sqlite").unlink()
    two.delete(1)
    put(two, 1, "Orvis Blom")
    assert found(two)[0][0] == ["Orvis Blom"]


def test_an_index_that_begins_anew_has_other_files(two: MemoryJournal) -> None:
    found(two)
    shorter = MemoryJournal(two.folder)
    put(shorter, 1, "Orvis Blom")
    with closing(Views.open(shorter)) as views:
        views.update()
        assert [row.name for row in views.search.names("blom")] == ["Orvis Blom"]
        assert views.search.names("dahl") == []


def test_new_names_are_found_beside_those_of_the_file(two: MemoryJournal) -> None:
    found(two)
    made = [path.stat().st_ino for path in files(two)]
    with closing(Views.open(two)) as views:
        views.prepare_search()
        put(two, 3, "Ann Velden")
        views.update()
        assert [row.name for row in views.search.names("velden")] == ["Ann Velden"]
    with closing(Views.open(two)) as views:
        assert [row.name for row in views.search.names("velden")] == ["Ann Velden"]
    assert files(two)[0].stat().st_ino == made[0]


def test_the_file_is_made_anew_when_much_is_new(two: MemoryJournal) -> None:
    found(two)
    made = files(two)[0].stat().st_ino
    many = article("A list of names.")
    names = (entity(f"e{n}", f"person/n{n} velden", f"N{n} Velden") for n in range(1_100))
    two.put(3, many, reading(many, *names))
    with closing(Views.open(two)) as views:
        views.update()
        assert views.search.names("n7 velden")[0].name == "N7 Velden"
    assert files(two)[0].stat().st_ino != made


def test_who_may_not_write_finds_the_same(two: MemoryJournal) -> None:
    two.readonly = True
    assert found(two) == (FOUND, [])
    assert files(two) == []
    two.readonly = False
    found(two)
    for path in files(two):
        change_a_byte(path)
    two.readonly = True
    assert found(two) == (FOUND, [])


def test_nobody_waits_for_a_process_that_makes_a_file(two: MemoryJournal) -> None:
    with (two.folder / "views" / "lines.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert found(two) == (FOUND, [])
        assert files(two) == []
    assert found(two) == (FOUND, [])
    assert len(files(two)) == 2


def test_a_process_that_was_killed_leaves_nothing_that_is_used(two: MemoryJournal) -> None:
    views = two.folder / "views"
    for name in ("aliases-1.new", "roles-1.new"):
        (views / name).write_bytes(b"half of")
    assert found(two) == (FOUND, [])
    assert not list(views.glob("*.new"))


def test_without_room_on_the_disk_lines_are_in_memory(
    two: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(line_files, "new_file", full)
    assert found(two) == (FOUND, [])
    assert files(two) == []


# Lines in blocks.

LETTERS = "abcdé 中"


def written(lines: list[str], read: IndexState | None = None) -> bytes:
    file = BytesIO()
    writer = LineWriter(file, columns=2, searched=1)
    for number, line in enumerate(lines):
        writer.add(as_line(line), number.to_bytes(4, "little"))
    writer.finish(read or IndexState(), range(3, 3 + len(lines)))
    return file.getvalue()


def some_lines(chance: random.Random) -> list[str]:
    def words(most: int) -> str:
        return " ".join(
            "".join(chance.choices(LETTERS.replace(" ", ""), k=chance.randint(1, 6)))
            for _ in range(chance.randint(1, most))
        )

    return [" | ".join(words(3) for _ in range(chance.randint(1, 2))) for _ in range(60)]


@pytest.mark.parametrize("seed", range(20))
def test_blocks_find_what_a_search_of_all_lines_finds(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(line_blocks, "_BLOCK", 150)
    chance = random.Random(seed)  # noqa: S311
    texts = some_lines(chance)
    blocks = LineBlocks.of_bytes(written(texts))
    lines = Lines(blocks)
    whole = [as_line(text).decode().rstrip("\n") for text in texts]
    assert len(blocks) == len(texts)
    assert [lines.line(number) for number in range(len(texts))] == whole
    for _ in range(200):
        inside = chance.choice(whole)
        start = chance.randrange(len(inside) - 1)
        letters = inside[start : start + chance.randint(1, 9)]
        expected = [number for number, line in enumerate(whole) if letters in line]
        assert list(lines.holding(letters)) == expected
        places = list(lines.places(letters))
        assert [lines.number(place) for place in places] == expected
        assert [text_of(place) for place in places] == [whole[number] for number in expected]
    for number in range(len(texts)):
        block, place = blocks.place(number)
        assert int.from_bytes(blocks.kept(block, 1)[4 * place :][:4], "little") == number
    assert [blocks.in_order(at) for at in range(blocks.ordered)] == list(range(3, 63))


def test_no_lines_are_found_in_nothing() -> None:
    blocks = LineBlocks.of_bytes(written([]))
    assert len(blocks) == 0
    assert list(Lines(blocks).holding(" abc")) == list(Lines(blocks).holding("b")) == []
    assert blocks.ordered == 0


def test_any_changed_byte_is_noticed() -> None:
    whole = written(["ann lee", "bo velden"])
    assert LineBlocks.of_bytes(whole).read == IndexState()
    for place in {*range(40), *range(len(whole) - 300, len(whole))}:
        changed = whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
        with pytest.raises(BadLines):
            LineBlocks.of_bytes(changed)
    for size in (0, 5, len(whole) // 2, len(whole) - 1):
        with pytest.raises(BadLines):
            LineBlocks.of_bytes(whole[:size])


def test_a_file_takes_hardly_any_memory(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    path = tmp_path / "lines"
    path.write_bytes(written([line for _ in range(500) for line in some_lines(chance)]))
    tracemalloc.start()
    blocks = LineBlocks.of_file(os.open(path, os.O_RDONLY))
    assert len(list(Lines(blocks).holding(" ab"))) > 1_000
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < path.stat().st_size / 10
