"""A session by lines: finds the command of a line, and answers it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store import QueryError, UserError
from tui.plain.commands import COMMANDS, TOUR
from tui.plain.comparing import PlainComparing
from tui.plain.corrections import PlainCorrections
from tui.plain.fields import PlainFields
from tui.plain.filtering import PlainFilters
from tui.plain.lists import PlainLists
from tui.plain.reading import PlainReading
from tui.plain.saved import PlainSaved
from tui.plain.state import PlainState
from tui.safe import one_line

if TYPE_CHECKING:
    from store import Store, Views


class PlainSession:
    """Answers commands. The view state, its history and its words are those of the dashboard."""

    def __init__(self, store: Store, views: Views) -> None:
        self._state = state = PlainState(store, views)
        filters, saved = PlainFilters(state), PlainSaved(state)
        self._parts = (
            self,
            PlainLists(state),
            filters,
            saved,
            PlainReading(state, filters, saved),
            PlainComparing(state),
            PlainFields(state),
            PlainCorrections(state),
        )

    def greeting(self) -> Iterator[str]:
        yield "dateline by lines. Type help for the commands, tour for the first steps."
        yield from self.where()

    def answer(self, typed: str) -> Iterator[str]:
        """Yield the answer to a line, one row a line; errors are answers too."""
        words = typed.strip()
        name, _, rest = words.partition(" ")
        if words.startswith("/"):
            name, rest = "search", words[1:]
        elif words.isdecimal():
            name, rest = "open", words
        command = next((each for each in COMMANDS if name in each.names), None)
        if command is None:
            yield f"There is no command {one_line(name)[:40]}. Type help for the commands."
            return
        try:
            yield from map(one_line, self._method(command.names[0])(rest.strip()))
        except QueryError as error:
            yield one_line(f"The query cannot be read: {error.message}")
        except UserError as error:
            yield one_line(str(error))
        except KeyError:
            yield "This is not in the store any more. List again for what there is."

    def _method(self, name: str) -> Callable[[str], Iterator[str]]:
        """Return the method of a command, from the part that has it."""
        found: Callable[[str], Iterator[str]] = next(
            getattr(part, name) for part in self._parts if hasattr(part, name)
        )
        return found

    def add(self, path: str) -> Iterator[str]:
        """Run `dateline add` in a process of its own, and pass on its lines."""
        if not path:
            yield "Name a file, a folder or a link after add."
            return
        named = path if "://" in path else str(Path(path).expanduser())
        command = ("add", "--", named)
        run = (sys.executable, "-m", "tui.cli", "--store", str(self._state.folder), *command)
        with subprocess.Popen(  # noqa: S603 - our own program
            run,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            encoding="utf-8",
            errors="replace",
        ) as process:
            yield from (line for line in process.stdout or () if line.strip())
        self._state.views.update()
        yield from self.where()

    def where(self, _: str = "") -> Iterator[str]:
        return self._state.where()

    def tour(self, _: str = "") -> Iterator[str]:
        return (f"{number}. {step}" for number, step in enumerate(TOUR, 1))

    def help(self, _: str = "") -> Iterator[str]:
        yield "A number opens that row of the last list. /words searches."
        for each in COMMANDS:
            takes = f" {each.takes}" if each.takes else ""
            yield f"{' or '.join(each.names)}{takes}: {each.does}"

    def quit(self, _: str = "") -> Iterator[str]:
        return iter(())
