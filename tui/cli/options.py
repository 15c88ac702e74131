"""What several commands share: options, amounts, and the store opened to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output import note

if TYPE_CHECKING:
    from store import ExtractorSettings, Fetcher, Filter, Source, Store, Views, Web
    from tui.config import Config

_EXCLUDED = re.compile(r"-[^-\s]")
"""How a word begins that is excluded from a query."""
_SIZE = re.compile(r"(\d{1,9})([KMG]?)B?", re.ASCII | re.IGNORECASE)
_BITS = {"": 0, "K": 10, "M": 20, "G": 30}
_PERIOD = re.compile(r"(\d{1,6})([smhd])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
full_option = click.option(
    "--full/--no-full",
    default=True,
    show_default=True,
    help="Fetch the page of a feed item that is only a summary, if robots.txt permits.",
)
private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch from private addresses. Only for links that you trust.",
)


def parse_count(said: str | int) -> int:
    """Return a whole number, 0 or more."""
    return _parse_number(said, 0)


def parse_positive(said: str | int) -> int:
    """Return a whole number, 1 or more."""
    return _parse_number(said, 1)


def _parse_number(said: str | int, least: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", str(said)) or int(said) < least:
        raise click.BadParameter(f"{str(said)!r} is not a whole number of {least} or more.")
    return int(said)


def parse_size(said: str) -> int:
    """Return a size, such as `800M`, in bytes."""
    found = _SIZE.fullmatch(said.strip())
    if found is None:
        raise click.BadParameter(f"{said!r} is not a size, such as 800M or 2G.")
    return int(found[1]) << _BITS[found[2].upper()]


def parse_period(said: str) -> int:
    """Return a duration, such as `30m`, in seconds."""
    found = _PERIOD.fullmatch(said.strip())
    if found is None:
        raise click.BadParameter(f"{said!r} is not a duration, such as 90s, 30m, 2h or 1d.")
    return int(found[1]) * _SECONDS[found[2]]


jobs_option = click.option(
    "--jobs",
    metavar="N",
    type=parse_count,
    help="Number of reading processes. Default: 0, one for each core.",
)
memory_option = click.option(
    "--memory",
    metavar="SIZE",
    type=parse_size,
    help="Memory for all reading processes, as 800M or 2G. Default: what is free.",
)
_NO_DAEMON = "dateline.no_daemon"


def _without_daemon(ctx: click.Context, _: click.Parameter, chosen: bool) -> None:
    ctx.meta[_NO_DAEMON] = chosen


daemon_option = click.option(
    "--no-daemon",
    is_flag=True,
    expose_value=False,
    callback=_without_daemon,
    help="Neither use nor leave behind a warm reader; see `dateline help config`.",
)


def reader_settings(config: Config) -> ExtractorSettings:
    """Return the settings of the extractor, without a warm reader under `--no-daemon`."""
    if click.get_current_context().meta.get(_NO_DAEMON):
        from msgspec.structs import replace

        return replace(config.reader, warm_minutes=0)
    return config.reader


def web_for(store: Store, inputs: Iterable[Source], *, allow_private: bool) -> Web | None:
    """What fetches the links among the inputs; None where there are none, and nothing that
    could open a network is loaded."""
    if not any(source.is_link for source in inputs):
        return None
    from store import Web

    return Web(store, fetcher_for(allow_private=allow_private))


def fetcher_for(*, allow_private: bool) -> Fetcher:
    """Return a fetcher, from public addresses or from all."""
    from store import Client, Fetcher, anywhere

    return Fetcher(Client(rejection_reason=anywhere) if allow_private else Client())


@contextmanager
def open_views(folder: Path) -> Iterator[Views]:
    """Open the views of a store and update them.

    Raises:
        StoreMissing: when there is no store.
    """
    from store import Store, Views

    store = Store.open(folder)
    views = None
    try:
        views = Views.open(store)
        update(views)
        yield views
    finally:
        say_notes(store, views)
        store.close()


def update(views: Views) -> None:
    """Update views, and say so before it if that takes a while."""
    if views.is_far_behind:
        note("dateline: building the index first, once for new articles or a new version …")
    views.update()


def say_notes(store: Store, views: Views | None = None) -> None:
    """Report what was repaired in the store. That it is read-only is not reported."""
    for line in () if store.readonly else store.note.splitlines():
        note(f"dateline: {line}")
    for line in views.notes if views is not None else ():
        note(f"dateline: {line}")


class QueryCommand(click.Command):
    """A command whose arguments are a query: a word that begins with one `-` is not an option but
    is excluded, as in `search talks -grain`; `-h` alone stays help."""

    _KEPT = "\N{REPLACEMENT CHARACTER}"
    """Stands before such a word until the options are parsed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse options and query; the values of options stay as they are."""
        takes_value = {
            name for each in self.params if isinstance(each, click.Option) and not each.is_flag
            for name in each.opts
        }  # fmt: skip
        own = ("-", "-h", *takes_value)
        marked = [
            f"{self._KEPT}{word}"
            if _EXCLUDED.match(word) and word not in own and before not in takes_value
            else word
            for before, word in pairwise(["", *args])
        ]
        rest = super().parse_args(ctx, marked)
        ctx.params["query"] = tuple(
            word.removeprefix(self._KEPT) for word in ctx.params.get("query") or ()
        )
        return rest


def selected_by(query: str, within: Filter | None = None) -> Filter:
    """The filter of a query, added to the filter `within`. Raises `QueryError`, with the place, for
    one that cannot be read."""
    from store import Filter, Term, parse

    selected = within or Filter()
    if not query.strip():
        return selected
    parse(query)
    return selected.add(Term("query", query))


def saved_search(folder: Path, name: str) -> Filter:
    """Return the filter of a saved search.

    Raises:
        StoreMissing: There is no store.
        UserError: There is no saved search of that name.
    """
    from store import SavedSearches, Store

    with Store.open(folder, readonly=True) as store:
        return SavedSearches(store).named(name).filter
