"""Numbers, sizes and stretches of time as options say them, and the options that limit reading.

Each function raises `click.BadParameter`, to which click adds the option's name.
"""

from __future__ import annotations

import re

import click

_SIZE = re.compile(r"(\d{1,9})([KMG]?)B?", re.ASCII | re.IGNORECASE)
_BITS = {"": 0, "K": 10, "M": 20, "G": 30}
_PERIOD = re.compile(r"(\d{1,6})([smhd])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def count(said: str | int) -> int:
    """A whole number, 0 or more."""
    if not re.fullmatch(r"[0-9]{1,9}", str(said)):
        raise click.BadParameter(f"{said!r} is no whole number.")
    return int(said)


def some(said: str | int) -> int:
    """A whole number, 1 or more."""
    if count(said) == 0:
        raise click.BadParameter("it must be 1 or more.")
    return int(said)


def size(said: str) -> int:
    """`800M` in bytes."""
    found = _SIZE.fullmatch(said.strip())
    if found is None:
        raise click.BadParameter(f"{said!r} is no size; say 800M or 2G.")
    return int(found[1]) << _BITS[found[2].upper()]


def period(said: str) -> int:
    """`30m` in seconds."""
    found = _PERIOD.fullmatch(said.strip())
    if found is None:
        raise click.BadParameter(f"{said!r} is no time; say 90s, 30m, 2h or 1d.")
    return int(found[1]) * _SECONDS[found[2]]


jobs_option = click.option(
    "--jobs",
    metavar="N",
    type=count,
    help="Processes that read; 0, or without it: one for each core.",
)
memory_option = click.option(
    "--memory",
    metavar="SIZE",
    type=size,
    help="What all that read may take, as 800M or 2G; without it, what is free.",
)
