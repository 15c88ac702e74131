"""JSON from a stranger: strict, and no number or nesting that would take all day."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from store.intake.limits import Refused

_LONGEST_NUMBER = 400


def parsed(text: str) -> Any:
    """The value. Raises `Refused` with the reason and the place when it is no JSON.

    Half a surrogate pair (`\\ud800`) is let through: settling an article puts it right. Of two
    fields with one name the last counts.
    """
    try:
        return json.loads(text, parse_constant=_no_number, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        raise Refused(
            f"no JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
    except RecursionError as error:
        raise Refused("no JSON that can be read: it is nested too deeply") from error


def _no_number(name: str) -> NoReturn:
    raise Refused(f"no JSON: {name} is no value")


def _whole_number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise Refused(f"no JSON that can be read: a number of {len(digits):,} digits")
    return int(digits)
