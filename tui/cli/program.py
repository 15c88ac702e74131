"""The program: its options and its commands.

A command's module is imported when it is called for, so that `--help` and `--version` pay
for click and nothing else.
"""

from __future__ import annotations

import importlib
from typing import Any

import click

from store import Trouble
from tui.cli.wrong_usage import Commands, in_a_line
from tui.paths import STORE_VARIABLE, store_folder

_COMMANDS = {
    "add": "Read articles into the store.",
    "doctor": "What is wrong here, and how to mend it.",
    "export": "Write what matches a query, as JSON.",
    "feeds": "The feeds that `watch` asks for: add, list, remove.",
    "help": "Keys, search, config, man page, shell completion.",
    "imports": "What each import did, and what failed.",
    "info": "Versions, paths, counts and the model.",
    "init": "Make a store; share it with a group.",
    "read": "Print readings of articles; store nothing.",
    "search": "Find entities, events and articles.",
    "show": "Print one article and what was read from it.",
    "store": "Check, back up, restore, repair or compact the store.",
    "watch": "Follow feeds and folders; read what is new.",
    "when": "Explain what a time expression means.",
}
"""Each command, and the line that `--help` says of it."""

_ELSEWHERE = {"doctor": "tui.cli.doctor.command", "help": "tui.cli.manual.command"}
"""Commands with a room of their own."""

_EPILOG = """\b
Examples:
  dateline add ~/articles           read a folder of articles into the store
  dateline                          open the dashboard on it
  dateline search lukashenko        who is that, and where does it say so
  dateline --store ./case add -     read an article from standard input
"""


class Program(Commands):
    """The group of commands, each imported when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        if ctx.resilient_parsing:
            return _named(cmd_name)
        return _load(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A shell that completes a command's options needs the command itself."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, _load(name) if name in _COMMANDS else command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _named(name: str) -> click.Command:
    return click.Command(name, short_help=_COMMANDS[name])


def _load(name: str) -> click.Command:
    module = importlib.import_module(_ELSEWHERE.get(name, f"tui.cli.commands.{name}"))
    command: click.Command = getattr(module, name)
    return command


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"dateline {version('dateline')}")
        ctx.exit()


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog=_EPILOG,
)
@click.option(
    "--store",
    metavar="FOLDER",
    envvar=STORE_VARIABLE,
    show_envvar=True,
    help="The store to use; made by the first `add`.",
)
@click.option(
    "--mouse/--no-mouse",
    default=None,
    help="In the dashboard; without it not over SSH, where the terminal's own is worth more.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Do not go on where you were in this store. Of several sessions, the last to end is kept.",
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
    help="Print the version and exit.",
)  # fmt: skip
@click.pass_context
def program(ctx: click.Context, store: str | None, mouse: bool | None, fresh: bool) -> None:
    """Who, what, where and when, from your own news, in a terminal.

    Without a command: the dashboard.
    """
    if store == "":
        raise click.UsageError("--store names no folder: it is empty.")
    ctx.obj = store_folder(store)
    if ctx.obj.exists() and not ctx.obj.is_dir():
        raise Trouble(f"{ctx.obj} is no folder.", "A store is one: name it with --store.")
    if ctx.invoked_subcommand is None:
        from tui.cli.dashboard import open_dashboard

        ctx.exit(open_dashboard(ctx.obj, mouse=mouse, fresh=fresh))


def run(arguments: list[str]) -> Any:
    """Run a command; its exit status. What click has to say of a wrong usage is said; whatever
    else goes wrong is raised."""
    try:
        return program.main(arguments, prog_name="dateline", standalone_mode=False)
    except click.ClickException as error:
        click.echo(in_a_line(error), err=True)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
