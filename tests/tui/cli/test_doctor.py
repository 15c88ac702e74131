"""`dateline doctor`"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from store import Store, available_memory
from tests.tui.newsroom import fill
from tui.cli.doctor import check_terminal, without_private_text
from tui.cli.machine_checks import Finding, check_installation, check_machine

XTERM = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}


def about(findings: Iterable[Finding], name: str) -> Finding:
    return next(each for each in findings if each.about == name)


def seen_on(**changes: str) -> list[Finding]:
    return list(check_terminal({**XTERM, **changes}, stdin=True, stdout=True))


def test_a_good_terminal_has_nothing_to_mend() -> None:
    assert [each.state for each in seen_on()] == ["ok"] * 4
    assert about(seen_on(), "colours").seen == "256"


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_be_drawn_on(term: str) -> None:
    found = about(seen_on(TERM=term), "terminal")
    assert found.state == "wrong"
    assert "export TERM" in found.fix


def test_a_pipe_is_no_terminal() -> None:
    found = about(check_terminal(XTERM, stdin=False, stdout=True), "terminal")
    assert (found.state, "pipe" in found.seen) == ("note", True)
    of_cron = about(check_terminal({}, stdin=False, stdout=False), "terminal")
    assert (of_cron.state, "pipe" in of_cron.seen) == ("note", True)


def test_colours_and_letters() -> None:
    assert about(seen_on(NO_COLOR="1"), "colours").seen.startswith("none")
    assert about(seen_on(TERM="vt100"), "colours").seen.startswith("16,")
    assert about(seen_on(COLORTERM="truecolor"), "colours").seen.startswith("16 million")
    assert about(seen_on(LANG="C"), "locale").state == "note"
    assert about(seen_on(LANG="C", LC_ALL="de_DE.UTF-8"), "locale").seen == "LC_ALL=de_DE.UTF-8"


def test_a_window_that_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "39")
    monkeypatch.setenv("LINES", "24")
    found = about(seen_on(), "terminal")
    assert (found.state, "39 by 24" in found.seen) == ("note", True)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
@pytest.mark.parametrize(("option", "state"), [("off", "note"), ("external", "ok")])
def test_what_tmux_passes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, state: str
) -> None:
    socket = tmp_path / "tmux"
    start = ["tmux", "-S", str(socket), "-f", "/dev/null", "new-session", "-d", "sleep", "600"]
    subprocess.run(start, check=True)
    try:
        monkeypatch.setenv("TMUX", f"{socket},1,0")
        subprocess.run(["tmux", "set", "-s", "set-clipboard", option], check=True)
        found = seen_on(TMUX=f"{socket},1,0")
        assert about(found, "clipboard").state == state
        assert about(found, "colours").state == "note"
    finally:
        subprocess.run(["tmux", "-S", str(socket), "kill-server"], check=True)


def test_screen_has_no_clipboard() -> None:
    assert about(seen_on(STY="1.pts"), "clipboard").state == "note"


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_a_tmux_that_is_gone_still_gets_an_answer() -> None:
    found = about(seen_on(TMUX="/nonexistent/tmux,1,0", PATH=os.environ["PATH"]), "clipboard")
    assert "shown in a dialog" in found.seen


def system(tmp_path: Path, kind: str = "ext4", options: str = "rw", free: int = 9 << 20) -> Path:
    """A /proc that tells of a file system, and how many kilobytes of memory are free."""
    told = tmp_path / "system/proc"
    (told / "self").mkdir(parents=True)
    (told / "meminfo").write_text(f"MemAvailable: {free} kB\n")
    (told / "self/mounts").write_text(
        f"/dev/root / ext4 rw 0 0\nhost:/home {tmp_path} {kind} {options} 0 0\n"
    )
    return told.parent


@pytest.mark.parametrize(
    ("kind", "options", "state"),
    [("ext4", "rw", "ok"), ("nfs4", "rw", "wrong"), ("ext4", "ro,noatime", "note")],
)
def test_the_file_system(tmp_path: Path, kind: str, options: str, state: str) -> None:
    folder = tmp_path / "not there yet" / "store"
    found = about(check_machine(folder, root=system(tmp_path, kind, options)), "file system")
    assert found.state == state
    assert not folder.exists()


def test_locks_tell_who_writes(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert "no process has written" in about(check_machine(folder), "locks").seen
    with Store.open(folder, create=True) as store:
        assert "no process is writing" in about(check_machine(folder), "locks").seen
        with store.transaction():
            assert f"process {os.getpid()} is writing" in about(check_machine(folder), "locks").seen


def test_a_lock_that_is_not_there_to_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some network file systems, of which this machine has none."""

    def without_locks(lock: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    Store.open(tmp_path / "store", create=True).close()
    monkeypatch.setattr("fcntl.flock", without_locks)
    found = about(check_machine(tmp_path / "store"), "locks")
    assert (found.state, found.seen) == ("wrong", "none here (ENOLCK)")


@pytest.mark.parametrize(("free", "state"), [(500_000, "ok"), (200_000, "wrong")])
def test_memory_for_reading(tmp_path: Path, free: int, state: str) -> None:
    found = about(check_machine(tmp_path, root=system(tmp_path, free=free)), "memory")
    assert (found.state, bool(found.fix)) == (state, state == "wrong")


def test_something_that_dateline_needs_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.machine_checks._PACKAGES", ("spacy", "no-such-package"))
    found = about(check_installation(tmp_path / "store"), "versions")
    assert (found.state, found.seen) == ("wrong", "without no-such-package")


def test_memory_of_machine_and_group(tmp_path: Path) -> None:
    assert available_memory(tmp_path) is None
    group = tmp_path / "sys/fs/cgroup/team"
    group.mkdir(parents=True)
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/meminfo").write_text("MemTotal: 9000 kB\nMemAvailable:    3000 kB\n")
    assert available_memory(tmp_path) == 3000 << 10
    (tmp_path / "proc/self/cgroup").write_text("0::/team\n")
    (group / "memory.max").write_text("max\n")
    (group / "memory.current").write_text("1024\n")
    assert available_memory(tmp_path) == 3000 << 10
    (group / "memory.max").write_text("5120\n")
    assert available_memory(tmp_path) == 4096
    (group / "memory.current").write_text("9000\n")
    assert available_memory(tmp_path) == 0
    (group / "memory.stat").write_text("anon 4000\ninactive_file 5000\nactive_file 7\n")
    assert available_memory(tmp_path) == 5120 - 9000 + 5000


def test_memory_of_a_group_around_ours(tmp_path: Path) -> None:
    """As systemd limits all sessions of a person together."""
    around = tmp_path / "sys/fs/cgroup/user.slice/user-1000.slice"
    (around / "session-3.scope").mkdir(parents=True)
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("0::/user.slice/user-1000.slice/session-3.scope\n")
    (around / "memory.max").write_text("8192\n")
    (around / "memory.current").write_text("192\n")
    assert available_memory(tmp_path) == 8000


def test_memory_as_the_first_version_of_groups_tells_it(tmp_path: Path) -> None:
    group = tmp_path / "sys/fs/cgroup/memory/team"
    group.mkdir(parents=True)
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("4:cpu,cpuacct:/other\n3:memory:/team\n")
    (group / "memory.limit_in_bytes").write_text("9000\n")
    (group / "memory.usage_in_bytes").write_text("8000\n")
    (group / "memory.stat").write_text("inactive_file 10\ntotal_inactive_file 500\n")
    assert available_memory(tmp_path) == 1500


def test_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "none.toml"))
    folder = tmp_path / "store"
    assert about(check_installation(folder), "store").state == "note"
    Store.open(folder, create=True).close()
    assert "0 articles" in about(check_installation(folder), "store").seen
    assert about(check_installation(folder), "rights").seen == "only its owner"
    folder.chmod(0o755)
    assert about(check_installation(folder), "rights").state == "note"
    (folder / "store.jsonl").write_text("something else\n")
    found = about(check_installation(folder), "store")
    assert (found.state, "repair" in found.fix) == ("wrong", True)


