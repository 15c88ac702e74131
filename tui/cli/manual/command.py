"""`dateline help`: the manual, the man page and the completion of shells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.manual.completion import SHELLS, completion_script

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.cli.manual.tables import Section


@click.group
def help() -> None:  # noqa: A001 - the command's name
    """The manual: keys, search, config, a man page, shell completion.

    \b
    Examples:
      dateline help search
      dateline help man | man -l -
      dateline help completion bash >> ~/.bashrc
    """


@help.command()
def keys() -> None:
    """Every key of the dashboard, with the id that a config file calls it by.

    Keys that the config file changes are shown as changed.
    """
    from tui.cli.manual import tables
    from tui.config import load_config
    from tui.keyboard import clashes

    changed = load_config().keys
    _print(tables.keys(changed))
    for problem in clashes(changed):
        click.echo(f"dateline: keys in the config file: {problem}", err=True)


@help.command()
def search() -> None:
    """The search language, the same in the dashboard and here."""
    from tui.cli.manual import tables

    _print(tables.search())


@help.command()
def config() -> None:
    """The settings of the config file, and the environment."""
    from store import shipped
    from tui.cli.manual import tables

    _print(tables.settings(str(shipped("codebook"))))


@help.command()
def man() -> None:
    """Print the man page, in roff."""
    from importlib.metadata import version

    from tui.cli.manual.man_page import man_page

    click.echo(man_page(_program(), version("dateline")), nl=False)


@help.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what SHELL reads to complete commands and options.

    \b
    bash:  dateline help completion bash >> ~/.bashrc
    zsh:   dateline help completion zsh >> ~/.zshrc
    fish:  dateline help completion fish > ~/.config/fish/completions/dateline.fish
    """
    click.echo(completion_script(_program(), shell), nl=False)


def _program() -> click.Group:
    from tui.cli.program import program

    return program


def _print(sections: Iterable[Section]) -> None:
    from tui.cli.manual.tables import as_text

    click.echo(as_text(sections))
