"""The real command, as a stranger meets it; wrong usage is one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tui.cli.program import program, run

FERRY = (
    "PORT LEON, March 3, 2021 (Harbour News) - The ferry will sail again, the mayor of Oslo said.\n"
)
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def dateline(tmp_path: Path) -> Run:
    """Runs the command on a store and a home of its own."""

    def run(*arguments: str, input: str = "") -> Done:  # noqa: A002
        home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE", "XDG"))}
        return subprocess.run(
            [sys.executable, "-m", "tui.cli", *arguments], input=input, capture_output=True,
            text=True, timeout=120, cwd=tmp_path, env={**kept, **home}, check=False,
        )  # fmt: skip

    return run


def test_help_has_commands_and_examples(dateline: Run) -> None:
    done = dateline("--help")
    assert done.returncode == 0
    for word in ("add", "search", "export", "Examples:", "dateline add ~/articles"):
        assert word in done.stdout


@pytest.mark.parametrize("command", ["add", "read", "search", "show", "export", "info", "store"])
def test_each_command_has_help(dateline: Run, command: str) -> None:
    done = dateline(command, "--help")
    assert done.returncode == 0
    assert "Usage: dateline " + command in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "gone.txt"], "gone.txt: no such file or directory. There is no store in"),
        (["watch", "--once"], "There is no store in"),
        (["feeds", "import", "-"], "lists no feeds. Name a file in OPML"),
        (["store", "check"], "There is no store in"),
    ],
)
def test_no_store_is_made_for_nothing(
    dateline: Run, tmp_path: Path, arguments: list[str], words: str
) -> None:
    done = dateline("--store", "new", *arguments, input="junk\n")
    assert done.returncode == 1
    assert words in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_line_that_is_no_article_keeps_its_id(dateline: Run) -> None:
    lines = '{"id": "two"}\n{"id": 3, "text": 5}\n{"id"\n'
    done = dateline("read", "--no-daemon", "--jsonl", input=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["two", 3, None]
    assert done.returncode == 1


@pytest.mark.slow
def test_add_then_look(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    added = dateline("add", "ferry.txt")
    assert added.returncode == 0, added.stderr
    assert added.stdout == "1 new, 0 same, 0 failed\n"
    assert "1/1 new ferry.txt" in added.stderr

    found = dateline("search", "oslo")
    assert found.returncode == 0, found.stderr
    assert "Oslo" in found.stdout

    shown = dateline("show", "1")
    assert "The ferry will sail again, the mayor of Oslo said." in shown.stdout
    assert "2021-03-03  Harbour News" in shown.stdout
    assert "the mayor of Oslo: The ferry will sail again" in " ".join(shown.stdout.split())

    exported = json.loads(dateline("export", "--as", "json").stdout)
    assert [article["source"] for article in exported["articles"]] == ["Harbour News"]

    info = json.loads(dateline("info", "--as", "json").stdout)
    assert info["articles"] == 1


@pytest.mark.slow
def test_a_failure_has_its_line_and_its_status(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    done = dateline("add", "ferry.txt", "nowhere.txt")
    assert done.returncode == 1
    assert "1 new, 0 same, 1 failed" in done.stdout
    assert "failed: nowhere.txt: no such file or directory" in done.stderr


@pytest.mark.slow
def test_a_report_for_programs(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    lines = dateline("add", "--report", "json", "ferry.txt").stdout.splitlines()
    item, sums = map(json.loads, lines)
    assert (item["name"], item["state"]) == ("ferry.txt", "new")
    assert sums["sums"]["new"] == 1


@pytest.mark.slow
def test_read_is_a_filter(dateline: Run) -> None:
    lines = [
        json.dumps({"id": 7, "text": "The mayor of Oslo resigned.", "published": "2021-02-05"}),
        "{broken",
        json.dumps({"id": "b", "text": " "}),
        json.dumps({"id": "c", "text": "It rained in Oslo.", "extra": [1]}),
    ]  # fmt: skip
    done = dateline("read", "--jsonl", input="\n".join(lines))
    assert done.returncode == 1
    first, broken, empty, last = map(json.loads, done.stdout.splitlines())
    assert first["id"] == 7
    assert first["text"] == "The mayor of Oslo resigned."
    assert broken["id"] is None
    assert "line 2" in broken["error"]
    assert empty == {"id": "b", "error": "line 3: there is no text in it"}
    assert last["id"] == "c"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "x"], "There is no store in"),
        (["show", "1"], "There is no store in"),
        (["read"], "Name a file to read"),
        (["nonsense"], "There is no command 'nonsense'"),
        (["export", "--as", "poem"], "There is no format 'poem'"),
    ],
)
def test_trouble_is_said_in_words(dateline: Run, arguments: list[str], words: str) -> None:
    done = dateline(*arguments)
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_what_was_partly_read_is_said_everywhere(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "dateline").mkdir()
    config = tmp_path / "dateline" / "config.toml"
    config.write_text('model = "tests.hostile.breaking_model"\n')
    (tmp_path / "ferry.txt").write_text(f"{FERRY}It wrote events-fail on the wall.\n")
    why = "without events (ValueError: it was told to)"
    read = dateline("read", "ferry.txt")
    assert read.returncode == 0
    assert f"partly read: {why}" in read.stderr
    assert json.loads(read.stdout)["partial"] == {"events": "ValueError: it was told to"}

    added = dateline("add", "ferry.txt")
    assert (added.returncode, added.stdout) == (0, "1 new, 0 same, 0 failed; 1 partly read\n")
    assert f"partly read: ferry.txt: {why}" in added.stderr
    assert f"(partly read: {why})" in dateline("show", "1").stdout
    assert f"partly read: ferry.txt: {why}" in dateline("imports", "--failed").stdout

    config.unlink()
    again = dateline("add", "--retry-failed")
    assert again.stdout == "0 new, 1 same, 0 failed\n"
    assert dateline("imports", "--failed").stdout == "nothing has failed\n"
    assert "partly read" not in dateline("show", "1").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_a_pipe_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", "--help"],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "dateline: cannot write the output: No space left on device.\n"


def test_a_broken_config_is_named(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "dateline").mkdir()
    (tmp_path / "dateline" / "config.toml").write_text("jobs = 'many'\n")
    done = dateline("info")
    assert done.returncode == 1
    assert "config.toml: Expected `int`, got `str` - at `$.jobs`" in done.stderr


def test_no_terminal_no_dashboard(dateline: Run) -> None:
    done = dateline()
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("add --foo", "dateline add: No such option '--foo'. See `dateline add --help`."),
        ("addd x", "dateline: There is no command 'addd'. Did you mean 'add'? See"),
        ("search x --store y", "dateline search: --store stands before the command: `dateline"),
        ("feeds list --plain", "feeds list: --plain stands before the command: `dateline --plain"),
        ("export --as cvs", "'--as': There is no format 'cvs'; did you mean 'csv'? `dateline exp"),
        ("export --as x", "There is no format 'x'. `dateline export --formats` lists them. See"),
        ("feeds ad x", "dateline feeds: There is no command 'ad'. Did you mean 'add'? See"),
        ("feeds", "dateline feeds: Name a command: add, export, import, list or remove. See"),
        ("help ad", "dateline help: There is no command 'ad'. See"),
        ("help store chek", "dateline store: There is no command 'chek'. Did you mean 'check'?"),
        ("search", "dateline search: Missing argument 'QUERY...'. See"),
        ("search --as", "dateline search: Option '--as' requires an argument. See `dateline sea"),
        ("feeds list --as", "dateline feeds list: Option '--as' requires an argument. See"),
        ("show 1 2", "dateline show: Got unexpected extra argument (2). See"),
        ("search --limit 0 x", "'--limit': '0' is not a whole number of 1 or more."),
        (
            "add --jobs many x",
            "Invalid value for '--jobs': 'many' is not a whole number of 0 or more.",
        ),
        (
            "add --memory 3X x",
            "Invalid value for '--memory': '3X' is not a size, such as 800M or 2G.",
        ),
        (
            "watch --every 3",
            "Invalid value for '--every': '3' is not a duration, such as 90s, 30m, 2h or 1d.",
        ),
        ("help completion", "Missing argument 'SHELL'. Choose from: bash, zsh, fish. See"),
        ("--store", "dateline: Option '--store' requires an argument. See `dateline --help`."),
        ("--store= add x", "dateline: --store is empty; name a folder. See"),
    ],
)
def test_one_line(arguments: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in said(capsys, *arguments.split())


def test_a_file_for_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "`dateline add` adds a file or a folder." in said(capsys, str(tmp_path))


def test_a_terminal_obeys_nothing_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in said(capsys, "add", "--x\x1b[2J")


@pytest.mark.parametrize("arguments", [("add",), ("feeds", "add")])
def test_help_tells_of_every_command(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["help", *arguments])
    by_help = capsys.readouterr().out
    run([*arguments, "--help"])
    assert by_help == capsys.readouterr().out


def test_help_alone_lists_its_topics(capsys: pytest.CaptureFixture[str]) -> None:
    run(["help"])
    assert "completion" in capsys.readouterr().out


def every_command(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        yield (*above, name)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from every_command(command, *above, name)


@pytest.mark.parametrize("arguments", [(), *every_command(program)])
def test_each_help_page_fits_and_says_what_it_is(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run([*arguments, "--help"])
    page = capsys.readouterr().out
    assert page.startswith(" ".join(["Usage: dateline", *arguments, ""]))
    assert [line for line in page.splitlines() if len(line) > 80] == []
    assert "..." not in page.partition("Commands:")[2]
