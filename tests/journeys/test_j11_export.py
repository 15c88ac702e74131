"""J11 on real terminals: a timeline for a report, by hand and from cron."""

from __future__ import annotations

import csv
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from store import Corrections, Filter, Star, Store, Views
from tests.journeys.terminal import Terminal
from tests.store.exports.made_case import fill_case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A store of two articles, in which one event is starred."""
    folder = fill_case(tmp_path / "store")
    with Store.open(folder) as store:
        views = Views.open(store)
        views.update()
        talks = next(row for row in views.events(Filter(), limit=50) if "talks" in row.label)
        Corrections(store, author="ana").record(Star(views.corrections.event_refs(talks.id)))
        views.update()
        views.close()
    return folder


def dateline(store: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as cron does, without a terminal."""
    command = [sys.executable, "-m", "tui.cli", "--store", str(store), *arguments]
    return subprocess.run(
        command, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12)])
def test_what_is_shown_leaves_as_it_stands(
    case: Path, tmp_path: Path, columns: int, rows: int
) -> None:
    file = tmp_path / "report.csv"
    with Terminal("--store", str(case), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Two leaders")
        terminal.press("/")
        terminal.wait_for("Type to search.")
        terminal.type("who:adler")
        terminal.wait_for("filter by: who:adler")
        terminal.press("enter")
        terminal.wait_for("› who:adler")
        terminal.press("E")
        terminal.wait_for("What: who:adler")
        terminal.wait_for("2 articles")
        terminal.press("j", "j")
        terminal.wait_for("3 events.")
        terminal.press("enter")
        terminal.wait_for("Write CSV of events")
        terminal.type("\x15" + str(file))
        terminal.press("enter")
        terminal.wait_for("records are in")
    shown = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["date"] for row in shown] == ["2024-07-08", "2024-09-01", "undated"]
    assert file.stat().st_mode & 0o777 == 0o600
    cron = dateline(case, "export", "who:adler", "--as", "csv")
    assert cron.stdout == file.read_bytes()


@pytest.mark.slow
def test_starred_rows_go_into_a_report(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    with Terminal("--store", str(case), columns=80, rows=24) as terminal:
        terminal.wait_for("Two leaders")
        terminal.press("3", "g", "j", "*")
        terminal.wait_for("★")
        terminal.press("E")
        terminal.wait_for("What: everything")
        terminal.press("tab")
        terminal.wait_for("What: what is starred")
        terminal.wait_for("2 events.")
        terminal.press("enter")
        terminal.wait_for("Write Markdown")
        terminal.type("\x15" + str(file))
        terminal.press("enter")
        terminal.wait_for("records are in")
    report = file.read_text("utf-8")
    assert "- **2024-07-10..12** Norland talks" in report
    assert "Harbour Union strikes" not in report
    assert "“Talks with Norland lasted from 10 to 12 July 2024" in report


def test_cron_writes_the_same_bytes_with_months_and_claims(case: Path) -> None:
    first = dateline(case, "export", "--as", "md")
    assert first.returncode == 0
    assert first.stderr == b""
    assert dateline(case, "export", "--as", "md").stdout == first.stdout
    report = first.stdout.decode()
    assert "- **2024-06** Norland closes its border" in report
    assert "Harbour Union strikes *(claimed; according to Jon Brandt)*" in report
    new = dateline(case, "export", "--as", "articles-csv", "--since", "1").stdout.decode()
    assert [row["source"] for row in csv.DictReader(new.splitlines())] == ["Evening Lamp"]


def test_a_dash_is_standard_output(case: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui.cli", "--store", str(case), "export", "--as", "csv"]
    written = subprocess.run(
        [*command, "--out", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    assert written.stdout == dateline(case, "export", "--as", "csv").stdout
    assert list(tmp_path.glob("-")) == []


def test_a_bad_query_is_one_line_and_writes_nothing(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    refused = dateline(case, "export", "((", "--as", "md", "--out", str(file))
    assert refused.returncode == 2
    assert refused.stdout == b""
    assert refused.stderr.count(b"\n") == 1
    assert b"The query breaks at character" in refused.stderr
    assert not file.exists()


@pytest.mark.parametrize(
    "asked", ["export --as jsonl", "search '' --as json", "search ''", "show 1", "help keys"]
)
def test_a_reader_that_has_had_enough_is_no_error(case: Path, asked: str) -> None:
    command = [sys.executable, "-m", "tui.cli", "--store", str(case), *shlex.split(asked)]
    unread, output = os.pipe()
    os.close(unread)
    with subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE) as process:
        os.close(output)
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_a_terminal_is_asked_before_a_file_is_replaced(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("of yesterday")
    command = ("--store", str(case), "export", "--as", "md", "--out", str(file))
    with Terminal(*command, columns=80, rows=24) as terminal:
        terminal.wait_for("[y/N]")
        terminal.press("enter")
        terminal.wait_for("is there already")
        assert terminal.wait_for_end() == 1
    assert file.read_text() == "of yesterday"
    with Terminal(*command, columns=80, rows=24) as terminal:
        terminal.wait_for("[y/N]")
        terminal.type("y")
        terminal.press("enter")
        terminal.wait_for("records written")
        assert terminal.wait_for_end() == 0
    assert file.read_text("utf-8").startswith("# Timeline")


def test_a_binary_format_is_not_poured_onto_a_terminal(case: Path) -> None:
    command = ("--store", str(case), "export", "--as", "sqlite")
    with Terminal(*command, columns=80, rows=24) as terminal:
        terminal.wait_for("is not text")
        assert terminal.wait_for_end() == 1
    piped = dateline(case, "export", "--as", "sqlite")
    assert piped.stdout.startswith(b"SQLite format 3\0")
