"""`dateline search`: entities, events and articles that match."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import open_views, parse_positive, selected_by
from tui.cli.output import cut, data, line, note
from tui.view_model.dates import format_date
from tui.view_model.lines import source_name

if TYPE_CHECKING:
    from store import ArticleRow, EntityRow, EventRow, Filter


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit",
    metavar="N",
    type=parse_positive,
    default=10,
    show_default=True,
    help="Maximum number of each kind.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="JSON: the same records as `export`, each with its quoted evidence.",
)
@click.option(
    "--all", "every", is_flag=True, help="The minor and the unsure events too; ! marks the unsure."
)
@click.pass_obj
@click.pass_context
def search(
    ctx: click.Context, folder: Path, query: tuple[str, ...], limit: int, form: str, every: bool
) -> None:
    """Find entities by name, and the events and articles that match QUERY.

    Case and accents are ignored, and common spellings of a name match. All words are required;
    `dateline help search` shows the language. When QUERY is a name, the events are those of its
    entity. #12 is the number of an article, for `dateline show`; +2 are other articles about
    the same event, or copies. The exit status is 1 when nothing is found.

    \b
    Examples:
      dateline search lukashenka
      dateline search 'who:"Xi Jinping" type:consult event:2024-07'
    """
    from store import ExportRequest, ExportRows, plain_record

    said = " ".join(query)
    with open_views(folder) as views:
        selected = selected_by(said)
        names = views.names(said, limit=limit)
        names.sort(key=lambda row: row.name.casefold() != said.casefold())
        told = _about(names) or selected
        events = views.events(told, limit=limit, minor=every)
        articles = views.articles(selected, limit=limit)
        counts = (views.event_count(told, minor=every), views.counts(selected).articles[0])
        if form == "json":
            rows = ExportRows(views, ExportRequest(selected=selected))
            found = {
                "entities": [plain_record(rows.entity_record(row)) for row in names],
                "events": [plain_record(rows.event_record(row)) for row in events],
                "articles": [plain_record(rows.article_record(row)) for row in articles],
            }
            data(json.dumps(found, ensure_ascii=False))
    if form == "text":
        _section("entities", len(names), len(names), [_entity(row) for row in names])
        _section("events", len(events), counts[0], [_event(row) for row in events])
        _section("articles", len(articles), counts[1], [_article(row) for row in articles])
    if not (names or events or articles):
        note(f"nothing matches {said}")
        ctx.exit(1)


def _about(names: Sequence[EntityRow]) -> Filter | None:
    """Return the filter of the first entity found, if there is one."""
    from store import Filter, Term

    return Filter().add(Term("entity", names[0].key)) if names else None


def _section(name: str, shown: int, total: int, rows: list[str]) -> None:
    if rows:
        line(f"{name} ({shown} of {total:,})" if shown < total else f"{name} ({total})")
        for row in rows:
            line(row)


def _entity(row: EntityRow) -> str:
    times = "mention" if row.total == 1 else "mentions"
    return cut(f"  {row.type:8} {row.name}", f"  {row.total:,} {times}")


def _event(row: EventRow) -> str:
    state = "" if row.modality == "asserted" else f" [{row.modality}]"
    unsure = "!" if row.is_unsure else " "
    told = f"  #{row.number}" + (f" +{row.voices - 1}" if row.voices > 1 else "")
    day = format_date(row.from_, row.to, row.precision)
    return cut(f"  {day:17} {row.type:9}{unsure}{row.label}", state + told)


def _article(row: ArticleRow) -> str:
    day = (row.published or "")[:10] or "undated"
    copies = f" +{row.copies}" if row.copies else ""
    source = f"  ({source_name(row.source)})" if row.source else ""
    return cut(f"  #{row.number:<6} {day:10} {row.title}", source + copies)
