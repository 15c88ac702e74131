"""A store that a group shares: members add, members look, strangers see nothing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import (
    Article,
    Corrections,
    Filter,
    Star,
    Store,
    StoreError,
    Tag,
    UserError,
    Views,
    share,
)
from store.sharing import Members
from tests.journeys.terminal import REPOSITORY, Terminal
from tests.server.members import (
    MARY,
    NEWSROOM,
    PAUL,
    STRANGER,
    a_place_that_all_reach,
    as_member,
)
from tui.cli.machine_checks import check_installation, check_machine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.getuid() != 0, reason="only root can be several people"),
]


SHARED = {
    ("store", NEWSROOM, 0o3770),
    ("folder", NEWSROOM, 0o2770),
    ("file", NEWSROOM, 0o660),
}
"""The store's own folder is sticky: nobody takes away what another member made."""


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_place_that_all_reach() as place:
        yield place / "news"


def made(folder: Path, members: Members) -> None:
    """A store of the user Mary, shared with the newsroom."""
    folder.mkdir()
    os.chown(folder, MARY, MARY)

    def work() -> None:
        share(folder, str(NEWSROOM), members)
        Store.open(folder, create=True).close()
        add(folder, 0)

    assert as_member(MARY, work)


def add(folder: Path, number: int) -> None:
    article = Article(id=f"{number:064x}", text=f"Ferry {number} sailed.", title="Ferry")
    with Store.open(folder) as store:
        assert store.put(article, None, {"status": "added"}) is not None
        views = Views.open(store)
        views.update()
        views.prepare_search()
        views.close()


def modes(folder: Path) -> set[tuple[str, int, int]]:
    """Kind, group and mode of everything in a store."""
    found = set()
    for path in (folder, *folder.rglob("*")):
        status = path.stat()
        kind = "store" if path == folder else "folder" if path.is_dir() else "file"
        found.add((kind, status.st_gid, stat.S_IMODE(status.st_mode)))
    return found


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_members_add_in_turn_whatever_their_umask(folder: Path, umask: int) -> None:
    made(folder, "write")
    for number, member in enumerate([PAUL, MARY, PAUL], 1):
        assert as_member(member, lambda number=number: add(folder, number), umask=umask)
    assert modes(folder) == SHARED
    assert Store.check(folder).documents["articles"] == 4


def test_a_store_that_is_shared_with_nobody(folder: Path) -> None:
    folder.mkdir()
    os.chown(folder, MARY, MARY)
    folder.chmod(0o700)

    def work() -> None:
        Store.open(folder, create=True).close()
        add(folder, 0)

    assert as_member(MARY, work, umask=0)
    assert modes(folder) == {("store", MARY, 0o700), ("folder", MARY, 0o700), ("file", MARY, 0o600)}


def test_its_owner_compacts_and_the_others_go_on(folder: Path) -> None:
    made(folder, "write")

    def compact() -> None:
        with Store.open(folder) as store:
            store.compact()

    def may_not() -> None:
        with pytest.raises(StoreError, match="another member"):
            compact()

    assert as_member(PAUL, may_not)
    assert as_member(MARY, compact)
    assert as_member(PAUL, lambda: add(folder, 1))
    assert modes(folder) == SHARED


def look(folder: Path) -> None:
    look_at(folder, 2)


def look_at(folder: Path, articles: int) -> None:
    with Store.open(folder) as store:
        assert store.readonly
        assert "for reading only" in store.note
        views = Views.open(store)
        views.update()
        assert views.counts(Filter()).articles == (articles, articles)
        assert views.search.find("ferry")
        views.close()


def test_members_who_may_only_look(folder: Path) -> None:
    made(folder, "read")
    assert as_member(MARY, lambda: add(folder, 1))
    assert as_member(PAUL, lambda: look(folder))

    def told_by_the_doctor() -> None:
        (rights,) = (each for each in check_installation(folder) if each.about == "rights")
        assert rights.seen == "its group may look; you have read access only"

    assert as_member(PAUL, told_by_the_doctor)
    assert modes(folder) == {
        ("store", NEWSROOM, 0o2750),
        ("folder", NEWSROOM, 0o2750),
        ("file", NEWSROOM, 0o640),
    }


def test_a_store_with_nothing_in_it_can_be_looked_at(folder: Path) -> None:
    folder.mkdir()
    os.chown(folder, MARY, MARY)

    def make() -> None:
        share(folder, str(NEWSROOM), "read")
        Store.open(folder, create=True).close()

    def look_at_nothing() -> None:
        with Store.open(folder) as store:
            assert list(store.numbers()) == []
            assert list(store.imports()) == []
            assert store.db.table("articles").get(doc_id=1) is None
            assert store.number("0" * 64) is None

    assert as_member(MARY, make)
    assert as_member(PAUL, look_at_nothing)


@pytest.mark.parametrize("words", [["add", "/etc/hostname"], ["add", "--retry-failed"], ["watch"]])
def test_a_member_who_may_only_look_is_told_so_in_one_line(folder: Path, words: list[str]) -> None:
    made(folder, "read")
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(folder), *words], capture_output=True,
        text=True, timeout=60, check=False, user=PAUL, group=PAUL, extra_groups=[NEWSROOM],
        cwd=REPOSITORY, env={**os.environ, "HOME": "/nonexistent"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == f"dateline: {folder} may not be written to. Ask its owner for write permission.\n"
    )


