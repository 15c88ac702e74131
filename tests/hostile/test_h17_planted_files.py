"""H17: a link, FIFO, device, socket or folder in the place of each file that dateline opens.

Another member of the group plants it; whoever uses the store gets one line or a healed view,
at once, and nothing outside the store changes.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from store import Article, Filter, Store, Term, UserError, Views, alone, share, write_whole
from store.extract.events.codebook import load
from store.ingest.copies import Copies
from store.ingest.site_lines import SiteLines
from tests.server.members import MARY, NEWSROOM, PAUL, a_place_that_all_reach, as_member
from tui.config import load_config
from tui.crash import report
from tui.dialogs.article import append
from tui.view_model.session import Session, SessionFile

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can be several people")

JOURNAL = "store.jsonl"
IN_A_STORE = (
    JOURNAL,
    f"{JOURNAL}.lock",
    f"{JOURNAL}.dropped",
    f"{JOURNAL}.compacting",
    f"{JOURNAL}.compact.lock",
    f"{JOURNAL}.index-1",
    f"{JOURNAL}.index-1/head",
    f"{JOURNAL}.index-1/0.slots",
    f"{JOURNAL}.index-1/0.keys",
    f"{JOURNAL}.index-1/0.heads",
    f"{JOURNAL}.index-1/0.others",
    f"{JOURNAL}.index-2",
    "watch.lock",
    "views",
    "views/index.sqlite",
    "views/index.sqlite-wal",
    "views/index.sqlite-shm",
    "views/index.sqlite-journal",
    "views/index.lock",
    "views/copies.sqlite",
    "views/copies.sqlite-wal",
    "views/sites.sqlite",
    "views/text-2",
    "views/text-2/meta.json",
    "views/text-2/.managed.json",
    "views/text-2/.tantivy-writer.lock",
    "views/text-2/covers.json",
    "views/text-2/covers.json.new",
    "views/text-2/filling.lock",
)
ELSEWHERE = (
    f"new/{JOURNAL}.making",
    f"new/{JOURNAL}.lock",
    f"backup/{JOURNAL}",
    f"backup/{JOURNAL}.part",
    f"saved/{JOURNAL}.part",
    "config.toml",
    "codebook.tsv",
    "places/{id}.json",
    "places/{id}.{pid}",
    "state/dateline/crash.txt",
    "out.json",
    ".out.json.part",
    "citations.txt",
)
CANNOT_BE_MADE_ANEW = {JOURNAL, f"{JOURNAL}.lock", f"{JOURNAL}.compact.lock", "watch.lock"}
KINDS = ("link", "link to nothing", "link to a folder", "FIFO", "device", "socket", "folder")
SECONDS = 20
QUICK = {
    (JOURNAL, "FIFO"),
    (f"{JOURNAL}.lock", "link"),
    (f"{JOURNAL}.compacting", "link"),
    ("views/index.sqlite", "link to nothing"),
    ("views/text-2", "link to a folder"),
    ("config.toml", "device"),
    (f"backup/{JOURNAL}.part", "link"),
}


def cases(names: tuple[str, ...]) -> list[ParameterSet]:
    """Each file with each kind; all but a few are for the slow run."""
    return [
        pytest.param(name, kind, marks=() if (name, kind) in QUICK else pytest.mark.slow)
        for name in names
        for kind in KINDS
    ]


@pytest.fixture
def place() -> Iterator[Path]:
    with a_place_that_all_reach() as found:
        yield found


@pytest.fixture
def precious(place: Path) -> Path:
    """What is Mary's alone, elsewhere."""
    outside = place / "outside"
    (outside / "folder").mkdir(parents=True)
    for path in (outside / "precious", outside / "folder" / "head"):
        path.write_text("precious")
    for path in (outside, *outside.rglob("*")):
        os.chown(path, MARY, MARY)
    return outside


