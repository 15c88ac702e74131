"""Standard input, output and error, when one of them is closed or its other end is gone."""

from __future__ import annotations

import os
import sys


def open_closed() -> None:
    """What was closed by who started us (`>&-`) is opened on nothing: else the first file that
    we open would stand in its place, and a store would be printed into. Nothing comes from
    such an input, and writing to such an output fails, as it should."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            nowhere = os.open(os.devnull, flags)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def mute(*standard: int) -> None:
    """Nobody reads these, or both, any more: Python must not complain of it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for each in standard or (1, 2):
        os.dup2(nowhere, each)
