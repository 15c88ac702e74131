"""How commands write: data to standard output, safe for a terminal when it is one."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

import click

from tui.safe import escaped, one_line, safe, shortened


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


def cut(text: str, end: str = "") -> str:
    """Return `text` and `end`; on a terminal `text` is cut so that both fit on a line."""
    if not sys.stdout.isatty():
        return text + end
    from rich.cells import cell_len

    from tui.view_model.styled_text import fit

    safe_text, safe_end = one_line(text), one_line(end)
    room = get_terminal_size().columns - cell_len(safe_end)
    return (safe_text if cell_len(safe_text) <= room else fit(safe_text, room)) + safe_end


def paragraphs(text: str) -> None:
    """Print a text; on a terminal it is wrapped between words."""
    if not sys.stdout.isatty():
        for paragraph in text.splitlines():
            line(paragraph)
        return
    from tui.widgets.wrap import wrap

    for start, end in wrap(text, min(get_terminal_size().columns, 92)):
        line(text[start:end])
