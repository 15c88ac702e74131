"""`dateline feeds`: the feeds of a store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tui.cli.options import full_option
from tui.cli.output import data, line, listing, note
from tui.cli.program import Commands

if TYPE_CHECKING:
    from store import Feed

LIST_BYTES = 20_000_000
"""Of a file that lists feeds."""


@click.group(cls=Commands)
def feeds() -> None:
    """Manage the feeds of the store, which `dateline watch` follows.

    \b
    Examples:
      dateline feeds add https://example.org/world.xml --tag world
      dateline feeds import ~/.newsboat/urls
      dateline feeds list
    """


@feeds.command()
@click.argument("links", nargs=-1, required=True, metavar="LINK…")
@click.option("--title", metavar="NAME", help="Title of the feed, in place of its own.")
@click.option("--tag", "tags", metavar="WORD", multiple=True, help="A tag. Repeatable.")
@full_option
@click.pass_obj
def add(
    folder: Path, links: tuple[str, ...], title: str | None, tags: tuple[str, ...], full: bool
) -> None:
    """Add feeds to the list. `dateline watch` fetches them.

    \b
    Example:
      dateline feeds add https://example.org/world.xml --title World --tag asia
    """
    from store import Feeds, Store, new_feed

    new = [new_feed(link, title, tags, full=full) for link in links]
    with Store.open(folder, create=True, waiting=note) as store:
        added = Feeds(store).add(new)
    _say_added(new, added)


@feeds.command(name="list")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: a line for each feed.",
)
@click.pass_obj
def list_(folder: Path, form: str) -> None:
    """List the feeds: last and next request, articles, errors."""
    from store import Feeds, Store

    with Store.open(folder, readonly=True) as store:
        found = list(Feeds(store))
    if form == "json":
        import msgspec

        for feed in found:
            data(json.dumps(msgspec.to_builtins(feed), ensure_ascii=False))
        return
    for feed in found:
        _print(feed)
    if not found:
        line("no feeds yet: `dateline feeds add LINK`")


@feeds.command()
@click.argument("names", nargs=-1, required=True, metavar="LINK…")
@click.pass_obj
def remove(folder: Path, names: tuple[str, ...]) -> None:
    """Remove feeds from the list, by link or title. Their articles stay."""
    from store import Feeds, Store

    with Store.open(folder, waiting=note) as store:
        for name in names:
            line(f"removed {Feeds(store).remove(name).url}")


@feeds.command(name="import")
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def import_(folder: Path, file: BinaryIO) -> None:
    """Add the feeds of a file to the list: OPML, or newsboat's `urls`.

    Tags and titles are kept. Lines that run a program (exec:, filter:) are skipped and reported.

    \b
    Examples:
      dateline feeds import ~/.newsboat/urls
      curl -s https://example.org/feeds.opml | dateline feeds import -
    """
    from store import Feeds, Store, UserError, feeds_in

    content = file.read(LIST_BYTES + 1)
    if len(content) > LIST_BYTES:
        raise UserError(
            f"{file.name} is larger than {LIST_BYTES:,} bytes.", "Name a list of feeds."
        )
    found = feeds_in(file.name, content)
    for left_out in found.left_out:
        note(left_out)
    if not found.feeds:
        raise UserError(f"{file.name} lists no feeds.", "Name a file in OPML, or newsboat's urls.")
    with Store.open(folder, create=True, waiting=note) as store:
        added = Feeds(store).add(found.feeds)
    _say_added(found.feeds, added)


@feeds.command()
@click.option(
    "--as", "form", type=click.Choice(["opml", "urls"]), default="opml", show_default=True
)
@click.pass_obj
def export(folder: Path, form: str) -> None:
    """Write the list to standard output: OPML 2.0, or newsboat's `urls`.

    \b
    Example:
      dateline feeds export --as urls > ~/.newsboat/urls
    """
    from store import Feeds, Store, as_opml, as_urls

    with Store.open(folder, readonly=True) as store:
        found = list(Feeds(store))
    listing(as_opml(found).rstrip() if form == "opml" else "\n".join(as_urls(found)))


def _say_added(given: Sequence[Feed], added: list[Feed]) -> None:
    from store import private_reason

    there = len(given) - len(added)
    line(f"{len(added)} added" + (f", {there} there already" if there else ""))
    for feed in given:
        if reason := private_reason(feed):
            wanted = "`dateline watch` fetches it only with --allow-private"
            note(f"{feed.url} leads to {reason}: {wanted}")


def _print(feed: Feed) -> None:
    tags = f"  [{', '.join(feed.tags)}]" if feed.tags else ""
    title = f"  {feed.title}" if feed.title else ""
    line(f"{feed.url}{title}{tags}")
    line(f"    {in_words(feed)}")
    if feed.error:
        times = f" ({feed.failures} times in a row)" if feed.failures > 1 else ""
        line(f"    error: {feed.error}{times}")


def in_words(feed: Feed) -> str:
    """Return the last and next request of a feed, and its articles, in words."""
    if feed.fetched is None:
        return "not asked for yet"
    asked = f"asked {moment(feed.fetched)}, {feed.came:,} came, {feed.articles:,} in all"
    if feed.left:
        asked += f", {feed.left:,} left for the next round"
    if feed.is_gone:
        return f"{asked}; gone: `dateline feeds add` asks for it again"
    return f"{asked}; next {moment(feed.due)}"


def moment(iso: str | None) -> str:
    """Return a time in the local zone, to the minute."""
    if iso is None:
        return "at once"
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
