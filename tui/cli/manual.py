"""`dateline help`: the manual, the man page and the completion of shells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from tui.cli.program import Commands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.cli.man_page import Section

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_DATELINE_COMPLETE"
"""What the script sets when it asks the program; click derives the same name."""


def completion_script(program: click.Command, shell: str) -> str:
    """Return the completion script of a shell.

    Raises:
        KeyError: for an unknown shell.
    """
    script = get_completion_class(shell)
    if script is None:
        raise KeyError(shell)
    made = script(program, {}, "dateline", _VARIABLE)
    # Its own `source()` would start bash to ask for its version: the script may be for elsewhere.
    return (made.source_template % made.source_vars()).rstrip() + "\n"


class _Topics(Commands):
    """The topics of the manual. The name of a command is one too, and prints its help."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _help_of(ctx, cmd_name)


@click.group(cls=_Topics, invoke_without_command=True)
@click.pass_context
def help(ctx: click.Context) -> None:  # noqa: A001 - the command's name
    """Show the manual: keys, search, config, man page, shell completion; or any command.

    \b
    Examples:
      dateline help add
      dateline help feeds add
      dateline help search
      dateline help man | man -l -
      dateline help completion bash >> ~/.bashrc
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@help.command()
def keys() -> None:
    """Show every key of the dashboard, with its id for the config file.

    Keys that the config file changes are marked.
    """
    from tui.cli import man_page
    from tui.config import load_config
    from tui.keys import key_conflicts

    changed = load_config().keys
    _print(man_page.keys(changed))
    for problem in key_conflicts(changed):
        click.echo(f"dateline: keys in the config file: {problem}", err=True)


@help.command()
def search() -> None:
    """Show the search language, the same in the dashboard and on the command line.

    `dateline search --help` describes the command.
    """
    from tui.cli import man_page

    _print(man_page.search())


@help.command()
def config() -> None:
    """Show the settings of the config file, and environment variables."""
    from store import shipped
    from tui.cli import man_page

    _print(man_page.settings(str(shipped("codebook"))))


@help.command()
def man() -> None:
    """Print the man page, in roff."""
    from importlib.metadata import version

    from tui.cli import man_page

    click.echo(man_page.man_page(_program(), version("dateline")), nl=False)


@help.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell: str) -> None:
    """Print the completion script of a SHELL (bash, zsh or fish).

    \b
    dateline help completion bash >> ~/.bashrc
    dateline help completion zsh >> ~/.zshrc
    dateline help completion fish > ~/.config/fish/completions/dateline.fish
    """
    click.echo(completion_script(_program(), shell), nl=False)


def _help_of(ctx: click.Context, name: str) -> click.Command | None:
    """Return a command that prints the help of a command or of its subcommand."""
    command = _program().get_command(ctx.find_root(), name)
    if command is None or ctx.resilient_parsing:
        return None

    def tell(rest: tuple[str, ...]) -> None:
        inner = click.Context(command, info_name=name, parent=ctx.find_root())
        for each in rest:
            if not isinstance(inner.command, click.Group):
                break
            called, found, _ = inner.command.resolve_command(inner, [each])
            if found is not None:
                inner = click.Context(found, info_name=called, parent=inner)
        click.echo(inner.get_help())

    return click.Command(name, params=[click.Argument(["rest"], nargs=-1)], callback=tell)


def _program() -> click.Group:
    from tui.cli.program import program

    return program


def _print(sections: Iterable[Section]) -> None:
    from tui.cli.man_page import as_text

    click.echo(as_text(sections))
