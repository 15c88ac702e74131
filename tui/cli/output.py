"""How commands write: data to standard output, safe for a terminal when it is one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from tui.safe import escaped, one_line, safe, shortened

if TYPE_CHECKING:
    from tui.view_model.styled_text import Fragment


def data(json_text: str, end: str = "\n") -> None:
    """A line of JSON, or a piece of it, with escapes for what a terminal would obey: the pipe may
    end in one."""
    click.echo(escaped(json_text) + end, nl=False)


def listing(text: str) -> None:
    """Lines in a format of another program's, safe on a terminal; a pipe gets them as they are."""
    click.echo(safe(text) if sys.stdout.isatty() else text)


def line(text: str) -> None:
    """Print a line for a user, made safe."""
    click.echo(one_line(text))


def note(text: str) -> None:
    """Print a line about progress to standard error, made safe and shortened."""
    click.echo(one_line(shortened(text)), err=True)


_ANSI: dict[str, str] = {
    "dim": "2", "rule": "2", "strong": "1", "accent": "36", "good": "32", "bad": "31",
    "warn": "33", "date": "33", "lit": "1;33",
}  # fmt: skip
"""The attribute or colour of a role, from the terminal's own sixteen."""


def has_colours() -> bool:
    """Return whether standard output shows colours: a terminal that is not dumb, without
    NO_COLOR."""
    environment = os.environ
    is_dumb = environment.get("TERM", "dumb") == "dumb"
    return sys.stdout.isatty() and not is_dumb and not environment.get("NO_COLOR")


def print_line(start: Sequence[Fragment], end: Sequence[Fragment] = ()) -> None:
    """Print fragments made safe, in colour where there are any. On a terminal `start` is cut so
    that `end` fits on the line too."""
    fragments = [(one_line(text), role) for text, role in (*start, *end)]
    if sys.stdout.isatty():
        from tui.view_model.styled_text import arrange

        safe_start, safe_end = fragments[: len(start)], fragments[len(start) :]
        kept = arrange(safe_start, (), _room(safe_end))
        if not kept[-1][0].strip():
            del kept[-1]
        fragments = [*kept, *safe_end]
    if has_colours():
        fragments = [(_coloured(text, role), role) for text, role in fragments]
    click.echo("".join(text for text, _ in fragments), color=True)


def _room(end: Sequence[Fragment]) -> int:
    from rich.cells import cell_len

    return get_terminal_size().columns - sum(cell_len(text) for text, _ in end)


def _coloured(text: str, role: str) -> str:
    code = _ANSI.get(role)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text


def paragraphs(text: str) -> None:
    """Print a text; on a terminal it is wrapped between words."""
    if not sys.stdout.isatty():
        for paragraph in text.splitlines():
            line(paragraph)
        return
    from tui.widgets.wrap import wrap

    for start, end in wrap(text, min(get_terminal_size().columns, 92)):
        line(text[start:end])
