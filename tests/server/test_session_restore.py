"""J14: however a session ends, the next one goes on where it was."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from store import Store
from tests.journeys.terminal import Terminal
from tests.server.processes import nothing_runs_for
from tests.server.ssh import Sshd
from tests.tui.newsroom import Told, made

pytestmark = pytest.mark.slow
"""Real terminals and disks are waited for."""

NORLAND = "› Norland"


def opened(store: Path, home: Path, *arguments: str, columns: int = 80) -> Terminal:
    (home / "dateline").mkdir(parents=True, exist_ok=True)
    (home / "dateline" / "tour-seen").touch()
    return Terminal(
        *arguments, environment={"DATELINE_STORE": str(store)}, home=home, columns=columns
    )


def kept(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.glob("dateline/sessions/*.json")))


def to_the_strike(terminal: Terminal) -> None:
    """Filter by Norland, sort the entities by name, open the strike from the timeline."""
    terminal.wait_for("Adler returns")
    terminal.press("2")
    terminal.wait_for("Harbour Union")
    terminal.press("j", "j", "enter")
    terminal.wait_for(NORLAND)
    terminal.press("s")
    terminal.wait_for("Sort the entities")
    terminal.press("j", "enter")
    terminal.press("3", "j")
    terminal.wait_for("Timeline 3/6")
    terminal.press("enter")
    terminal.wait_for("Docks stand still")


def at_the_strike(terminal: Terminal) -> None:
    terminal.wait_for("Docks stand still")
    terminal.wait_for(NORLAND)
    assert "Timeline 3/6" in terminal.text
    assert "by name" in terminal.text


def put(store: Store, published: str, title: str) -> None:
    article, reading = made([Told(f"{title}: Adler sailed.")], published, "Wire", title)
    store.put(article, reading, {"outcome": "new"})


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGHUP,
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGKILL, marks=pytest.mark.slow),
    ],
)
def test_a_signal_and_the_next_start(
    newsroom_store: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with opened(newsroom_store, tmp_path / "home") as terminal:
        to_the_strike(terminal)
        if number == signal.SIGKILL:  # nobody can keep anything then: it was kept before
            terminal.wait_for(lambda _: b'"article": {"number": 2' in kept(tmp_path / "home"))
        terminal.child.kill(number)
        assert terminal.wait_for_end() == 128 + number
    with opened(newsroom_store, tmp_path / "home") as terminal:
        at_the_strike(terminal)
        terminal.press("q")
        terminal.wait_for("Enter open")
        terminal.press(",")
        terminal.wait_for("dateline everything")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_fresh_starts_anew_and_idle_writes_nothing(newsroom_store: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(newsroom_store, home) as terminal:
        to_the_strike(terminal)
        terminal.press("q", "q")
        assert terminal.wait_for_end() == 0
    with opened(newsroom_store, home, "--fresh") as terminal:
        terminal.wait_for("dateline everything")
        terminal.wait_for("Adler returns")
        terminal.wait_for(lambda _: b"Norland" not in kept(home))
        (file,) = home.glob("dateline/sessions/*")
        before = file.stat().st_mtime_ns
        terminal.read(2.5)
        assert file.stat().st_mtime_ns == before
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_the_last_to_end_is_kept(newsroom_store: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(newsroom_store, home) as early, opened(newsroom_store, home) as late:
        late.wait_for("Adler returns")
        to_the_strike(early)
        early.child.kill(signal.SIGHUP)
        early.wait_for_end()
        assert b"Norland" in kept(home)
        late.press("q")
        late.wait_for_end()
        assert b"Norland" not in kept(home)


def test_the_line_drops_and_she_logs_in_again(
    server: Sshd, newsroom_store: Path, tmp_path: Path
) -> None:
    variables = {"XDG_STATE_HOME": str(tmp_path)}
    with server.dashboard(newsroom_store, variables=variables) as terminal:
        terminal.wait_for("Esc: end")  # the tour
        terminal.press("escape")
        terminal.wait_for(lambda seen: "Esc: end" not in seen.text)
        to_the_strike(terminal)
        terminal.child.kill(signal.SIGKILL)
        assert nothing_runs_for(newsroom_store)
    with server.dashboard(newsroom_store, variables=variables) as terminal:
        at_the_strike(terminal)
        terminal.press("q", "q")
        assert terminal.wait_for_end() == 0


def test_what_is_gone_is_not_missed(newsroom_store: Path, tmp_path: Path) -> None:
    """The article that was open is not there any more: the list that it was opened from is."""
    home = tmp_path / "home"
    with opened(newsroom_store, home) as terminal:
        to_the_strike(terminal)
        terminal.child.kill(signal.SIGHUP)
        terminal.wait_for_end()
    with Store.open(newsroom_store) as store, store.transaction():
        for table in ("articles", "texts", "readings"):
            store.db.table(table).remove(doc_ids=[2])
    with opened(newsroom_store, home) as terminal:
        terminal.wait_for(NORLAND)
        terminal.wait_for("Enter open")
        terminal.wait_for("3 Timeline 1/4")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"version": 2}',
        '{"states": [{"filter": {"terms": [{"field": "query", "value": "(("}]}}], "at": 0}',
    ],
)
def test_a_file_that_cannot_be_used_costs_one_line(
    newsroom_store: Path, tmp_path: Path, content: str
) -> None:
    home = tmp_path / "home"
    with opened(newsroom_store, home) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("q")
        terminal.wait_for_end()
    (file,) = home.glob("dateline/sessions/*")
    file.write_text(content)
    with opened(newsroom_store, home) as terminal:
        terminal.wait_for("could not be restored")
        terminal.wait_for("dateline everything")
        terminal.wait_for("Adler returns")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_home_that_cannot_be_written_to(newsroom_store: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    with Terminal("--store", str(newsroom_store), home=tmp_path / "home") as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("j")
        terminal.read(2.5)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored


def test_what_came_in_meanwhile_does_not_move_her(newsroom_store: Path, tmp_path: Path) -> None:
    """On her row with what is new above it; who stood on the newest stands on the newest."""
    home = tmp_path / "home"
    with opened(newsroom_store, home) as terminal:
        terminal.wait_for("Adler returns")
        terminal.press("j")
        terminal.read(0.2)
        terminal.press("q")
        terminal.wait_for_end()
    with Store.open(newsroom_store) as store:
        for day in range(10, 20):
            put(store, f"2024-11-{day}", f"Later {day}")
    with opened(newsroom_store, home) as terminal:
        terminal.wait_for("Articles 15/15")
        terminal.wait_for("Docks stand still")
        assert "Later 10" in terminal.text
        terminal.press("enter")
        terminal.wait_for("Norland had left")
        terminal.press("q", "g")
        terminal.read(0.2)
        terminal.press("q")
        terminal.wait_for_end()
    with Store.open(newsroom_store) as store:
        put(store, "2024-12-01", "Latest of all")
    with opened(newsroom_store, home) as terminal:
        terminal.wait_for("Articles 16/16")
        terminal.press("enter")
        terminal.wait_for("Latest of all")
        terminal.press("q", "q")
        terminal.wait_for_end()
