"""Shell completion: click's own script for a shell, with the name of the program in it."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_DATELINE_COMPLETE"
"""What the script sets when it asks the program; click derives the same name."""


def completion_script(program: click.Command, shell: str) -> str:
    """The script that a shell reads at its start. Raises `KeyError` for an unknown shell."""
    script = get_completion_class(shell)
    if script is None:
        raise KeyError(shell)
    made = script(program, {}, "dateline", _VARIABLE)
    # Its own `source()` would start bash to ask for its version: the script may be for elsewhere.
    return (made.source_template % made.source_vars()).rstrip() + "\n"