def plant(kind: str, path: Path, outside: Path) -> None:
    """Put something in the place of a file, as Paul's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    match kind:
        case "link":
            path.symlink_to(outside / "precious")
        case "link to nothing":
            path.symlink_to(outside / "new")
        case "link to a folder":
            path.symlink_to(outside / "folder")
        case "FIFO":
            os.mkfifo(path, 0o666)
        case "device":
            os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero
        case "socket":
            here = Path.cwd()
            os.chdir(path.parent)  # the name of a socket must be short
            socket.socket(socket.AF_UNIX).bind(path.name)
            os.chdir(here)
        case _:
            path.mkdir()
    os.lchown(path, PAUL, NEWSROOM)


def seen(outside: Path) -> dict[str, tuple[int, bytes]]:
    """All that is outside the store: names, modes and contents."""
    return {
        str(path.relative_to(outside)): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(outside.rglob("*"))
    }


def article(number: int) -> Article:
    return Article(id=f"{number:064x}", text=f"Ferry {number} sailed to Oslo.", title="Ferry")


def put(folder: Path, number: int) -> None:
    with Store.open(folder, create=True) as store:
        store.put(article(number), None, {"status": "added"})
        views = Views.open(store)
        views.update()
        views.counts(Filter((Term("text", "ferry"),)))
        views.close()


def everything(folder: Path) -> list[Callable[[], object]]:
    """What opens, makes or replaces the files of a store."""

    def compact() -> None:
        with Store.open(folder) as store:
            store.compact()

    def watch() -> None:
        with alone(folder):
            pass

    def look_for_copies() -> None:
        with Store.open(folder) as store:
            SiteLines(store).close()
            Copies(store).close()

    return [
        lambda: put(folder, 2),
        lambda: put(folder, 3),
        watch,
        look_for_copies,
        lambda: Store.check(folder),
        compact,
        lambda: put(folder, 4),
    ]


def tried(steps: list[Callable[[], object]], out: Path) -> None:
    """Do each step, and write down what it said; anything but a `UserError` fails."""
    signal.alarm(SECONDS)
    lines = []
    for step in steps:
        try:
            step()
        except UserError as trouble:
            lines.append(str(trouble))
    out.write_text("\n".join(lines))


def shared_store(folder: Path) -> None:
    """Mary's store with an article and all its views, shared with the newsroom."""
    folder.mkdir()
    os.chown(folder, MARY, MARY)
    assert as_member(MARY, lambda: (share(folder, str(NEWSROOM), "write"), put(folder, 1)))


@pytest.mark.parametrize(("name", "kind"), cases(IN_A_STORE))
def test_in_a_shared_store(place: Path, precious: Path, name: str, kind: str) -> None:
    folder, said = place / "news", place / "said"
    shared_store(folder)
    if name.endswith(".dropped"):
        with (folder / JOURNAL).open("ab") as journal:
            journal.write(b'{"put":"articles"')
    plant(kind, folder / name, precious)
    before = seen(precious)
    said.touch(mode=0o666)
    said.chmod(0o666)
    assert as_member(MARY, lambda: tried(everything(folder), said))
    assert seen(precious) == before
    lines = said.read_text().splitlines()
    if name in CANNOT_BE_MADE_ANEW:
        assert lines
    for line in lines:
        assert str(folder) in line
    is_in_the_way = kind == "folder" and name == f"{JOURNAL}.dropped"
    if name not in {JOURNAL, f"{JOURNAL}.lock"} and not is_in_the_way:
        with Store.open(folder) as store:
            assert len(store.numbers()) == 4


@pytest.mark.parametrize(("name", "kind"), cases(ELSEWHERE))
def test_elsewhere(
    place: Path, precious: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said = place / "news", place / "said"
    shared_store(folder)
    with Store.open(folder) as store:
        id_ = store.db.journal.journal.file.header.store
    shared = place / "shared"
    shared.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(shared / "state"))
    pid = os.getpid()
    path = shared / name.format(id=id_, pid=pid)
    plant(kind, path, precious)
    for each in (shared, *(each for each in shared.rglob("*") if each not in {path})):
        if each.is_dir() and not each.is_symlink():
            os.chown(each, MARY, NEWSROOM)
            each.chmod(0o3770)
    before = seen(precious)
    said.touch(mode=0o666)
    said.chmod(0o666)

    def session() -> None:
        os.getpid = lambda: pid  # type: ignore[assignment]
        file = SessionFile(folder, shared)
        with suppress(ValueError):
            file.read()
        file.write(Session((), 0))

    def cite() -> None:
        with suppress(OSError):
            append(shared / "citations.txt", "a line")

    def back_up() -> None:
        with Store.open(folder) as store:
            store.backup(shared / "backup")

    steps: list[Callable[[], object]] = [
        lambda: put(shared / "new", 1),
        back_up,
        lambda: Store.repair(folder, shared / "saved"),
        lambda: load_config(shared / "config.toml"),
        lambda: load([shared / "codebook.tsv"]),
        session,
        lambda: report(ValueError("a fault")),
        lambda: write_whole(shared / "out.json", ["{}"]),
        cite,
    ]
    assert as_member(MARY, lambda: tried(steps, said))
    assert seen(precious) == before
    for line in said.read_text().splitlines():
        assert str(shared) in line or str(precious) in line


def test_a_persons_own_link_to_her_config_is_followed(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles" / "dateline.toml").write_text("jobs = 3\n")
    (tmp_path / "config.toml").symlink_to("dotfiles/dateline.toml")
    assert load_config(tmp_path / "config.toml").jobs == 3