def test_the_dashboard_of_a_member_who_may_only_look(folder: Path) -> None:
    made(folder, "read")

    def see() -> None:
        with Terminal("--store", str(folder)) as terminal:
            terminal.wait_for("Ferry")
            terminal.wait_for("The store is open for reading only")
            terminal.press("a")
            terminal.wait_for("You can read this store, but not add to it.")
            terminal.press("q")
            assert terminal.wait_for_end() == 0

    assert as_member(PAUL, see)


def test_a_reader_is_told_that_she_may_not_correct(folder: Path) -> None:
    """Every key that would change something says so; the log can be read."""
    made(folder, "read")

    def star() -> None:
        with Store.open(folder) as store:
            views = Views.open(store)
            Corrections(store, "mary").record(Star(views.corrections.article_ref(1)))
            views.close()

    def see() -> None:
        with Terminal("--store", str(folder)) as terminal:
            terminal.wait_for("Ferry")
            for key in ("*", "c", "T", ";", "e", "W", "u", "R"):
                terminal.press("J")
                terminal.wait_for(lambda seen: "not correct it" not in seen.text)
                terminal.press(key)
                terminal.wait_for("You can read this store, but not correct it.")
            terminal.press("L")
            terminal.wait_for("mary")
            terminal.press("enter")
            terminal.wait_for("may not be written to")
            terminal.press("escape", "q")
            assert terminal.wait_for_end() == 0

    assert as_member(MARY, star)
    assert as_member(PAUL, see)


def test_two_members_correct_at_once(folder: Path) -> None:
    """Each keeps her own, under her name, and each undoes her own only."""
    made(folder, "write")

    def corrects(name: str, tag: str) -> None:
        with Store.open(folder) as store:
            views = Views.open(store)
            views.update()
            Corrections(store, name).record(Tag(views.corrections.article_ref(1), tag))
            views.close()

    def sees_both() -> None:
        with Store.open(folder) as store:
            views = Views.open(store)
            views.update()
            (row,) = views.articles(Filter())
            assert row.marks.tags == ("harbour", "storm")
            assert Corrections(store, "mary").undo() is not None
            views.update()
            (row,) = views.articles(Filter())
            assert row.marks.tags == ("storm",)
            assert [each.correction.by for each in views.corrections.lines()][:2] == [
                "mary",
                "paul",
            ]
            views.close()

    assert as_member(MARY, lambda: corrects("mary", "harbour"))
    assert as_member(PAUL, lambda: corrects("paul", "storm"))
    assert as_member(MARY, sees_both)


def test_a_reader_sees_what_an_adder_left_half_indexed(folder: Path) -> None:
    """The views lag behind the journal, and the member may not bring them up."""
    made(folder, "read")

    def put() -> None:
        with Store.open(folder) as store:
            article = Article(id=f"{1:064x}", text="Ferry 1 sailed.", title="Ferry")
            store.put(article, None, {"status": "added"})

    assert as_member(MARY, put)
    assert as_member(PAUL, lambda: look(folder))


def test_what_was_not_shared_with_the_rest_of_it(folder: Path) -> None:
    """Somebody copied the journal or its lock into place with rights of her own."""
    made(folder, "read")

    def without_the_lock() -> None:
        (locks,) = (each for each in check_machine(folder) if each.about == "locks")
        assert locks.state == "note"
        look_at(folder, 1)

    def without_the_journal() -> None:
        for readonly in (False, True):
            with pytest.raises(StoreError, match="cannot be read: Permission denied"):
                Store.open(folder, readonly=readonly)

    (folder / "store.jsonl.lock").chmod(0o600)
    assert as_member(PAUL, without_the_lock)
    (folder / "store.jsonl").chmod(0o600)
    assert as_member(PAUL, without_the_journal)


def test_strangers_see_nothing(folder: Path) -> None:
    made(folder, "write")

    def peep() -> None:
        with pytest.raises(PermissionError):
            list(folder.iterdir())
        with pytest.raises((PermissionError, UserError)):
            Store.open(folder)

    assert as_member(STRANGER, peep, group=STRANGER)


def test_a_store_that_is_there_can_be_shared_later(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    os.chown(folder, MARY, MARY)
    assert as_member(MARY, lambda: add(Store.open(folder, create=True).folder, 0))
    assert as_member(MARY, lambda: share(folder, str(NEWSROOM), "write"))
    assert as_member(PAUL, lambda: add(folder, 1))
    assert modes(folder) == SHARED


def test_only_its_owner_shares_it(folder: Path) -> None:
    made(folder, "write")

    def take_over() -> None:
        with pytest.raises(UserError, match="cannot be given"):
            share(folder, str(NEWSROOM), "read")

    assert as_member(PAUL, take_over)


def test_a_group_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no group"):
        share(tmp_path / "news", "no-such-group", "write")
    assert not (tmp_path / "news").exists()
