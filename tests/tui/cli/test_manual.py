"""`dateline help`: nothing that the program knows is missing from its manual."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

from store import FIELDS, SYNTAX
from tui.cli.program import program
from tui.config import Config
from tui.keys import KEYS

CONFIG_NAMES = [field.name for field in msgspec.structs.fields(Config)]


def printed(*arguments: str) -> str:
    done = CliRunner().invoke(program, ["help", *arguments], prog_name="dateline")
    assert done.exit_code == 0, done.output
    return done.output


def test_every_key_is_told_with_its_id() -> None:
    said = printed("keys")
    for key in KEYS:
        assert f"{key.tip}" in said
        assert f"[{key.id}]" in said


def test_keys_that_the_config_file_changes_are_told_as_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\n"search" = "ctrl+f"\n"open" = "o"\n')
    monkeypatch.setenv("DATELINE_CONFIG", str(config))
    said = printed("keys")
    (line,) = [line for line in said.splitlines() if line.endswith("[search]")]
    assert line.split()[0] == "^f"
    assert "Changed; default: /." in line
    assert "o is both open and sentence" in said


def test_every_field_and_form_of_the_search_language_is_told() -> None:
    lines = [line.strip() for line in printed("search").splitlines()]
    for field in FIELDS:
        assert any(line.startswith(f"{field.name}: ") and field.example in line for line in lines)
    for form in SYNTAX:
        assert any(line.startswith(form.written) and form.means in line for line in lines)


@pytest.mark.parametrize("name", CONFIG_NAMES)
def test_every_setting_is_told_with_its_default(name: str) -> None:
    (line,) = [line for line in printed("config").splitlines() if line.split()[:1] == [name]]
    assert "Default: " in line


def test_man_page_has_every_command_key_field_and_setting() -> None:
    page = printed("man").replace(r"\-", "-")
    assert page.startswith(".TH DATELINE 1 ")
    for name in program.list_commands(program.make_context("dateline", ["help"])):
        assert f"\n.SS dateline {name}" in page
    for word in ("dateline store backup", "--store", *(f"[{key.id}]" for key in KEYS)):
        assert word in page
    for word in (*(f"{field.name}:" for field in FIELDS), *CONFIG_NAMES):
        assert rf"\fB{word}\fR" in page


def test_man_page_obeys_no_text() -> None:
    """A line of prose that begins with a full stop would be a request to roff."""
    known = {"TH", "SH", "SS", "TP", "PP", "nf", "fi", "B"}
    for line in printed("man").splitlines():
        assert not line.startswith("'")
        if line.startswith("."):
            assert line[1:].split()[0] in known


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")
def test_man_page_is_set_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-Kutf8", "-man", "-Tutf8", "-ww"], input=printed("man"), text=True,
        encoding="utf-8", capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    assert "who, what, where and when" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_the_program(shell: str) -> None:
    script = printed("completion", shell)
    assert f"_DATELINE_COMPLETE={shell}_complete" in script
    assert "dateline" in script


def test_other_shells_are_refused() -> None:
    assert CliRunner().invoke(program, ["help", "completion", "tcsh"]).exit_code == 2


@pytest.mark.parametrize(
    ("words", "typed", "offered"),
    [
        ([], "hel", "help"),
        (["add"], "--enc", "--encoding"),
        (["help"], "com", "completion"),
        (["help", "completion"], "z", "zsh"),
    ],
)
def test_what_a_shell_is_offered(words: list[str], typed: str, offered: str) -> None:
    asked = BashComplete(program, {}, "dateline", "_DATELINE_COMPLETE")
    assert offered in [item.value for item in asked.get_completions(words, typed)]
