"""`dateline stories`: the articles of the store, grouped by the events that they are about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import QueryCommand, open_views, selected_by
from tui.cli.output import data, listing, note, print_line
from tui.cli.result_lines import article_line, tab_line
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import ArticleRow, Filter, StoryRow, Views

_COLUMNS = ("story", "label", "number", "article", "published", "source", "title", "copy_of")


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
@click.option(
    "--as",
    "form",
    type=click.Choice(["table", "json", "tsv"]),
    default="table",
    show_default=True,
    help="JSON: a list of stories with their articles. TSV: a line for each article.",
)
@click.option("--all", "every", is_flag=True, help="The articles that are in no story too.")
@click.pass_obj
@click.pass_context
def stories(
    ctx: click.Context, folder: Path, query: tuple[str, ...], form: str, every: bool
) -> None:
    """List the stories: articles about the same events within days of each other.

    The story with the newest article comes first, and each is called by words that its articles
    share. Its number stays the same while it grows: `story:12` finds its articles, in any search.
    The exit status is 1 when there are none.

    \b
    Examples:
      dateline stories
      dateline stories place:minsk pub:2024-07
      dateline stories --as tsv > stories.tsv
    """
    selected = selected_by(" ".join(query))
    with open_views(folder) as views:
        found = views.stories.rows(selected)
        if form == "json":
            data(json.dumps(list(_records(views, selected, every=every)), ensure_ascii=False))
        elif form == "tsv":
            listing(tab_line(*_COLUMNS))
            for story, row, of in _members(views, selected, every=every):
                name = (story.id, story.label) if story else ("", "")
                day = row.published or ""
                listing(
                    tab_line(*name, row.number, row.id, day, row.source or "", row.title, of or "")
                )
        else:
            _print(views, selected, every=every)
    if not found:
        note("no two articles here are about the same events")
        ctx.exit(1)


def _members(
    views: Views, selected: Filter, *, every: bool
) -> Iterator[tuple[StoryRow | None, ArticleRow, int | None]]:
    """Yield each article with its story, and of a copy the number of the article in whose row it
    is. Those in no story come last, if at all."""
    told: set[int] = set()
    for story in views.stories.rows(selected):
        told.update(story.articles)
        for number in story.articles:
            yield from ((story, row, of) for row, of in _with_copies(views, selected, number))
    for row in _articles(views, selected) if every else ():
        if row.number not in told:
            yield from ((None, each, of) for each, of in _with_copies(views, selected, row.number))


def _with_copies(
    views: Views, selected: Filter, number: int
) -> Iterator[tuple[ArticleRow, int | None]]:
    for row in views.article_rows(selected, [number]):
        if row.record is None:
            yield row, None
    for row in views.folded_under(selected, number):
        yield row, number


def _articles(views: Views, selected: Filter) -> list[ArticleRow]:
    return views.articles(selected, limit=views.article_count(selected))


def _records(views: Views, selected: Filter, *, every: bool) -> Iterator[dict[str, Any]]:
    records: dict[object, dict[str, Any]] = {}
    for story, row, of in _members(views, selected, every=every):
        key = story.id if story else f"alone {of or row.number}"
        record = records.setdefault(
            key,
            {
                "id": story.id if story else None,
                "label": story.label if story else None,
                "first": story.first if story else row.published,
                "last": story.last if story else row.published,
                "total": story.total if story else 1,
                "sources": list(story.sources) if story else [row.source] if row.source else [],
                "articles": [],
            },
        )
        record["articles"].append(
            {
                "number": row.number,
                "id": row.id,
                "source": row.source,
                "published": row.published,
                "title": row.title,
                "copy_of": of,
            }
        )
    yield from records.values()


def _print(views: Views, selected: Filter, *, every: bool) -> None:
    told: set[int] = set()
    for story in views.stories.rows(selected):
        told.update(story.articles)
        days = " to ".join(dict.fromkeys(d[:10] for d in (story.first, story.last) if d))
        count = f"{len(story.articles)}/{story.total} articles"
        sources = plural(len(story.sources), "source")
        beside = ", ".join(filter(None, (count, sources, days)))
        print_line(
            [(story.label, "accent"), (f"  {beside}", "dim")], [(f"  story:{story.id}", "rule")]
        )
        for row in views.article_rows(selected, story.articles):
            if row.record is None:
                print_line(*article_line(row))
    alone = [row for row in _articles(views, selected) if row.number not in told] if every else []
    if alone:
        print_line([("in no story", "accent"), (f"  {plural(len(alone), 'article')}", "dim")])
    for row in alone:
        print_line(*article_line(row))
