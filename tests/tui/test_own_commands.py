"""The user's own commands: what a program is given, and what it is not."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from store import UserError
from tests.tui.app_pilot import Driver
from tui.app import DatelineApp
from tui.config import load_config
from tui.keys import key_conflicts
from tui.main_screen.own import OwnCommands
from tui.own_commands import OwnCommand, missing_value

VALUES = {"url": "https://example.org/a?b=1&c=2", "title": "--rm $(reboot) `x`\n'", "quote": "Ä b"}


def test_a_value_is_part_of_one_argument_and_no_option() -> None:
    command = OwnCommand("B", "note", ("note", "-t", "{title}", "--quote={quote}", "{url}"))
    assert command.arguments(VALUES) == [
        "note", "-t", " --rm $(reboot) `x` '", "--quote=Ä b", VALUES["url"],
    ]  # fmt: skip


def test_in_a_link_values_are_encoded() -> None:
    command = OwnCommand("B", "look up", ("open", "https://example.org/?q={quote}&u={url}"))
    assert command.arguments(VALUES)[1] == (
        "https://example.org/?q=%C3%84%20b&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26c%3D2"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "has no link"),
        ({"url": "file:///etc/passwd"}, "no web link."),
        ({"url": "https://example.org"}, "There is nothing here for its headline."),
        ({"url": "https://example.org", "title": "x"}, ""),
    ],
)
def test_what_is_missing_is_said(values: dict[str, str], words: str) -> None:
    command = OwnCommand("B", "open", ("open", "{url}", "{title}"))
    found = missing_value(command, values)
    assert (words in found) if words else not found


def config(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


COMMAND = '[[commands]]\nkey = "B"\nname = "open"\nrun = ["xdg-open", "{url}"]\n'


def test_they_are_read_from_the_config_file(tmp_path: Path) -> None:
    (command,) = load_config(config(tmp_path, COMMAND)).commands
    assert (command.key, command.run) == ("B", ("xdg-open", "{url}"))


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        (COMMAND.replace("{url}", "{link}"), 0o600, "has {link}"),
        (COMMAND.replace('"xdg-open"', '"{title}"'), 0o600, "names no program"),
        (COMMAND, 0o620, "others can write"),
        (COMMAND + "shell = true\n", 0o600, "shell"),
    ],
)
def test_what_is_wrong_with_them_is_said(tmp_path: Path, text: str, mode: int, words: str) -> None:
    with pytest.raises(UserError, match=words):
        load_config(config(tmp_path, text, mode))


def test_a_key_that_is_taken_is_reported() -> None:
    own = OwnCommands(None, None, None, None, [OwnCommand("q", "x", ("x",))])  # type: ignore[arg-type]
    assert "q is both quit and own.0" in key_conflicts({}, own.as_commands.values())


async def test_a_key_runs_the_program_with_what_is_chosen(
    small_store: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    script = "import json, sys; open(sys.argv[1], 'w').write(json.dumps([sys.argv[2:], input()]))"
    run = (sys.executable, "-c", script, str(log), "{id}", "{name}")
    commands = [
        OwnCommand("5", "send away", run, input="{quote}\n"),
        OwnCommand("6", "fail", (sys.executable, "-c", "import sys; sys.exit('no such note')")),
        OwnCommand("7", "browser", ("true", "{url}")),
    ]
    app = DatelineApp(small_store, own_commands=commands)
    async with app.run_test(size=(120, 40)) as pilot:
        at = Driver(app, pilot)
        await at.settle()
        await at.press("3", "home", "down")
        await at.press("5")
        await shown(at, "send away: done.")
        (id_, name), typed = json.loads(log.read_text())
        row = at.screen.panes.timeline.event_here
        assert row is not None
        assert (id_, name) == (str(row.number), row.label)
        assert typed
        await at.press("6")
        await shown(at, "fail: no such note")
        await at.press("7")
        assert "This article has no link." in at.screen.status.text
        await at.press("ctrl+p", *"send away", "enter")
        await shown(at, "send away: done.")


async def shown(at: Driver, words: str) -> None:
    """Wait until the status line has these words: the program has ended."""
    for _ in range(200):
        if words in at.screen.status.text:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(at.screen.status.text)
