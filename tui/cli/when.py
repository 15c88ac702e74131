"""`dateline when`: explain what a time expression means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from tui.cli.output import data, line, note

if TYPE_CHECKING:
    from store import DateOrder, Explained


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--published", metavar="DAY", help="Date of the article, as 2024-07-09.")
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy"]),
    help="Order of ambiguous dates: day first, or month first.",
)
@click.option(
    "--narrative/--no-narrative",
    default=None,
    help="Resolve relative dates from the last date in the words, or from publication. "
    "Default: chosen by passage.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each expression.")
@click.pass_context
def when(
    ctx: click.Context,
    words: tuple[str, ...],
    published: str | None,
    date_order: DateOrder | None,
    narrative: bool | None,
    as_json: bool,
) -> None:
    """Explain the time expressions in WORDS: range, TIMEX3 value, dates, and the rule.

    A sentence gives better results than an expression alone: the tense of its verb decides
    whether "Monday" is past or future.

    \b
    Examples:
      dateline when "through July 19" --published 2024-07-09
      dateline when "They will meet on Monday." --published 2024-07-09
    """
    from store import explain, no_days, without_no_days
    from tui.config import load_config

    day, text = _day(published, date_order), " ".join(words)
    found = explain(text, day, load_config().model, date_order=date_order, narrative=narrative)
    for one in without_no_days(text, found):
        data(_json(one)) if as_json else _print(one, day)
    none = no_days(text, found)
    for written in none:
        note(f"dateline: the calendar has no {written}.")
    if not found and not none:
        note("dateline: there is no time expression in these words.")
    if none or not found:
        ctx.exit(1)


_NEVER_AHEAD = date(9998, 12, 31)
"""Instead of today: a day to come may be tried too."""


def _day(said: str | None, order: DateOrder | None) -> str | None:
    """Return the ISO day that was given.

    Raises:
        click.BadParameter: when it is not a date, or ambiguous.
    """
    if said is None:
        return None
    from store import moment

    found = moment(said, _NEVER_AHEAD, order)
    if found.iso:
        return found.iso[: len("2024-07-09")]
    wrong = f"{said!r} is not a date of news; write it as 2024-07-09."
    if found.doubt == "ambiguous":
        wrong = f"{said!r} is ambiguous; use --date-order dmy or mdy."
    raise click.BadParameter(wrong, param_hint="--published")


def _print(one: Explained, published: str | None) -> None:
    time = one.time
    line(f"{one.words}  [{time.start}, {time.end}]")
    line(f"  value      {time.type} {time.value}{f' ({time.mod})' if time.mod else ''}")
    line(f"  days       {_days(one, published)}")
    if one.two_ways:
        line("  ambiguous  day and month could be swapped: use --date-order")
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

    told = {"words": one.words, "rule": one.rule}
    if one.two_ways:
        told["doubt"] = "ambiguous"
    return json.dumps(told | json.loads(to_json(one.time)))
