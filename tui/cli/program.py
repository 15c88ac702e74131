"""The program: its options and its commands.

The module of a command is imported when the command is called, so that `--help` and `--version`
load click and nothing else.
"""

from __future__ import annotations

import importlib
import signal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from store import UserError
from tui.paths import STORE_VARIABLE, store_folder
from tui.safe import one_line, shortened

_COMMANDS = {
    "add": "Add articles to the store.",
    "bench": "Measure how fast this machine is, in a minute.",
    "compare": "Compare what two sources, tags or periods report.",
    "corrections": "List, undo, export and import corrections.",
    "demo": "Open the dashboard on demo articles, with a tour.",
    "doctor": "Diagnose the terminal, the machine and the store.",
    "export": "Write what matches a query, for another tool.",
    "feeds": "Manage the feeds that `watch` follows.",
    "help": "Show the manual: keys, search, config, completion.",
    "imports": "List the imports and what failed.",
    "info": "Show versions, paths, counts and the model.",
    "init": "Create a store; share it with a group.",
    "read": "Print the readings of articles; store nothing.",
    "reread": "Read the articles of the store again.",
    "search": "Find entities, events and articles.",
    "show": "Show an article and what was extracted from it.",
    "store": "Check, back up, restore, repair or compact the store.",
    "stories": "List the stories: articles about the same events.",
    "watch": "Follow feeds and folders; add what is new.",
    "when": "Explain what a time expression means.",
}
"""The commands, and the line of each in `--help`."""
_ELSEWHERE = {"help": "manual", "imports": "info", "init": "store"}
"""Commands that are in the module of another one."""
_EPILOG = """\b
Examples:
  dateline add ~/articles           add a folder of articles to the store
  dateline                          open the dashboard
  dateline search lukashenko        find a name and the events about it
  dateline --store ./case add -     add an article from standard input
"""


class Commands(click.Group):
    """A group of commands that suggests a command for an unknown name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command.

        Raises:
            click.UsageError: for an unknown name, with the nearest command.
        """
        name = args[0]
        is_option = name.startswith("-")
        if not ctx.resilient_parsing and not is_option and self.get_command(ctx, name) is None:
            raise click.UsageError(f"There is no command {name!r}.{self._meant(ctx, name)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. If the reader of its output has closed the pipe, end like a program that
        SIGPIPE ends; click's own status for it, 1, would mean that nothing was found.

        Raises:
            click.UsageError: with the context of the command that it is about.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            from tui.cli.start import mute_streams

            mute_streams()
            raise SystemExit(128 + signal.SIGPIPE) from None
        except click.UsageError as error:
            name = ctx.invoked_subcommand
            command = self.get_command(ctx, name) if name else None
            if error.ctx is None and command is not None:
                error.ctx = click.Context(command, info_name=name, parent=ctx)
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its whole first sentence."""
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
            return " `dateline add` adds a file or a folder."
        return ""


def usage_line(error: click.ClickException) -> str:
    """Return one line: the command, what is wrong, and where its help is."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = ctx.command_path if ctx is not None else "dateline"
    if ctx is not None and isinstance(ctx.command, click.Group) and _is_bare(error):
        *names, last = ctx.command.list_commands(ctx)
        what = f"Name a command: {', '.join(names)} or {last}."
    else:
        what = _misplaced(error, ctx) or " ".join(error.format_message().split())
    if not what.endswith((".", "?", "?)")):
        what += "."
    return one_line(f"{path}: {shortened(what)} See `{path} --help`.")


def _misplaced(error: click.ClickException, ctx: click.Context | None) -> str:
    """Return where an option of the program belongs that stands behind a command, or nothing."""
    if ctx is None or ctx.parent is None or not isinstance(error, click.NoSuchOption):
        return ""
    for option in ctx.find_root().command.params:
        if error.option_name in (*option.opts, *option.secondary_opts):
            value = f" {option.metavar}" if option.metavar else ""
            _, _, command = ctx.command_path.partition(" ")
            shown = f"dateline {error.option_name}{value} {command} …"
            return f"{error.option_name} stands before the command: `{shown}`."
    return ""


def _is_bare(error: click.ClickException) -> bool:
    """Return whether a group was named without a command; click would print its whole help."""
    return isinstance(error, click.exceptions.NoArgsIsHelpError)


class Program(Commands):
    """The group of commands, each imported when it is called."""

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
        """Find a command; completing its options needs the command itself."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, _load(name) if name in _COMMANDS else command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _named(name: str) -> click.Command:
    return click.Command(name, short_help=_COMMANDS[name])


def _load(name: str) -> click.Command:
    module = importlib.import_module(f"tui.cli.{_ELSEWHERE.get(name, name)}")
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
    help="The store to use. `add` creates it.",
)
@click.option(
    "--mouse/--no-mouse",
    default=None,
    help="Use the mouse in the dashboard. Default: yes, but not over SSH.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Do not restore your last session. If several are open, the last to close is saved.",
)
@click.option(
    "--plain",
    is_flag=True,
    help="The dashboard by lines: for screen readers, dumb terminals and scripts.",
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
    help="Print the version and exit.",
)  # fmt: skip
@click.pass_context
def program(
    ctx: click.Context, store: str | None, mouse: bool | None, fresh: bool, plain: bool
) -> None:
    """Who, what, where and when, from your own news, in a terminal.

    Without a command, open the dashboard.
    """
    if store == "":
        raise click.UsageError("--store is empty; name a folder.")
    ctx.obj = store_folder(store)
    if ctx.obj.exists() and not ctx.obj.is_dir():
        raise UserError(f"{ctx.obj} is not a folder.", "Name the folder of a store with --store.")
    if plain and ctx.invoked_subcommand is not None:
        raise click.UsageError("--plain is the dashboard by lines: name no command with it.")
    if plain:
        from tui.cli.plain import run_plain

        ctx.exit(run_plain(ctx.obj))
    if ctx.invoked_subcommand is None:
        from tui.cli.start import open_dashboard

        ctx.exit(open_dashboard(ctx.obj, mouse=mouse, fresh=fresh))


def run(arguments: list[str]) -> Any:
    """Run a command and return its exit status. Wrong usage is reported in one line.

    Raises:
        KeyboardInterrupt: when the user interrupts it, and whatever the command raises.
    """
    try:
        return program.main(arguments, prog_name="dateline", standalone_mode=False)
    except click.ClickException as error:
        click.echo(usage_line(error), err=True)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
