"""Wrong usage is one line: which command, what is wrong with it, and where its help is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tui.cli.program import program, run


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
        ("feeds ad x", "dateline feeds: There is no command 'ad'. Did you mean 'add'? See"),
        ("feeds", "dateline feeds: Which? add, export, import, list or remove. See"),
        ("help ad", "dateline help: There is no command 'ad'. See"),
        ("help store chek", "dateline store: There is no command 'chek'. Did you mean 'check'?"),
        ("search", "dateline search: Missing argument 'QUERY...'. See"),
        ("search --as", "dateline search: Option '--as' requires an argument. See `dateline sea"),
        ("feeds list --as", "dateline feeds list: Option '--as' requires an argument. See"),
        ("show 1 2", "dateline show: Got unexpected extra argument (2). See"),
        ("search --limit 0 x", "Invalid value for '--limit': it must be 1 or more."),
        ("add --jobs many x", "Invalid value for '--jobs': 'many' is no whole number."),
        ("add --memory 3X x", "Invalid value for '--memory': '3X' is no size; say 800M or 2G."),
        ("watch --every 3", "Invalid value for '--every': '3' is no time; say 90s, 30m, 2h or 1d."),
        ("help completion", "Missing argument 'SHELL'. Choose from: bash, zsh, fish. See"),
        ("--store", "dateline: Option '--store' requires an argument. See `dateline --help`."),
        ("--store= add x", "dateline: --store names no folder: it is empty. See"),
    ],
)
def test_one_line(arguments: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in said(capsys, *arguments.split())


def test_a_file_for_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "`dateline add` reads a file or a folder." in said(capsys, str(tmp_path))


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
