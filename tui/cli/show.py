"""`dateline show`: one article, and what was read from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.terminal_output import data, line
from tui.panes.when import when

if TYPE_CHECKING:
    from store import Article, Reading, Store

SHORTEST_HASH = 4


@click.command()
@click.argument("article", metavar="ID")
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def show(folder: Path, article: str, form: str) -> None:
    """Print an article and what was read from it.

    ID is the article's number, as `search` prints it, or the beginning of its hash.

    \b
    Examples:
      dateline show 12
      dateline show 661b68e6 --as json | jq .events
    """
    from store import Store, to_json

    store = Store.open(folder)
    try:
        number = _number(store, article)
        found, reading = store.article(number), store.reading(number)
        if form == "json":
            data(to_json(reading or found))
        else:
            _print(number, found, reading)
    finally:
        store.close()


def _number(store: Store, said: str) -> int:
    """Raises `Trouble` when no article has this number or hash, or several do."""
    from store import Trouble

    numbers = store.numbers()
    wanted = said.removeprefix("#")
    if wanted.isdecimal() and int(wanted) in numbers:
        return int(wanted)
    known = store.number(wanted.lower())
    if known is not None:
        return known
    matches = [n for n in numbers if store.article(n).id.startswith(wanted.lower())]
    if len(wanted) < SHORTEST_HASH or not matches:
        raise Trouble(f"There is no article {said} in {store.folder}.", "Try `dateline search`.")
    if len(matches) > 1:
        raise Trouble(f"{len(matches)} articles begin with {said}.", "Give more of the hash.")
    return matches[0]


def _print(number: int, article: Article, reading: Reading | None) -> None:
    line(article.title or "(no headline)")
    published = article.published or f"undated ({article.published_doubt or 'no date in it'})"
    line(f"#{number}  {published}  {article.source or ''}  {article.url or article.origin or ''}")
    line(f"sha256 {article.id}")
    for paragraph in article.text.splitlines():
        line(paragraph)
    if reading is None:
        line("(not read yet)")
        return
    names = {entity.id: entity.name for entity in reading.entities}
    line("")
    line(f"entities ({len(reading.entities)})")
    for entity in reading.entities:
        line(f"  {entity.type:8} {entity.name}  ({len(entity.mentions)} mentions)")
    line(f"events ({len(reading.events)})")
    for event in reading.events:
        state = "" if event.modality == "asserted" else f" [{event.modality}]"
        said = "; ".join(names[source] for source in event.according_to)
        words = f"  according to {said}" if said else ""
        day = when(event.from_, event.to, event.precision)
        line(f"  {day:15} {event.type:9} {event.label}{state}{words}")