def test_a_journal_that_was_cut_short(tmp_path: Path) -> None:
    journal = fill(tmp_path / "store") / "store.jsonl"
    os.truncate(journal, journal.stat().st_size - 1)
    for _ in range(2):
        found = about(check_installation(tmp_path / "store"), "journal")
        assert (found.state, "missing" in found.seen) == ("wrong", True)
        with Store.open(tmp_path / "store"):
            pass  # which cuts the torn end, and does not forget


def test_a_config_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("jobs = 'many'\n")
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "config.toml"))
    assert about(check_installation(tmp_path / "store"), "config").state == "wrong"


def test_a_model_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("model = 'no_such_model'\n")
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "config.toml"))
    assert about(check_installation(tmp_path / "store"), "model").state == "wrong"


@pytest.mark.parametrize(
    "text",
    [
        "/srv/cases/tulip: 3 articles",
        "see /home/mary/x.toml, or ~/tulip",
        "`chmod /srv/cases/tulip`",
    ],
)
def test_a_report_has_no_paths(text: str) -> None:
    clean = without_private_text(text, Path("/srv/cases/tulip"))
    assert not any(word in clean for word in ("tulip", "mary", "srv"))


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    folder = tmp_path / "tulip case"
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(folder), "doctor", *arguments],
        capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **XTERM, **environment},
    )  # fmt: skip


def test_the_command_reports_without_private_text(tmp_path: Path) -> None:
    Store.open(tmp_path / "tulip case", create=True).close()
    plain, report = run(tmp_path), run(tmp_path, "--report")
    assert (plain.returncode, report.returncode) == (0, 0)
    assert "tulip case" in plain.stdout
    assert "tulip" not in report.stdout
    assert str(tmp_path) not in report.stdout
    assert "STORE: 0 articles" in report.stdout


def test_the_status_tells(tmp_path: Path) -> None:
    done = run(tmp_path, TERM="dumb")
    assert done.returncode == 1
    assert "WRONG terminal" in done.stdout
    assert not (tmp_path / "tulip case").exists()
