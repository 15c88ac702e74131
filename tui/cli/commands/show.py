"""`dateline show`: one article, and what was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output.facts import facts
from tui.cli.output.printing import data, line, paragraphs

if TYPE_CHECKING:
    from store import Article, ArticleRow, Reading, Store, Views

_BEGINNING = re.compile(r"[0-9a-f]{4,64}")
"""Of a hash, enough to mean it."""


@click.command()
@click.argument("article", metavar="ID")
@click.option(
    "--differences", is_flag=True, help="Where its copies and updates differ, word by word."
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="JSON: the reading, or with --differences their places in both texts.",
)
@click.pass_obj
def show(folder: Path, article: str, form: str, differences: bool) -> None:
    """Print an article and what was read from it.

    ID is the article's number, as `search` prints it, or the beginning of its hash, of 4 digits
    or more. Numbers in brackets are the characters of the text that say so.

    \b
    Examples:
      dateline show 12
      dateline show 12 --differences
      dateline show 661b68e6 --as json | jq .events
    """
    from store import Store, Views, to_json

    store = Store.open(folder)
    try:
        views = Views.open(store)
        views.update()
        number = _number(store, views, article)
        if differences:
            from tui.cli.output.differences import print_differences

            print_differences(views, number, form)
        elif form == "json":
            data(to_json(store.reading(number) or store.article(number)))
        else:
            _print(number, store.article(number), store.reading(number), views)
    finally:
        store.close()


def _number(store: Store, views: Views, said: str) -> int:
    """Raises `Trouble` when no article has this number or hash, or several do."""
    from store import Trouble

    wanted = said.removeprefix("#").lower()
    if re.fullmatch(r"[0-9]{1,18}", wanted) and int(wanted) in store.numbers():
        return int(wanted)
    known = store.number(wanted)
    if known is not None:
        return known
    found = views.with_hash(wanted) if _BEGINNING.fullmatch(wanted) else []
    if not found:
        raise Trouble(f"There is no article {said} in {store.folder}.", "Try `dateline search`.")
    if len(found) > 1:
        raise Trouble(f"{len(found)} articles begin with {said}.", "Give more of the hash.")
    return found[0]


def _print(number: int, article: Article, reading: Reading | None, views: Views) -> None:
    paragraphs(article.title or "(no headline)")
    published = article.published or f"undated ({article.published_doubt or 'no date in it'})"
    line(f"#{number}  {published}  {article.source or 'no source'}")
    if where := article.url or article.origin:
        line(where)
    line(f"sha256 {article.id}")
    for each in _family(views.family(number), number):
        line(each)
    line("")
    paragraphs(article.text)
    line("")
    if reading is None:
        line("(not read yet)")
        return
    for each in facts(reading, article.text):
        line(each)


def _family(rows: list[ArticleRow], number: int) -> Iterator[str]:
    """The other articles with its words, and the other sources of its very text."""
    original = rows[0].number
    for row in rows:
        if row.key == number:
            continue
        day, source = (row.published or "undated")[:10], row.source or "no source"
        if row.kind == "same":
            which = "" if row.number == number else f" of #{row.number}"
            yield f"also in {source}, {day}: the same text{which}"
        elif row.number == original:
            yield f"{_kind(rows, number)} of #{original}, {source}, {day}: {row.title}"
        else:
            yield f"also in {source}, {day}: #{row.number}, {row.kind}: {row.title}"


def _kind(rows: list[ArticleRow], number: int) -> str:
    return next((row.kind for row in rows if row.key == number), None) or "copy"
