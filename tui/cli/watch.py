"""`dateline watch`: follow feeds and folders, in one process that runs until it is ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.add import LISTED, update_views
from tui.cli.feeds import moment
from tui.cli.options import (
    daemon_option,
    fetcher_for,
    jobs_option,
    memory_option,
    parse_period,
    private_option,
    reader_settings,
    say_notes,
)
from tui.cli.output import line, note
from tui.cli.start import exit_on_terminate

if TYPE_CHECKING:
    from store import Feed, Item, Round, Source, Store, Web

    Read = Callable[[Iterable[Source], Web | None], Iterator[Item]]


_EVERY_SECONDS = 1800
_SHARE_OF_INTERVAL = 0.9
"""Of the time between two runs of `--once`, so much may be spent waiting for hosts."""


@click.command()
@click.argument("what", nargs=-1, type=click.Path(), metavar="[FILE|FOLDER|LINK]…")
@click.option("--once", is_flag=True, help="Fetch once what is due, and exit: for cron.")
@click.option(
    "--every",
    metavar="TIME",
    type=parse_period,
    help="Interval between requests of a feed, as 90s, 30m (default), 2h, 1d; longer if its "
    "host asks for it.",
)
@jobs_option
@memory_option
@daemon_option
@private_option
@click.pass_obj
@click.pass_context
def watch(  # noqa: PLR0913, PLR0917 - one parameter for each option
    ctx: click.Context,
    folder: Path,
    what: tuple[str, ...],
    once: bool,
    every: int | None,
    jobs: int | None,
    memory: int | None,
    allow_private: bool,
) -> None:
    """Follow feeds and folders, and add what is new to the store.

    Without a name, follow all feeds of the list (`dateline feeds`). A FILE is a list of feeds
    (OPML, or newsboat's urls), which are added to the list. Of a FOLDER, new and changed files
    are added. Dashboards show new articles when `r` is pressed. An article that matches a saved
    search with an alert is a line on standard output: the search, the title, the words that
    matched.

    Requests are conditional (ETag, Last-Modified) and respect max-age, ttl and Retry-After. A
    feed that fails is requested less often, and one that is gone (410) no more. Each round is one
    line on standard error. SIGTERM ends the command with status 0.

    A round reads at most 200 new articles or files of a feed, file or folder, small ones first;
    the next rounds read the rest. --once ends within --every (default 30m), and reports what is
    left.

    \b
    Examples:
      dateline watch
      dateline watch feeds.opml ~/drop --every 15m
      dateline watch --once
    """
    from store import Clock, Store, Watching, alone

    usual = 0 if once else _EVERY_SECONDS
    limit = _SHARE_OF_INTERVAL * (every or _EVERY_SECONDS)
    clock = Clock(usual if every is None else every)
    exit_on_terminate()
    with (
        Store.open(folder, create=bool(what), waiting=note) as store,
        alone(folder),
        ExitStack() as end,
    ):
        end.callback(say_notes, store)
        only, folders = _named(store, what)
        with closing(fetcher_for(allow_private=allow_private)) as fetcher:
            watching = Watching(
                store, _reading(store, jobs, memory), fetcher, clock, only=only, folders=folders
            )
            _say_what(watching.feeds(), folders)
            failed = False
            for done in watching.once(limit) if once else watching.forever():
                failed = _say(done) or failed
    ctx.exit(1 if failed else 0)


def _reading(store: Store, jobs: int | None, memory: int | None) -> Read:
    """Return a function that adds inputs to the store, with the settings of the config file."""
    from store import Import
    from tui.config import load_config

    config = load_config()
    reader = reader_settings(config)

    def read(inputs: Iterable[Source], web: Web | None) -> Iterator[Item]:
        known = store.numbers()
        first = known[-1] + 1 if known else 1
        job = Import(
            store,
            reader=reader,
            jobs=jobs or config.jobs or None,
            memory=memory,
            web=web,
            repeated=True,
        )
        yield from job.run(inputs)
        if job.report.is_news:
            update_views(store)
            _say_matches(store, first)

    return read


def _say_matches(store: Store, first: int) -> None:
    """Print a line for each article from number `first` on that matches a saved search with an
    alert: the search's name, the title, and the words that matched.
    """
    from store import SavedSearches, Views, matched_words, new_matches

    alerts = [search for search in SavedSearches(store) if search.alert]
    if not alerts:
        return
    with closing(Views.open(store)) as views:
        for search in alerts:
            for number in new_matches(views, search, first):
                article = views.article(number)
                title = article.title or f"article {number}"
                line(f"{search.name}: {title} ({', '.join(matched_words(search, article))})")


def _named(store: Store, what: tuple[str, ...]) -> tuple[set[str] | None, list[str]]:
    """Return the links of the named feeds (None: all of the list), and the folders."""
    from store import Feeds, UnsafeFile, UserError, feeds_in, is_link, new_feed, read_file
    from tui.cli.feeds import LIST_BYTES

    folders = [name for name in what if Path(name).is_dir()]
    found: list[Feed] = []
    for name in what:
        if is_link(name):
            found.append(new_feed(name))
        elif name not in folders:
            try:
                listed = feeds_in(name, read_file(Path(name), LIST_BYTES))
            except UnsafeFile:
                raise
            except OSError as error:
                raise UserError(f"Cannot read {name}: {error.strerror}.") from error
            for left_out in listed.left_out:
                note(left_out)
            found += listed.feeds
    if found:
        Feeds(store).add(found)
    if not what:
        if not list(Feeds(store)):
            raise UserError(
                "There are no feeds in the list.",
                "Add one with `dateline feeds add LINK`, or name a list of feeds or a folder.",
            )
        return None, []
    return {feed.url for feed in found}, folders


def _say_what(feeds: list[Feed], folders: list[str]) -> None:
    named = [_count(len(feeds), "feed")] if feeds else []
    due = sorted(feed.due for feed in feeds if feed.due and not feed.is_gone)
    is_early = len(due) == len(feeds) and due and datetime.fromisoformat(due[0]) > datetime.now(UTC)
    first = f"; the first is due {moment(due[0])}" if is_early else ""
    note(f"{_now()} watching {', '.join([*named, *folders])}{first}")


def _say(done: Round) -> bool:
    """Print a line for a round and for each failure; return whether there was one."""
    counted = [(len(done.feeds), "feed"), (done.pages, "page")]
    what = ", ".join(_count(number, name) for number, name in counted if number) or "folders"
    note(f"{_now()} {what}: {done.report.summary()}")
    for feed in done.wrong:
        again = "not asked for again" if feed.is_gone else f"next try {moment(feed.due)}"
        note(f"{_now()} {feed.url}: {feed.error}; {again}")
    for name, left in done.put_off.items():
        note(f"{_now()} {name}: {_count(left, 'article')} left for the next round")
    if done.files_left:
        note(f"{_now()} {_count(done.files_left, 'file')} left for the next round")
    for link in done.unanswered:
        note(f"{_now()} {link}: no answer within the time; asked again next time")
    for item in done.report.failures[:LISTED]:
        note(f"{_now()} failed: {item.name}: {item.reason}")
    if done.trouble is not None:
        note(f"{_now()} {done.trouble}")
    return bool(done.trouble or done.report.failed or done.wrong)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
