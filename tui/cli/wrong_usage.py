"""A command that was called wrongly: one line that says what is wrong and where help is."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from tui.safe import one_line, shortened


class Commands(click.Group):
    """A group of commands that knows what was meant by one that it does not have."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Raises `click.UsageError` with what comes near."""
        name = args[0]
        is_option = name.startswith("-")
        if not ctx.resilient_parsing and not is_option and self.get_command(ctx, name) is None:
            raise click.UsageError(f"There is no command {name!r}.{self._meant(ctx, name)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Raises `click.UsageError` that knows which command it is about."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            name = ctx.invoked_subcommand
            command = self.get_command(ctx, name) if name else None
            if error.ctx is None and command is not None:
                error.ctx = click.Context(command, info_name=name, parent=ctx)
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with its whole first sentence."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(200)) for name, command in commands if command]
            )

    def _meant(self, ctx: click.Context, name: str) -> str:
        near = get_close_matches(name, self.list_commands(ctx), n=1)
        if near:
            return f" Did you mean {near[0]!r}?"
        if ctx.parent is None and Path(name).exists():
            return " `dateline add` reads a file or a folder."
        return ""


def in_a_line(error: click.ClickException) -> str:
    """What was wrong, with the name of the command before it and the way to its help behind."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = ctx.command_path if ctx is not None else "dateline"
    if ctx is not None and isinstance(ctx.command, click.Group) and _is_bare(error):
        *names, last = ctx.command.list_commands(ctx)
        what = f"Which? {', '.join(names)} or {last}."
    else:
        what = " ".join(error.format_message().split())
    if not what.endswith((".", "?", "?)")):
        what += "."
    return one_line(f"{path}: {shortened(what)} See `{path} --help`.")


def _is_bare(error: click.ClickException) -> bool:
    """A group was named and none of its commands; click would print the group's whole help."""
    return isinstance(error, click.exceptions.NoArgsIsHelpError)
