"""`dateline compare`: what two sources, tags or periods report, and where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store import UserError
from tui.cli.options import QueryCommand, open_views, selected_by
from tui.cli.output import data, listing, note, print_line
from tui.cli.result_lines import event_line, tab_line
from tui.view_model.comparing import (
    Sides,
    highlighted_fragments,
    highlighted_words,
    section_names,
    sentence_head,
    sides_of,
    summary,
    verdict_words,
)
from tui.view_model.dates import format_date

if TYPE_CHECKING:
    from store import ComparedEvent, ComparedEvents, ComparedSentence, Views

_COLUMNS = (
    "where", "id", "date", "type", "label", "status", "first", "voice", "one_sentence",
    "other_sentence", "one_differs", "other_differs",
)  # fmt: skip


@click.command(cls=QueryCommand)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.argument("query", nargs=-1)
@click.option(
    "--as",
    "form",
    type=click.Choice(["table", "json", "tsv"]),
    default="table",
    show_default=True,
    help="JSON: each event with the sentences of both sides. TSV: a line for each event.",
)
@click.option("--both", "only_both", is_flag=True, help="Only the events that both report.")
@click.option(
    "--all", "every", is_flag=True, help="Minor and unsure events too; ! marks the unsure."
)
@click.pass_obj
def compare(
    folder: Path,
    one: str,
    other: str,
    query: tuple[str, ...],
    form: str,
    only_both: bool,
    every: bool,
) -> None:
    """Compare what A and B report: which events both have, and which only one.

    A and B are sources, periods of publication, or any query, such as tag:leak. Of an event that
    both report: who reported it first, the sentences of both, and the dates, numbers and names
    that only one of them has. What goes back to one news agency is one voice, and no
    confirmation. QUERY limits both sides. The exit status is 1 when no event is in both.

    \b
    Examples:
      dateline compare 'Harbour Gazette' 'Baltic Wire'
      dateline compare 2024-07 2024-08 who:lukashenko
      dateline compare source:wire tag:leak --as json
    """
    sides = sides_of(selected_by(" ".join(query)), one, other)
    with open_views(folder) as views:
        for said, side in ((one, sides.one), (other, sides.other)):
            if not views.article_count(side):
                raise UserError(f"{said} selects no article.", "`dateline search ''` lists some.")
        found = views.comparison(sides.one, sides.other).events(minor=every)
        if form == "json":
            events = (_record(*each) for each in _events(views, sides, found, only_both=only_both))
            data(json.dumps(list(events), ensure_ascii=False))
        elif form == "tsv":
            listing(tab_line(*_COLUMNS))
            for where, event in _events(views, sides, found, only_both=only_both):
                listing(tab_line(*_cells(where, event)))
        else:
            _print(views, sides, found, only_both=only_both)
        note(summary(found, sides))
    if not found.both:
        click.get_current_context().exit(1)


def _events(
    views: Views, sides: Sides, found: ComparedEvents, *, only_both: bool
) -> Iterator[tuple[str, ComparedEvent]]:
    for where in ("both",) if only_both else ("both", "one", "other"):
        for number in getattr(found, where):
            yield where, views.comparison(sides.one, sides.other).event(number)


def _record(where: str, event: ComparedEvent) -> dict[str, Any]:
    row = event.row
    return {
        "where": where,
        "id": row.id,
        "from": row.from_,
        "to": row.to,
        "precision": row.precision,
        "type": row.type,
        "label": row.label,
        "modality": row.modality,
        "first": event.first,
        "one_voice": event.is_one_voice,
        "voice": event.voice,
        "differs": event.differs,
        "one": [_sentence(each) for each in event.one],
        "other": [_sentence(each) for each in event.other],
    }


def _sentence(each: ComparedSentence) -> dict[str, Any]:
    return {
        "number": each.number,
        "source": each.source,
        "published": each.published,
        "start": each.start,
        "end": each.end,
        "quote": each.text,
        "voice": each.voice,
        "agency": each.agency,
        "differs": [
            {"start": start + each.start, "end": end + each.start, "words": each.text[start:end]}
            for start, end in each.lit
        ],
    }


def _cells(where: str, event: ComparedEvent) -> tuple[object, ...]:
    row = event.row
    voice = event.voice or "one text" if event.is_one_voice else ""
    day = format_date(row.from_, row.to, row.precision)
    first_of = (side[0].text if side else "" for side in (event.one, event.other))
    return (
        where, row.id, day, row.type, row.label, row.modality, event.first or "", voice,
        *first_of, highlighted_words(event.one), highlighted_words(event.other),
    )  # fmt: skip


def _print(views: Views, sides: Sides, found: ComparedEvents, *, only_both: bool) -> None:
    for name, numbers in section_names(found, sides):
        is_both = numbers is found.both
        if only_both and not is_both:
            continue
        print_line([(f"{name} ({len(numbers):,})", "accent")])
        for number in numbers:
            event = views.comparison(sides.one, sides.other).event(number)
            print_line(*event_line(event.row))
            if is_both:
                _print_both(event, sides)


def _print_both(event: ComparedEvent, sides: Sides) -> None:
    words = verdict_words(event.first, event.voice, event.is_one_voice, sides)
    if words:
        print_line([(f"      {words}", "warn" if event.is_one_voice else "dim")])
    for side in (event.one, event.other):
        _print_side(side)


def _print_side(side: Sequence[ComparedSentence]) -> None:
    for each in side[:1]:
        more = f" +{len(side) - 1}" if len(side) > 1 else ""
        print_line([(f"      {sentence_head(each)}{more}", "strong")])
        print_line([("        ", "plain"), *highlighted_fragments(each)])
    if differing := highlighted_words(side):
        print_line([(f"        only here: {differing}", "dim")])
