"""`dateline search`: entities, their offices and relations, events and articles that match."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from tui.cli.options import QueryCommand, open_views, parse_positive, saved_search, selected_by
from tui.cli.output import data, listing, note, print_line
from tui.cli.result_lines import (
    Line,
    article_line,
    entity_line,
    event_line,
    relation_line,
    role_line,
    stated_line,
    tab_lines,
)
from tui.cli.show_row import fact_record
from tui.safe import one_line
from tui.view_model.facts import stated
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import ArticleRow, EntityRow, EventRow, Filter, RelationRow, RoleRow, Views


_FIELD = re.compile(r'[a-z]+:(?:"[^"]*"|[^\s"()]+)')
_RARE = 10
"""A bearer of the exact name that is mentioned so many times less than another is not meant."""


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
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
    type=click.Choice(["table", "json", "tsv", "text"]),
    default="table",
    show_default=True,
    help="JSON: the same records as `export`, with their evidence. TSV: a line for each.",
)
@click.option(
    "--all", "every", is_flag=True, help="Minor and unsure events too; ! marks the unsure."
)
@click.option(
    "--saved", metavar="[NAME]", is_flag=False, flag_value="",
    help="Within a search that was saved in the dashboard; without NAME, list them.",
)  # fmt: skip
@click.option("--newest", is_flag=True, help="The latest events, of those with a date.")
@click.pass_obj
@click.pass_context
def search(  # noqa: PLR0913, PLR0917 - one parameter for each option
    ctx: click.Context,
    folder: Path,
    query: tuple[str, ...],
    limit: int,
    form: str,
    every: bool,
    saved: str | None,
    newest: bool,
) -> None:
    """Find entities with their offices and relations, events and articles.

    Case and accents are ignored, and common spellings of a name match. All words are required, but
    for those after `-`; `dateline help search` shows the language, and '' lists everything. When
    QUERY is a name, the events are those of its entity. An office finds its holders, first the
    one whom most of the last ten articles with that office name. Each row ends in what
    `dateline show` takes to show it; +2 are other articles about the same event, or copies. The
    exit status is 1 when nothing is found.

    \b
    Examples:
      dateline search lukashenka
      dateline search 'who:"Xi Jinping" type:consult event:2024-07'
      dateline search talks -grain --as tsv
      dateline search --saved sanctions
    """
    if saved == "":
        _list_saved(folder)
        return
    if not query and saved is None:
        raise click.UsageError("Missing argument 'QUERY...'.")
    said = " ".join(query)
    within = saved_search(folder, saved) if saved is not None else None
    with open_views(folder) as views:
        found = find(views, said, limit, every=every, newest=newest, within=within)
        hints = [] if found or within else list(_hints(views, said, every=every))
        if form == "json":
            data(json.dumps(_records(views, found, selected_by(said, within)), ensure_ascii=False))
        elif form == "tsv":
            rows = (found.entities, found.roles, found.relations, found.events, found.articles)
            for line in tab_lines(*rows, partial(stated, views)):
                listing(line)
        else:
            _print(views, found)
    if not found:
        note(f"nothing matches {' in '.join(filter(None, (said, saved)))}")
        for hint in hints:
            note(hint)
        ctx.exit(1)


def _list_saved(folder: Path) -> None:
    """Print the saved searches: name, whether it has an alert, filter, who saved it and when."""
    from store import SavedSearches, Store

    with Store.open(folder, readonly=True) as store:
        for each in SavedSearches(store):
            alert = "alert" if each.alert else "-"
            listing("\t".join(map(one_line, (each.name, alert, each.query, each.who, each.at))))


class Results(Struct, frozen=True):
    """What a search found: the first rows of each kind, and how many events and articles match."""

    entities: Sequence[EntityRow]
    roles: Sequence[RoleRow]
    relations: Sequence[RelationRow]
    events: Sequence[EventRow]
    articles: Sequence[ArticleRow]
    event_count: int
    undated: int
    """The events without a date, which come last."""
    hidden: int
    """The minor and unsure events that are left out."""
    article_count: int

    def __bool__(self) -> bool:
        return bool(self.entities or self.events or self.articles)


def find(
    views: Views,
    said: str,
    limit: int,
    *,
    every: bool,
    newest: bool,
    within: Filter | None = None,
) -> Results:
    """Return what matches a query; of a name, the events and facts are those of its entity. With
    `within`, return what of that filter matches.

    With `newest`, the events are the latest of those with a date, the last one first.

    Raises:
        QueryError: The query cannot be read.
    """
    from store import Facts, Term

    selected = selected_by(said, within)
    told, facts = selected, Facts()
    if within or not said.strip():
        names = views.entities(selected, limit=limit, unsure=every)
    elif names := views.search.names(said, limit=limit):
        most = max(row.total for row in names)
        names.sort(key=lambda row: not _is_meant(row, said, most))
        told, facts = _about(names[0]), views.cards.facts(names[0].key)
    shown = views.event_count(told, minor=every)
    return Results(
        entities=names,
        roles=[role for role in facts.roles if every or not role.is_unsure][:limit],
        relations=facts.relations[:limit],
        events=_newest(views, told, limit, every=every)
        if newest
        else views.events(told, limit=limit, minor=every),
        articles=views.articles(selected, limit=limit),
        event_count=shown,
        undated=views.event_count(told.add(Term("is", "undated")), minor=every),
        hidden=views.event_count(told) - shown,
        article_count=views.article_count(selected),
    )


def _is_meant(row: EntityRow, said: str, most: int) -> bool:
    """Return whether an entity has exactly this name, and is not a rare bearer of a name by which
    the texts usually mean another: "Trump" is Donald Trump.

    A person of whom the texts know no more than a surname is meant only if nobody is named more.
    """
    is_bare = row.type == "PERSON" and " " not in row.name
    return row.name.casefold() == said.casefold() and row.total * (1 if is_bare else _RARE) >= most


def _newest(views: Views, told: Filter, limit: int, *, every: bool) -> list[EventRow]:
    from store import Term

    dated = told.exclude(Term("is", "no-decade"))
    first = max(views.event_count(dated, minor=every) - limit, 0)
    return views.events(dated, offset=first, limit=limit, minor=every)[::-1]


def _hints(views: Views, said: str, *, every: bool) -> Iterator[str]:
    """Yield what helps with a query that matches nothing: names that are spelt like those in it,
    and what it would match without one of its terms.
    """
    from store import Filter

    for field in _FIELD.finditer(said):
        likely = next(iter(views.search.complete(said, field.end())), None)
        if likely is not None and likely.text != said[likely.start : likely.end]:
            meant = said[field.start() : likely.start] + likely.text
            yield f"  did you mean {one_line(meant)}?"
    for term, events, articles in views.search.without_each(said, Filter(), minor=every):
        yield f"  without {term}: {plural(events, 'event')}, {plural(articles, 'article')}"


def _about(row: EntityRow) -> Filter:
    from store import Filter, Term

    return Filter().add(Term("entity", row.key))


def _records(views: Views, found: Results, selected: Filter) -> dict[str, Any]:
    from store import RecordBuilder, plain_record

    records = RecordBuilder(views, selected)
    return {
        "entities": [plain_record(records.entity(row)) for row in found.entities],
        "roles": [fact_record(views, row) for row in found.roles],
        "relations": [fact_record(views, row) for row in found.relations],
        "events": [plain_record(records.event(row)) for row in found.events],
        "articles": [plain_record(records.article(row)) for row in found.articles],
    }


def _print(views: Views, found: Results) -> None:
    notes = [f"{found.undated:,} undated"] if found.undated else []
    notes += [f"{found.hidden:,} minor or unsure with --all"] if found.hidden else []
    _section("entities", found.entities, entity_line)
    _facts(views, "offices", found.roles, role_line)
    _facts(views, "relations", found.relations, relation_line)
    if found.hidden and not found.events:
        print_line([(f"events (0; {found.hidden:,} minor or unsure with --all)", "accent")])
    _section("events", found.events, event_line, found.event_count, notes)
    _section("articles", found.articles, article_line, found.article_count)


def _section[R](
    name: str,
    rows: Sequence[R],
    as_line: Callable[[R], Line],
    total: int | None = None,
    notes: Sequence[str] = (),
) -> None:
    if not rows:
        return
    is_part = total is not None and len(rows) < total
    many = f"{len(rows)} of {total:,}" if is_part else str(len(rows))
    print_line([(f"{name} ({'; '.join([many, *notes])})", "accent")])
    for row in rows:
        print_line(*as_line(row))


def _facts[R: (RoleRow, RelationRow)](
    views: Views, name: str, rows: Sequence[R], as_line: Callable[[R], Line]
) -> None:
    """Print offices or relations, each with the sentence that states it."""
    if rows:
        print_line([(f"{name} ({len(rows)})", "accent")])
    for row in rows:
        print_line(*as_line(row))
        if words := stated(views, row):
            print_line(*stated_line(row, words))
