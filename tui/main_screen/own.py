"""The user's own commands: programs that get what is chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tui.keys import Command
from tui.main_screen.host import Host
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.own_commands import OwnCommand, missing_value
from tui.safe import one_line
from tui.view_model.store_thread import StoreThread

_LONGEST_LINE = 120
"""Characters of what a program that failed has said."""


class OwnCommands:
    """Runs the programs of `[[commands]]` in the config file."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        reading: ArticleReading,
        commands: Sequence[OwnCommand],
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._reading = reading
        self._commands = commands

    @property
    def as_commands(self) -> dict[str, Command]:
        """The commands as rows of the key table, by id."""
        return {
            f"own.{at}": Command(
                f"own.{at}", each.key, f"own.start {at}", one_line(each.name),
                one_line(f"Your own: {' '.join(each.run)}"), "Your own",
            )
            for at, each in enumerate(self._commands)
        }  # fmt: skip

    async def start(self, number: int) -> None:
        """Run a command for what is chosen."""
        command = self._commands[number]
        values = await self._values()
        if problem := missing_value(command, values):
            self._host.say(problem)
            return
        arguments, typed = command.arguments(values), command.standard_input(values)
        if command.terminal:
            with self._host.app.suspend():
                self._ended(command, _run(arguments, typed, captured=False))
        else:
            self._host.say(f"{one_line(command.name)} …")
            self._host.start("own", self._run_beside, command, arguments, typed, exclusive=False)

    async def _run_beside(self, command: OwnCommand, arguments: list[str], typed: bytes) -> None:
        self._ended(command, await asyncio.to_thread(_run, arguments, typed, captured=True))

    def _ended(self, command: OwnCommand, problem: str) -> None:
        name = one_line(command.name)
        if problem:
            self._host.say(f"{name}: {one_line(problem)[:_LONGEST_LINE]}", "bad")
        else:
            self._host.say(f"{name}: done.")

    async def _values(self) -> dict[str, str]:
        """Return the placeholders of what is chosen; those without a value are left out."""
        from tui.view_model import citation

        row, pane = self._panes.row, self._panes.front
        if pane == "entities":
            return {"name": row.name} if row is not None else {}
        number, event, span = self._reading.to_cite()
        if number is None:
            return {}
        cited = await self._store_thread.ask(
            lambda views: citation.make_citation(views, number, event, span)
        )
        article = await self._store_thread.ask(lambda views: views.article(number))
        values = {
            "url": article.url,
            "title": article.title,
            "source": article.source,
            "date": (article.published or "")[:10],
            "id": str(number),
            "quote": cited.quote,
            "name": event.label if event is not None else None,
            "citation": citation.as_text(cited),
        }
        return {name: value for name, value in values.items() if value}


def _run(arguments: list[str], typed: bytes, *, captured: bool) -> str:
    """Run a program and return what went wrong, or an empty text."""
    from subprocess import run

    try:
        if captured:
            done = run(arguments, input=typed, capture_output=True, check=False)  # noqa: S603
        else:
            done = run(arguments, check=False)  # noqa: S603 - the user's own line
    except OSError as error:
        return f"cannot run {arguments[0]}: {error.strerror}"
    except ValueError:
        return "the arguments hold a NUL byte"
    if not done.returncode:
        return ""
    said = (done.stderr or b"").decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else f"it ended with status {done.returncode}"
