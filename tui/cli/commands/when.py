"""`dateline when`: explain what a time expression means."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from tui.cli.output.printing import data, line, note

if TYPE_CHECKING:
    from store import Explained


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--published", metavar="DAY", help="The article's own day, as 2024-07-09.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each expression.")
@click.pass_context
def when(ctx: click.Context, words: tuple[str, ...], published: str | None, as_json: bool) -> None:
    """Explain the time expressions in WORDS: where each begins and ends, its TIMEX3
    value, the days that it means, and the rule that fired.

    A whole sentence gives better answers than an expression alone, because the tense of
    its verb tells whether "Monday" is behind or ahead.

    \b
    Examples:
      dateline when "through July 19" --published 2024-07-09
      dateline when "They will meet on Monday." --published 2024-07-09
    """
    from store import explain
    from tui.config import load_config

    found = explain(" ".join(words), _day(published), load_config().model)
    if not found:
        note("dateline: no time expression in these words.")
        ctx.exit(1)
    for one in found:
        data(_json(one)) if as_json else _print(one, published)


def _day(said: str | None) -> str | None:
    """Raises `click.BadParameter` for what is no ISO day."""
    if said is None:
        return None
    try:
        return datetime.fromisoformat(said).date().isoformat()
    except ValueError as error:
        raise click.BadParameter(
            f"{said!r} is no day; write it as 2024-07-09.", param_hint="--published"
        ) from error


def _print(one: Explained, published: str | None) -> None:
    time = one.time
    line(f"{one.words}  [{time.start}, {time.end}]")
    line(f"  value      {time.type} {time.value}{f' ({time.mod})' if time.mod else ''}")
    line(f"  days       {_days(one, published)}")
    line(f"  precision  {time.precision or 'none'}")
    line(f"  basis      {_BASES[time.basis or 'none']}")
    line(f"  rule       {one.rule}")


_BASES = {
    "published": "the article's own day",
    "text": "another time in the text",
    "self": "the words alone",
    "none": "none",
}


def _days(one: Explained, published: str | None) -> str:
    time = one.time
    if time.from_ or time.to:
        return f"{time.from_ or '(open)'} to {time.to or '(open)'}"
    if time.type == "SET":
        return "none: it recurs"
    if time.type == "DURATION":
        return "none: an amount, and nothing here tells where it lies"
    if "XX" not in time.value:
        return "none: it is no stretch of the calendar"
    if published is None:
        return "unresolved: it needs the article's own day, which --published tells"
    return "unresolved: the article's own day does not settle it"


def _json(one: Explained) -> str:
    import json

    from store import to_json

    return json.dumps({"words": one.words, "rule": one.rule} | json.loads(to_json(one.time)))
