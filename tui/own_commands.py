"""A user's own commands: a key, a name, and a program with placeholders for what is chosen.

    [[commands]]
    key = "B"
    name = "open in the browser"
    run = ["xdg-open", "{url}"]

No shell sees the arguments, and nothing of an article can become another argument or an option.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from store import UserError
from tui.safe import one_line

PLACEHOLDERS = {
    "url": "the link of the article",
    "title": "its headline",
    "source": "its source",
    "date": "its date",
    "id": "its number, for `dateline show`",
    "quote": "the sentence of the event, or the first of the article",
    "name": "the name of the entity, or the event in words",
    "citation": "the citation that y copies",
}
"""What a command can be given of the row that is chosen."""
_FIELD = re.compile(r"\{([a-z]*)\}")
_LONGEST = 10_000
"""Characters of a value."""
_LINKS = ("http://", "https://")


class OwnCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[commands]]` of the config file."""

    key: str
    """The key, as in `[keys]`."""
    name: str
    """What it does, in two or three words: for the palette and the help."""
    run: tuple[str, ...]
    """The program and its arguments, each with placeholders: `{url}`."""
    input: str = ""
    """What the program reads from standard input, with placeholders."""
    terminal: bool = False
    """Whether it gets the terminal until it ends, as a text browser does."""

    @property
    def fields(self) -> frozenset[str]:
        """The placeholders that it uses."""
        return frozenset(_FIELD.findall(" ".join((*self.run, self.input))))

    def arguments(self, values: Mapping[str, str]) -> list[str]:
        """Return the program and its arguments for a row.

        In an argument that is a link, values are percent-encoded, except a link that is all of it.
        """
        return [self.run[0], *(_filled(each, values) for each in self.run[1:])]

    def standard_input(self, values: Mapping[str, str]) -> bytes:
        """Return what the program reads."""
        filled = _FIELD.sub(lambda found: _value(values, found[1]), self.input)
        return filled.encode("utf-8", "replace")


def _filled(argument: str, values: Mapping[str, str]) -> str:
    if argument.startswith(_LINKS):
        from urllib.parse import quote

        return _FIELD.sub(lambda found: quote(_value(values, found[1]), safe=""), argument)
    filled = _FIELD.sub(lambda found: _value(values, found[1]), argument)
    # What an article begins with is no option of the program.
    return f" {filled}" if filled.startswith("-") and not argument.startswith("-") else filled


def _value(values: Mapping[str, str], name: str) -> str:
    return one_line(values.get(name, ""))[:_LONGEST]


def missing_value(command: OwnCommand, values: Mapping[str, str]) -> str:
    """Return why a command cannot run on a row; empty if it can."""
    link = values.get("url", "")
    if "url" in command.fields and not link.startswith(_LINKS):
        return (
            "This article has no link." if not link else "The link of this article is no web link."
        )
    lacking = [PLACEHOLDERS[name] for name in sorted(command.fields) if not values.get(name)]
    return f"There is nothing here for {' and '.join(lacking)}." if lacking else ""


def check_commands(commands: Sequence[OwnCommand], path: Path) -> None:
    """Check the commands of a config file.

    Raises:
        UserError: A placeholder is unknown, a program is missing, or others can write the file.
    """
    for command in commands:
        unknown = sorted(command.fields - PLACEHOLDERS.keys())
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise UserError(
                f"{path}: the command {command.name!r} has {{{unknown[0]}}}.", f"There is {known}."
            )
        if not command.run or not command.run[0] or _FIELD.search(command.run[0]):
            raise UserError(
                f"{path}: the command {command.name!r} names no program.",
                "The first part of run is a program, without placeholders.",
            )
    if commands and _others_can_write(path):
        raise UserError(
            f"{path} has commands, and others can write to it.", "Run chmod go-w on it."
        )


def _others_can_write(path: Path) -> bool:
    found = path.stat()
    is_own = found.st_uid in (0, os.geteuid())
    return not is_own or bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
